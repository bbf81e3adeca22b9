"""Sorting posts by tags, after they were posted."""

from ideation.actions.posts import tag_names, tag_with
from ideation.errors import NotAllowed
from ideation.events import PostTagged, PostUntagged
from ideation.ledger import record, verb
from ideation.models import Person, Post, PostTag
from ideation.policy import may_tag


@verb
async def tag_post(post: Post, *, tag: str, by: Person) -> None:
    """Put a tag on a post; one that it has already changes nothing."""
    if not may_tag(by):
        raise NotAllowed
    for name in await tag_with(post, tag_names([tag])):
        await record(PostTagged(post_id=post.id, board_id=post.board_id, tag=name), by=by)


@verb
async def untag_post(post: Post, *, tag: str, by: Person) -> None:
    """Take a tag off a post; one that it has not changes nothing."""
    if not may_tag(by):
        raise NotAllowed
    for name in tag_names([tag]):
        if await PostTag.filter(post_id=post.id, tag__name__iexact=name).delete():
            await record(PostUntagged(post_id=post.id, board_id=post.board_id, tag=name), by=by)
