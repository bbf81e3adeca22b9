"""Bursts of votes, for staff only: to everyone else there are none."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.errors import NotFound
from ideation.models import Burst, Person
from ideation.policy import may_see_backing
from ideation.queries.paging import Page, Position, page
from ideation.queries.people import PersonRow
from ideation.sql import Conditions
from ideation.vocabulary import BurstReason, Role, Verdict


@dataclass(frozen=True, slots=True)
class BurstRow:
    """A burst, and how many of its votes still stand."""

    id: UUID
    post_id: UUID
    reason: BurstReason
    began_at: datetime
    ended_at: datetime
    vote_count: int
    verdict: Verdict | None
    decided_by: PersonRow | None
    decided_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, record: Record) -> "BurstRow":
        decider = None
        if record["decider_id"]:
            decider = PersonRow(record["decider_id"], record["decider_name"], Role(record["decider_role"]))
        return cls(
            id=record["id"],
            post_id=record["post_id"],
            reason=BurstReason(record["reason"]),
            began_at=record["began_at"],
            ended_at=record["ended_at"],
            vote_count=record["vote_count"],
            verdict=Verdict(record["verdict"]) if record["verdict"] else None,
            decided_by=decider,
            decided_at=record["decided_at"],
            created_at=record["created_at"],
        )


async def list_bursts(viewer: Person | None, *, undecided: bool, first: int, after: Position | None) -> Page[BurstRow]:
    """A page of the bursts, the newest first."""
    conditions = _wanted(viewer, undecided=undecided)
    if after is not None:
        conditions.add("(burst.created_at, burst.id) < ({}, {})", after.value, after.id)
    rows = await _rows(conditions, limit=first + 1)
    return page(rows, [Position(row.created_at, row.id) for row in rows], first)


async def count_bursts(viewer: Person | None, *, undecided: bool) -> int:
    """How many bursts there are."""
    conditions = _wanted(viewer, undecided=undecided)
    count: int = await sql.fetch_value("count_bursts", *conditions.parameters, where=conditions.sql)
    return count


async def bursts_of(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[BurstRow]]:
    """The bursts of votes for each post, the newest first."""
    conditions = _wanted(viewer, undecided=False)
    conditions.add("burst.post_id = any ({}::uuid[])", post_ids)
    found: dict[UUID, list[BurstRow]] = {post_id: [] for post_id in post_ids}
    for row in await _rows(conditions, limit=None):
        found[row.post_id].append(row)
    return found


async def read_burst(viewer: Person | None, burst_id: UUID) -> BurstRow | None:
    """One burst as it is now, or None when it is not there for this viewer."""
    conditions = _wanted(viewer, undecided=False)
    conditions.add("burst.id = {}", burst_id)
    rows = await _rows(conditions, limit=1)
    return rows[0] if rows else None


async def find_burst(burst_id: UUID, *, viewer: Person | None) -> Burst:
    """The burst to act on; refuses with NotFound."""
    burst = await Burst.get_or_none(id=burst_id) if may_see_backing(viewer) else None
    if burst is None:
        raise NotFound
    return burst


def _wanted(viewer: Person | None, *, undecided: bool) -> Conditions:
    conditions = Conditions()
    conditions.add("{}::boolean", may_see_backing(viewer))
    if undecided:
        conditions.add("burst.verdict is null")
    return conditions


async def _rows(conditions: Conditions, *, limit: int | None) -> list[BurstRow]:
    most = "all" if limit is None else str(limit)
    records = await sql.fetch("bursts", *conditions.parameters, where=conditions.sql, limit=most)
    return [BurstRow.of(record) for record in records]
