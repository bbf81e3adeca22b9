"""What follows when something was added to a post. It is told in the app only."""

from ideation import sql
from ideation.events import (
    AboutComment,
    AnswerAccepted,
    CommentAdded,
    CommentEdited,
    CommentPublished,
    CommentRejected,
    CommentRemoved,
    NoteAdded,
    NoteChanged,
)
from ideation.models import Comment, Event
from ideation.queries.reports import About, audience_of
from ideation.reactions import audiences
from ideation.reactions.telling import tell_mentioned, tell_one
from ideation.vocabulary import Contribution, NotificationKind, Standing


async def tell_of_comment(fact: CommentAdded, event: Event) -> None:
    """Whoever is named in it, whoever it answers, and whoever wrote or follows the post hear of it, each of them once.

    An official answer is heard by everyone behind the post.
    """
    comment = await _read(fact)
    if not comment.is_public:
        return
    post, author = comment.post, comment.author
    await tell_mentioned(comment, event, author=author, post=post)
    if comment.parent is not None and comment.parent.author_id != author.id:
        await tell_one(
            comment.parent.author,
            event,
            kind=NotificationKind.REPLIED,
            title=f"{author.name} answered you on “{post.title}”",
            body=comment.body,
            quote=comment.parent.body[:500],
            contribution=Contribution.COMMENTED,
            post=post,
        )
    await audiences.tell_all(
        audience_of(About.POST, "$1") if comment.is_official else sql.statement("listeners_of_post", about="$1"),
        event,
        id=post.id,
        but=author.id,
        kind=NotificationKind.COMMENTED,
        template=None,
        title=f"{author.name} commented on “{audiences.shortened(post.title)}”",
        body=comment.body,
    )


async def tell_of_published(fact: CommentPublished, event: Event) -> None:
    """Its author hears that the team approved it, and those whom it concerns hear of the comment."""
    comment = await _read(fact)
    await tell_one(
        comment.author,
        event,
        kind=NotificationKind.APPROVED,
        title=f"Your comment on “{comment.post.title}” is published",
        body="",
        quote=comment.body[:500],
        contribution=Contribution.COMMENTED,
        post=comment.post,
    )
    await tell_of_comment(CommentAdded(fact.post_id, fact.board_id, fact.comment_id), event)


async def tell_newly_mentioned(fact: CommentEdited | NoteAdded | NoteChanged, event: Event) -> None:
    """Whoever is named in it and has not heard of it hears now."""
    comment = await _read(fact)
    if comment.is_public or (comment.is_private and comment.standing is Standing.PUBLISHED):
        await tell_mentioned(comment, event, author=comment.author, post=comment.post)


async def tell_of_rejected(fact: CommentRejected | CommentRemoved, event: Event) -> None:
    """Its author hears why the team turned it down, or took it out."""
    comment = await _read(fact)
    await tell_one(
        comment.author,
        event,
        kind=NotificationKind.REJECTED,
        title=f"Your comment on “{comment.post.title}” is not published",
        body=fact.reason,
        quote=comment.body[:500],
        contribution=Contribution.COMMENTED,
        post=comment.post,
    )


async def tell_of_accepted(fact: AnswerAccepted, event: Event) -> None:
    """Whoever gave the answer hears that it was accepted."""
    comment = await _read(fact)
    if comment.is_public:
        await tell_one(
            comment.author,
            event,
            kind=NotificationKind.ANSWER_ACCEPTED,
            title=f"Your answer to “{comment.post.title}” was accepted",
            body="",
            quote=comment.body[:500],
            contribution=Contribution.COMMENTED,
            post=comment.post,
        )


async def _read(fact: AboutComment | CommentRejected | NoteAdded | NoteChanged) -> Comment:
    comment = Comment.get(id=fact.comment_id)
    return await comment.select_related("author", "parent__author", "post__author", "post__board")
