"""What follows when something was added to a post."""

from ideation import sql
from ideation.events import CommentAdded
from ideation.models import Comment, Event
from ideation.queries.reports import About, audience_of
from ideation.reactions import audiences
from ideation.vocabulary import NotificationKind, Standing


async def tell_listeners(fact: CommentAdded, event: Event) -> None:
    """Whoever wrote or follows the post hears what was added to it, in the app only; not of words of their own.

    An official answer is heard by everyone behind the post, a note of the team by nobody but the team.
    """
    comment = await Comment.get(id=fact.comment_id).select_related("author", "post")
    if comment.standing is not Standing.PUBLISHED:
        return
    await audiences.tell_all(
        _audience(comment),
        event,
        id=comment.post_id,
        but=comment.author_id,
        kind=NotificationKind.COMMENTED,
        template=None,
        title=f"{comment.author.name} commented on “{audiences.shortened(comment.post.title)}”",
        body=comment.body,
    )


def _audience(comment: Comment) -> str:
    listeners = sql.statement("listeners_of_post", about="$1")
    if comment.is_private:
        return sql.statement("staff_among", audience=listeners)
    return audience_of(About.POST, "$1") if comment.is_official else listeners
