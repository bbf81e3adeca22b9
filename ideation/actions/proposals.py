"""Proposing to merge two posts, and settling what was proposed."""

from tortoise.expressions import Q

from ideation.actions.merges import ensure_may_be_one, merge_posts, take_turn
from ideation.errors import AlreadyProposed, InvalidInput, KeptApart, NotAllowed
from ideation.events import MergeDismissed, MergeProposed
from ideation.ledger import record, verb
from ideation.models import Board, MergeProposal, Person, Post
from ideation.policy import may_merge, may_take_part
from ideation.text import REASON_LENGTH, optional_text, required_text
from ideation.vocabulary import ProposalState


@verb
async def propose_merge(post: Post, *, into: Post, why: str = "", by: Person) -> MergeProposal:
    """Tell the team that a post says the same as another. Each pair is proposed once, in whichever order."""
    if not may_take_part(by, await Board.get(id=post.board_id)):
        raise NotAllowed
    why = optional_text(why, field="why", most=REASON_LENGTH)
    await take_turn(post.board_id)
    post, original = await ensure_may_be_one(post, into)
    if post.merged_into_id is not None:
        raise InvalidInput("postId", "These two are merged already.")
    await _ensure_new(post, into)
    await _ensure_new(post, original)
    proposal = await MergeProposal.create(post=post, into=original, by=by, why=why)
    await record(MergeProposed(proposal_id=proposal.id), by=by)
    return proposal


@verb
async def accept_merge_proposal(proposal: MergeProposal, *, by: Person) -> MergeProposal:
    """Merge the two posts as it was proposed, which settles the proposal."""
    proposal = await _open(proposal, by=by)
    post, into = await Post.get(id=proposal.post_id), await Post.get(id=proposal.into_id)
    await merge_posts(post, into=into, by=by)
    return await MergeProposal.get(id=proposal.id)


@verb
async def dismiss_merge_proposal(proposal: MergeProposal, *, reason: str, by: Person) -> MergeProposal:
    """Keep the two posts apart for good: nobody proposes to merge them again. Whoever did hears the reason."""
    proposal = await _open(proposal, by=by)
    ask = "Say why, in a sentence that everyone who proposes it will read."
    proposal.reason = required_text(reason, field="reason", most=REASON_LENGTH, ask=ask)
    proposal.event = await record(MergeDismissed(proposal_id=proposal.id), by=by)
    proposal.state = ProposalState.DISMISSED
    await proposal.save(update_fields=["state", "reason", "event_id"])
    return proposal


async def _open(proposal: MergeProposal, *, by: Person) -> MergeProposal:
    """The proposal, which nobody else settles until this transaction ends; refuses one that is settled."""
    if not may_merge(by):
        raise NotAllowed
    await take_turn((await Post.get(id=proposal.post_id)).board_id)
    proposal = await MergeProposal.get(id=proposal.id)
    if proposal.state is not ProposalState.OPEN:
        raise InvalidInput("proposalId", f"This was {proposal.state} already. The list shows what is still open.")
    return proposal


async def _ensure_new(post: Post, other: Post) -> None:
    either_way = Q(post_id=post.id, into_id=other.id) | Q(post_id=other.id, into_id=post.id)
    known = await MergeProposal.filter(either_way, state__in=[ProposalState.OPEN, ProposalState.DISMISSED]).first()
    if known is not None:
        raise AlreadyProposed if known.state is ProposalState.OPEN else KeptApart(known.reason or "")
