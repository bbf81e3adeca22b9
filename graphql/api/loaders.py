"""Batched reads, one loader per relation, all with the eyes of one viewer."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from ideation.markdown import rendered
from ideation.models import BoardField, Category, ChangelogEntry, CommentWording, Flag, Person, Tag
from ideation.queries import (
    answers,
    attachments,
    boards,
    bursts,
    changelog,
    comments,
    companies,
    details,
    events,
    follows,
    mentions,
    moderation,
    posts,
    priorities,
    reactions,
    reports,
    roadmap,
    themes,
    votes,
)
from ideation.queries.attachments import AttachmentRow
from ideation.queries.boards import ModerationRow
from ideation.queries.bursts import BurstRow
from ideation.queries.comments import CommentRow
from ideation.queries.companies import BackingRow
from ideation.queries.details import DetailsRow, EditRow, FieldValueRow
from ideation.queries.events import StatusChangeRow, TurnRow
from ideation.queries.paging import Page, Position
from ideation.queries.people import PersonRow
from ideation.queries.posts import PostRow
from ideation.queries.priorities import PriorityRow
from ideation.queries.reactions import ReactionRow
from ideation.queries.reports import About, ContributorRow, ReportRow
from ideation.queries.statuses import StatusRow
from ideation.queries.themes import SentenceRow, ThemeRow
from ideation.queries.votes import VoteRow
from ideation.vocabulary import Feeling

EXAMPLES = 3

Owner = TypeVar("Owner", bound=Hashable)
Value = TypeVar("Value")
Slice = tuple[UUID, int, Position | None]  # whose, how many, after which place


@dataclass(frozen=True)
class RoadmapLoaders:
    """What the columns of a roadmap hold, by the keys of their statuses."""

    cards: DataLoader[tuple[str, int, Position | None], Page[PostRow]]
    counts: DataLoader[str, int]
    last_changes: DataLoader[str, datetime | None]


class Loaders:
    """Every relation that lists follow; each reads once for all rows of a list."""

    def __init__(self, viewer: Person | None) -> None:
        self.posts: DataLoader[UUID, PostRow | None] = _found(partial(posts.read_posts, viewer))
        self.themes: DataLoader[UUID, ThemeRow | None] = _found(partial(themes.read_themes, viewer))
        self.reports: DataLoader[UUID, ReportRow | None] = _found(partial(reports.read_reports, viewer))
        self.comments: DataLoader[Slice, Page[CommentRow]] = _sliced(partial(comments.comments_of, viewer))
        self.comment_counts: DataLoader[UUID, int] = _each(partial(comments.count_comments, viewer), int)
        self.comment: DataLoader[UUID, CommentRow | None] = _found(partial(comments.read_comments, viewer))
        self.replies: DataLoader[Slice, Page[CommentRow]] = _sliced(partial(comments.replies_of, viewer))
        self.reply_counts: DataLoader[UUID, int] = _each(partial(comments.count_replies, viewer), int)
        self.wordings: DataLoader[UUID, list[CommentWording]] = _each(partial(comments.wordings_of, viewer), list)
        self.accepted_answers_on: DataLoader[UUID, list[CommentRow]] = _each(
            partial(comments.accepted_answers_of, viewer), list
        )
        self.accepted_answers: DataLoader[UUID, int] = _each(partial(answers.accepted_answers, viewer), int)
        self.reactions: DataLoader[UUID, list[ReactionRow]] = _each(partial(reactions.reactions_on, viewer), list)
        self.mentions: DataLoader[UUID, list[PersonRow]] = _each(mentions.mentions_in, list)
        self.flags: DataLoader[UUID, list[Flag]] = _each(partial(moderation.flags_on, viewer), list)
        self.turns: DataLoader[UUID, list[TurnRow]] = _each(events.turns_of, list)
        self.pinned: DataLoader[UUID, list[PostRow]] = _each(partial(posts.pinned_posts, viewer), list)
        self.moderation: DataLoader[UUID, ModerationRow] = _each(
            boards.moderation_of, lambda: ModerationRow([], comments=False)
        )
        self._reacting: dict[Feeling, DataLoader[Slice, Page[PersonRow]]] = {}
        self.duplicates: DataLoader[Slice, Page[PostRow]] = _sliced(partial(posts.duplicates_of, viewer))
        self.duplicate_counts: DataLoader[UUID, int] = _each(partial(posts.count_duplicates, viewer), int)
        self.follows: DataLoader[UUID, bool] = _each(partial(follows.followed_by, viewer), bool)
        self.followers: DataLoader[Slice, Page[PersonRow]] = _sliced(partial(follows.followers_of, viewer))
        self.follower_counts: DataLoader[UUID, int] = _each(partial(follows.count_followers, viewer), int)
        self.votes: DataLoader[Slice, Page[VoteRow]] = _sliced(partial(votes.votes_of, viewer))
        self.votes_spent: DataLoader[UUID, int] = _each(partial(votes.votes_spent, viewer), int)
        self.backing: DataLoader[UUID, BackingRow | None] = _found(partial(companies.backing_of, viewer))
        self.priorities: DataLoader[UUID, PriorityRow | None] = _found(partial(priorities.priorities_of, viewer))
        self.bursts: DataLoader[UUID, list[BurstRow]] = _each(partial(bursts.bursts_of, viewer), list)
        self.told: DataLoader[Slice, Page[ContributorRow]] = _sliced(partial(reports.told_of, viewer))
        self.people_of_theme: DataLoader[Slice, Page[PersonRow]] = _sliced(partial(themes.people_of_themes, viewer))
        self.audiences: dict[About, DataLoader[Slice, Page[ContributorRow]]] = {
            about: _sliced(partial(reports.audiences, viewer, about)) for about in About
        }
        self.audience_counts: dict[About, DataLoader[UUID, int]] = {
            about: _each(partial(reports.count_audiences, viewer, about), int) for about in About
        }
        self._viewer = viewer
        self._sentences: dict[str | None, DataLoader[Slice, Page[SentenceRow]]] = {}
        self._sentence_counts: dict[str | None, DataLoader[UUID, int]] = {}
        self._roadmaps: dict[str | None, RoadmapLoaders] = {}
        self.tags: DataLoader[UUID, list[Tag]] = _each(partial(posts.tags_of, viewer), list)
        self.categories: DataLoader[UUID, list[Category]] = _each(boards.categories_of, list)
        self.fields: DataLoader[UUID, list[BoardField]] = _each(boards.fields_of, list)
        self.details: DataLoader[UUID, DetailsRow | None] = _found(partial(details.details_of, viewer))
        self.field_values: DataLoader[UUID, list[FieldValueRow]] = _each(details.field_values_of, list)
        self.edits: DataLoader[UUID, list[EditRow]] = _each(details.edits_of, list)
        self.attachments: DataLoader[UUID, list[AttachmentRow]] = _each(attachments.attachments_of_posts, list)
        self.attachments_of_comment: DataLoader[UUID, list[AttachmentRow]] = _each(
            attachments.attachments_of_comments, list
        )
        self.status_counts: DataLoader[UUID, dict[StatusRow, int]] = _each(partial(posts.status_counts, viewer), dict)
        self.status_history: DataLoader[UUID, list[StatusChangeRow]] = _each(
            partial(events.status_history, viewer), list
        )
        self.themes_of_post: DataLoader[UUID, list[UUID]] = _each(partial(themes.themes_of_posts, viewer), list)
        self.sentences_of_post: DataLoader[UUID, list[SentenceRow]] = _each(
            partial(themes.sentences_of_posts, viewer), list
        )
        self.subthemes: DataLoader[UUID, list[ThemeRow]] = _each(partial(themes.subthemes_of, viewer), list)
        self.examples: DataLoader[UUID, list[SentenceRow]] = _each(
            lambda ids: themes.examples_of(viewer, ids, most=EXAMPLES), list
        )
        self.reports_on_post: DataLoader[UUID, list[ReportRow]] = _each(partial(reports.reports_on_posts, viewer), list)
        self.posts_of_entry: DataLoader[UUID, list[PostRow]] = _each(partial(changelog.posts_of_entries, viewer), list)
        self.themes_of_entry: DataLoader[UUID, list[ThemeRow]] = _each(
            partial(changelog.themes_of_entries, viewer), list
        )
        self.pictures_of_entries: DataLoader[UUID, AttachmentRow | None] = _found(attachments.pictures_of_entries)
        self.entries_on_post: DataLoader[UUID, list[ChangelogEntry]] = _each(
            partial(changelog.entries_on_posts, viewer), list
        )
        self.html: DataLoader[str, str] = DataLoader(load_fn=rendered)
        self.reports_on_theme: DataLoader[UUID, list[ReportRow]] = _each(
            partial(reports.reports_on_themes, viewer), list
        )

    def reacting(self, feeling: Feeling) -> DataLoader[Slice, Page[PersonRow]]:
        """Who feels this about posts and comments."""
        if feeling not in self._reacting:
            self._reacting[feeling] = _sliced(partial(reactions.people_feeling, feeling))
        return self._reacting[feeling]

    def sentences(self, text: str | None) -> DataLoader[Slice, Page[SentenceRow]]:
        """The sentences of themes that hold a text, or all without one."""
        if text not in self._sentences:
            self._sentences[text] = _sliced(partial(themes.sentences_of_themes, self._viewer, text=text))
        return self._sentences[text]

    def roadmap(self, board: str | None) -> RoadmapLoaders:
        """The columns of the roadmap of a board, or of all boards without one."""
        if board not in self._roadmaps:
            self._roadmaps[board] = RoadmapLoaders(
                _sliced(partial(roadmap.roadmap_cards, self._viewer, board=board)),
                _each(partial(roadmap.count_roadmap_cards, self._viewer, board=board), int),
                _found(partial(roadmap.last_status_changes, self._viewer, board=board)),
            )
        return self._roadmaps[board]

    def sentence_counts(self, text: str | None) -> DataLoader[UUID, int]:
        """How many sentences of themes hold a text, or all without one."""
        if text not in self._sentence_counts:
            self._sentence_counts[text] = _each(partial(themes.count_sentences, self._viewer, text=text), int)
        return self._sentence_counts[text]


def _found(read: Callable[[list[Owner]], Awaitable[dict[Owner, Value]]]) -> DataLoader[Owner, Value | None]:
    async def load(ids: list[Owner]) -> list[Value | None]:
        found = await read(ids)
        return [found.get(key) for key in ids]

    return DataLoader(load_fn=load)


def _each(
    read: Callable[[list[Owner]], Awaitable[dict[Owner, Value]]], nothing: Callable[[], Value]
) -> DataLoader[Owner, Value]:
    async def load(ids: list[Owner]) -> list[Value]:
        found = await read(ids)
        return [found.get(key, nothing()) for key in ids]

    return DataLoader(load_fn=load)


class _Read(Protocol[Owner, Value]):
    async def __call__(
        self, ids: list[Owner], /, *, first: int, after: Position | None
    ) -> dict[Owner, Page[Value]]: ...


def _sliced(read: _Read[Owner, Value]) -> DataLoader[tuple[Owner, int, Position | None], Page[Value]]:
    """Rows that were asked for with the same size and place are read together."""

    async def load(slices: list[tuple[Owner, int, Position | None]]) -> list[Page[Value]]:
        groups: dict[tuple[int, Position | None], list[Owner]] = {}
        for owner, first, after in slices:
            groups.setdefault((first, after), []).append(owner)
        found = {
            (owner, first, after): page
            for (first, after), owners in groups.items()
            for owner, page in (await read(owners, first=first, after=after)).items()
        }
        return [found[key] for key in slices]

    return DataLoader(load_fn=load)
