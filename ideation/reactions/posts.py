"""What follows when something became of a post."""

from ideation.events import StatusChanged
from ideation.models import Event, Post, Status
from ideation.queries.reports import About
from ideation.reactions import audiences
from ideation.vocabulary import NotificationKind, Template


async def tell_of_status(fact: StatusChanged, event: Event) -> None:
    """Everyone who wrote, commented or voted hears where the post stands now, and why; of a silent change nobody."""
    if fact.silent:
        return
    post, status = await Post.get(id=fact.post_id), await Status.get_or_none(key=fact.after)
    name = status.name if status else fact.after  # a status may be deleted before all is told
    await audiences.tell(
        event,
        about=About.POST,
        id=post.id,
        but=event.by_id,
        kind=NotificationKind.STATUS_CHANGED,
        template=Template.STATUS_CHANGED,
        title=f"“{post.title}” is now {name}",
        body=fact.reason,
    )
