"""Votes: one person's support of one post."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, VotingClosed
from api.posts import Post
from ideation import models
from ideation.actions import votes
from ideation.queries import posts
from ideation.queries.posts import PostRow


@strawberry.type(description="The post with your vote counted.")
class VoteCast:
    post: Post


@strawberry.type(description="The post without your vote.")
class VoteWithdrawn:
    post: Post


CastVoteResult = Annotated[VoteCast | VotingClosed | Everyday, strawberry.union("CastVoteResult")]
WithdrawVoteResult = Annotated[VoteWithdrawn | VotingClosed | Everyday, strawberry.union("WithdrawVoteResult")]


@strawberry.type
class VoteMutation:
    @strawberry.mutation(description="Support a post. Voting twice changes nothing.")
    async def cast_vote(self, info: Info, post_id: UUID) -> CastVoteResult:
        person = info.context.person
        row = await posts.find_row(post_id, viewer=person)
        post = await votes.cast_vote(row, by=person)
        return VoteCast(post=await _shown(info, row, post, viewer_has_voted=True))

    @strawberry.mutation(description="Take your support back. Without a vote nothing changes.")
    async def withdraw_vote(self, info: Info, post_id: UUID) -> WithdrawVoteResult:
        person = info.context.person
        row = await posts.find_row(post_id, viewer=person)
        post = await votes.withdraw_vote(row, by=person)
        return VoteWithdrawn(post=await _shown(info, row, post, viewer_has_voted=False))


async def _shown(info: Info, row: PostRow, counted: models.Post, *, viewer_has_voted: bool) -> Post:
    """The post as it is after the vote; read anew only where a vote for a duplicate went to its original."""
    if counted.id != row.id:
        return await Post.read(info, counted.id)
    return Post.of(replace(row, vote_count=counted.vote_count, viewer_has_voted=viewer_has_voted))
