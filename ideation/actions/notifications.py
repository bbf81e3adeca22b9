"""Reading what one was told."""

from datetime import UTC, datetime
from uuid import UUID

from ideation.ledger import verb
from ideation.models import Person
from ideation.queries import notifications


@verb
async def mark_read(ids: list[UUID] | None, *, by: Person) -> None:
    """Mark these of the person's notifications as read, or all without `ids`."""
    unread = notifications.visible_to(by).filter(read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(id__in=ids)
    await unread.update(read_at=datetime.now(UTC))
