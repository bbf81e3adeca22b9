"""Showing what one feels, and taking it back."""

from datetime import UTC, datetime

from ideation import sql
from ideation.errors import NotAllowed
from ideation.events import Fact, NoteChanged, ReactionAdded, ReactionWithdrawn
from ideation.ledger import record, verb
from ideation.models import Board, Comment, Person, Post, Reaction
from ideation.policy import may_comment
from ideation.queries.contents import Content
from ideation.vocabulary import Feeling, Standing


@verb
async def react(content: Content, *, feeling: Feeling, by: Person) -> None:
    """Show what one feels about a post or a comment. The same feeling again changes nothing."""
    post = await _post_of(content, by)
    if await sql.fetch("react", *_place(content), by.id, feeling, datetime.now(UTC)):
        await record(_fact(content, post, ReactionAdded, feeling), by=by)


@verb
async def unreact(content: Content, *, feeling: Feeling, by: Person) -> None:
    """Take a feeling back. Where there is none, nothing changes."""
    post = await _post_of(content, by)
    post_id, comment_id = _place(content)
    if await Reaction.filter(post_id=post_id, comment_id=comment_id, person=by, feeling=feeling).delete():
        await record(_fact(content, post, ReactionWithdrawn, feeling), by=by)


async def _post_of(content: Content, by: Person) -> Post:
    """The post whose readers see the reaction; refuses who may not react to it."""
    post = await Post.get(id=content.post_id if isinstance(content, Comment) else content.id)
    if content.standing is not Standing.PUBLISHED:
        raise NotAllowed("Nobody else reads this, so there is nothing to react to yet.")
    if not may_comment(by, await Board.get(id=post.board_id)):
        raise NotAllowed
    return await Post.get(id=post.merged_into_id) if isinstance(content, Comment) and post.merged_into_id else post


def _place(content: Content) -> tuple[object, object]:
    return (None, content.id) if isinstance(content, Comment) else (content.id, None)


def _fact(content: Content, post: Post, kind: type[ReactionAdded | ReactionWithdrawn], feeling: Feeling) -> Fact:
    if isinstance(content, Comment) and content.is_private:
        return NoteChanged(comment_id=content.id)
    return kind(post_id=post.id, board_id=post.board_id, on_id=content.id, feeling=feeling)
