"""The changelog: what is new, and which posts and themes it answers."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.attachments import Attachment
from api.boards import Board
from api.context import Info
from api.errors import Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from ideation import models
from ideation.actions import changelog as verbs
from ideation.queries import boards, changelog

if TYPE_CHECKING:
    from api.posts import Post
    from api.themes import Theme


@strawberry.type(description="One thing that is new.")
class ChangelogEntry:
    id: UUID
    slug: str = strawberry.field(description="The last part of its address, /changelog/{slug}.")
    title: str
    body: str = strawberry.field(description="In Markdown, as it was written.")
    version: str = strawberry.field(description="Where it can be had; may be empty.")
    board: Board | None = strawberry.field(description="Whose readers may read it; without one, everyone may.")
    author: Person
    published_at: datetime | None = strawberry.field(description="Null for a draft, which only staff see.")

    @classmethod
    def of(cls, row: models.ChangelogEntry) -> Self:
        return cls(
            id=row.id,
            slug=row.slug,
            title=row.title,
            body=row.body,
            version=row.version,
            board=Board.of(row.board) if row.board else None,
            author=Person.of(row.author),
            published_at=row.published_at,
        )

    @classmethod
    async def read(cls, info: Info, entry_id: UUID) -> Self:
        """The entry as it is now for this viewer; refuses with NotFound what they may not read."""
        return cls.of(await changelog.find_entry(entry_id, viewer=info.context.viewer))

    @strawberry.field(description="The body as HTML that is safe to show.")
    async def body_html(self, info: Info) -> str:
        return await info.context.loaders.html.load(self.body)

    @strawberry.field(description="A picture of what is new.")
    async def image(self, info: Info) -> Attachment | None:
        row = await info.context.loaders.pictures_of_entries.load(self.id)
        return Attachment.of(row) if row else None

    @strawberry.field(description="The posts that it answers and that the viewer may read, the most voted first.")
    async def posts(self, info: Info) -> list[Annotated["Post", strawberry.lazy("api.posts")]]:
        from api.posts import Post

        return [Post.of(row) for row in await info.context.loaders.posts_of_entry.load(self.id)]

    @strawberry.field(description="The themes that it answers. Staff only: empty for others.")
    async def themes(self, info: Info) -> list[Annotated["Theme", strawberry.lazy("api.themes")]]:
        from api.themes import Theme

        return [Theme.of(row) for row in await info.context.loaders.themes_of_entry.load(self.id)]


@strawberry.type
class ChangelogQuery:
    @strawberry.field(description="What is new, the newest first; with `drafts`, what is still to be published.")
    async def changelog(
        self, info: Info, board: str | None = None, drafts: bool = False, first: int = 20, after: str | None = None
    ) -> Connection[ChangelogEntry]:
        viewer, position = info.context.viewer, read_cursor(after, datetime)
        page = await changelog.list_entries(viewer, board=board, drafts=drafts, first=page_size(first), after=position)
        return connection(page, ChangelogEntry.of, lambda: changelog.count_entries(viewer, board=board, drafts=drafts))

    @strawberry.field(description="One entry by its slug; null when it is not there for this viewer.")
    async def changelog_entry(self, info: Info, slug: str) -> ChangelogEntry | None:
        row = await changelog.read_entry(info.context.viewer, slug)
        return ChangelogEntry.of(row) if row else None


@strawberry.input(description="What an entry says, as a whole.")
class ChangelogEntryInput:
    title: str = strawberry.field(description="It in one line.")
    body: str = strawberry.field(description="Markdown.")
    version: str = ""
    board: str | None = strawberry.field(default=None, description="The slug of the board whose readers may read it.")
    posts: list[UUID] = strawberry.field(default_factory=list, description="The posts that it answers.")
    themes: list[UUID] = strawberry.field(default_factory=list, description="The themes that it answers.")
    image: UUID | None = strawberry.field(default=None, description="A picture that was sent to /attachments before.")


@strawberry.type(description="The entry as it is now.")
class ChangelogEntryKept:
    entry: ChangelogEntry


@strawberry.type(description="The entry, which its readers see now. Those behind what it answers are being told.")
class ChangelogEntryPublished:
    entry: ChangelogEntry


@strawberry.type(description="The entry is gone.")
class ChangelogEntryDeleted:
    id: UUID


KeepEntryResult = Annotated[ChangelogEntryKept | InvalidInput | Everyday, strawberry.union("KeepEntryResult")]
PublishEntryResult = Annotated[
    ChangelogEntryPublished | InvalidInput | Everyday, strawberry.union("PublishEntryResult")
]
DeleteEntryResult = Annotated[ChangelogEntryDeleted | Everyday, strawberry.union("DeleteEntryResult")]


@strawberry.type
class ChangelogMutation:
    @strawberry.mutation(description="Write down what is new, as a draft. Managers only.")
    async def write_changelog_entry(self, info: Info, input: ChangelogEntryInput) -> KeepEntryResult:
        person = info.context.person
        board = await boards.find_board(input.board, viewer=person) if input.board else None
        entry = await verbs.write_entry(**(vars(input) | {"board": board}), by=person)
        return ChangelogEntryKept(entry=await ChangelogEntry.read(info, entry.id))

    @strawberry.mutation(description="Put these words and links in the place of those that the entry has.")
    async def edit_changelog_entry(self, info: Info, id: UUID, input: ChangelogEntryInput) -> KeepEntryResult:
        person = info.context.person
        entry = await changelog.find_entry(id, viewer=person)
        board = await boards.find_board(input.board, viewer=person) if input.board else None
        await verbs.edit_entry(entry, **(vars(input) | {"board": board}), by=person)
        return ChangelogEntryKept(entry=await ChangelogEntry.read(info, entry.id))

    @strawberry.mutation(description="Show a draft to its readers. Everyone behind what it answers hears of it, once.")
    async def publish_changelog_entry(self, info: Info, id: UUID) -> PublishEntryResult:
        person = info.context.person
        entry = await changelog.find_entry(id, viewer=person)
        await verbs.publish_entry(entry, by=person)
        return ChangelogEntryPublished(entry=await ChangelogEntry.read(info, entry.id))

    @strawberry.mutation(description="Take an entry away, published or not.")
    async def delete_changelog_entry(self, info: Info, id: UUID) -> DeleteEntryResult:
        person = info.context.person
        entry = await changelog.find_entry(id, viewer=person)
        await verbs.delete_entry(entry, by=person)
        return ChangelogEntryDeleted(id=id)
