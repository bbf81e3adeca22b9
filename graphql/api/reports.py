"""Reports: what contributors were told became of what they said."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Contribution, Outcome
from api.errors import Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from ideation.actions import reports as verbs
from ideation.queries import boards, posts, reports, themes
from ideation.queries.reports import About, ContributorRow, ReportRow

if TYPE_CHECKING:
    from api.posts import Post
    from api.themes import Theme


@strawberry.type(description="Somebody who hears an answer, and the words of theirs that it quotes.")
class Contributor:
    person: Person
    contribution: Contribution
    quote: str

    @classmethod
    def of(cls, row: ContributorRow) -> Self:
        return cls(person=Person.of(row.person), contribution=row.contribution, quote=row.quote)


@strawberry.type(description="One answer to everyone behind a post or a theme.")
class Report:
    id: UUID
    outcome: Outcome
    title: str
    body: str
    author: Person
    created_at: datetime
    told_count: int = strawberry.field(description="How many people were told.")
    post_id: strawberry.Private[UUID | None]
    theme_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, row: ReportRow) -> Self:
        return cls(
            id=row.id,
            outcome=row.outcome,
            title=row.title,
            body=row.body,
            author=Person.of(row.author),
            created_at=row.created_at,
            told_count=row.told_count,
            post_id=row.post_id,
            theme_id=row.theme_id,
        )

    @classmethod
    async def read(cls, info: Info, report_id: UUID) -> Self:
        """The report as it is now for this viewer."""
        return cls.of((await reports.read_reports(info.context.viewer, [report_id]))[report_id])

    @strawberry.field(description="The body, which is Markdown, as HTML that is safe to show anywhere.")
    async def body_html(self, info: Info) -> str:
        return await info.context.loaders.html.load(self.body)

    @strawberry.field(description="The post that it answers, if it is one that the viewer may read.")
    async def post(self, info: Info) -> Annotated["Post", strawberry.lazy("api.posts")] | None:
        from api.posts import Post

        row = await info.context.loaders.posts.load(self.post_id) if self.post_id else None
        return Post.of(row) if row else None

    @strawberry.field(description="The theme that it answers. Staff only: null for others.")
    async def theme(self, info: Info) -> Annotated["Theme", strawberry.lazy("api.themes")] | None:
        from api.themes import Theme

        row = await info.context.loaders.themes.load(self.theme_id) if self.theme_id else None
        return Theme.of(row) if row else None

    @strawberry.field(description="Who was told. Staff only: empty for others.")
    async def told(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Contributor]:
        wanted = (self.id, page_size(first), read_cursor(after, str))
        return connection(await info.context.loaders.told.load(wanted), Contributor.of, self._count_told)

    async def _count_told(self) -> int:
        return self.told_count


@strawberry.type
class ReportQuery:
    @strawberry.field(description="What was reported back, the newest first: what the viewer may read of it.")
    async def reports(
        self, info: Info, board: str | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Report]:
        return await list_reports(info, board=board, first=first, after=after)


@strawberry.type(description="The report. Those behind it are being told.")
class ReportedBack:
    report: Report


ReportBackResult = Annotated[ReportedBack | InvalidInput | Everyday, strawberry.union("ReportBackResult")]


@strawberry.type
class ReportMutation:
    @strawberry.mutation(description="Answer everyone who wrote, commented on or voted for a post.")
    async def report_back_on_post(
        self, info: Info, post_id: UUID, outcome: Outcome, title: str, body: str
    ) -> ReportBackResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        report = await verbs.report_back_on_post(post, outcome=outcome, title=title, body=body, by=person)
        return ReportedBack(report=await Report.read(info, report.id))

    @strawberry.mutation(
        description="Answer everyone behind a theme; readers of the board `publishOn`, if given, may read it too."
    )
    async def report_back_on_theme(
        self, info: Info, theme_id: UUID, outcome: Outcome, title: str, body: str, publish_on: str | None = None
    ) -> ReportBackResult:
        person = info.context.person
        theme = await themes.find_theme(theme_id, viewer=person)
        board = await boards.find_board(publish_on, viewer=person) if publish_on else None
        report = await verbs.report_back_on_theme(
            theme, outcome=outcome, title=title, body=body, publish_on=board, by=person
        )
        return ReportedBack(report=await Report.read(info, report.id))


async def list_reports(info: Info, *, board: str | None, first: int, after: str | None) -> Connection[Report]:
    """A page of the reports that this viewer may read."""
    viewer, position = info.context.viewer, read_cursor(after, datetime)
    page = await reports.list_reports(viewer, board=board, first=page_size(first), after=position)
    return connection(page, Report.of, lambda: reports.count_reports(viewer, board=board))


async def list_audience(
    info: Info, about: About, id: UUID, *, first: int, after: str | None
) -> Connection[Contributor]:
    """A page of the people whom a report on a post or theme would reach."""
    loaders, wanted = info.context.loaders, (id, page_size(first), read_cursor(after, str))
    page = await loaders.audiences[about].load(wanted)
    return connection(page, Contributor.of, lambda: loaders.audience_counts[about].load(id))
