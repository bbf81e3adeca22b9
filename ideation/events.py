"""Every fact about what happened, in the past tense."""

from dataclasses import dataclass
from uuid import UUID

from ideation.vocabulary import Access, Feeling, FlagReason, Outcome, Role, Verdict


@dataclass(frozen=True)
class Fact:
    """Something that happened and will not be unsaid."""


@dataclass(frozen=True)
class AboutPost(Fact):
    """A fact that readers of one post see at once."""

    post_id: UUID
    board_id: UUID

    def concerns(self, post_id: UUID) -> bool:
        """Whether readers of this post see something else now."""
        return post_id == self.post_id


@dataclass(frozen=True)
class AboutMerge(AboutPost):
    """A fact that readers of a duplicate see as well as those of the post that is or was its original."""

    duplicate_id: UUID

    def concerns(self, post_id: UUID) -> bool:
        return post_id in (self.post_id, self.duplicate_id)


@dataclass(frozen=True)
class BoardCreated(Fact):
    board_id: UUID


@dataclass(frozen=True)
class BoardChanged(Fact):
    """A board has another name, purpose or circle now; the rights are those that it has since."""

    board_id: UUID
    access: Access
    post_access: Access
    vote_access: Access
    comment_access: Access
    segments: tuple[str, ...]


@dataclass(frozen=True)
class BoardsReordered(Fact):
    pass


@dataclass(frozen=True)
class CategoryCreated(Fact):
    board_id: UUID
    category_id: UUID


@dataclass(frozen=True)
class CategoryRenamed(Fact):
    board_id: UUID
    category_id: UUID
    before: str
    after: str


@dataclass(frozen=True)
class CategoryDeleted(Fact):
    board_id: UUID
    category_id: UUID
    name: str


@dataclass(frozen=True)
class CategoriesReordered(Fact):
    board_id: UUID


@dataclass(frozen=True)
class FieldAdded(Fact):
    board_id: UUID
    field_id: UUID


@dataclass(frozen=True)
class FieldChanged(Fact):
    board_id: UUID
    field_id: UUID


@dataclass(frozen=True)
class FieldsReordered(Fact):
    board_id: UUID


@dataclass(frozen=True)
class PersonJoined(Fact):
    person_id: UUID


@dataclass(frozen=True)
class SignInCodeRequested(Fact):
    delivery_id: UUID


@dataclass(frozen=True)
class RoleGiven(Fact):
    person_id: UUID
    role: Role


@dataclass(frozen=True)
class CompanySet(Fact):
    company_id: UUID


@dataclass(frozen=True)
class CompanyAssigned(Fact):
    person_id: UUID
    company_id: str  # empty for nobody's company


@dataclass(frozen=True)
class PostSubmitted(AboutPost):
    pass


@dataclass(frozen=True)
class GuestPosted(Fact):
    """A guest wrote a post that nobody sees before they have confirmed their address."""

    post_id: UUID
    delivery_id: UUID


@dataclass(frozen=True)
class PostPublished(AboutPost):
    """A post that waited is before the public now."""


@dataclass(frozen=True)
class PostEdited(AboutPost):
    pass


@dataclass(frozen=True)
class PostMadePrivate(AboutPost):
    pass


@dataclass(frozen=True)
class PostMadePublic(AboutPost):
    pass


@dataclass(frozen=True)
class PostTagged(AboutPost):
    tag: str


@dataclass(frozen=True)
class PostUntagged(AboutPost):
    tag: str


@dataclass(frozen=True)
class PostsImported(Fact):
    board_id: UUID
    count: int


@dataclass(frozen=True)
class VoteCast(AboutPost):
    pass


@dataclass(frozen=True)
class VoteWithdrawn(AboutPost):
    pass


@dataclass(frozen=True)
class VoteExplained(AboutPost):
    pass


@dataclass(frozen=True)
class VoteBudgetSet(Fact):
    board_id: UUID
    budget: int  # 0 for as many as they like


@dataclass(frozen=True)
class BurstFound(Fact):
    burst_id: UUID


@dataclass(frozen=True)
class BurstJudged(Fact):
    burst_id: UUID
    verdict: Verdict


@dataclass(frozen=True)
class PrioritySet(Fact):
    post_id: UUID
    board_id: UUID


@dataclass(frozen=True)
class AboutComment(AboutPost):
    """A fact about a comment that everyone sees who reads the post where it is shown."""

    comment_id: UUID


@dataclass(frozen=True)
class CommentAdded(AboutComment):
    pass


@dataclass(frozen=True)
class StatusChanged(AboutPost):
    """The keys of the two statuses; a silent change has no reason and is told to nobody."""

    before: str
    after: str
    reason: str
    silent: bool = False


@dataclass(frozen=True)
class StatusCreated(Fact):
    key: str


@dataclass(frozen=True)
class StatusUpdated(Fact):
    key: str


@dataclass(frozen=True)
class StatusesReordered(Fact):
    pass


@dataclass(frozen=True)
class StatusDeleted(Fact):
    key: str


@dataclass(frozen=True)
class PostsMerged(AboutMerge):
    pass


@dataclass(frozen=True)
class PostUnmerged(AboutMerge):
    pass


@dataclass(frozen=True)
class MergeProposed(Fact):
    proposal_id: UUID


@dataclass(frozen=True)
class MergeDismissed(Fact):
    proposal_id: UUID


@dataclass(frozen=True)
class PostFollowed(Fact):
    post_id: UUID


@dataclass(frozen=True)
class PostUnfollowed(Fact):
    post_id: UUID


@dataclass(frozen=True)
class QuarterSet(AboutPost):
    """When a post is expected; empty when nobody can tell any more."""

    quarter: str


@dataclass(frozen=True)
class EntryWritten(Fact):
    entry_id: UUID


@dataclass(frozen=True)
class EntryEdited(Fact):
    entry_id: UUID


@dataclass(frozen=True)
class EntryPublished(Fact):
    entry_id: UUID


@dataclass(frozen=True)
class EntryDeleted(Fact):
    entry_id: UUID


@dataclass(frozen=True)
class ReportedBackOnPost(AboutPost):
    report_id: UUID
    outcome: Outcome


@dataclass(frozen=True)
class ReportedBackOnTheme(Fact):
    theme_id: UUID
    report_id: UUID
    outcome: Outcome


@dataclass(frozen=True)
class ThemeRenamed(Fact):
    theme_id: UUID
    before: str
    after: str


@dataclass(frozen=True)
class ThemeAssigned(Fact):
    theme_id: UUID
    owner_id: UUID


@dataclass(frozen=True)
class ThemesRunRequested(Fact):
    pass


@dataclass(frozen=True)
class ThemesFound(Fact):
    run_id: UUID


@dataclass(frozen=True)
class PostHeld(Fact):
    """A post waits for the team; whoever reads the board must not even notice."""

    post_id: UUID
    board_id: UUID


@dataclass(frozen=True)
class PostRejected(Fact):
    """A post that had waited was turned down."""

    post_id: UUID
    board_id: UUID
    reason: str


@dataclass(frozen=True)
class PostRemoved(AboutPost):
    """A post that had been before the public is so no longer."""

    reason: str


@dataclass(frozen=True)
class PostClosed(AboutPost):
    reason: str


@dataclass(frozen=True)
class PostReopened(AboutPost):
    pass


@dataclass(frozen=True)
class PostLocked(AboutPost):
    reason: str


@dataclass(frozen=True)
class PostUnlocked(AboutPost):
    pass


@dataclass(frozen=True)
class PostPinned(AboutPost):
    pass


@dataclass(frozen=True)
class PostUnpinned(AboutPost):
    pass


@dataclass(frozen=True)
class CommentHeld(Fact):
    """A comment waits for the team; whoever reads the post must not even notice."""

    comment_id: UUID


@dataclass(frozen=True)
class CommentPublished(AboutComment):
    """A comment that had waited is before the public now."""


@dataclass(frozen=True)
class CommentEdited(AboutComment):
    pass


@dataclass(frozen=True)
class CommentRejected(Fact):
    """A comment that had waited was turned down."""

    comment_id: UUID
    reason: str


@dataclass(frozen=True)
class CommentRemoved(AboutComment):
    """A comment that had been before the public is so no longer. Without a reason, its author took it back."""

    reason: str


@dataclass(frozen=True)
class CommentPinned(AboutComment):
    pass


@dataclass(frozen=True)
class CommentUnpinned(AboutComment):
    pass


@dataclass(frozen=True)
class AnswerAccepted(AboutComment):
    pass


@dataclass(frozen=True)
class AnswerUnaccepted(AboutComment):
    pass


@dataclass(frozen=True)
class NoteAdded(Fact):
    """The team wrote a note for itself; it is about no post, so that nobody else can notice."""

    comment_id: UUID


@dataclass(frozen=True)
class NoteChanged(Fact):
    """A note of the team was edited, removed or reacted to."""

    comment_id: UUID


@dataclass(frozen=True)
class ReactionAdded(AboutPost):
    """`on_id` is the post or one of the comments shown on it."""

    on_id: UUID
    feeling: Feeling


@dataclass(frozen=True)
class ReactionWithdrawn(AboutPost):
    """`on_id` is the post or one of the comments shown on it."""

    on_id: UUID
    feeling: Feeling


@dataclass(frozen=True)
class ContentFlagged(Fact):
    """`on_id` is a post or a comment; nobody but the team hears of it."""

    on_id: UUID
    reason: FlagReason


@dataclass(frozen=True)
class FlagsDismissed(Fact):
    """`on_id` is a post or a comment that may stay."""

    on_id: UUID


@dataclass(frozen=True)
class ModerationSet(Fact):
    """On this board, customers' posts of these kinds, named in one line, and maybe their comments wait from now on."""

    board_id: UUID
    kinds: str
    comments: bool


@dataclass(frozen=True)
class PersonBlocked(Fact):
    person_id: UUID
    reason: str


@dataclass(frozen=True)
class PersonUnblocked(Fact):
    person_id: UUID


FACTS: dict[str, type[Fact]] = {
    fact.__name__: fact
    for fact in (
        BoardCreated,
        BoardChanged,
        BoardsReordered,
        CategoryCreated,
        CategoryRenamed,
        CategoryDeleted,
        CategoriesReordered,
        FieldAdded,
        FieldChanged,
        FieldsReordered,
        PersonJoined,
        SignInCodeRequested,
        RoleGiven,
        CompanySet,
        CompanyAssigned,
        PostSubmitted,
        GuestPosted,
        PostPublished,
        PostEdited,
        PostMadePrivate,
        PostMadePublic,
        PostTagged,
        PostUntagged,
        PostsImported,
        VoteCast,
        VoteWithdrawn,
        VoteExplained,
        VoteBudgetSet,
        BurstFound,
        BurstJudged,
        PrioritySet,
        CommentAdded,
        PostHeld,
        PostRejected,
        PostRemoved,
        PostClosed,
        PostReopened,
        PostLocked,
        PostUnlocked,
        PostPinned,
        PostUnpinned,
        CommentHeld,
        CommentPublished,
        CommentEdited,
        CommentRejected,
        CommentRemoved,
        CommentPinned,
        CommentUnpinned,
        AnswerAccepted,
        AnswerUnaccepted,
        NoteAdded,
        NoteChanged,
        ReactionAdded,
        ReactionWithdrawn,
        ContentFlagged,
        FlagsDismissed,
        ModerationSet,
        PersonBlocked,
        PersonUnblocked,
        StatusChanged,
        PostsMerged,
        PostUnmerged,
        MergeProposed,
        MergeDismissed,
        PostFollowed,
        PostUnfollowed,
        StatusCreated,
        StatusUpdated,
        StatusesReordered,
        StatusDeleted,
        QuarterSet,
        EntryWritten,
        EntryEdited,
        EntryPublished,
        EntryDeleted,
        ReportedBackOnPost,
        ReportedBackOnTheme,
        ThemeRenamed,
        ThemeAssigned,
        ThemesRunRequested,
        ThemesFound,
    )
}
