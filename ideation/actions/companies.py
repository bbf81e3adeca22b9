"""Companies: whom customers work for, and what they are worth."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ideation import sql
from ideation.actions.ballots import recount_votes
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import CompanyAssigned, CompanySet
from ideation.ledger import record, verb
from ideation.models import Company, Person, Post
from ideation.policy import may_keep_companies
from ideation.text import EXTERNAL_ID_LENGTH, NAME_LENGTH, clean_line, optional_line, required_line

WORD_LENGTH = 60
MOST_REVENUE = Decimal(10) ** 12

_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True)
class CompanyDetails:
    """What is known of a company, cleaned; `revenue` is what it pays in a year."""

    external_id: str
    name: str
    domain: str | None
    segment: str | None
    plan: str | None
    revenue: Decimal | None

    @classmethod
    def of(
        cls,
        *,
        external_id: str,
        name: str,
        domain: str | None = None,
        segment: str | None = None,
        plan: str | None = None,
        revenue: Decimal | None = None,
    ) -> "CompanyDetails":
        """The details as they are stored. Raises InvalidInput."""
        return cls(
            external_id=required_line(
                external_id,
                field="externalId",
                most=EXTERNAL_ID_LENGTH,
                ask="Give the company's id in your own system, so that it is known again.",
            ),
            name=required_line(name, field="name", most=NAME_LENGTH, ask="Give the company's name."),
            domain=_domain(domain),
            segment=optional_line(segment or "", field="segment", most=WORD_LENGTH) or None,
            plan=optional_line(plan or "", field="plan", most=WORD_LENGTH) or None,
            revenue=_revenue(revenue),
        )


@verb
async def set_company(details: CompanyDetails, *, by: Person | None) -> Company:
    """Say all that is known of a company, in place of what was said before; a new external id makes a new company.

    Without `by`, the operator of the installation does it at the command line.
    """
    _ensure_may_keep_companies(by)
    await _stop_counting()
    company = await Company.get_or_none(external_id=details.external_id)
    before = company and (company.name, company.domain, company.segment, company.plan, company.revenue)
    if before == (details.name, details.domain, details.segment, details.plan, details.revenue) and company:
        return company
    is_new, pays_the_same = company is None, company is not None and company.revenue == details.revenue
    company = company or Company(external_id=details.external_id)
    company.name, company.domain, company.revenue = details.name, details.domain, details.revenue
    company.segment, company.plan = details.segment, details.plan
    await company.save()
    if not is_new:
        await Person.filter(company_id=company.id).update(segment=company.segment)
        if not pays_the_same:
            await _recount_for(await Person.filter(company_id=company.id).values_list("id", flat=True))
    await record(CompanySet(company_id=company.id), by=by)
    return company


@verb
async def assign_company(person: Person, *, to: Company | None, by: Person | None) -> Person:
    """Say whom somebody works for; their segment becomes that of the company."""
    _ensure_may_keep_companies(by)
    await _stop_counting()
    company = await Company.get(id=to.id) if to else None
    person = await Person.select_for_update(no_key=True).get(id=person.id)
    if person.company_id != (company.id if company else None):
        person.company_id = company.id if company else None
        person.segment = company.segment if company else None
        await person.save(update_fields=["company_id", "segment"])
        await _recount_for([person.id])
        await record(CompanyAssigned(person_id=person.id, company_id=str(company.id) if company else ""), by=by)
    return person


def _ensure_may_keep_companies(by: Person | None) -> None:
    if by is not None and not may_keep_companies(by):
        raise NotAllowed


async def _stop_counting() -> None:
    """Have no votes counted until this is committed, because they count companies; see lock_voted_posts.sql."""
    await sql.fetch("take_turns", "companies")


async def _recount_for(person_ids: object) -> None:
    """Count anew what these people support, since what their votes are worth has changed."""
    supported = [row["id"] for row in await sql.fetch("posts_supported_by", person_ids)]
    await Post.filter(id__in=supported).order_by("id").select_for_update(no_key=True).values_list("id")
    await recount_votes(supported)


def _domain(text: str | None) -> str | None:
    domain = clean_line(text or "").lower()
    if domain and not _DOMAIN.fullmatch(domain):
        raise InvalidInput("domain", "This does not look like a domain. Write it as example.com.")
    return domain or None


def _revenue(revenue: Decimal | None) -> Decimal | None:
    if revenue is None:
        return None
    if not revenue.is_finite() or not 0 <= revenue < MOST_REVENUE:
        raise InvalidInput("revenue", "Give what the company pays in a year as a number from 0 to 999,999,999,999.99.")
    return revenue.quantize(Decimal("0.01"))
