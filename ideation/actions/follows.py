"""Following a post: hearing what becomes of it without taking part."""

from ideation.actions.merges import original_of, together_with
from ideation.errors import NotAllowed
from ideation.events import PostFollowed, PostUnfollowed
from ideation.ledger import record, verb
from ideation.models import Board, Follow, Person, Post
from ideation.policy import may_take_part


@verb
async def follow_post(post: Post, *, by: Person) -> Post:
    """Tell a person from now on what becomes of a post, for a duplicate of its original; returns that.

    Following twice changes nothing.
    """
    original = await original_of(post)
    if not may_take_part(by, await Board.get(id=original.board_id)):
        raise NotAllowed
    if not await Follow.exists(person=by, post_id__in=await together_with(original)):
        # The same person may do so in two windows at once.
        _, is_new = await Follow.get_or_create(post=original, person=by)
        if is_new:
            await record(PostFollowed(post_id=original.id), by=by)
    return original


@verb
async def unfollow_post(post: Post, *, by: Person) -> Post:
    """Tell a person no more of a post and its duplicates. Who did not follow changes nothing."""
    original = await original_of(post)
    if await Follow.filter(person=by, post_id__in=await together_with(original)).delete():
        await record(PostUnfollowed(post_id=original.id), by=by)
    return original
