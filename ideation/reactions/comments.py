"""What follows when something was added to a post."""

from ideation.events import CommentAdded
from ideation.models import Comment, Event, Notification
from ideation.policy import may_read
from ideation.vocabulary import Contribution, NotificationKind


async def tell_author(fact: CommentAdded, event: Event) -> None:
    """Whoever wrote the post hears what was added to it, in the app only; not of words of their own."""
    comment = await Comment.get(id=fact.comment_id).select_related("author", "post__author", "post__board")
    listener = comment.post.author
    if listener is None or listener.id == comment.author_id:
        return
    # Who was on the team once and is not any more may not read the team's boards.
    if not may_read(listener, comment.post.board) or (comment.is_private and not listener.is_staff):
        return
    await Notification.get_or_create(
        person=listener,
        event=event,
        defaults={
            "kind": NotificationKind.COMMENTED,
            "title": f"{comment.author.name} commented on “{comment.post.title}”",
            "body": comment.body,
            "quote": comment.post.title,
            "contribution": Contribution.WROTE,
            "post_id": comment.post_id,
        },
    )
