"""Posts: ideas, complaints, questions and praise, in the words of those who wrote them."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.attachments import Attachment
from api.boards import Board, Tag
from api.bursts import Burst
from api.categories import Category
from api.comments import Comment
from api.companies import Backing
from api.context import Info
from api.enums import Channel, Kind, PostSort, Standing, Support, Turn
from api.errors import Everyday, InvalidInput
from api.fields import FieldValue, FieldValueInput, answers
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from api.priorities import Priority
from api.reactions import ReactionCount
from api.statuses import Status
from api.votes import Vote
from ideation.actions import posts as verbs
from ideation.actions.posts import Words
from ideation.errors import NotFound
from ideation.policy import may_see_backing
from ideation.queries import boards, mentions, posts
from ideation.queries.details import NO_DETAILS, DetailsRow, EditRow
from ideation.queries.events import StatusChangeRow, TurnRow
from ideation.queries.people import PersonRow
from ideation.queries.posts import PostFilter, PostRow
from ideation.queries.reports import About

if TYPE_CHECKING:
    from api.changelog import ChangelogEntry
    from api.reports import Contributor, Report
    from api.themes import Sentence, Theme

EXCERPT = 200  # characters

_SORTED_BY = {
    PostSort.NEWEST: datetime,
    PostSort.MOST_VOTED: int,
    PostSort.TRENDING: float,
    PostSort.BY_COMPANIES: int,
    PostSort.BY_VALUE: Decimal,
}


@strawberry.type(description="A status that a post was given, why, by whom and when.")
class StatusChange:
    status: Status
    reason: str = strawberry.field(description="Empty where the change was silent.")
    silent: bool = strawberry.field(description="Whether nobody was told. Only staff see such changes here.")
    by: Person | None
    at: datetime

    @classmethod
    def of(cls, row: StatusChangeRow) -> Self:
        return cls(
            status=Status.of(row.status),
            reason=row.reason,
            silent=row.silent,
            by=Person.of(row.by) if row.by else None,
            at=row.at,
        )


@strawberry.type(description="What the team did with a post, apart from deciding about it.")
class PostTurn:
    turn: Turn
    reason: str | None
    by: Person | None
    at: datetime

    @classmethod
    def of(cls, row: TurnRow) -> Self:
        return cls(turn=row.turn, reason=row.reason, by=Person.of(row.by) if row.by else None, at=row.at)


@strawberry.type(description="What a post said in a field of its board, by the field's name.")
class EarlierValue:
    name: str
    value: str


@strawberry.type(description="What a post said until it was edited, by whom and when.")
class PostEdit:
    id: UUID
    title: str
    body: str
    category: str | None
    fields: list[EarlierValue]
    by: Person | None
    at: datetime

    @classmethod
    def of(cls, row: EditRow) -> Self:
        return cls(
            id=row.id,
            title=row.title,
            body=row.body,
            category=row.category,
            fields=[EarlierValue(name=name, value=value) for name, value in row.values],
            by=Person.of(row.by) if row.by else None,
            at=row.at,
        )


@strawberry.type(description="One thing that somebody said, in their words, and the support that it has gathered.")
class Post:
    id: UUID
    slug: str = strawberry.field(description="The last part of its address, /b/{board}/i/{slug}.")
    board: Board
    kind: Kind
    title: str
    body: str
    language: str
    channel: Channel
    status: Status
    status_reason: str | None
    quarter: str | None = strawberry.field(description="When it is expected, such as 2027-Q1; never a day.")
    standing: Standing = strawberry.field(description="Only its author and staff meet one that is not published.")
    is_private: bool = strawberry.field(description="Whether it is between its author and the team.")
    author: Person | None = strawberry.field(description="Null when nobody is known for it.")
    created_at: datetime
    vote_count: int
    comment_count: int
    support: Support = strawberry.field(description='What a vote says: that one wants it, or of a complaint, "me too".')
    takes_votes: bool
    takes_comments: bool
    closed_at: datetime | None = strawberry.field(description="Since when it takes no more votes.")
    locked_at: datetime | None = strawberry.field(description="Since when it takes no more comments.")
    pinned_at: datetime | None = strawberry.field(description="Since when it is shown above its board.")
    viewer_has_voted: bool
    tags: list[Tag]
    merged_at: datetime | None
    merged_into_id: strawberry.Private[UUID | None]
    merged_with_id: strawberry.Private[UUID | None]
    company_count: strawberry.Private[int]
    company_value: strawberry.Private[Decimal]

    @classmethod
    def of(cls, row: PostRow) -> Self:
        return cls(
            id=row.id,
            slug=row.slug,
            board=Board.of_post(row),
            kind=row.kind,
            title=row.title,
            body=row.body,
            language=row.language,
            channel=row.channel,
            status=Status.of(row.status),
            status_reason=row.status_reason,
            quarter=row.quarter,
            standing=row.standing,
            is_private=row.is_private,
            author=_author(row),
            created_at=row.created_at,
            vote_count=row.vote_count,
            comment_count=row.comment_count,
            takes_comments=row.locked_at is None,
            closed_at=row.closed_at,
            locked_at=row.locked_at,
            pinned_at=row.pinned_at,
            support=row.kind.support,
            takes_votes=not row.status.is_settled and row.closed_at is None,
            viewer_has_voted=row.viewer_has_voted,
            tags=[Tag(id=tag_id, name=name) for tag_id, name in row.tags],
            company_count=row.company_count,
            company_value=row.company_value,
            merged_at=row.merged_at,
            merged_into_id=row.merged_into_id,
            merged_with_id=row.merged_with_id,
        )

    @classmethod
    async def read(cls, info: Info, post_id: UUID) -> Self:
        """The post as it is now for this viewer; refuses with NotFound what they may not read."""
        row = await posts.read_post(info.context.viewer, id=post_id)
        if row is None:
            raise NotFound
        return cls.of(row)

    @strawberry.field(description="The body, which is Markdown, as HTML that is safe to show anywhere.")
    async def body_html(self, info: Info) -> str:
        return await info.context.loaders.html.load(self.body)

    @strawberry.field(description="The beginning of the body on one line, for lists.")
    def excerpt(self) -> str:
        line = " ".join(self.body[: EXCERPT * 2].split())
        return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"

    @strawberry.field(description="The part of the board's subject that it is about.")
    async def category(self, info: Info) -> Category | None:
        details = await self._details(info)
        return Category(id=details.category[0], name=details.category[1]) if details.category else None

    @strawberry.field(description="What it says in the fields of its board, in their order.")
    async def fields(self, info: Info) -> list[FieldValue]:
        return [FieldValue.of(row) for row in await info.context.loaders.field_values.load(self.id)]

    @strawberry.field(description="Its pictures, in their order.")
    async def attachments(self, info: Info) -> list[Attachment]:
        return [Attachment.of(row) for row in await info.context.loaders.attachments.load(self.id)]

    @strawberry.field(description="When it was said otherwise the last time.")
    async def edited_at(self, info: Info) -> datetime | None:
        return (await self._details(info)).edited_at

    @strawberry.field(description="What it said before it was edited, the latest wording first.")
    async def edits(self, info: Info) -> list[PostEdit]:
        return [PostEdit.of(row) for row in await info.context.loaders.edits.load(self.id)]

    @strawberry.field(description="Who of the team wrote it down for its author.")
    async def entered_by(self, info: Info) -> Person | None:
        row = (await self._details(info)).entered_by
        return Person.of(row) if row else None

    @strawberry.field(description="Where the team heard it, such as a call or a fair.")
    async def heard_at(self, info: Info) -> str | None:
        return (await self._details(info)).heard_at

    @strawberry.field(description="A link to where it was heard. Staff only: null for others.")
    async def heard_link(self, info: Info) -> str | None:
        return (await self._details(info)).heard_link

    @strawberry.field(description="The page that its author was on. Null for all but them and staff.")
    async def page(self, info: Info) -> str | None:
        return (await self._details(info)).page

    @strawberry.field(description="The version of the app that its author used. Null for all but them and staff.")
    async def app_version(self, info: Info) -> str | None:
        return (await self._details(info)).app_version

    async def _details(self, info: Info) -> DetailsRow:
        return await info.context.loaders.details.load(self.id) or NO_DETAILS

    @strawberry.field(
        description="What people added to it and its duplicates, the oldest first after those that are pinned. "
        "Replies stand under the comment that they answer."
    )
    async def comments(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Comment]:
        wanted, loaders = (self.id, page_size(first), read_cursor(after, datetime)), info.context.loaders
        return connection(await loaders.comments.load(wanted), Comment.of, lambda: loaders.comment_counts.load(self.id))

    @strawberry.field(description="The accepted answers to a question, the oldest first.")
    async def accepted_answers(self, info: Info) -> list[Comment]:
        return [Comment.of(row) for row in await info.context.loaders.accepted_answers_on.load(self.id)]

    @strawberry.field(description="How many people feel what about it; nothing that nobody feels.")
    async def reactions(self, info: Info) -> list[ReactionCount]:
        return await ReactionCount.on(info, self.id)

    @strawberry.field(description="Who is named in it as @[Name](id).")
    async def mentions(self, info: Info) -> list[Person]:
        return [Person.of(row) for row in await info.context.loaders.mentions.load(self.id)]

    @strawberry.field(
        description="People to name in what one writes here, whose names begin with a text: for staff whoever may read "
        "it, for others who takes part in it. Empty for who is not signed in."
    )
    async def mentionable(self, info: Info, text: str = "", first: int = 10) -> list[Person]:
        found = await mentions.mentionable(info.context.viewer, self.id, text=text, first=page_size(first))
        return [Person.of(row) for row in found]

    @strawberry.field(description="When the team closed, locked or pinned it, and undid it, the oldest first.")
    async def turns(self, info: Info) -> list[PostTurn]:
        return [PostTurn.of(row) for row in await info.context.loaders.turns.load(self.id)]

    @strawberry.field(description="Who supports it, the latest vote first.")
    async def voters(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Person]:
        wanted = (self.id, page_size(first), read_cursor(after, datetime))
        return connection(
            await info.context.loaders.votes.load(wanted),
            lambda row: Person.of(row.person),
            lambda: _known(self.vote_count),
        )

    @strawberry.field(
        description="The votes of those who support it, with how important it is to them and why; the latest first."
    )
    async def votes(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Vote]:
        wanted = (self.id, page_size(first), read_cursor(after, datetime))
        return connection(await info.context.loaders.votes.load(wanted), Vote.of, lambda: _known(self.vote_count))

    @strawberry.field(description="Who stands behind it. Staff only: null for others.")
    async def backing(self, info: Info) -> Backing | None:
        if not may_see_backing(info.context.viewer):
            return None
        spread = await info.context.loaders.backing.load(self.id)
        return Backing(
            people=self.vote_count,
            companies=self.company_count,
            value=self.company_value,
            concentration=spread.of_people if spread else 0.0,
            value_concentration=spread.of_value if spread else None,
        )

    @strawberry.field(description="Bursts of votes for it, the newest first. Staff only: empty for others.")
    async def bursts(self, info: Info) -> list[Burst]:
        return [Burst.of(row) for row in await info.context.loaders.bursts.load(self.id)]

    @strawberry.field(description="What it would bring and cost. Managers only: null for others.")
    async def priority(self, info: Info) -> Priority | None:
        row = await info.context.loaders.priorities.load(self.id)
        return Priority.of(row) if row else None

    @strawberry.field(description="The original of which it is a duplicate. Its votes and words count and show there.")
    async def merged_into(self, info: Info) -> Annotated["Post", strawberry.lazy("api.posts")] | None:
        return await _loaded(info, self.merged_into_id)

    @strawberry.field(description="The duplicate together with which it came to its original.")
    async def merged_with(self, info: Info) -> Annotated["Post", strawberry.lazy("api.posts")] | None:
        return await _loaded(info, self.merged_with_id)

    @strawberry.field(description="The posts that were merged into it, in the order of merging.")
    async def duplicates(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Annotated["Post", strawberry.lazy("api.posts")]]:
        loaders, wanted = info.context.loaders, (self.id, page_size(first), read_cursor(after, datetime))
        page = await loaders.duplicates.load(wanted)
        return connection(page, Post.of, lambda: loaders.duplicate_counts.load(self.id))

    @strawberry.field(description="Whether the viewer hears what becomes of it without having taken part.")
    async def viewer_follows(self, info: Info) -> bool:
        return await info.context.loaders.follows.load(self.id)

    @strawberry.field(description="Who follows it. Staff only: empty for others.")
    async def followers(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Person]:
        loaders, wanted = info.context.loaders, (self.id, page_size(first), read_cursor(after, str))
        page = await loaders.followers.load(wanted)
        return connection(page, Person.of, lambda: loaders.follower_counts.load(self.id))

    @strawberry.field(description="Every status that it was given, the oldest first.")
    async def status_history(self, info: Info) -> list[StatusChange]:
        return [StatusChange.of(row) for row in await info.context.loaders.status_history.load(self.id)]

    @strawberry.field(description="The themes that its sentences belong to. Staff only: empty for others.")
    async def themes(self, info: Info) -> list[Annotated["Theme", strawberry.lazy("api.themes")]]:
        from api.themes import Theme

        rows = await info.context.loaders.themes.load_many(await info.context.loaders.themes_of_post.load(self.id))
        return [Theme.of(row) for row in rows if row]

    @strawberry.field(description="Its sentences in the order of the text. Staff only: empty for others.")
    async def sentences(self, info: Info) -> list[Annotated["Sentence", strawberry.lazy("api.themes")]]:
        from api.themes import Sentence

        return [Sentence.of(row) for row in await info.context.loaders.sentences_of_post.load(self.id)]

    @strawberry.field(description="What was reported back on it, the newest first.")
    async def reports(self, info: Info) -> list[Annotated["Report", strawberry.lazy("api.reports")]]:
        from api.reports import Report

        return [Report.of(row) for row in await info.context.loaders.reports_on_post.load(self.id)]

    @strawberry.field(description="What the changelog says that answers it, the newest first.")
    async def changelog(self, info: Info) -> list[Annotated["ChangelogEntry", strawberry.lazy("api.changelog")]]:
        from api.changelog import ChangelogEntry

        return [ChangelogEntry.of(row) for row in await info.context.loaders.entries_on_post.load(self.id)]

    @strawberry.field(description="Who would hear a report back on it. Managers only: empty for others.")
    async def audience(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Annotated["Contributor", strawberry.lazy("api.reports")]]:
        from api.reports import list_audience

        return await list_audience(info, About.POST, self.id, first=first, after=after)


@strawberry.type
class PostQuery:
    @strawberry.field(description="One post by its id or its slug; null when it is not there for this viewer.")
    async def post(self, info: Info, id: UUID | None = None, slug: str | None = None) -> Post | None:
        row = await posts.read_post(info.context.viewer, id=id, slug=slug)
        if row:
            info.context.loaders.posts.prime(row.id, row)  # its reports lead back to it
        return Post.of(row) if row else None

    @strawberry.field(description="The posts that meet every condition given.")
    async def posts(
        self,
        info: Info,
        board: str | None = None,
        kind: Kind | None = None,
        status: str | None = None,
        theme: UUID | None = None,
        tag: str | None = None,
        text: str | None = None,
        author: UUID | None = None,
        category: UUID | None = None,
        sort: PostSort = PostSort.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[Post]:
        wanted = PostFilter(board, kind, status, theme, tag, text, author, category)
        return await list_posts(info, wanted, sort=sort, first=first, after=after)


@strawberry.input(description="What somebody has to say.")
class SubmitPostInput:
    board: str = strawberry.field(description="The board's slug.")
    kind: Kind
    title: str = strawberry.field(description="It in one sentence.")
    body: str = ""
    language: str | None = strawberry.field(default=None, description="Its code, such as en; the viewer's by default.")
    tags: list[str] = strawberry.field(default_factory=list, description="Staff only.")
    category_id: UUID | None = None
    fields: list[FieldValueInput] = strawberry.field(default_factory=list, description="What the board asks besides.")
    is_private: bool = strawberry.field(
        default=False, description="Complaints and questions: for the team's eyes only."
    )
    page: str | None = strawberry.field(default=None, description="Where the author is; for them and staff.")
    app_version: str | None = strawberry.field(default=None, description="What they use; for them and staff.")
    attachments: list[UUID] = strawberry.field(
        default_factory=list, description="Pictures that the viewer sent before."
    )
    draft_id: UUID | None = strawberry.field(default=None, description="The viewer's draft that this ends.")

    @property
    def words(self) -> Words:
        return Words(
            kind=self.kind,
            title=self.title,
            body=self.body,
            language=self.language,
            tags=self.tags,
            category_id=self.category_id,
            fields=answers(self.fields),
            is_private=self.is_private,
            page=self.page,
            app_version=self.app_version,
            attachments=self.attachments,
        )


@strawberry.type(description="The post as it stands on the board now.")
class PostSubmitted:
    post: Post


@strawberry.type(description="The post with its quarter, or without one.")
class QuarterSet:
    post: Post


@strawberry.type(description="The post with its new status.")
class StatusChanged:
    post: Post


SubmitPostResult = Annotated[PostSubmitted | InvalidInput | Everyday, strawberry.union("SubmitPostResult")]
SetQuarterResult = Annotated[QuarterSet | InvalidInput | Everyday, strawberry.union("SetQuarterResult")]
ChangeStatusResult = Annotated[StatusChanged | InvalidInput | Everyday, strawberry.union("ChangeStatusResult")]


@strawberry.type
class PostMutation:
    @strawberry.mutation(description="Put an idea, a complaint, a question or praise on a board.")
    async def submit_post(self, info: Info, input: SubmitPostInput) -> SubmitPostResult:
        person = info.context.person
        board = await boards.find_board(input.board, viewer=person)
        post = await verbs.submit_post(board, draft_id=input.draft_id, by=person, **input.words)
        return PostSubmitted(post=await Post.read(info, post.id))

    @strawberry.mutation(
        description="Tell where a post stands now, and why; everyone behind it hears, unless it is changed silently."
    )
    async def change_status(
        self, info: Info, post_id: UUID, status: str, reason: str = "", silent: bool = False
    ) -> ChangeStatusResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        await verbs.change_status(post, to=status, reason=reason, silent=silent, by=person)
        return StatusChanged(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Tell in which quarter a post is expected, such as 2027-Q1; null takes it back.")
    async def set_quarter(self, info: Info, post_id: UUID, quarter: str | None) -> SetQuarterResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        await verbs.set_quarter(post, quarter=quarter, by=person)
        return QuarterSet(post=await Post.read(info, post.id))


async def list_posts(
    info: Info, wanted: PostFilter, *, sort: PostSort, first: int, after: str | None
) -> Connection[Post]:
    """A page of the posts that this viewer may read."""
    viewer, position = info.context.viewer, read_cursor(after, _SORTED_BY[sort])
    page = await posts.list_posts(viewer, wanted, sort=sort, first=page_size(first), after=position)
    return connection(page, Post.of, lambda: posts.count_posts(viewer, wanted))


async def _loaded(info: Info, post_id: UUID | None) -> Post | None:
    row = await info.context.loaders.posts.load(post_id) if post_id else None
    return Post.of(row) if row else None


def _author(row: PostRow) -> Person | None:
    if row.author_id is None or row.author_name is None or row.author_role is None:
        return None
    return Person.of(PersonRow(row.author_id, row.author_name, row.author_role))


async def _known(count: int) -> int:
    return count
