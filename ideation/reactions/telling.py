"""Telling one person of something, in the app."""

from datetime import UTC, datetime

from ideation.models import Comment, Event, Mention, Notification, Person, Post
from ideation.policy import may_read_post
from ideation.vocabulary import Contribution, NotificationKind

TITLE_LENGTH = 300


async def tell_one(
    person: Person | None,
    event: Event,
    *,
    kind: NotificationKind,
    title: str,
    body: str,
    post: Post,
    quote: str | None = None,
    contribution: Contribution | None = None,
) -> None:
    """Notify a person who may read the post (any more); of one event once, and never of what they did themselves."""
    if person is None or person.id == event.by_id or not may_read_post(person, post):
        return
    await Notification.get_or_create(
        person=person,
        event=event,
        defaults={
            "kind": kind,
            "title": title[:TITLE_LENGTH],
            "body": body,
            "quote": quote,
            "contribution": contribution,
            "post_id": post.id,
        },
    )


async def tell_mentioned(content: Post | Comment, event: Event, *, author: Person | None, post: Post) -> None:
    """Notify everyone who is named in a text and was not told of it before; of a note of the team, staff only."""
    is_note = isinstance(content, Comment) and content.is_private
    name = author.name if author else "Somebody"
    where = "in a note of the team on" if is_note else "on"
    for mention in await content.mentions.filter(told_at__isnull=True).prefetch_related("person"):
        if mention.person.is_staff or not is_note:
            await tell_one(
                mention.person,
                event,
                kind=NotificationKind.NOTED if is_note else NotificationKind.MENTIONED,
                title=f"{name} mentioned you {where} “{post.title}”",
                body=content.body,
                post=post,
            )
        await Mention.filter(id=mention.id).update(told_at=datetime.now(UTC))
