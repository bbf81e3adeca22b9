"""Adding to what was said."""

from datetime import UTC, datetime

from tortoise.expressions import F

from ideation.actions.merges import original_of
from ideation.errors import NotAllowed
from ideation.events import CommentAdded
from ideation.ledger import record, verb
from ideation.models import Board, Comment, Person, Post
from ideation.policy import may_comment, speaks_officially
from ideation.text import BODY_LENGTH, required_text


@verb
async def add_comment(post: Post, *, body: str, by: Person) -> Comment:
    """Add somebody's words to a post, for a duplicate to its original."""
    post = await original_of(post)
    board = await Board.get(id=post.board_id)
    if not may_comment(by, board):
        raise NotAllowed
    body = required_text(body, field="body", most=BODY_LENGTH, ask="Write your comment first.")
    comment = await Comment.create(
        post=post,
        author=by,
        body=body,
        is_official=speaks_officially(by, board),
        created_at=datetime.now(UTC),
    )
    await Post.filter(id=post.id).update(comment_count=F("comment_count") + 1)
    await record(CommentAdded(post_id=post.id, board_id=post.board_id, comment_id=comment.id), by=by)
    return comment
