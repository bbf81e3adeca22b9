"""Themes: what many people mean, found by machine, named by people. Staff only."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import RunState, ThemeSort
from api.errors import Everyday, InvalidInput, RunInProgress
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from ideation import models
from ideation.actions import themes as verbs
from ideation.errors import NotFound
from ideation.queries import themes
from ideation.queries.people import find_person
from ideation.queries.reports import About
from ideation.queries.themes import SentenceRow, ThemeRow

if TYPE_CHECKING:
    from api.posts import Post
    from api.reports import Contributor, Report

_SORTED_BY = {ThemeSort.SIZE: int, ThemeSort.NEWEST: datetime, ThemeSort.NAME: str}


@strawberry.type(description="One sentence of a post.")
class Sentence:
    id: UUID
    text: str
    language: str
    similarity: float | None = strawberry.field(description="Near 1: typical of its theme.")
    confidence: float | None = strawberry.field(description="How much nearer its theme is than the next one.")
    post_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: SentenceRow) -> Self:
        return cls(
            id=row.id,
            text=row.text,
            language=row.language,
            similarity=row.similarity,
            confidence=row.confidence,
            post_id=row.post_id,
        )

    @strawberry.field(description="The post that it stands in.")
    async def post(self, info: Info) -> Annotated["Post", strawberry.lazy("api.posts")]:
        from api.posts import Post

        row = await info.context.loaders.posts.load(self.post_id)
        if row is None:
            raise NotFound
        return Post.of(row)


@strawberry.type(description="What many people mean, with a name and an id that survive every run.")
class Theme:
    id: UUID
    name: str
    named_by: Person | None = strawberry.field(description="Null: a machine made the name. Show that.")
    owner: Person | None
    words: list[str] = strawberry.field(description="The words that set it apart, the strongest first.")
    level: int = strawberry.field(description="1 for a theme, 2 for a sub-theme.")
    sentence_count: int
    post_count: int
    people_count: int
    is_current: bool = strawberry.field(description="Whether the latest run found anything of it.")
    created_at: datetime
    parent_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, row: ThemeRow) -> Self:
        return cls(
            id=row.id,
            name=row.name,
            named_by=Person.of(row.named_by) if row.named_by else None,
            owner=Person.of(row.owner) if row.owner else None,
            words=row.words,
            level=row.level,
            sentence_count=row.sentence_count,
            post_count=row.post_count,
            people_count=row.people_count,
            is_current=row.is_current,
            created_at=row.created_at,
            parent_id=row.parent_id,
        )

    @classmethod
    async def read(cls, info: Info, theme_id: UUID) -> Self:
        """The theme as it is now; refuses with NotFound who may not see it."""
        row = (await themes.read_themes(info.context.viewer, [theme_id])).get(theme_id)
        if row is None:
            raise NotFound
        return cls.of(row)

    @strawberry.field(description="The theme that this sub-theme is part of.")
    async def parent(self, info: Info) -> Annotated["Theme", strawberry.lazy("api.themes")] | None:
        row = await info.context.loaders.themes.load(self.parent_id) if self.parent_id else None
        return Theme.of(row) if row else None

    @strawberry.field(description="Its parts, the largest first.")
    async def subthemes(self, info: Info) -> list[Annotated["Theme", strawberry.lazy("api.themes")]]:
        return [Theme.of(row) for row in await info.context.loaders.subthemes.load(self.id)]

    @strawberry.field(description="Its three most typical sentences.")
    async def examples(self, info: Info) -> list[Sentence]:
        return [Sentence.of(row) for row in await info.context.loaders.examples.load(self.id)]

    @strawberry.field(description="Its sentences, the most typical first.")
    async def sentences(
        self, info: Info, text: str | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Sentence]:
        loaders, wanted = info.context.loaders, (self.id, page_size(first), read_cursor(after, float))
        page = await loaders.sentences(text).load(wanted)
        return connection(page, Sentence.of, lambda: loaders.sentence_counts(text).load(self.id))

    @strawberry.field(description="The people who wrote its sentences, as far as they are known.")
    async def people(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Person]:
        wanted = (self.id, page_size(first), read_cursor(after, str))
        return connection(await info.context.loaders.people_of_theme.load(wanted), Person.of, self._count_people)

    @strawberry.field(description="What was reported back on it, the newest first.")
    async def reports(self, info: Info) -> list[Annotated["Report", strawberry.lazy("api.reports")]]:
        from api.reports import Report

        return [Report.of(row) for row in await info.context.loaders.reports_on_theme.load(self.id)]

    @strawberry.field(description="Who would hear a report back on it. Managers only: empty for others.")
    async def audience(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Annotated["Contributor", strawberry.lazy("api.reports")]]:
        from api.reports import list_audience

        return await list_audience(info, About.THEME, self.id, first=first, after=after)

    async def _count_people(self) -> int:
        return self.people_count


@strawberry.type(description="One look at all sentences.")
class TopicRun:
    id: UUID
    state: RunState
    stage: str
    done: int
    total: int
    started_at: datetime
    finished_at: datetime | None
    sentence_count: int
    themed_count: int = strawberry.field(description="How many of the sentences fit a theme.")
    theme_count: int
    message: str | None = strawberry.field(description="Why there is too little text, or what failed.")

    @classmethod
    def of(cls, row: models.TopicRun) -> Self:
        return cls(
            id=row.id,
            state=row.state,
            stage=row.stage,
            done=row.done,
            total=row.total,
            started_at=row.started_at,
            finished_at=row.finished_at,
            sentence_count=row.sentence_count,
            themed_count=row.themed_count,
            theme_count=row.theme_count,
            message=row.message,
        )


@strawberry.type
class ThemeQuery:
    @strawberry.field(description="The themes that the latest run found, or that people named. Staff only.")
    async def themes(
        self,
        info: Info,
        level: int = 1,
        text: str | None = None,
        sort: ThemeSort = ThemeSort.SIZE,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[Theme]:
        viewer, position = info.context.viewer, read_cursor(after, _SORTED_BY[sort])
        page = await themes.list_themes(
            viewer, level=level, text=text, sort=sort, first=page_size(first), after=position
        )
        return connection(page, Theme.of, lambda: themes.count_themes(viewer, level=level, text=text))

    @strawberry.field(description="One theme; null when it is not there for this viewer. Staff only.")
    async def theme(self, info: Info, id: UUID) -> Theme | None:
        row = await info.context.loaders.themes.load(id)
        return Theme.of(row) if row else None

    @strawberry.field(description="The sentences that fit no theme in the latest complete run. Staff only.")
    async def unsorted_sentences(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Sentence]:
        viewer, position = info.context.viewer, read_cursor(after, str)
        page = await themes.unsorted_sentences(viewer, first=page_size(first), after=position)
        return connection(page, Sentence.of, lambda: themes.count_unsorted(viewer))

    @strawberry.field(description="The themes run that began last. Staff only.")
    async def topic_run(self, info: Info) -> TopicRun | None:
        row = await themes.latest_run(info.context.viewer)
        return TopicRun.of(row) if row else None


@strawberry.type(description="The theme with the name that a person gave it.")
class ThemeRenamed:
    theme: Theme


@strawberry.type(description="The theme with the one who looks after it.")
class ThemeAssigned:
    theme: Theme


@strawberry.type(description="Themes will be looked for as soon as the worker is free.")
class ThemesRunRequested:
    requested_at: datetime


RenameThemeResult = Annotated[ThemeRenamed | InvalidInput | Everyday, strawberry.union("RenameThemeResult")]
AssignThemeResult = Annotated[ThemeAssigned | InvalidInput | Everyday, strawberry.union("AssignThemeResult")]
RunThemesResult = Annotated[ThemesRunRequested | RunInProgress | Everyday, strawberry.union("RunThemesResult")]


@strawberry.type
class ThemeMutation:
    @strawberry.mutation(description="Give a theme a name that no run changes any more.")
    async def rename_theme(self, info: Info, theme_id: UUID, name: str) -> RenameThemeResult:
        person = info.context.person
        theme = await themes.find_theme(theme_id, viewer=person)
        await verbs.rename_theme(theme, name=name, by=person)
        return ThemeRenamed(theme=await Theme.read(info, theme.id))

    @strawberry.mutation(description="Make somebody of the team the one who looks after a theme.")
    async def assign_theme(self, info: Info, theme_id: UUID, owner_id: UUID) -> AssignThemeResult:
        person = info.context.person
        theme = await themes.find_theme(theme_id, viewer=person)
        await verbs.assign_theme(theme, to=await find_person(owner_id), by=person)
        return ThemeAssigned(theme=await Theme.read(info, theme.id))

    @strawberry.mutation(description="Look for themes anew.")
    async def run_themes(self, info: Info) -> RunThemesResult:
        return ThemesRunRequested(requested_at=await verbs.request_themes_run(by=info.context.person))
