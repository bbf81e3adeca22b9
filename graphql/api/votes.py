"""Votes: one person's support of one post."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, VotingClosed
from api.posts import Post
from ideation.actions import votes
from ideation.queries import posts


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
        post = await posts.find_post(post_id, viewer=person)
        post = await votes.cast_vote(post, by=person)
        return VoteCast(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Take your support back. Without a vote nothing changes.")
    async def withdraw_vote(self, info: Info, post_id: UUID) -> WithdrawVoteResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        post = await votes.withdraw_vote(post, by=person)
        return VoteWithdrawn(post=await Post.read(info, post.id))
