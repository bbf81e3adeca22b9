"""What follows when something became of a post."""

from ideation.events import StatusChanged
from ideation.models import Event, Post, Status
from ideation.queries.reports import About
from ideation.queries.statuses import StatusRow
from ideation.reactions import audiences
from ideation.vocabulary import NotificationKind, Template


async def tell_of_status(fact: StatusChanged, event: Event) -> None:
    """Everyone who wrote, commented or voted hears where the post stands now, and why; of a silent change nobody."""
    if fact.silent:
        return
    post = await Post.get(id=fact.post_id)
    status = await Status.get_or_none(key=fact.after) or StatusRow.gone(fact.after)
    await audiences.tell(
        event,
        about=About.POST,
        id=post.id,
        but=event.by_id,
        kind=NotificationKind.STATUS_CHANGED,
        template=Template.STATUS_CHANGED,
        title=f"“{post.title}” is now {status.name}",
        body=fact.reason,
    )
