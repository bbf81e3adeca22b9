"""Who hears of a fact, decided after it happened.

Every fact stands here: with the reaction that tells people of it, or with None where nobody is told.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from ideation import events
from ideation.events import Fact
from ideation.models import Event
from ideation.reactions import changelog, comments, merges, posts, reports

Reaction = Callable[[Any, Event], Awaitable[None]]

REACTIONS: dict[type[Fact], Reaction | None] = {
    events.BoardCreated: None,
    events.BoardChanged: None,
    events.BoardsReordered: None,
    events.CategoryCreated: None,
    events.CategoryRenamed: None,
    events.CategoryDeleted: None,
    events.CategoriesReordered: None,
    events.FieldAdded: None,
    events.FieldChanged: None,
    events.FieldsReordered: None,
    events.PersonJoined: None,
    events.SignInCodeRequested: None,  # the mail with the code was written together with the code
    events.RoleGiven: None,
    events.PostSubmitted: posts.tell_whom_it_names,
    events.PostHeld: None,
    events.PostPublished: posts.tell_of_published,
    events.PostRejected: posts.tell_of_rejected,
    events.PostRemoved: posts.tell_of_rejected,
    events.PostClosed: None,
    events.PostReopened: None,
    events.PostLocked: None,
    events.PostUnlocked: None,
    events.PostPinned: None,
    events.PostUnpinned: None,
    events.CompanySet: None,
    events.CompanyAssigned: None,
    events.GuestPosted: None,  # the mail with the link was written together with the post
    events.PostEdited: None,
    events.PostMadePrivate: None,
    events.PostMadePublic: None,
    events.PostTagged: None,
    events.PostUntagged: None,
    events.PostsImported: None,
    events.VoteCast: None,
    events.VoteWithdrawn: None,
    events.CommentAdded: comments.tell_of_comment,
    events.CommentHeld: None,
    events.CommentPublished: comments.tell_of_published,
    events.CommentEdited: comments.tell_newly_mentioned,
    events.CommentRejected: comments.tell_of_rejected,
    events.CommentRemoved: comments.tell_of_rejected,
    events.CommentPinned: None,
    events.CommentUnpinned: None,
    events.AnswerAccepted: comments.tell_of_accepted,
    events.AnswerUnaccepted: None,
    events.NoteAdded: comments.tell_newly_mentioned,
    events.NoteChanged: comments.tell_newly_mentioned,
    events.ReactionAdded: None,
    events.ReactionWithdrawn: None,
    events.ContentFlagged: None,  # the queue shows it
    events.FlagsDismissed: None,
    events.ModerationSet: None,
    events.PersonBlocked: None,  # whoever is blocked learns of it when they try to take part
    events.PersonUnblocked: None,
    events.VoteExplained: None,
    events.VoteBudgetSet: None,
    events.BurstFound: None,  # staff see it where they look after votes
    events.BurstJudged: None,
    events.PrioritySet: None,
    events.StatusChanged: posts.tell_of_status,
    events.PostsMerged: merges.tell_of_merge,
    events.PostUnmerged: merges.tell_of_parting,
    events.MergeProposed: None,  # the team finds it in its list
    events.MergeDismissed: merges.tell_of_dismissal,
    events.PostFollowed: None,
    events.PostUnfollowed: None,
    events.StatusCreated: None,
    events.StatusUpdated: None,
    events.StatusesReordered: None,
    events.StatusDeleted: None,
    events.QuarterSet: None,
    events.EntryWritten: None,
    events.EntryEdited: None,
    events.EntryPublished: changelog.tell_of_entry,
    events.EntryDeleted: None,
    events.ReportedBackOnPost: reports.tell_contributors,
    events.ReportedBackOnTheme: reports.tell_contributors,
    events.ThemeRenamed: None,
    events.ThemeAssigned: None,
    events.ThemesRunRequested: None,  # a job looks for themes; people see its progress
    events.ThemesFound: None,
}
