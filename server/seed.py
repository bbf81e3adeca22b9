"""Fills an empty installation with the past of the sample company."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import cast
from uuid import UUID, uuid5

from tortoise.transactions import in_transaction

from ideation.actions.posts import momentum_at
from ideation.events import (
    BoardCreated,
    CommentAdded,
    EntryPublished,
    EntryWritten,
    Fact,
    PersonJoined,
    PostSubmitted,
    QuarterSet,
    ReportedBackOnPost,
    StatusChanged,
    VoteCast,
)
from ideation.ledger import data_of, fact_of
from ideation.models import (
    Board,
    ChangelogEntry,
    ChangelogPost,
    Comment,
    Delivery,
    Event,
    Notification,
    Person,
    Post,
    PostTag,
    Report,
    Status,
    Tag,
    Vote,
)
from ideation.models.statuses import DEFAULT_STATUS
from ideation.reactions.reports import tell_contributors
from ideation.vocabulary import Access, Channel, Kind, Outcome, Role, StatusKind, Template
from server.sample import SampleBoard, SampleCompany, SampleMoment, SamplePost, SampleVote, sample_company
from server.sample.announced import ENTRIES, SampleEntry

# An arbitrary name, so that the same company always has the same ids.
_COMPANY = UUID("5f0c3d1e-8a53-4a83-9a1f-6d2f6f1d7c11")
_UNREAD_FOR = timedelta(days=14)


@dataclass(frozen=True)
class _Answer:
    """What everyone behind a post was told once its status had been settled."""

    post: str
    given: SampleMoment
    outcome: Outcome
    title: str
    body: str


_ANSWERS = (
    _Answer(
        "snorers-carriage",
        SampleMoment(112, 610),
        Outcome.NOT_DONE,
        "No coach for snorers, but better ear plugs",
        "You asked for a coach of their own for people who snore. We will not build it: we would have to ask everyone "
        "whether they snore, and only the honest would move. You are right about the nights, though: moulded ear plugs "
        "will lie on every berth from the next timetable on.",
    ),
    _Answer(
        "vegan-option-more-than-crisps",
        SampleMoment(71, 655),
        Outcome.DONE,
        "A vegan dinner and breakfast, on every train and ship",
        "You told us about dinners of crisps and an apple. The Galley now serves a chickpea stew and a vegan breakfast "
        "on all trains and ships. The stew is free of gluten, too. Order with your ticket, or just ask on board.",
    ),
    _Answer(
        "please-let-dogs-sleep-in-the-cabin",
        SampleMoment(37, 580),
        Outcome.DONE,
        "Dogs may sleep in the cabin",
        "You told us what eighteen hours in a kennel are like, for dogs and for those who lie awake above them. Eight "
        "cabins on the Petrel and six on the Guillemot now take dogs. They are always the same ones, on one corridor, "
        "so that people with allergies can stay clear of them. The Kittiwake follows after her dock visit.",
    ),
    _Answer(
        "too-cold-with-one-blanket",
        SampleMoment(5, 700),
        Outcome.DONE,
        "Two blankets on every berth",
        "You said that two thin blankets beat one middling one. Now two lie on every berth, so that you can make "
        "yourself warm or cool without looking for the attendant at three in the morning.",
    ),
)


async def seed(now: datetime) -> bool:
    """Fill an installation without boards with the sample company, as if used for months; whether that was necessary.

    What the verbs would have left is there: counters, momentum, and a ledger of facts that are handled already, so
    that nothing of the past is mailed to anyone. People were told of the answers only.
    """
    if await Board.exists():
        return False
    past = _Past(sample_company(), await Status.all(), now)
    async with in_transaction():
        await past.store()
    return True


async def is_sample() -> bool:
    """Whether this installation was filled with the sample company; one that people work with never is."""
    boards = [_id("board", board.slug) for board in sample_company().boards]
    return await Board.filter(id__in=boards).exists()


class _Past:
    """Everything that happened at the company, as rows that are still to be stored."""

    def __init__(self, company: SampleCompany, statuses: Sequence[Status], now: datetime) -> None:
        self._now = now
        self._statuses = {status.key: status for status in statuses}
        self._expected = 0
        self._began = company.posts[0].written.at(now) - timedelta(days=30)
        self._events: list[Event] = []
        self._people: dict[str, Person] = {}
        self._boards: dict[str, Board] = {}
        self._tags: dict[tuple[UUID, str], Tag] = {}
        self._posts: dict[str, Post] = {}
        self._post_tags: list[PostTag] = []
        self._votes: list[Vote] = []
        self._comments: list[Comment] = []
        self._reports: list[Report] = []
        self._entries: list[ChangelogEntry] = []
        self._entry_posts: list[ChangelogPost] = []
        self._welcome_people(company)
        for board in company.boards:
            self._open_board(board)
        for post in company.posts:
            self._add_post(post)
        for answer in _ANSWERS:
            self._add_answer(answer)
        for entry in ENTRIES:
            self._add_entry(entry)

    async def store(self) -> None:
        """Store all of it, and tell the contributors what they were answered."""
        await Person.bulk_create(self._people.values())
        await Board.bulk_create(self._boards.values())
        await Tag.bulk_create(self._tags.values())
        await Post.bulk_create(self._posts.values())
        await PostTag.bulk_create(self._post_tags)
        await Vote.bulk_create(self._votes)
        await Comment.bulk_create(self._comments)
        await Report.bulk_create(self._reports)
        await ChangelogEntry.bulk_create(self._entries)
        await ChangelogPost.bulk_create(self._entry_posts)
        await Event.bulk_create(sorted(self._events, key=attrgetter("created_at")))
        for event in await Event.filter(kind=ReportedBackOnPost.__name__):
            await self._tell(event)

    async def _tell(self, event: Event) -> None:
        fact = cast("ReportedBackOnPost", fact_of(event))
        await tell_contributors(fact, event)
        was_read = self._now - event.created_at > _UNREAD_FOR
        await Notification.filter(report_id=fact.report_id).update(
            created_at=event.created_at, read_at=event.created_at + timedelta(days=1) if was_read else None
        )
        await Delivery.filter(template=Template.REPORTED_BACK).delete()

    def _welcome_people(self, company: SampleCompany) -> None:
        """Those who say most came first: the demo lets its visitors be the first of each role."""
        words = Counter(post.author for post in company.posts)
        words.update(comment.author for post in company.posts for comment in post.comments)
        for rank, sample in enumerate(sorted(company.people, key=lambda person: -words[person.email])):
            person = self._people[sample.email] = Person(
                id=_id("person", sample.email),
                name=sample.name,
                email=sample.email,
                role=Role(sample.role),
                language=sample.language,
                created_at=self._began + timedelta(minutes=rank),
            )
            self._record(PersonJoined(person_id=person.id), person.created_at, by=person)

    def _open_board(self, sample: SampleBoard) -> None:
        position = len(self._boards)
        board = self._boards[sample.slug] = Board(
            id=_id("board", sample.slug),
            slug=sample.slug,
            name=sample.name,
            purpose=sample.purpose,
            access=Access(sample.access),
            position=position,
            created_at=self._began + timedelta(days=1, minutes=position),
        )
        self._record(BoardCreated(board_id=board.id), board.created_at, by=self._first(Role.ADMIN))

    def _add_post(self, sample: SamplePost) -> None:
        votes = self._counted_votes(sample)
        board, author = self._boards[sample.board], self._people[sample.author]
        written = sample.written.at(self._now)
        post = self._posts[sample.key] = Post(
            id=_id("post", sample.key),
            board_id=board.id,
            author_id=author.id,
            kind=Kind(sample.kind),
            channel=Channel(sample.channel),
            slug=sample.key,
            title=sample.title,
            body=sample.body,
            language=sample.language,
            status=self._statuses[sample.status],
            status_reason=sample.status_reason,
            vote_count=len(votes),
            comment_count=len(sample.comments),
            momentum=_momentum([written, *(vote.cast.at(self._now) for vote in votes)]),
            created_at=written,
        )
        self._record(PostSubmitted(post_id=post.id, board_id=board.id), written, by=author)
        self._add_tags(sample, post)
        self._add_votes(votes, post)
        self._add_comments(sample, post)
        self._settle(sample, post)

    def _counted_votes(self, sample: SamplePost) -> list[SampleVote]:
        """A post that is settled takes no more votes."""
        if not self._statuses[sample.status].is_settled or sample.status_since is None:
            return list(sample.votes)
        closed = sample.status_since.at(self._now)
        return [vote for vote in sample.votes if vote.cast.at(self._now) < closed]

    def _add_tags(self, sample: SamplePost, post: Post) -> None:
        for name in sample.tags:
            tag = self._tags.setdefault(
                (post.board_id, name), Tag(id=_id("tag", post.board_id, name), board_id=post.board_id, name=name)
            )
            self._post_tags.append(PostTag(id=_id("post tag", post.id, name), post_id=post.id, tag_id=tag.id))

    def _add_votes(self, votes: Iterable[SampleVote], post: Post) -> None:
        for sample in votes:
            voter, moment = self._people[sample.voter], sample.cast.at(self._now)
            self._votes.append(
                Vote(id=_id("vote", post.id, voter.id), post_id=post.id, person_id=voter.id, created_at=moment)
            )
            self._record(VoteCast(post_id=post.id, board_id=post.board_id), moment, by=voter)

    def _add_comments(self, sample: SamplePost, post: Post) -> None:
        for number, said in enumerate(sample.comments):
            author, written = self._people[said.author], said.written.at(self._now)
            comment = Comment(
                id=_id("comment", post.id, number),
                post_id=post.id,
                author_id=author.id,
                body=said.body,
                is_official=said.official,
                created_at=written,
            )
            self._comments.append(comment)
            added = CommentAdded(post_id=post.id, board_id=post.board_id, comment_id=comment.id)
            self._record(added, written, by=author)

    def _settle(self, sample: SamplePost, post: Post) -> None:
        if sample.status_since is not None and sample.status_reason is not None:
            post.status_changed_at = sample.status_since.at(self._now)
            self._record(
                StatusChanged(
                    post_id=post.id,
                    board_id=post.board_id,
                    before=DEFAULT_STATUS,
                    after=post.status_id,
                    reason=sample.status_reason,
                ),
                post.status_changed_at,
                by=self._first(Role.PRODUCT_MANAGER),
            )
            self._expect(post)

    def _expect(self, post: Post) -> None:
        """What is being done is expected in one of the next quarters, except now and then, when nobody can tell."""
        if self._statuses[post.status_id].kind is StatusKind.ACTIVE and post.status_changed_at is not None:
            self._expected += 1
            if self._expected % 4:
                post.quarter = _quarter(self._now, later=self._expected % 3 + (post.status_id == "planned"))
                expected = QuarterSet(post_id=post.id, board_id=post.board_id, quarter=post.quarter)
                self._record(expected, post.status_changed_at, by=self._first(Role.PRODUCT_MANAGER))

    def _add_answer(self, answer: _Answer) -> None:
        post, author = self._posts[answer.post], self._first(Role.PRODUCT_MANAGER)
        report = Report(
            id=_id("report", answer.post),
            post_id=post.id,
            board_id=post.board_id,
            author_id=author.id,
            outcome=answer.outcome,
            title=answer.title,
            body=answer.body,
            created_at=answer.given.at(self._now),
        )
        self._reports.append(report)
        fact = ReportedBackOnPost(post_id=post.id, board_id=post.board_id, report_id=report.id, outcome=answer.outcome)
        self._record(fact, report.created_at, by=author)

    def _add_entry(self, sample: SampleEntry) -> None:
        author, published = self._first(Role.PRODUCT_MANAGER), sample.published.at(self._now)
        entry = ChangelogEntry(
            id=_id("entry", sample.title),
            slug=re.sub("[^a-z]+", "-", sample.title.lower()),
            board_id=self._boards[sample.board].id if sample.board else None,
            author_id=author.id,
            title=sample.title,
            body=sample.body,
            version=sample.version,
            created_at=published - timedelta(hours=2),
            published_at=published,
        )
        self._entries.append(entry)
        for key in sample.posts:
            link = ChangelogPost(id=_id("entry post", entry.id, key), entry_id=entry.id, post_id=self._posts[key].id)
            self._entry_posts.append(link)
        self._record(EntryWritten(entry_id=entry.id), entry.created_at, by=author)
        self._record(EntryPublished(entry_id=entry.id), published, by=author)

    def _first(self, role: Role) -> Person:
        return next(person for person in self._people.values() if person.role is role)

    def _record(self, fact: Fact, moment: datetime, *, by: Person) -> None:
        self._events.append(
            Event(
                kind=type(fact).__name__,
                data=data_of(fact),
                by_id=by.id,
                created_at=moment,
                handled_at=moment,
            )
        )


def _id(*words: object) -> UUID:
    return uuid5(_COMPANY, " ".join(map(str, words)))


def _quarter(now: datetime, *, later: int) -> str:
    """The quarter that comes so many quarters after this one."""
    year, quarter = divmod(now.year * 4 + (now.month - 1) // 3 + later, 4)
    return f"{year}-Q{quarter + 1}"


def _momentum(moments: Sequence[datetime]) -> float:
    weights = [momentum_at(moment) for moment in moments]
    return max(weights) + math.log(sum(math.exp(weight - max(weights)) for weight in weights))
