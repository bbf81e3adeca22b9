"""What a person has heard from us; nobody reads anybody else's."""

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation.models import Notification, Person
from ideation.queries.paging import Page, Position, page
from ideation.vocabulary import NotificationKind


def visible_to(viewer: Person) -> QuerySet[Notification]:
    """The viewer's own notifications; those of notes of the team only while they are on it."""
    own = Notification.filter(person_id=viewer.id)
    return own if viewer.is_staff else own.exclude(kind=NotificationKind.NOTED)


async def list_notifications(viewer: Person, *, unread: bool, first: int, after: Position | None) -> Page[Notification]:
    """A page of the viewer's notifications, the newest first."""
    found = _wanted(viewer, unread=unread)
    if after is not None:
        found = found.filter(Q(created_at__lt=after.value) | Q(created_at=after.value, id__lt=after.id))
    rows = await found.order_by("-created_at", "-id").limit(first + 1)
    return page(rows, [Position(row.created_at, row.id) for row in rows], first)


async def count_notifications(viewer: Person, *, unread: bool) -> int:
    """How many notifications the viewer has."""
    return await _wanted(viewer, unread=unread).count()


def _wanted(viewer: Person, *, unread: bool) -> QuerySet[Notification]:
    found = visible_to(viewer)
    return found.filter(read_at__isnull=True) if unread else found
