"""Casting and withdrawing votes."""

from ideation.actions.ballot_box import hand_in
from ideation.actions.ballots import Ballot
from ideation.models import Person, Post
from ideation.queries.posts import PostRow


async def cast_vote(post: Post | PostRow, *, by: Person) -> Post:
    """Count one person's support; returns the post that it counts for, which for a duplicate is its original.

    A second vote changes nothing.
    """
    return await hand_in(Ballot(post.id, by, casts=True))


async def withdraw_vote(post: Post | PostRow, *, by: Person) -> Post:
    """Take one person's support back, from a post and all its duplicates. Where there is none, nothing changes."""
    return await hand_in(Ballot(post.id, by, casts=False))
