"""What the ledger says, for those who may read what it is about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.policy import sees_silent_changes
from ideation.queries.people import PersonRow
from ideation.queries.statuses import StatusRow
from ideation.vocabulary import Role, Turn


@dataclass(frozen=True, slots=True)
class StatusChangeRow:
    """A status that a post was given, why, by whom and when; a silent change has no reason."""

    status: StatusRow
    reason: str
    silent: bool
    by: PersonRow | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What the team did with a post, why if they said so, who and when."""

    turn: Turn
    reason: str | None
    by: PersonRow | None
    at: datetime


async def turns_of(post_ids: list[UUID]) -> dict[UUID, list[TurnRow]]:
    """The closing, locking and pinning of each post, oldest first. Takes ids of visible posts."""
    turns: dict[UUID, list[TurnRow]] = {post_id: [] for post_id in post_ids}
    for record in await sql.fetch("turns_of_posts", [str(post_id) for post_id in post_ids]):
        by = PersonRow(record["id"], record["name"], Role(record["role"])) if record["id"] else None
        turn = Turn(record["kind"].removeprefix("Post").lower())
        turns[record["post_id"]].append(TurnRow(turn, record["reason"], by, record["created_at"]))
    return turns


async def status_history(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[StatusChangeRow]]:
    """The status changes of each post, oldest first; silent ones for staff only. Takes ids of visible posts."""
    history: dict[UUID, list[StatusChangeRow]] = {post_id: [] for post_id in post_ids}
    for record in await sql.fetch("status_history", list(map(str, post_ids)), sees_silent_changes(viewer)):
        by = PersonRow(record["id"], record["name"], Role(record["role"])) if record["id"] else None
        status = StatusRow.of(record["status"]) if record["is_known"] else StatusRow.gone(record["key"])
        change = StatusChangeRow(status, record["reason"], record["silent"], by, record["created_at"])
        history[record["post_id"]].append(change)
    return history
