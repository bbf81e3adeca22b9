"""Themes runs, and what people decide about themes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise.connection import get_connection

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed, RunInProgress
from ideation.events import ThemeAssigned, ThemeRenamed, ThemesFound, ThemesRunRequested
from ideation.ledger import record, verb
from ideation.models import Cluster, Person, Theme, TopicRun
from ideation.policy import may_decide
from ideation.text import TITLE_LENGTH, required_line
from ideation.vocabulary import RunState

SILENCE = timedelta(minutes=5)  # a run that has not been heard of for this long has died


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme as a run found it: the one that it continues, or a new one."""

    id: UUID
    is_new: bool
    level: int
    parent_id: UUID | None
    name: str
    words: list[str]
    centroid: bytes


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a run puts a sentence."""

    segment_id: UUID
    theme_id: UUID | None
    subtheme_id: UUID | None
    similarity: float | None
    confidence: float | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class FoundThemes:
    """All that a run found; `figures` are the plain numbers of its report."""

    themes: Sequence[FoundTheme]
    placements: Sequence[Placement]
    figures: dict[str, object] = field(default_factory=dict)


@verb
async def request_themes_run(*, by: Person) -> datetime:
    """Ask for themes to be looked for; returns when it was asked."""
    if not may_decide(by):
        raise NotAllowed
    running = await TopicRun.filter(state=RunState.RUNNING, touched_at__gt=datetime.now(UTC) - SILENCE).first()
    if running is not None:
        raise RunInProgress(running.started_at)
    event = await record(ThemesRunRequested(), by=by)
    return event.created_at


@verb
async def begin_run() -> TopicRun:
    """Open a run. The caller makes sure that it is the only one, so an open run that is found here has died."""
    await TopicRun.filter(state=RunState.RUNNING).update(
        state=RunState.FAILED, message="The run was interrupted.", finished_at=datetime.now(UTC)
    )
    return await TopicRun.create()


@verb
async def note_progress(run: TopicRun, *, stage: str, done: int, total: int) -> None:
    """Say how far a run is."""
    await TopicRun.filter(id=run.id).update(stage=stage, done=done, total=total, touched_at=datetime.now(UTC))


@verb
async def end_run(run: TopicRun, *, state: RunState, message: str) -> None:
    """Close a run that found nothing to show, and say why. What readers saw before stays."""
    await TopicRun.filter(id=run.id).update(state=state, message=message, finished_at=datetime.now(UTC))


@verb
async def complete_run(run: TopicRun, found: FoundThemes) -> None:
    """Store all that a run found at once; from the commit on, it is what readers see.

    Names that a person gave stay; machine-made ones follow what was found.
    """
    await _store_themes(run, found.themes)
    await _store_placements(run, found.placements)
    await sql.fetch("count_clusters", run.id)
    await TopicRun.filter(id=run.id).update(
        state=RunState.COMPLETE,
        sentence_count=len(found.placements),
        themed_count=sum(place.theme_id is not None for place in found.placements),
        theme_count=sum(theme.level == 1 for theme in found.themes),
        figures=found.figures,
        finished_at=datetime.now(UTC),
    )
    await sql.fetch("forget_old_memberships", run.id)
    await record(ThemesFound(run_id=run.id), by=None)


@verb
async def rename_theme(theme: Theme, *, name: str, by: Person) -> Theme:
    """Give a theme a name that no run changes any more. The name that it has from a person already changes nothing."""
    if not may_decide(by):
        raise NotAllowed
    name = required_line(name, field="name", most=TITLE_LENGTH, ask="Give the theme a name.")
    theme = await Theme.select_for_update(no_key=True).get(id=theme.id)
    if theme.name == name and theme.named_by_id is not None:
        return theme
    before, theme.name, theme.named_by_id = theme.name, name, by.id
    await theme.save(update_fields=["name", "named_by_id"])
    await record(ThemeRenamed(theme_id=theme.id, before=before, after=name), by=by)
    return theme


@verb
async def assign_theme(theme: Theme, *, to: Person, by: Person) -> Theme:
    """Make somebody of the staff the one who looks after a theme. The owner that it has already changes nothing."""
    if not may_decide(by):
        raise NotAllowed
    if not to.is_staff:
        raise InvalidInput("ownerId", "Only somebody of the team can look after a theme. Choose one of them.")
    theme = await Theme.select_for_update(no_key=True).get(id=theme.id)
    if theme.owner_id != to.id:
        theme.owner_id = to.id
        await theme.save(update_fields=["owner_id"])
        await record(ThemeAssigned(theme_id=theme.id, owner_id=to.id), by=by)
    return theme


async def _store_themes(run: TopicRun, found: Sequence[FoundTheme]) -> None:
    for theme in sorted(found, key=lambda theme: theme.level):  # parents first
        if theme.is_new:
            await Theme.create(id=theme.id, name=theme.name, level=theme.level, parent_id=theme.parent_id)
        else:
            await Theme.filter(id=theme.id).update(parent_id=theme.parent_id)
            await Theme.filter(id=theme.id, named_by_id__isnull=True).update(name=theme.name)
        await Cluster.create(
            run=run,
            theme_id=theme.id,
            words=theme.words,
            centroid=theme.centroid,
            sentence_count=0,
            post_count=0,
            people_count=0,
        )


async def _store_placements(run: TopicRun, placements: Sequence[Placement]) -> None:
    columns = ["run_id", "segment_id", "theme_id", "subtheme_id", "similarity", "confidence", "x", "y"]
    rows = [(run.id, p.segment_id, p.theme_id, p.subtheme_id, p.similarity, p.confidence, p.x, p.y) for p in placements]
    async with get_connection("default").acquire_connection() as connection:
        await connection.copy_records_to_table("membership", records=rows, columns=columns)
