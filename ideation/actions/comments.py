"""Adding to what was said, changing it and taking it back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from ideation import sql
from ideation.actions.attachments import attach
from ideation.actions.mentions import keep_mentions
from ideation.actions.merges import original_of
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import (
    AboutComment,
    CommentAdded,
    CommentEdited,
    CommentHeld,
    CommentRejected,
    CommentRemoved,
    Fact,
    NoteAdded,
    NoteChanged,
)
from ideation.ledger import record, verb
from ideation.models import Board, Comment, CommentWording, Flag, Person, Post
from ideation.policy import may_comment, may_moderate, speaks_officially, waits_for_approval
from ideation.text import BODY_LENGTH, REASON_LENGTH, required_text
from ideation.vocabulary import Standing


@verb
async def add_comment(
    post: Post,
    *,
    body: str,
    reply_to: Comment | None = None,
    is_private: bool = False,
    attachments: Sequence[UUID] = (),
    by: Person,
) -> Comment:
    """Add somebody's words to a post, or to a comment on it; private ones are a note that only the team reads.

    What answers a reply joins the thread that the reply is in, and what answers a note is a note. What is added to a
    duplicate is added to its original.
    """
    discussed = await lock_post(reply_to.post_id if reply_to else (await original_of(post)).id)
    board = await Board.get(id=discussed.board_id)
    thread = await _thread(reply_to, post) if reply_to else None
    is_private = is_private or (reply_to is not None and reply_to.is_private)
    if not may_comment(by, board) or (is_private and not may_moderate(by)):
        raise NotAllowed
    if not is_private:
        await ensure_open(discussed)
    comment = await Comment.create(
        post=discussed,
        author=by,
        parent_id=thread,
        body=_words(body),
        is_official=speaks_officially(by, board) and not is_private,
        is_private=is_private,
        standing=Standing.HELD if waits_for_approval(by, board) else Standing.PUBLISHED,
        created_at=datetime.now(UTC),
    )
    if attachments:
        await attach(attachments, comment=comment, by=by)
    await keep_mentions(comment)
    if comment.is_public:
        await count(comment, 1)
    if is_private:
        await record(NoteAdded(comment_id=comment.id), by=by)
    else:
        await tell_of(comment, CommentAdded, by=by)
    return comment


@verb
async def edit_comment(comment: Comment, *, body: str, by: Person) -> Comment:
    """Say it in other words; the earlier ones are kept for the author and the team. The same words change nothing."""
    post = await lock_post(comment.post_id)
    comment = await Comment.get(id=comment.id)
    board = await Board.get(id=post.board_id)
    if comment.author_id != by.id or not may_comment(by, board) or comment.standing is Standing.REJECTED:
        raise NotAllowed("Only whoever wrote a comment can change it, as long as it stands.")
    if not comment.is_private:
        await ensure_open(post)
    if comment.is_public and waits_for_approval(by, board):
        raise NotAllowed(
            "The team reads comments here before they appear, so this one can no longer be changed. "
            "Remove it and write another."
        )
    body, now = _words(body), datetime.now(UTC)
    if body != comment.body:
        await CommentWording.create(comment=comment, body=comment.body, replaced_at=now)
        comment.body, comment.edited_at = body, now
        await comment.save(update_fields=["body", "edited_at"])
        await keep_mentions(comment)
        await tell_of(comment, CommentEdited, by=by)
    return comment


@verb
async def remove_comment(comment: Comment, *, reason: str = "", by: Person) -> Comment:
    """Take it back, or out; whoever removes what somebody else wrote says why.

    Where others have answered it, its place remains. What is removed already stays so.
    """
    if comment.author_id != by.id:
        if not may_moderate(by):
            raise NotAllowed
        reason = required_text(
            reason, field="reason", most=REASON_LENGTH, ask="Say why, in a sentence that its author will read."
        )
    else:
        reason = ""
    return await take_out(comment, reason=reason, by=by)


async def take_out(comment: Comment, *, reason: str, by: Person) -> Comment:
    """Within a verb: let nobody but its author and the team read a comment any more."""
    await lock_post(comment.post_id)
    comment = await Comment.get(id=comment.id)
    if comment.standing is Standing.REJECTED:
        return comment
    await Flag.filter(comment_id=comment.id, settled_at__isnull=True).update(settled_at=datetime.now(UTC))
    was_public = comment.is_public
    comment.standing, comment.pinned_at = Standing.REJECTED, None
    comment.accepted_at, comment.accepted_by_id = None, None
    await comment.save(update_fields=["standing", "pinned_at", "accepted_at", "accepted_by_id"])
    if was_public:
        await count(comment, -1)
        await record(await _about(comment, CommentRemoved, reason=reason), by=by)
    elif comment.is_private:
        await record(NoteChanged(comment_id=comment.id), by=by)
    else:
        await record(CommentRejected(comment_id=comment.id, reason=reason), by=by)
    return comment


async def tell_of(comment: Comment, kind: type[AboutComment], *, by: Person) -> None:
    """Within a verb: record a fact about a comment, or, where not everyone reads it, one that not everyone notices."""
    fact: Fact
    if comment.is_private:
        fact = NoteChanged(comment_id=comment.id)
    elif not comment.is_public:
        fact = CommentHeld(comment_id=comment.id)
    else:
        fact = await _about(comment, kind)
    await record(fact, by=by)


async def count(comment: Comment, more: int) -> None:
    """Within a verb: count a comment that everyone reads from now on, or (-1) does no longer."""
    await sql.fetch("count_comment", comment.post_id, more)


async def lock_post(post_id: UUID) -> Post:
    """Within a verb: let nobody else change the discussion of a post, nor where it is shown, until the end."""
    original = await original_of(await Post.get(id=post_id))
    # Both at once and in the order of their ids, as votes and merges lock them, so that no two wait in a circle.
    both = Post.filter(id__in=[post_id, original.id]).order_by("id").select_for_update(no_key=True)
    return next(post for post in await both if post.id == post_id)


async def ensure_open(post: Post) -> None:
    """Refuse with CommentsLocked where the discussion of the post, or of its original, is locked."""
    post.ensure_takes_comments()
    if post.merged_into_id is not None:
        (await Post.get(id=post.merged_into_id)).ensure_takes_comments()


async def _thread(reply_to: Comment, post: Post) -> UUID:
    """The comment at the head of the thread that is answered, as it is shown on the post."""
    reply_to = await Comment.get(id=reply_to.id).select_related("post")
    if post.id not in (reply_to.post_id, reply_to.post.merged_into_id):
        raise InvalidInput("replyTo", "This comment is on another post. Answer it there.")
    if reply_to.standing is not Standing.PUBLISHED:
        raise InvalidInput("replyTo", "Nobody else reads this comment, so answer another one or the post.")
    return reply_to.parent_id or reply_to.id


async def _about(comment: Comment, kind: type[AboutComment], **more: str) -> AboutComment:
    """A fact for readers of the post where the comment is shown; what is on a duplicate is shown on its original."""
    post = await Post.get(id=comment.post_id)
    if post.merged_into_id is not None:
        post = await Post.get(id=post.merged_into_id)
    return kind(post_id=post.id, board_id=post.board_id, comment_id=comment.id, **more)


def _words(body: str) -> str:
    return required_text(body, field="body", most=BODY_LENGTH, ask="Write your comment first.")
