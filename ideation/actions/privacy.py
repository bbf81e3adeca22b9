"""Taking a conversation out of the public, and back."""

from ideation.actions.posts import ensure_may_be_private
from ideation.errors import NotAllowed
from ideation.events import PostMadePrivate, PostMadePublic
from ideation.ledger import record, verb
from ideation.models import Comment, Person, Post, Vote
from ideation.policy import may_decide, may_make_private, may_make_public
from ideation.vocabulary import Role


@verb
async def make_private(post: Post, *, by: Person) -> Post:
    """Keep a post between its author and the team from now on; one that is private already stays as it is."""
    if not may_make_private(by, post):
        raise NotAllowed
    ensure_may_be_private(post.kind)
    post = await Post.select_for_update(no_key=True).get(id=post.id)
    if not post.is_private:
        await _ensure_takes_nothing_from_others(post, by)
        post.is_private = True
        await post.save(update_fields=["is_private"])
        await record(PostMadePrivate(post_id=post.id, board_id=post.board_id), by=by)
    return post


@verb
async def make_public(post: Post, *, by: Person) -> Post:
    """Let everyone who reads the board read a post; one that is public already stays as it is."""
    if not may_make_public(by, post):
        raise NotAllowed("Only its author can put this before everyone. Ask them to do it.")
    post = await Post.select_for_update(no_key=True).get(id=post.id)
    if post.is_private:
        post.is_private = False
        await post.save(update_fields=["is_private"])
        await record(PostMadePublic(post_id=post.id, board_id=post.board_id), by=by)
    return post


async def _ensure_takes_nothing_from_others(post: Post, by: Person) -> None:
    if post.merged_into_id is not None or await Post.exists(merged_into_id=post.id):
        raise NotAllowed("This is merged with what others said, so it stays for everyone. Ask the team to part them.")
    if may_decide(by):
        return
    voted = Vote.filter(post_id=post.id, person__role=Role.CUSTOMER).exclude(person_id=by.id)
    commented = Comment.filter(post_id=post.id, author__role=Role.CUSTOMER).exclude(author_id=by.id)
    if await voted.exists() or await commented.exists():
        raise NotAllowed("Others have voted or commented here, so this stays for everyone. Ask the team to hide it.")
