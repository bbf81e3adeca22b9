"""Merging duplicates into their original, and taking that back.

Posts are linked and nothing is moved: votes, comments and followers stay with the post that they came to, and the
original counts and shows those of its duplicates. What comes to a duplicate while it is merged goes to its original.

Whoever changes which posts belong together takes the turn of their board first, and then locks all of them in the
order of their ids, as those do who vote. So no two of them wait for each other.
"""

from uuid import UUID

from tortoise.expressions import Q

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PostsMerged, PostUnmerged
from ideation.ledger import record, verb
from ideation.models import Event, MergeProposal, Person, Post
from ideation.policy import may_merge
from ideation.vocabulary import ProposalState


@verb
async def merge_posts(duplicate: Post, *, into: Post, by: Person) -> Post:
    """Link a post and its duplicates to the original, which is returned. For a duplicate, its original is meant.

    To merge what is merged there already changes nothing.
    """
    if not may_merge(by):
        raise NotAllowed
    await take_turn(duplicate.board_id)
    duplicate, original = await ensure_may_be_one(duplicate, into)
    if duplicate.merged_into_id is None:
        await sql.fetch("merge_posts", duplicate.id, original.id)
        await _recount(duplicate, original)
        fact = PostsMerged(post_id=original.id, board_id=original.board_id, duplicate_id=duplicate.id)
        await _accept_proposals(original, await record(fact, by=by))
    return await Post.get(id=original.id)


@verb
async def unmerge_post(duplicate: Post, *, by: Person) -> Post:
    """Part a duplicate, and what came along with it, from its original, which is returned."""
    if not may_merge(by):
        raise NotAllowed
    await take_turn(duplicate.board_id)
    duplicate = await Post.get(id=duplicate.id)
    if duplicate.merged_into_id is None:
        raise InvalidInput("postId", "This is not merged into another post, so there is nothing to separate.")
    original_id = duplicate.merged_into_id
    # All its duplicates, because what came along is among them.
    posts = await _lock(Q(id=original_id) | Q(merged_into_id=original_id))
    await sql.fetch("unmerge_post", duplicate.id)
    await _recount(duplicate, posts[original_id])
    await record(PostUnmerged(post_id=original_id, board_id=duplicate.board_id, duplicate_id=duplicate.id), by=by)
    return await Post.get(id=original_id)


async def take_turn(board_id: UUID) -> None:
    """From here to the end of the transaction, nobody else changes which posts of a board belong together."""
    await sql.fetch("take_turns", _turn(board_id))


async def original_of(post: Post) -> Post:
    """The post that speaks for this one, which may be itself; that stays so to the end of the transaction."""
    await sql.fetch("share_turn", _turn(post.board_id))
    post = await Post.get(id=post.id)
    return post if post.merged_into_id is None else await Post.get(id=post.merged_into_id)


async def together_with(original: Post) -> list[UUID]:
    """The ids of an original and its duplicates."""
    posts = Post.filter(Q(id=original.id) | Q(merged_into_id=original.id))
    return await posts.values_list("id", flat=True)  # type: ignore[return-value]  # of one column


async def ensure_may_be_one(post: Post, into: Post) -> tuple[Post, Post]:
    """The two posts to merge, locked: the duplicate and the original. Refuses what cannot be merged. Needs the turn."""
    into = await Post.get(id=into.id)
    original_id = into.merged_into_id or into.id
    posts = await _lock(Q(id__in=[post.id, original_id]) | Q(merged_into_id=post.id))
    post, original = posts[post.id], posts[original_id]
    if into.id == post.id:
        raise InvalidInput("intoId", "A post cannot be merged into itself. Choose another one.")
    if original.id == post.id:
        raise InvalidInput(
            "intoId", "That one is merged into this one. Separate the two, then merge them the other way."
        )
    if post.merged_into_id not in (None, original.id):
        raise InvalidInput("postId", "This is merged into another post already. Separate the two first.")
    if post.board_id != original.board_id:
        # Each board has readers of its own, now or one day, and what is merged is read together.
        raise InvalidInput("intoId", "The two stand on different boards. Only posts of one board can be merged.")
    for field, side in (("postId", post), ("intoId", original)):
        if not side.is_public:
            raise InvalidInput(field, "This is not read by everyone on its board, so it cannot be merged.")
    return post, original


def _turn(board_id: UUID) -> str:
    return f"merge {board_id}"


async def _lock(wanted: Q) -> dict[UUID, Post]:
    found = await Post.select_for_update(no_key=True).filter(wanted).order_by("id")
    return {post.id: post for post in found}


async def _recount(*posts: Post) -> None:
    ids = [post.id for post in posts]
    await sql.fetch("recount_votes", ids)
    await sql.fetch("recount_comments", ids)


async def _accept_proposals(original: Post, event: Event) -> None:
    """What was proposed of any two posts that belong together now has come true."""
    together = await together_with(original)
    await MergeProposal.filter(state=ProposalState.OPEN, post_id__in=together, into_id__in=together).update(
        state=ProposalState.ACCEPTED, event=event
    )
