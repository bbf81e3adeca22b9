"""What waits for the team, and who may not take part: for staff, and for nobody else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from ideation import sql
from ideation.models import Flag, Person
from ideation.policy import may_moderate
from ideation.queries.paging import Page, Position, page
from ideation.sql import Conditions
from ideation.text import clean_line
from ideation.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A post, or a comment on it, that waits for approval (`is_held`) or was flagged, and since when."""

    id: UUID
    post_id: UUID
    comment_id: UUID | None
    is_held: bool
    since: datetime


async def moderation_queue(
    viewer: Person | None, *, board: str | None, kind: Kind | None, first: int, after: Position | None
) -> Page[WaitingRow]:
    """A page of what waits on a board, on posts of a kind; empty for those who may not moderate."""
    if not may_moderate(viewer):
        return Page([], [], has_next=False)
    place = (after.value, after.id) if after else (None, None)
    conditions = Conditions()
    conditions.parameters = [*place, first + 1]
    _narrow(conditions, board, kind)
    records = await sql.fetch("moderation_queue", *conditions.parameters, waiting=_WAITING, where=conditions.sql)
    rows = [WaitingRow(**{name: record[name] for name in WaitingRow.__slots__}) for record in records]
    return page(rows, [Position(row.since, row.id) for row in rows], first)


async def count_waiting(viewer: Person | None, *, board: str | None, kind: Kind | None) -> int:
    """How much waits; none for those who may not moderate."""
    if not may_moderate(viewer):
        return 0
    conditions = Conditions()
    _narrow(conditions, board, kind)
    count: int = await sql.fetch_value("count_waiting", *conditions.parameters, waiting=_WAITING, where=conditions.sql)
    return count


async def flags_on(viewer: Person | None, ids: list[UUID]) -> dict[UUID, list[Flag]]:
    """The flags on each post or comment that nobody has settled, the oldest first; none for customers."""
    found: dict[UUID, list[Flag]] = {content_id: [] for content_id in ids}
    if may_moderate(viewer):
        open_flags = Flag.filter(Q(post_id__in=ids) | Q(comment_id__in=ids), settled_at__isnull=True)
        for flag in await open_flags.order_by("created_at", "id").select_related("person"):
            found[flag.comment_id or flag.post_id].append(flag)  # type: ignore[index]  # one of the two is there
    return found


async def blocked_people(viewer: Person | None, *, first: int, after: Position | None) -> Page[Person]:
    """A page of those who may not take part, the latest first; empty for those who may not moderate."""
    if not may_moderate(viewer):
        return Page([], [], has_next=False)
    found = Person.filter(blocked_at__isnull=False)
    if after is not None:
        found = found.filter(Q(blocked_at__lt=after.value) | Q(blocked_at=after.value, id__lt=after.id))
    rows = await found.order_by("-blocked_at", "-id").limit(first + 1)
    return page(rows, [Position(row.blocked_at, row.id) for row in rows], first)


async def count_blocked(viewer: Person | None) -> int:
    """How many may not take part; none for those who may not moderate."""
    return await Person.filter(blocked_at__isnull=False).count() if may_moderate(viewer) else 0


_WAITING = sql.statement("waiting")


def _narrow(conditions: Conditions, board: str | None, kind: Kind | None) -> None:
    if board is not None:
        conditions.add("lower(board.slug) = lower({})", clean_line(board))
    if kind is not None:
        conditions.add("post.kind = {}", kind)
