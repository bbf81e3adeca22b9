"""Casting and withdrawing votes."""

from ideation import sql
from ideation.events import VoteCast, VoteWithdrawn
from ideation.ledger import record, verb
from ideation.models import Person, Post


@verb
async def cast_vote(post: Post, *, by: Person) -> Post:
    """Count one person's support. A second vote changes nothing."""
    post = await Post.select_for_update(no_key=True).get(id=post.id).prefetch_related("status")
    post.ensure_takes_votes()
    counted = await sql.fetch("cast_vote", post.id, by.id)
    if counted:
        post.vote_count = counted[0]["vote_count"]
        await record(VoteCast(post_id=post.id, board_id=post.board_id), by=by)
    return post


@verb
async def withdraw_vote(post: Post, *, by: Person) -> Post:
    """Take one person's support back. Where there is none, nothing changes."""
    post = await Post.select_for_update(no_key=True).get(id=post.id).prefetch_related("status")
    post.ensure_takes_votes()
    counted = await sql.fetch("withdraw_vote", post.id, by.id)
    if counted:
        post.vote_count = counted[0]["vote_count"]
        await record(VoteWithdrawn(post_id=post.id, board_id=post.board_id), by=by)
    return post
