"""What follows when somebody said something, or something became of it."""

from ideation.events import PostPublished, PostRejected, PostRemoved, PostSubmitted, StatusChanged
from ideation.models import Event, Post, Status
from ideation.queries.reports import About
from ideation.queries.statuses import StatusRow
from ideation.reactions import audiences
from ideation.reactions.telling import tell_mentioned, tell_one
from ideation.vocabulary import Contribution, NotificationKind, Standing, Template


async def tell_whom_it_names(fact: PostSubmitted, event: Event) -> None:
    """Whoever is named in a post hears of it, in the app only."""
    post = await _read(fact)
    if post.standing is Standing.PUBLISHED:
        await tell_mentioned(post, event, author=post.author, post=post)


async def tell_of_published(fact: PostPublished, event: Event) -> None:
    """Its author hears that the team approved it, and whoever is named in it hears of the post."""
    post = await _read(fact)
    await tell_one(
        post.author,
        event,
        kind=NotificationKind.APPROVED,
        title=f"“{post.title}” is published",
        body="",
        quote=post.title,
        contribution=Contribution.WROTE,
        post=post,
    )
    await tell_whom_it_names(PostSubmitted(fact.post_id, fact.board_id), event)


async def tell_of_rejected(fact: PostRejected | PostRemoved, event: Event) -> None:
    """Its author hears why the team turned it down, or took it out."""
    post = await _read(fact)
    await tell_one(
        post.author,
        event,
        kind=NotificationKind.REJECTED,
        title=f"“{post.title}” is not published",
        body=fact.reason,
        quote=post.title,
        contribution=Contribution.WROTE,
        post=post,
    )


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


async def _read(fact: PostSubmitted | PostPublished | PostRejected | PostRemoved) -> Post:
    return await Post.get(id=fact.post_id).select_related("author", "board")
