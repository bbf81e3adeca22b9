"""Themes and their sentences, as the latest complete run left them. Only those who may see themes get any."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.errors import NotAllowed, NotFound
from ideation.models import Person, Theme, TopicRun
from ideation.policy import may_see_themes
from ideation.queries.paging import Page, Position, nothing_for, page, pages
from ideation.queries.people import PersonRow
from ideation.sql import Conditions
from ideation.text import clean_line
from ideation.vocabulary import Role


class ThemeSort(StrEnum):
    """In which order themes are listed."""

    SIZE = "size"
    NEWEST = "newest"
    NAME = "name"


_SORTED_BY = {
    ThemeSort.SIZE: ("coalesce(cluster.sentence_count, 0)", "desc"),
    ThemeSort.NEWEST: ("theme.created_at", "desc"),
    ThemeSort.NAME: ("hearback_fold(theme.name)", "asc"),
}


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with what the latest complete run found of it."""

    id: UUID
    name: str
    folded_name: str
    level: int
    parent_id: UUID | None
    created_at: datetime
    is_current: bool
    words: list[str]
    sentence_count: int
    post_count: int
    people_count: int
    named_by: PersonRow | None
    owner: PersonRow | None

    @classmethod
    def of(cls, record: Record) -> "ThemeRow":
        return cls(
            **{name: record[name] for name in _PLAIN},
            words=json.loads(record["words"]),
            named_by=_person(record, "named_by"),
            owner=_person(record, "owner"),
        )


_PLAIN = (
    "id",
    "name",
    "folded_name",
    "level",
    "parent_id",
    "created_at",
    "is_current",
    "sentence_count",
    "post_count",
    "people_count",
)


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence of a post; near 1, `similarity` says that it is typical of its theme."""

    id: UUID
    text: str
    post_id: UUID
    language: str
    similarity: float | None
    confidence: float | None

    @classmethod
    def of(cls, record: Record) -> "SentenceRow":
        return cls(*(record[name] for name in cls.__slots__))


async def list_themes(
    viewer: Person | None,
    *,
    level: int,
    text: str | None,
    sort: ThemeSort,
    first: int,
    after: Position | None,
) -> Page[ThemeRow]:
    """A page of the themes; empty for those who may not see them."""
    if not may_see_themes(viewer):
        return Page([], [], has_next=False)
    conditions = _listed(level, text)
    column, direction = _SORTED_BY[sort]
    if after is not None:
        comparison = "<" if direction == "desc" else ">"
        conditions.add(f"({column}, theme.id) {comparison} ({{}}, {{}})", after.value, after.id)
    rows = await _rows(conditions, order=f"{column} {direction}, theme.id {direction}", limit=first + 1)
    return page(rows, [Position(_sort_value(row, sort), row.id) for row in rows], first)


async def count_themes(viewer: Person | None, *, level: int, text: str | None) -> int:
    """How many themes there are; none for those who may not see them."""
    if not may_see_themes(viewer):
        return 0
    conditions = _listed(level, text)
    count: int = await sql.fetch_value(
        "count_themes", *conditions.parameters, where=conditions.sql, current_run=_CURRENT_RUN
    )
    return count


async def read_themes(viewer: Person | None, ids: list[UUID]) -> dict[UUID, ThemeRow]:
    """Those of these themes that this viewer may see, by id."""
    if not may_see_themes(viewer):
        return {}
    conditions = Conditions()
    conditions.add("theme.id = any ({}::uuid[])", ids)
    return {row.id: row for row in await _rows(conditions, order="theme.id", limit=len(ids))}


async def subthemes_of(viewer: Person | None, parents: list[UUID]) -> dict[UUID, list[ThemeRow]]:
    """The current sub-themes of each theme, the largest first."""
    found: dict[UUID, list[ThemeRow]] = {parent: [] for parent in parents}
    if may_see_themes(viewer):
        conditions = Conditions()
        conditions.add("cluster.id is not null and theme.parent_id = any ({}::uuid[])", parents)
        for row in await _rows(conditions, order="cluster.sentence_count desc, theme.id", limit=1_000):
            if row.parent_id is not None:
                found[row.parent_id].append(row)
    return found


async def themes_of_posts(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[UUID]]:
    """The themes found in each post, the one that its sentences fit best first."""
    found: dict[UUID, list[UUID]] = {post_id: [] for post_id in post_ids}
    if may_see_themes(viewer):
        for record in await sql.fetch("themes_of_posts", post_ids, current_run=_CURRENT_RUN):
            found[record["post_id"]].append(record["theme_id"])
    return found


async def sentences_of_themes(
    viewer: Person | None, theme_ids: list[UUID], *, text: str | None, first: int, after: Position | None
) -> dict[UUID, Page[SentenceRow]]:
    """The most typical sentences of each theme, beginning after a place; with a text, only those that hold it."""
    if not may_see_themes(viewer):
        return nothing_for(theme_ids)
    value, id_ = (after.value, after.id) if after else (None, None)
    records = await sql.fetch(
        "sentences_of_themes", theme_ids, first + 1, value, id_, _sought(text), current_run=_CURRENT_RUN
    )
    return pages(
        records,
        theme_ids,
        first,
        row=SentenceRow.of,
        at=lambda record: Position(record["similarity"], record["id"]),
    )


async def count_sentences(viewer: Person | None, theme_ids: list[UUID], *, text: str | None) -> dict[UUID, int]:
    """How many sentences of each theme hold a text, or all without one."""
    if not may_see_themes(viewer):
        return dict.fromkeys(theme_ids, 0)
    records = await sql.fetch("count_sentences_of_themes", theme_ids, _sought(text), current_run=_CURRENT_RUN)
    return {record["parent_id"]: record["count"] for record in records}


async def unsorted_sentences(viewer: Person | None, *, first: int, after: Position | None) -> Page[SentenceRow]:
    """A page of the sentences that fit no theme, in the order of their ids."""
    if not may_see_themes(viewer):
        return Page([], [], has_next=False)
    records = await sql.fetch("unsorted_sentences", first + 1, after.id if after else None, current_run=_CURRENT_RUN)
    rows = [SentenceRow.of(record) for record in records]
    return page(rows, [Position("", row.id) for row in rows], first)


async def count_unsorted(viewer: Person | None) -> int:
    """How many sentences fit no theme."""
    if not may_see_themes(viewer):
        return 0
    count: int = await sql.fetch_value("count_unsorted", current_run=_CURRENT_RUN)
    return count


async def people_of_themes(
    viewer: Person | None, theme_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[PersonRow]]:
    """The people who wrote each theme's sentences, as far as they are known, in the order of their ids."""
    if not may_see_themes(viewer):
        return nothing_for(theme_ids)
    records = await sql.fetch(
        "people_of_themes", theme_ids, first + 1, after.id if after else None, current_run=_CURRENT_RUN
    )
    return pages(
        records,
        theme_ids,
        first,
        row=lambda record: PersonRow(record["id"], record["name"], Role(record["role"])),
        at=lambda record: Position("", record["id"]),
    )


async def examples_of(viewer: Person | None, theme_ids: list[UUID], *, most: int) -> dict[UUID, list[SentenceRow]]:
    """The most typical sentences of each theme, each text once."""
    found: dict[UUID, list[SentenceRow]] = {theme_id: [] for theme_id in theme_ids}
    if may_see_themes(viewer):
        for record in await sql.fetch("examples_of_themes", theme_ids, most, current_run=_CURRENT_RUN):
            found[record["parent_id"]].append(SentenceRow.of(record))
    return found


async def sentences_of_posts(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[SentenceRow]]:
    """The sentences of each post in the order of its text."""
    found: dict[UUID, list[SentenceRow]] = {post_id: [] for post_id in post_ids}
    if may_see_themes(viewer):
        for record in await sql.fetch("sentences_of_posts", post_ids, current_run=_CURRENT_RUN):
            found[record["post_id"]].append(SentenceRow.of(record))
    return found


async def find_theme(theme_id: UUID, *, viewer: Person) -> Theme:
    """The theme to act on; refuses with NotAllowed who may not see themes, with NotFound what is not there."""
    if not may_see_themes(viewer):
        raise NotAllowed
    theme = await Theme.get_or_none(id=theme_id)
    if theme is None:
        raise NotFound
    return theme


async def latest_run(viewer: Person | None) -> TopicRun | None:
    """The run that began last, whether it has ended or not."""
    if not may_see_themes(viewer):
        return None
    return await TopicRun.all().order_by("-started_at").first()


_CURRENT_RUN = sql.statement("current_run")


def _listed(level: int, text: str | None) -> Conditions:
    conditions = Conditions()
    conditions.add("theme.level = {}::int", level)
    # What a person named or answered stays in sight, even when a run finds nothing of it.
    conditions.add(
        "(cluster.id is not null or theme.named_by_id is not null"
        " or exists (select from report where report.theme_id = theme.id))"
    )
    if text is not None and clean_line(text):
        conditions.add("position(hearback_fold({}) in hearback_fold(theme.name)) > 0", clean_line(text))
    return conditions


def _sought(text: str | None) -> str | None:
    return clean_line(text) or None if text is not None else None


async def _rows(conditions: Conditions, *, order: str, limit: int) -> list[ThemeRow]:
    records = await sql.fetch(
        "themes",
        *conditions.parameters,
        where=conditions.sql,
        order=order,
        limit=str(limit),
        current_run=_CURRENT_RUN,
    )
    return [ThemeRow.of(record) for record in records]


def _sort_value(row: ThemeRow, sort: ThemeSort) -> object:
    return {
        ThemeSort.SIZE: row.sentence_count,
        ThemeSort.NEWEST: row.created_at,
        ThemeSort.NAME: row.folded_name,
    }[sort]


def _person(record: Record, role: str) -> PersonRow | None:
    if record[f"{role}_id"] is None:
        return None
    return PersonRow(record[f"{role}_id"], record[f"{role}_name"], Role(record[f"{role}_role"]))
