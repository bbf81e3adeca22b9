"""Who feels what. These take ids of posts and comments that the viewer may read."""

from dataclasses import dataclass
from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.queries.paging import Page, Position, pages
from ideation.queries.people import PersonRow
from ideation.vocabulary import Feeling, Role


@dataclass(frozen=True, slots=True)
class ReactionRow:
    """How many people feel something about one post or comment, and whether the viewer is one of them."""

    on_id: UUID
    feeling: Feeling
    count: int
    viewer_has: bool


async def reactions_on(viewer: Person | None, ids: list[UUID]) -> dict[UUID, list[ReactionRow]]:
    """What people feel about each post or comment, in the order of the vocabulary."""
    found: dict[UUID, list[ReactionRow]] = {on_id: [] for on_id in ids}
    for record in await sql.fetch("reactions", ids, viewer.id if viewer else None):
        feeling = Feeling(record["feeling"])
        found[record["on_id"]].append(ReactionRow(record["on_id"], feeling, record["count"], record["viewer_has"]))
    return {on_id: sorted(rows, key=lambda row: _ORDER[row.feeling]) for on_id, rows in found.items()}


async def people_feeling(
    feeling: Feeling, ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[PersonRow]]:
    """The latest people who feel something about each post or comment, beginning after a place."""
    value, id_ = (after.value, after.id) if after else (None, None)
    records = await sql.fetch("people_feeling", ids, feeling, first + 1, value, id_)
    return pages(
        records,
        ids,
        first,
        row=lambda record: PersonRow(record["id"], record["name"], Role(record["role"])),
        at=lambda record: Position(record["created_at"], record["reaction_id"]),
    )


_ORDER = {feeling: place for place, feeling in enumerate(Feeling)}
