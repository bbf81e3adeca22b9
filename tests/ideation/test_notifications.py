"""What people hear from us is theirs alone, and stays unread until they read it."""

from datetime import UTC, datetime, timedelta

from ideation.actions.notifications import mark_read
from ideation.events import BoardCreated
from ideation.ledger import record, verb
from ideation.models import Notification
from ideation.queries.notifications import count_notifications, list_notifications, visible_to
from ideation.vocabulary import NotificationKind


async def tell(person, title, *, hours_ago=0):
    """Let somebody hear of something."""

    @verb
    async def happen():
        return await record(BoardCreated(board_id=person.id), by=None)

    told = await Notification.create(
        person=person, event=await happen(), kind=NotificationKind.STATUS_CHANGED, title=title
    )
    await Notification.filter(id=told.id).update(created_at=datetime.now(UTC) - timedelta(hours=hours_ago))
    return told


async def titles(viewer, *, unread=False):
    page = await list_notifications(viewer, unread=unread, first=50, after=None)
    assert await count_notifications(viewer, unread=unread) == len(page.rows)
    return [row.title for row in page.rows]


async def test_the_latest_is_read_first(noor):
    await tell(noor, "Yesterday", hours_ago=24)
    await tell(noor, "Now")
    await tell(noor, "An hour ago", hours_ago=1)

    assert await titles(noor) == ["Now", "An hour ago", "Yesterday"]


async def test_everybody_reads_only_what_they_were_told(noor, tom, grace):
    await tell(noor, "For Noor")
    await tell(tom, "For Tom")

    assert await titles(noor) == ["For Noor"]
    assert await titles(tom) == ["For Tom"]
    assert await titles(grace) == []


async def test_marking_some_as_read_leaves_the_others(noor, recorded):
    one = await tell(noor, "One", hours_ago=1)
    await tell(noor, "Two")
    before = await recorded()

    await mark_read([one.id], by=noor)

    assert await titles(noor, unread=True) == ["Two"]
    assert await titles(noor) == ["Two", "One"]
    assert await recorded() == before


async def test_marking_all_as_read_leaves_those_of_others(noor, tom):
    await tell(noor, "One")
    await tell(noor, "Two")
    await tell(tom, "For Tom")

    await mark_read(None, by=noor)

    assert await titles(noor, unread=True) == []
    assert await titles(tom, unread=True) == ["For Tom"]


async def test_nobody_marks_what_somebody_else_was_told(noor, tom, grace):
    told = await tell(noor, "For Noor")

    await mark_read([told.id], by=tom)
    await mark_read([told.id], by=grace)

    assert await titles(noor, unread=True) == ["For Noor"]


async def test_what_was_read_before_keeps_the_time_of_its_reading(noor):
    await tell(noor, "One")
    await mark_read(None, by=noor)
    before = await visible_to(noor).values_list("read_at", flat=True)

    await mark_read(None, by=noor)

    assert await visible_to(noor).values_list("read_at", flat=True) == before


async def test_marking_none_marks_none(noor):
    await tell(noor, "One")

    await mark_read([], by=noor)

    assert await titles(noor, unread=True) == ["One"]
