"""The table of priorities, for those who decide; to everyone else it is empty."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.models import Person
from ideation.policy import may_decide
from ideation.queries.paging import Page, Position, page
from ideation.sql import Conditions
from ideation.text import clean_line

# RICE: see `Priority`. Reach is a whole number of people where nobody said another one.
_SCORE = "(coalesce(priority.reach, post.vote_count) * priority.impact * priority.confidence / priority.effort)::float8"


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """One line of the table; `score` is reach × impact × confidence / effort."""

    post_id: UUID
    title: str
    slug: str
    status: str
    board: str
    vote_count: int
    reach: float
    reach_is_said: bool
    impact: float
    confidence: float
    effort: float
    score: float
    set_at: datetime

    @classmethod
    def of(cls, record: Record) -> "PriorityRow":
        return cls(
            post_id=record["id"],
            title=record["title"],
            slug=record["slug"],
            status=record["status"],
            board=record["board_slug"],
            vote_count=record["vote_count"],
            reach=float(record["vote_count"] if record["reach"] is None else record["reach"]),
            reach_is_said=record["reach"] is not None,
            impact=record["impact"],
            confidence=record["confidence"],
            effort=record["effort"],
            score=record["score"],
            set_at=record["set_at"],
        )


async def list_priorities(
    viewer: Person | None, *, board: str | None, first: int, after: Position | None
) -> Page[PriorityRow]:
    """A page of the table, the highest score first; a duplicate stands there as its original only."""
    conditions = _wanted(viewer, board)
    if after is not None:
        conditions.add(f"({_SCORE}, post.id) < ({{}}, {{}})", after.value, after.id)
    rows = await _rows(conditions, limit=first + 1)
    return page(rows, [Position(row.score, row.post_id) for row in rows], first)


async def count_priorities(viewer: Person | None, *, board: str | None) -> int:
    """How many lines the table has."""
    conditions = _wanted(viewer, board)
    count: int = await sql.fetch_value("count_priorities", *conditions.parameters, where=conditions.sql)
    return count


async def priorities_of(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, PriorityRow]:
    """The priority of each post; one without any has no entry."""
    conditions = _wanted(viewer, None)
    conditions.add("post.id = any ({}::uuid[])", post_ids)
    return {row.post_id: row for row in await _rows(conditions, limit=len(post_ids))}


def _wanted(viewer: Person | None, board: str | None) -> Conditions:
    conditions = Conditions()
    conditions.add("{}::boolean and post.merged_into_id is null", may_decide(viewer))
    if board is not None:
        conditions.add("lower(board.slug) = lower({})", clean_line(board))
    return conditions


async def _rows(conditions: Conditions, *, limit: int) -> list[PriorityRow]:
    records = await sql.fetch(
        "priorities", *conditions.parameters, where=conditions.sql, score=_SCORE, limit=str(limit)
    )
    return [PriorityRow.of(record) for record in records]
