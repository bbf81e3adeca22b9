"""Setting comments apart: the team's own pinned, answers to questions accepted."""

from datetime import UTC, datetime

from ideation.actions.comments import lock_post, tell_of
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import AnswerAccepted, AnswerUnaccepted, CommentPinned, CommentUnpinned
from ideation.ledger import verb
from ideation.models import Comment, Person
from ideation.policy import may_accept_answers, may_moderate
from ideation.vocabulary import Kind


@verb
async def pin_comment(comment: Comment, *, by: Person) -> Comment:
    """Show what was said for the organisation before all other comments. What is pinned already stays as it is."""
    comment = await _lock(comment)
    if not may_moderate(by):
        raise NotAllowed
    if not (comment.is_official and comment.is_public and comment.parent_id is None):
        raise InvalidInput("commentId", "Only an official comment that answers no other one can be pinned.")
    if comment.pinned_at is None:
        comment.pinned_at = datetime.now(UTC)
        await comment.save(update_fields=["pinned_at"])
        await tell_of(comment, CommentPinned, by=by)
    return comment


@verb
async def unpin_comment(comment: Comment, *, by: Person) -> Comment:
    """Let a comment stand where it was written. What is not pinned stays as it is."""
    comment = await _lock(comment)
    if not may_moderate(by):
        raise NotAllowed
    if comment.pinned_at is not None:
        comment.pinned_at = None
        await comment.save(update_fields=["pinned_at"])
        await tell_of(comment, CommentUnpinned, by=by)
    return comment


@verb
async def accept_answer(comment: Comment, *, by: Person) -> Comment:
    """Say that a comment answers the question; there may be several. What is accepted already stays as it is."""
    comment = await _answer(comment, by)
    if not comment.is_public:
        raise InvalidInput("commentId", "Not everybody reads this comment, so it cannot be an accepted answer.")
    if comment.accepted_at is None:
        comment.accepted_at, comment.accepted_by_id = datetime.now(UTC), by.id
        await comment.save(update_fields=["accepted_at", "accepted_by_id"])
        await tell_of(comment, AnswerAccepted, by=by)
    return comment


@verb
async def unaccept_answer(comment: Comment, *, by: Person) -> Comment:
    """Say that a comment does not answer the question after all. What is not accepted stays as it is."""
    comment = await _answer(comment, by)
    if comment.accepted_at is not None:
        comment.accepted_at, comment.accepted_by_id = None, None
        await comment.save(update_fields=["accepted_at", "accepted_by_id"])
        await tell_of(comment, AnswerUnaccepted, by=by)
    return comment


async def _answer(comment: Comment, by: Person) -> Comment:
    """The comment, locked, on a question that this person may settle."""
    comment = await _lock(comment)
    if comment.post.kind is not Kind.QUESTION:
        raise InvalidInput("commentId", "Only questions have accepted answers. You can react to this comment instead.")
    if not may_accept_answers(by, comment.post):
        raise NotAllowed("Whoever asked the question accepts its answers, and the team does.")
    return comment


async def _lock(comment: Comment) -> Comment:
    post = await lock_post(comment.post_id)
    comment = await Comment.get(id=comment.id)
    comment.post = post
    return comment
