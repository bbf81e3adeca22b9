"""Boards: places for one subject, with their own circle of readers."""

from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Access, Kind, PostSort, Status
from api.pages import Connection
from ideation import models, policy
from ideation.queries import boards
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
            segments=row.board_segments,
        )

    @strawberry.field(description="Whether the viewer may post here.")
    def may_post(self, info: Info) -> bool:
        return policy.may_post(info.context.viewer, self)

    @strawberry.field(description="Whether the viewer may vote here.")
    def may_vote(self, info: Info) -> bool:
        return policy.may_vote(info.context.viewer, self)

    @strawberry.field(description="Whether the viewer may comment here.")
    def may_comment(self, info: Info) -> bool:
        return policy.may_comment(info.context.viewer, self)

    @strawberry.field(description="Every status that posts here have, with how many have it.")
    async def status_counts(self, info: Info) -> list[StatusCount]:
        counts = await info.context.loaders.status_counts.load(self.id)
        return [StatusCount(status=status, count=counts[status]) for status in Status if status in counts]

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
        status: Status | None = None,
        theme: UUID | None = None,
        tag: str | None = None,
        text: str | None = None,
        sort: PostSort = PostSort.NEWEST,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[LazyPost]:
        from api.posts import list_posts

        wanted = PostFilter(board=self.slug, kind=kind, status=status, theme=theme, tag=tag, text=text)
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
