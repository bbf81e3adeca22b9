"""Companies, and what they are behind. For staff only: to everyone else there are none."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation import sql
from ideation.errors import NotFound
from ideation.models import Company, Person
from ideation.policy import may_see_backing
from ideation.queries.paging import Page, Position, page
from ideation.text import EXTERNAL_ID_LENGTH, clean_line


@dataclass(frozen=True, slots=True)
class BackingRow:
    """Which share of the people and of the value behind a post its five loudest voices are, from 0 to 1."""

    of_people: float
    of_value: float | None


def visible_to(viewer: Person | None) -> QuerySet[Company]:
    """The companies that this viewer may know of."""
    return Company.all() if may_see_backing(viewer) else Company.filter(id__in=[])


async def list_companies(viewer: Person | None, *, first: int, after: Position | None) -> Page[Company]:
    """A page of the companies, by name."""
    found = visible_to(viewer).order_by("name", "id")
    if after is not None:
        found = found.filter(Q(name__gt=after.value) | Q(name=after.value, id__gt=after.id))
    rows = await found.limit(first + 1)
    return page(rows, [Position(row.name, row.id) for row in rows], first)


async def count_companies(viewer: Person | None) -> int:
    """How many companies there are."""
    return await visible_to(viewer).count()


async def read_companies(viewer: Person | None, ids: list[UUID]) -> dict[UUID, Company]:
    """Those of these companies that the viewer may know of, by id."""
    return {row.id: row for row in await visible_to(viewer).filter(id__in=ids)}


async def find_company(external_id: str, *, viewer: Person | None) -> Company:
    """The company with this id in the organisation's own system; refuses with NotFound."""
    external_id = clean_line(external_id)
    found = visible_to(viewer).filter(external_id=external_id)
    # The ORM fails where a text is longer than the column.
    company = await found.first() if len(external_id) <= EXTERNAL_ID_LENGTH else None
    if company is None:
        raise NotFound
    return company


async def backing_of(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, BackingRow]:
    """How the support of each post is spread; a post that nobody supports has no entry."""
    if not may_see_backing(viewer):
        return {}
    return {
        row["post_id"]: BackingRow(float(row["of_people"]), None if row["of_value"] is None else float(row["of_value"]))
        for row in await sql.fetch("backing_of_posts", post_ids)
    }
