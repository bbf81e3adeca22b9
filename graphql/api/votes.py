"""Votes: one person's support of one post."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Importance
from api.errors import BudgetSpent, Everyday, InvalidInput, VotingClosed
from api.people import Person
from ideation import models
from ideation.actions import votes
from ideation.queries import posts
from ideation.queries.posts import PostRow
from ideation.queries.votes import HeardRow, VoteRow

if TYPE_CHECKING:
    from api.posts import Post

LazyPost = Annotated["Post", strawberry.lazy("api.posts")]


@strawberry.type(description="Who of the team entered a vote for somebody else, and where they heard it.")
class VoteHeard:
    by: Person | None = strawberry.field(description="Null when they have left.")
    source: str
    link: str | None

    @classmethod
    def of(cls, row: HeardRow) -> Self:
        return cls(by=Person.of(row.by) if row.by else None, source=row.at, link=row.link)


@strawberry.type(description="One person's support of a post; whoever reads the post may read it, the why included.")
class Vote:
    id: UUID
    person: Person
    importance: Importance | None = strawberry.field(description="How much it matters to them, if they said so.")
    why: str | None = strawberry.field(description="Why they want it, in their words, if they said so. It is public.")
    created_at: datetime
    heard: VoteHeard | None = strawberry.field(description="Where the team heard it. Staff only: null for others.")
    is_held: bool = strawberry.field(
        description="Whether the trend leaves it out, because it came in a burst. Staff only: false for others."
    )

    @classmethod
    def of(cls, row: VoteRow) -> Self:
        return cls(
            id=row.id,
            person=Person.of(row.person),
            importance=row.importance,
            why=row.why,
            created_at=row.created_at,
            heard=VoteHeard.of(row.heard) if row.heard else None,
            is_held=row.is_held,
        )


@strawberry.type(description="The post with your vote counted; the original, where you voted for a duplicate.")
class VoteCast:
    post: LazyPost


@strawberry.type(description="The post without your vote.")
class VoteWithdrawn:
    post: LazyPost


@strawberry.type(description="The post, and what your vote says now.")
class VoteExplained:
    post: LazyPost


CastVoteResult = Annotated[
    VoteCast | VotingClosed | BudgetSpent | InvalidInput | Everyday, strawberry.union("CastVoteResult")
]
WithdrawVoteResult = Annotated[VoteWithdrawn | VotingClosed | Everyday, strawberry.union("WithdrawVoteResult")]
ExplainVoteResult = Annotated[VoteExplained | InvalidInput | Everyday, strawberry.union("ExplainVoteResult")]


@strawberry.input(
    description="A vote for somebody who told the team elsewhere. Name them by their id or their address."
)
class VoteOnBehalfInput:
    post_id: UUID
    person_id: UUID | None = None
    email: str | None = None
    name: str | None = strawberry.field(default=None, description="What to call them, if they are new here.")
    source: str = strawberry.field(description="Where it was heard, such as a call in March. Staff only.")
    link: str | None = strawberry.field(default=None, description="To where it stands, such as a ticket. Staff only.")
    importance: Importance | None = None
    why: str | None = strawberry.field(default=None, description="In their words; it is public.")


@strawberry.type
class VoteMutation:
    @strawberry.mutation(
        description="Support a post; of a complaint, say that it happened to you too. Voting twice changes nothing. "
        "Everyone who reads the post may read how important it is to you, and why."
    )
    async def cast_vote(
        self, info: Info, post_id: UUID, importance: Importance | None = None, why: str | None = None
    ) -> CastVoteResult:
        person = info.context.person
        row = await posts.find_row(post_id, viewer=person)
        post = await votes.cast_vote(row, importance=importance, why=why, address=info.context.address, by=person)
        return VoteCast(post=await _shown(info, row, post, viewer_has_voted=True))

    @strawberry.mutation(description="Take your support back. Without a vote nothing changes.")
    async def withdraw_vote(self, info: Info, post_id: UUID) -> WithdrawVoteResult:
        person = info.context.person
        row = await posts.find_row(post_id, viewer=person)
        post = await votes.withdraw_vote(row, by=person)
        return VoteWithdrawn(post=await _shown(info, row, post, viewer_has_voted=False))

    @strawberry.mutation(
        description="Say how important a post that you voted for is to you, and why, in place of what you said before."
    )
    async def explain_vote(
        self, info: Info, post_id: UUID, importance: Importance | None = None, why: str | None = None
    ) -> ExplainVoteResult:
        from api.posts import Post

        person = info.context.person
        row = await posts.find_row(post_id, viewer=person)
        await votes.explain_vote(row, importance=importance, why=why, by=person)
        return VoteExplained(post=await Post.read(info, row.id))

    @strawberry.mutation(description="Vote for somebody who told the team elsewhere. Staff only.")
    async def cast_vote_on_behalf(self, info: Info, input: VoteOnBehalfInput) -> CastVoteResult:
        from api.posts import Post

        person = info.context.person
        row = await posts.find_row(input.post_id, viewer=person)
        post = await votes.cast_vote_on_behalf(
            row,
            person_id=input.person_id,
            email=input.email,
            name=input.name,
            source=input.source,
            link=input.link,
            importance=input.importance,
            why=input.why,
            by=person,
        )
        return VoteCast(post=await Post.read(info, post.id))


async def _shown(info: Info, row: PostRow, counted: models.Post, *, viewer_has_voted: bool) -> LazyPost:
    """The post as it is after the vote; read anew only where a vote for a duplicate went to its original."""
    from api.posts import Post

    if counted.id != row.id:
        return await Post.read(info, counted.id)
    return Post.of(replace(row, vote_count=counted.vote_count, viewer_has_voted=viewer_has_voted))
