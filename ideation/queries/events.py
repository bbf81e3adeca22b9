"""What the ledger says, for those who may read what it is about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.policy import sees_silent_changes
from ideation.queries.people import PersonRow
from ideation.queries.statuses import StatusRow
from ideation.vocabulary import Role


@dataclass(frozen=True, slots=True)
class StatusChangeRow:
    """A status that a post was given, why, by whom and when; a silent change has no reason."""

    status: StatusRow
    reason: str
    silent: bool
    by: PersonRow | None
    at: datetime


async def status_history(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[StatusChangeRow]]:
    """The status changes of each post, oldest first; silent ones for staff only. Takes ids of visible posts."""
    history: dict[UUID, list[StatusChangeRow]] = {post_id: [] for post_id in post_ids}
    for record in await sql.fetch("status_history", list(map(str, post_ids)), sees_silent_changes(viewer)):
        by = PersonRow(record["id"], record["name"], Role(record["role"])) if record["id"] else None
        status = StatusRow.of(record["status"]) if record["is_known"] else StatusRow.gone(record["key"])
        change = StatusChangeRow(status, record["reason"], record["silent"], by, record["created_at"])
        history[record["post_id"]].append(change)
    return history
