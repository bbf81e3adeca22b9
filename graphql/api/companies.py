"""Companies: whom customers work for. Customers never learn of any of it."""

from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from ideation import models
from ideation.actions import companies as verbs
from ideation.queries import companies, people


@strawberry.type(description="An organisation that customers belong to. Staff only.")
class Company:
    id: UUID
    external_id: str | None = strawberry.field(description="Its id in the organisation's own system.")
    name: str
    domain: str | None
    segment: str | None = strawberry.field(description="The kind of customer that its people are, such as enterprise.")
    plan: str | None
    revenue: Decimal | None = strawberry.field(description="What it pays in a year.")

    @classmethod
    def of(cls, row: models.Company) -> Self:
        return cls(
            id=row.id,
            external_id=row.external_id,
            name=row.name,
            domain=row.domain,
            segment=row.segment,
            plan=row.plan,
            revenue=row.revenue,
        )


@strawberry.type(description="Who stands behind a post, so that loud is not mistaken for many. Staff only.")
class Backing:
    people: int = strawberry.field(description="Everyone who voted, once; the same as voteCount.")
    companies: int = strawberry.field(description="The companies that these people belong to.")
    value: Decimal = strawberry.field(description="What these companies pay in a year, together.")
    concentration: float = strawberry.field(
        description="Which share of the people its five loudest voices are, from 0 to 1. A voice is a company with all "
        "its people who voted, or somebody without a company. Near 1, few speak loudly; near 0, many speak."
    )
    value_concentration: float | None = strawberry.field(
        description="Which share of the value its five most valuable voices are, from 0 to 1; null without any value."
    )


@strawberry.type
class CompanyQuery:
    @strawberry.field(description="The companies, by name. Staff only: empty for others.")
    async def companies(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Company]:
        viewer, position = info.context.viewer, read_cursor(after, str)
        page = await companies.list_companies(viewer, first=page_size(first), after=position)
        return connection(page, Company.of, lambda: companies.count_companies(viewer))


@strawberry.input(description="All that is known of a company. What is left out here is unknown from now on.")
class CompanyInput:
    external_id: str = strawberry.field(description="Its id in your own system, by which it is known again.")
    name: str
    domain: str | None = None
    segment: str | None = strawberry.field(default=None, description="Becomes the segment of its people.")
    plan: str | None = None
    revenue: Decimal | None = strawberry.field(default=None, description="What it pays in a year.")


@strawberry.type(description="The company as it is known now.")
class CompanySet:
    company: Company


@strawberry.type(description="Somebody, and whom they work for now.")
class CompanyAssigned:
    person: Person
    company: Company | None


SetCompanyResult = Annotated[CompanySet | InvalidInput | Everyday, strawberry.union("SetCompanyResult")]
AssignCompanyResult = Annotated[CompanyAssigned | Everyday, strawberry.union("AssignCompanyResult")]


@strawberry.type
class CompanyMutation:
    @strawberry.mutation(description="Say what is known of a company; an unknown id makes a new one. Managers only.")
    async def set_company(self, info: Info, input: CompanyInput) -> SetCompanyResult:
        details = verbs.CompanyDetails.of(**vars(input))
        return CompanySet(company=Company.of(await verbs.set_company(details, by=info.context.person)))

    @strawberry.mutation(
        description="Say whom somebody works for, by the company's id in your system; null for nobody. Managers only."
    )
    async def assign_company(self, info: Info, person_id: UUID, company: str | None = None) -> AssignCompanyResult:
        by = info.context.person
        row = await companies.find_company(company, viewer=by) if company is not None else None
        person = await verbs.assign_company(await people.find_person(person_id), to=row, by=by)
        return CompanyAssigned(person=Person.of(person), company=Company.of(row) if row else None)
