"""Who supports what. Whoever may read a post may see who voted for it and why, so these take ids of visible posts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.models import Person
from ideation.queries.paging import Page, Position, pages
from ideation.queries.people import PersonRow
from ideation.vocabulary import Importance, Role


@dataclass(frozen=True, slots=True)
class HeardRow:
    """Who of the team entered a vote for somebody else, and where they heard it. Staff only."""

    by: PersonRow | None
    at: str
    link: str | None


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One person's support of a post."""

    id: UUID
    person: PersonRow
    importance: Importance | None
    why: str | None
    created_at: datetime
    heard: HeardRow | None
    is_held: bool

    @classmethod
    def of(cls, record: Record) -> "VoteRow":
        return cls(
            id=record["vote_id"],
            person=PersonRow(record["id"], record["name"], Role(record["role"])),
            importance=Importance(record["importance"]) if record["importance"] else None,
            why=record["why"],
            created_at=record["created_at"],
            heard=_heard(record) if record["heard_at"] else None,
            is_held=record["is_held"],
        )


async def votes_of(
    viewer: Person | None, post_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[VoteRow]]:
    """The latest votes for each post, beginning after a place: everyone once who voted for it or a duplicate of it."""
    value, id_ = (after.value, after.id) if after else (None, None)
    is_staff = viewer is not None and viewer.is_staff
    records = await sql.fetch("votes_of_posts", post_ids, first + 1, value, id_, is_staff)
    return pages(
        records,
        post_ids,
        first,
        row=VoteRow.of,
        at=lambda record: Position(record["created_at"], record["vote_id"]),
    )


async def open_votes(wanted: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], set[UUID]]:
    """What each person supports on the board beside them that still takes votes."""
    found: defaultdict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
    for row in await sql.fetch("open_votes", [person for person, _ in wanted], [board for _, board in wanted]):
        found[row["person_id"], row["board_id"]].add(row["id"])
    return found


async def votes_spent(viewer: Person | None, board_ids: list[UUID]) -> dict[UUID, int]:
    """How many open posts of each board the viewer supports."""
    if viewer is None:
        return {}
    found = await open_votes([(viewer.id, board_id) for board_id in board_ids])
    return {board_id: len(found[viewer.id, board_id]) for board_id in board_ids}


def _heard(record: Record) -> HeardRow:
    by = None
    if record["entered_by_id"]:
        by = PersonRow(record["entered_by_id"], record["entered_by_name"], Role(record["entered_by_role"]))
    return HeardRow(by, record["heard_at"], record["heard_link"])
