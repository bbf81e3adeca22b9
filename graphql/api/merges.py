"""Merging duplicates into their original, and proposing to."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import ProposalState
from api.errors import AlreadyProposed, Everyday, InvalidInput, KeptApart
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from api.posts import Post
from ideation import models
from ideation.actions import merges
from ideation.actions import proposals as verbs
from ideation.queries import posts, proposals


@strawberry.type(description="Somebody's view that a post says the same as another.")
class MergeProposal:
    id: UUID
    by: Person | None = strawberry.field(description="Null when nobody is known for it.")
    why: str
    state: ProposalState
    reason: str | None = strawberry.field(description="Why it was dismissed.")
    created_at: datetime
    post_id: strawberry.Private[UUID]
    into_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: models.MergeProposal) -> Self:
        return cls(
            id=row.id,
            by=Person.of(row.by) if row.by else None,
            why=row.why,
            state=row.state,
            reason=row.reason,
            created_at=row.created_at,
            post_id=row.post_id,
            into_id=row.into_id,
        )

    @classmethod
    async def read(cls, info: Info, proposal_id: UUID) -> Self:
        """The proposal as it is now, for staff and for whoever made it."""
        return cls.of(await proposals.read_proposal(info.context.person, proposal_id))

    @strawberry.field(description="What would become a duplicate; null when the viewer may not read it any more.")
    async def post(self, info: Info) -> Post | None:
        row = await info.context.loaders.posts.load(self.post_id)
        return Post.of(row) if row else None

    @strawberry.field(description="What would be its original; null when the viewer may not read it any more.")
    async def into(self, info: Info) -> Post | None:
        row = await info.context.loaders.posts.load(self.into_id)
        return Post.of(row) if row else None


@strawberry.type
class MergeQuery:
    @strawberry.field(description="What people propose to merge, the oldest first. Staff only: empty for others.")
    async def merge_proposals(
        self,
        info: Info,
        board: str | None = None,
        state: ProposalState = ProposalState.OPEN,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[MergeProposal]:
        viewer, position = info.context.viewer, read_cursor(after, datetime)
        page = await proposals.list_proposals(viewer, board=board, state=state, first=page_size(first), after=position)
        return connection(page, MergeProposal.of, lambda: proposals.count_proposals(viewer, board=board, state=state))


@strawberry.type(description="The original, with the votes and words of the duplicate. Those concerned are being told.")
class PostsMerged:
    post: Post
    duplicate: Post


@strawberry.type(description="Both posts as they stand without each other. Those concerned are being told.")
class PostUnmerged:
    post: Post
    original: Post


@strawberry.type(description="The team will look at it.")
class MergeProposed:
    proposal: MergeProposal


@strawberry.type(description="The posts are merged as proposed.")
class MergeAccepted:
    proposal: MergeProposal


@strawberry.type(description="The posts stay apart; nobody can propose it again.")
class MergeDismissed:
    proposal: MergeProposal


MergePostsResult = Annotated[PostsMerged | InvalidInput | Everyday, strawberry.union("MergePostsResult")]
UnmergePostResult = Annotated[PostUnmerged | InvalidInput | Everyday, strawberry.union("UnmergePostResult")]
ProposeMergeResult = Annotated[
    MergeProposed | AlreadyProposed | KeptApart | InvalidInput | Everyday, strawberry.union("ProposeMergeResult")
]
AcceptMergeResult = Annotated[MergeAccepted | InvalidInput | Everyday, strawberry.union("AcceptMergeResult")]
DismissMergeResult = Annotated[MergeDismissed | InvalidInput | Everyday, strawberry.union("DismissMergeResult")]


@strawberry.type
class MergeMutation:
    @strawberry.mutation(description="Make a post a duplicate of another on its board. Nothing is lost or moved.")
    async def merge_posts(self, info: Info, post_id: UUID, into_id: UUID) -> MergePostsResult:
        person = info.context.person
        post, into = await posts.find_post(post_id, viewer=person), await posts.find_post(into_id, viewer=person)
        original = await merges.merge_posts(post, into=into, by=person)
        return PostsMerged(post=await Post.read(info, original.id), duplicate=await Post.read(info, post.id))

    @strawberry.mutation(description="Part a duplicate from its original, with what came along.")
    async def unmerge_post(self, info: Info, post_id: UUID) -> UnmergePostResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        original = await merges.unmerge_post(post, by=person)
        return PostUnmerged(post=await Post.read(info, post.id), original=await Post.read(info, original.id))

    @strawberry.mutation(description="Tell the team that a post says the same as another on its board.")
    async def propose_merge(self, info: Info, post_id: UUID, into_id: UUID, why: str = "") -> ProposeMergeResult:
        person = info.context.person
        post, into = await posts.find_post(post_id, viewer=person), await posts.find_post(into_id, viewer=person)
        proposal = await verbs.propose_merge(post, into=into, why=why, by=person)
        return MergeProposed(proposal=await MergeProposal.read(info, proposal.id))

    @strawberry.mutation(description="Merge two posts as somebody proposed.")
    async def accept_merge_proposal(self, info: Info, proposal_id: UUID) -> AcceptMergeResult:
        person = info.context.person
        proposal = await proposals.find_proposal(proposal_id, viewer=person)
        await verbs.accept_merge_proposal(proposal, by=person)
        return MergeAccepted(proposal=await MergeProposal.read(info, proposal.id))

    @strawberry.mutation(description="Keep two posts apart for good, and say why to whoever proposes to merge them.")
    async def dismiss_merge_proposal(self, info: Info, proposal_id: UUID, reason: str) -> DismissMergeResult:
        person = info.context.person
        proposal = await proposals.find_proposal(proposal_id, viewer=person)
        await verbs.dismiss_merge_proposal(proposal, reason=reason, by=person)
        return MergeDismissed(proposal=await MergeProposal.read(info, proposal.id))
