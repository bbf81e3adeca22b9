"""Boards: places for one subject, with their own circle of readers."""

from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.categories import Category
from api.context import Info
from api.enums import Access, Kind, PostSort
from api.errors import Everyday, InvalidInput
from api.fields import BoardField
from api.pages import Connection
from api.statuses import Status
from ideation import models, policy
from ideation.actions import boards as verbs
from ideation.queries import boards
from ideation.queries.boards import find_board, visible_to
from ideation.queries.posts import PostFilter, PostRow

if TYPE_CHECKING:
    from api.posts import Post
    from api.reports import Report

LazyPost = Annotated["Post", strawberry.lazy("api.posts")]
LazyReport = Annotated["Report", strawberry.lazy("api.reports")]


@strawberry.type(description="A word that staff sort posts by.")
class Tag:
    id: UUID
    name: str


@strawberry.type(description="How many posts of a board have a status.")
class StatusCount:
    status: Status
    count: int


@strawberry.type(description="A place for one subject, with its own circle of readers.")
class Board:
    id: UUID
    slug: str
    name: str
    purpose: str
    access: Access = strawberry.field(description="Who may read it.")
    post_access: Access = strawberry.field(description="Who, of those who read it, may post.")
    vote_access: Access = strawberry.field(description="Who, of those who read it, may vote.")
    comment_access: Access = strawberry.field(description="Who, of those who read it, may comment.")
    vote_budget: int | None = strawberry.field(
        description="How many open posts one person may support here at a time; null for as many as they like."
    )
    segments: strawberry.Private[list[str]]

    @classmethod
    def of(cls, row: models.Board) -> Self:
        return cls(
            id=row.id,
            slug=row.slug,
            name=row.name,
            purpose=row.purpose,
            access=row.access,
            post_access=row.post_access,
            vote_access=row.vote_access,
            comment_access=row.comment_access,
            vote_budget=row.vote_budget,
            segments=row.segments,
        )

    @classmethod
    def of_post(cls, row: PostRow) -> Self:
        """The board that a post came with."""
        return cls(
            id=row.board_id,
            slug=row.board_slug,
            name=row.board_name,
            purpose=row.board_purpose,
            access=row.board_access,
            post_access=row.board_post_access,
            vote_access=row.board_vote_access,
            comment_access=row.board_comment_access,
            vote_budget=row.board_vote_budget,
            segments=row.board_segments,
        )

    @strawberry.field(description="Whether the viewer may post here.")
    def may_post(self, info: Info) -> bool:
        return policy.may_post(info.context.viewer, self)

    @strawberry.field(description="Whether one may post here without signing in, with an email to confirm.")
    def takes_guest_posts(self) -> bool:
        return policy.may_post_as_guest(self)

    @strawberry.field(name="segments", description="The customers it is for. Staff only: empty for others.")
    def segments_of_customers(self, info: Info) -> list[str]:
        return self.segments if policy.may_see_segments(info.context.viewer) else []

    @strawberry.field(description="The parts of its subject, in order.")
    async def categories(self, info: Info) -> list[Category]:
        return [Category.of(row) for row in await info.context.loaders.categories.load(self.id)]

    @strawberry.field(description="What it asks of a post besides its words, in order.")
    async def fields(self, info: Info) -> list[BoardField]:
        return [BoardField.of(row) for row in await info.context.loaders.fields.load(self.id) if not row.archived_at]

    @strawberry.field(description="What it does not ask any more. Staff only: empty for others.")
    async def archived_fields(self, info: Info) -> list[BoardField]:
        rows = await info.context.loaders.fields.load(self.id) if policy.may_tag(info.context.viewer) else []
        return [BoardField.of(row) for row in rows if row.archived_at]

    @strawberry.field(description="Whether the viewer may vote here.")
    def may_vote(self, info: Info) -> bool:
        return policy.may_vote(info.context.viewer, self)

    @strawberry.field(
        description="How many more open posts the viewer may support here; null where there is no budget or no viewer."
    )
    async def votes_left(self, info: Info) -> int | None:
        if info.context.viewer is None or self.vote_budget is None:
            return None
        return max(0, self.vote_budget - await info.context.loaders.votes_spent.load(self.id))

    @strawberry.field(description="Whether the viewer may comment here.")
    def may_comment(self, info: Info) -> bool:
        return policy.may_comment(info.context.viewer, self)

    @strawberry.field(description="Every status that posts here have, in their order, with how many have it.")
    async def status_counts(self, info: Info) -> list[StatusCount]:
        counts = await info.context.loaders.status_counts.load(self.id)
        return [StatusCount(status=Status.of(status), count=count) for status, count in counts.items()]

    @strawberry.field(description="The tags in use here, by name.")
    async def tags(self, info: Info) -> list[Tag]:
        return [Tag(id=tag.id, name=tag.name) for tag in await info.context.loaders.tags.load(self.id)]

    @strawberry.field(description="The posts that the team shows above all others here, the latest first.")
    async def pinned(self, info: Info) -> list[LazyPost]:
        from api.posts import Post

        return [Post.of(row) for row in await info.context.loaders.pinned.load(self.id)]

    @strawberry.field(description="Which kinds of customers' posts wait here until the team approves them.")
    async def moderated_kinds(self, info: Info) -> list[Kind]:
        return (await info.context.loaders.moderation.load(self.id)).kinds

    @strawberry.field(description="Whether customers' comments wait here until the team approves them.")
    async def moderates_comments(self, info: Info) -> bool:
        return (await info.context.loaders.moderation.load(self.id)).comments

    @strawberry.field(description="The posts here that meet every condition given.")
    async def posts(
        self,
        info: Info,
        kind: Kind | None = None,
        status: str | None = None,
        theme: UUID | None = None,
        tag: str | None = None,
        text: str | None = None,
        category: UUID | None = None,
        sort: PostSort = PostSort.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[LazyPost]:
        from api.posts import list_posts

        wanted = PostFilter(self.slug, kind, status, theme, tag, text, category=category)
        return await list_posts(info, wanted, sort=sort, first=first, after=after)

    @strawberry.field(description="What was reported back here, the newest first.")
    async def reports(self, info: Info, first: int = 3, after: str | None = None) -> Connection[LazyReport]:
        from api.reports import list_reports

        return await list_reports(info, board=self.slug, first=first, after=after)


@strawberry.type
class BoardQuery:
    @strawberry.field(description="The boards that the viewer may read, in their order.")
    async def boards(self, info: Info) -> list[Board]:
        return [Board.of(row) for row in await boards.visible_to(info.context.viewer)]

    @strawberry.field(description="One board by its address; null when it is not there for this viewer.")
    async def board(self, info: Info, slug: str) -> Board | None:
        row = await boards.read_board(info.context.viewer, slug)
        return Board.of(row) if row else None


@strawberry.input(description="A new board. Who may read it, and among these who may do what, is everyone by default.")
class CreateBoardInput:
    slug: str = strawberry.field(description="Its address, such as mobile-app.")
    name: str
    purpose: str = ""
    access: Access = Access.PUBLIC
    post_access: Access = Access.MEMBERS
    vote_access: Access = Access.MEMBERS
    comment_access: Access = Access.MEMBERS
    segments: list[str] = strawberry.field(default_factory=list, description="The customers meant by SEGMENT.")


@strawberry.input(description="What is to be otherwise with a board; what is not given stays.")
class UpdateBoardInput:
    name: str | None = None
    purpose: str | None = None
    access: Access | None = None
    post_access: Access | None = None
    vote_access: Access | None = None
    comment_access: Access | None = None
    segments: list[str] | None = None


@strawberry.type(description="The board as it is open now.")
class BoardCreated:
    board: Board


@strawberry.type(description="The board as it is now.")
class BoardChanged:
    board: Board


@strawberry.type(description="The boards in their new order.")
class BoardsReordered:
    boards: list[Board]


CreateBoardResult = Annotated[BoardCreated | InvalidInput | Everyday, strawberry.union("CreateBoardResult")]
UpdateBoardResult = Annotated[BoardChanged | InvalidInput | Everyday, strawberry.union("UpdateBoardResult")]
ReorderBoardsResult = Annotated[BoardsReordered | Everyday, strawberry.union("ReorderBoardsResult")]


@strawberry.type(description="The board with its new budget of votes.")
class VoteBudgetSet:
    board: Board


SetVoteBudgetResult = Annotated[VoteBudgetSet | InvalidInput | Everyday, strawberry.union("SetVoteBudgetResult")]


@strawberry.type
class BoardMutation:
    @strawberry.mutation(description="Open a board. Administrators only.")
    async def create_board(self, info: Info, input: CreateBoardInput) -> CreateBoardResult:
        board = await verbs.create_board(**vars(input), by=info.context.person)
        return BoardCreated(board=Board.of(board))

    @strawberry.mutation(description="Change what a board is called and whom it lets in. Administrators only.")
    async def update_board(self, info: Info, board: str, input: UpdateBoardInput) -> UpdateBoardResult:
        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        changes = {name: value for name, value in vars(input).items() if value is not None}
        return BoardChanged(board=Board.of(await verbs.update_board(row, **changes, by=person)))

    @strawberry.mutation(description="Put these boards first; the others follow as they stood. Administrators only.")
    async def reorder_boards(self, info: Info, boards: list[str]) -> ReorderBoardsResult:
        person = info.context.person
        await verbs.reorder_boards([await find_board(slug, viewer=person) for slug in boards], by=person)
        return BoardsReordered(boards=[Board.of(row) for row in await visible_to(person)])

    @strawberry.mutation(
        description="Say how many open posts of a board one person may support at a time; null for as many as they "
        "like. Votes come back when a post is closed or settled, or when they are withdrawn. Administrators only."
    )
    async def set_vote_budget(self, info: Info, board: str, budget: int | None = None) -> SetVoteBudgetResult:
        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        return VoteBudgetSet(board=Board.of(await verbs.set_vote_budget(row, budget=budget, by=person)))
