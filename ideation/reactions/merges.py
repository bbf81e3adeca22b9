"""What follows when posts were merged or parted, or a proposal to merge them was dismissed.

Both posts are named, so nobody is told where one of them was hidden since then.
"""

from ideation import sql
from ideation.events import MergeDismissed, PostsMerged, PostUnmerged
from ideation.models import Event, MergeProposal, Post
from ideation.queries.reports import About, audience_of
from ideation.reactions import audiences
from ideation.reactions.audiences import shortened
from ideation.vocabulary import NotificationKind, Template


async def tell_of_merge(fact: PostsMerged, event: Event) -> None:
    """Everyone behind the duplicate, who wrote the original and who proposed it hear where the words are read now."""
    await _tell(
        fact,
        event,
        kind=NotificationKind.MERGED,
        title="“{duplicate}” is now part of “{original}”",
        body="Both ask for the same. Every word and vote is kept: they count and are read at “{original}” from now on, "
        "and whoever wrote, commented, voted or followed hears what becomes of it.",
    )


async def tell_of_parting(fact: PostUnmerged, event: Event) -> None:
    """The same people hear that each of the two stands for itself again."""
    await _tell(
        fact,
        event,
        kind=NotificationKind.SEPARATED,
        title="“{duplicate}” is no longer part of “{original}”",
        body="On second thoughts they ask for different things. Each has its own words and votes again.",
    )


async def tell_of_dismissal(fact: MergeDismissed, event: Event) -> None:
    """Whoever proposed it hears why the two stay apart."""
    proposal = await MergeProposal.get(id=fact.proposal_id).select_related("post", "into")
    if not (proposal.post.is_public and proposal.into.is_public):
        return
    await audiences.tell_all(
        sql.statement("proposer_of_merge"),
        event,
        id=proposal.id,
        but=event.by_id,
        kind=NotificationKind.MERGE_DISMISSED,
        template=Template.MERGED,
        title=f"“{shortened(proposal.post.title)}” and “{shortened(proposal.into.title)}” stay apart",
        body=proposal.reason or "",
    )


async def _tell(
    fact: PostsMerged | PostUnmerged, event: Event, *, kind: NotificationKind, title: str, body: str
) -> None:
    original, duplicate = await Post.get(id=fact.post_id), await Post.get(id=fact.duplicate_id)
    if not (original.is_public and duplicate.is_public):
        return
    titles = {"original": shortened(original.title), "duplicate": shortened(duplicate.title)}
    await audiences.tell_all(
        sql.statement("concerned_by_merge", behind=audience_of(About.POST, "$1")),
        event,
        id=duplicate.id,
        but=event.by_id,
        kind=kind,
        template=Template.MERGED,
        title=title.format(**titles),
        body=body.format(**titles),
    )
