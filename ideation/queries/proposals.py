"""What people propose to merge. Only staff see it."""

from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation.errors import NotAllowed, NotFound
from ideation.models import MergeProposal, Person
from ideation.policy import may_see_proposals
from ideation.queries.paging import Page, Position, page
from ideation.text import clean_line
from ideation.vocabulary import ProposalState


async def list_proposals(
    viewer: Person | None, *, board: str | None, state: ProposalState, first: int, after: Position | None
) -> Page[MergeProposal]:
    """A page of the proposals in a state, the oldest first; empty for those who are not staff."""
    if not may_see_proposals(viewer):
        return Page([], [], has_next=False)
    found = _wanted(board, state)
    if after is not None:
        found = found.filter(Q(created_at__gt=after.value) | Q(created_at=after.value, id__gt=after.id))
    rows = await found.order_by("created_at", "id").limit(first + 1).select_related("by")
    return page(rows, [Position(row.created_at, row.id) for row in rows], first)


async def count_proposals(viewer: Person | None, *, board: str | None, state: ProposalState) -> int:
    """How many proposals are in a state; none for those who are not staff."""
    return await _wanted(board, state).count() if may_see_proposals(viewer) else 0


async def read_proposal(viewer: Person | None, proposal_id: UUID) -> MergeProposal:
    """The proposal as it is now, for staff and for whoever made it; refuses with NotFound."""
    proposal = await MergeProposal.get_or_none(id=proposal_id).select_related("by")
    is_own = viewer is not None and proposal is not None and proposal.by_id == viewer.id
    if proposal is None or not (is_own or may_see_proposals(viewer)):
        raise NotFound
    return proposal


async def find_proposal(proposal_id: UUID, *, viewer: Person | None) -> MergeProposal:
    """The proposal to act on; refuses with NotAllowed who is not staff, with NotFound what is not there."""
    if not may_see_proposals(viewer):
        raise NotAllowed
    proposal = await MergeProposal.get_or_none(id=proposal_id)
    if proposal is None:
        raise NotFound
    return proposal


def _wanted(board: str | None, state: ProposalState) -> QuerySet[MergeProposal]:
    found = MergeProposal.filter(state=state)
    return found if board is None else found.filter(post__board__slug__iexact=clean_line(board))
