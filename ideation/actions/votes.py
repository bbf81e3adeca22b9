"""Casting and withdrawing votes."""

from tortoise.expressions import Q

from ideation import sql
from ideation.actions.merges import original_of
from ideation.events import VoteCast, VoteWithdrawn
from ideation.ledger import record, verb
from ideation.models import Person, Post


@verb
async def cast_vote(post: Post, *, by: Person) -> Post:
    """Count one person's support; returns the post that it counts for, which for a duplicate is its original.

    A second vote changes nothing.
    """
    post = await _locked(await original_of(post))
    post.ensure_takes_votes()
    counted = await sql.fetch("cast_vote", post.id, by.id)
    if counted:
        post.vote_count = counted[0]["vote_count"]
        await record(VoteCast(post_id=post.id, board_id=post.board_id), by=by)
    return post


@verb
async def withdraw_vote(post: Post, *, by: Person) -> Post:
    """Take one person's support back, from a post and all its duplicates. Where there is none, nothing changes."""
    post = await _locked(await original_of(post))
    post.ensure_takes_votes()
    withdrawn = [row["post_id"] for row in await sql.fetch("withdraw_vote", post.id, by.id)]
    if withdrawn:
        for row in await sql.fetch("recount_votes", [post.id, *withdrawn]):
            post.vote_count = row["vote_count"] if row["id"] == post.id else post.vote_count
        await record(VoteWithdrawn(post_id=post.id, board_id=post.board_id), by=by)
    return post


async def _locked(original: Post) -> Post:
    """The post with its duplicates locked, in the order in which merging locks them."""
    together = Post.filter(Q(id=original.id) | Q(merged_into_id=original.id)).order_by("id")
    posts = await together.select_for_update(no_key=True).prefetch_related("status")
    return next(post for post in posts if post.id == original.id)
