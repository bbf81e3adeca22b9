"""What was reported back, and to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.models import Person
from ideation.policy import may_decide, may_see_themes
from ideation.queries.boards import readable_clause
from ideation.queries.paging import Page, Position, nothing_for, page, pages
from ideation.queries.people import PersonRow
from ideation.sql import Conditions
from ideation.text import clean_line
from ideation.vocabulary import Contribution, Outcome, Role


class About(StrEnum):
    """What is answered, by the name of the statement that tells who is behind it."""

    POST = "audience_of_post"
    THEME = "audience_of_theme"


@dataclass(frozen=True, slots=True)
class ContributorRow:
    """Somebody who would hear an answer, why, and the words of theirs that it would quote."""

    person: PersonRow
    contribution: Contribution
    quote: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One answer, and who gave it."""

    id: UUID
    outcome: Outcome
    title: str
    body: str
    told_count: int
    created_at: datetime
    post_id: UUID | None
    theme_id: UUID | None
    author: PersonRow

    @classmethod
    def of(cls, record: Record) -> "ReportRow":
        return cls(
            id=record["id"],
            outcome=Outcome(record["outcome"]),
            title=record["title"],
            body=record["body"],
            told_count=record["told_count"],
            created_at=record["created_at"],
            post_id=record["post_id"],
            theme_id=record["theme_id"],
            author=PersonRow(record["author_id"], record["author_name"], Role(record["author_role"])),
        )


async def list_reports(
    viewer: Person | None, *, board: str | None, first: int, after: Position | None
) -> Page[ReportRow]:
    """A page of the reports that this viewer may read, the newest first."""
    conditions = _on_board(viewer, board)
    if after is not None:
        conditions.add("(report.created_at, report.id) < ({}, {})", after.value, after.id)
    rows = await _rows(conditions, limit=str(first + 1))
    return page(rows, [Position(row.created_at, row.id) for row in rows], first)


async def count_reports(viewer: Person | None, *, board: str | None) -> int:
    """How many reports this viewer may read."""
    conditions = _on_board(viewer, board)
    count: int = await sql.fetch_value("count_reports", *conditions.parameters, where=conditions.sql)
    return count


async def read_reports(viewer: Person | None, ids: list[UUID]) -> dict[UUID, ReportRow]:
    """Those of these reports that this viewer may read, by id."""
    conditions = _visible_to(viewer)
    conditions.add("report.id = any ({}::uuid[])", ids)
    return {report.id: report for report in await _rows(conditions)}


async def reports_on_posts(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[ReportRow]]:
    """The reports on each post that this viewer may read, the newest first."""
    conditions = _visible_to(viewer)
    conditions.add("report.post_id = any ({}::uuid[])", post_ids)
    return _by_owner(post_ids, await _rows(conditions), lambda report: report.post_id)


async def reports_on_themes(viewer: Person | None, theme_ids: list[UUID]) -> dict[UUID, list[ReportRow]]:
    """The reports on each theme that this viewer may read, the newest first."""
    conditions = _visible_to(viewer)
    conditions.add("report.theme_id = any ({}::uuid[])", theme_ids)
    return _by_owner(theme_ids, await _rows(conditions), lambda report: report.theme_id)


async def told_of(
    viewer: Person | None, report_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[ContributorRow]]:
    """The people who were told of each report, beginning after a place; empty for those who are not staff."""
    if not may_see_themes(viewer):
        return nothing_for(report_ids)
    records = await sql.fetch("told_of_reports", report_ids, first + 1, after.id if after else None)
    return _contributors(records, report_ids, first)


async def audiences(
    viewer: Person | None, about: About, ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[ContributorRow]]:
    """The people whom a report on each post or theme would reach; empty for those who may not report back."""
    if viewer is None or not may_decide(viewer):
        return nothing_for(ids)
    records = await sql.fetch(
        "list_audiences",
        ids,
        viewer.id,
        first + 1,
        after.id if after else None,
        audience=audience_of(about, "about.id"),
    )
    return _contributors(records, ids, first)


async def count_audiences(viewer: Person | None, about: About, ids: list[UUID]) -> dict[UUID, int]:
    """How many people a report on each post or theme would reach; 0 for those who may not report back."""
    if viewer is None or not may_decide(viewer):
        return dict.fromkeys(ids, 0)
    records = await sql.fetch("count_audiences", ids, viewer.id, audience=audience_of(about, "about.id"))
    return {record["parent_id"]: record["count"] for record in records}


def audience_of(about: About, place: str) -> str:
    """The statement that answers with the people behind the post or theme whose id stands at `place`."""
    return sql.statement(about.value, about=place, current_run=sql.statement("current_run"))


def _contributors(records: list[Record], ids: list[UUID], first: int) -> dict[UUID, Page[ContributorRow]]:
    return pages(records, ids, first, row=_contributor, at=lambda record: Position("", record["id"]))


def _contributor(record: Record) -> ContributorRow:
    person = PersonRow(record["id"], record["name"], Role(record["role"]))
    return ContributorRow(person, Contribution(record["contribution"]), record["quote"])


def _visible_to(viewer: Person | None) -> Conditions:
    """The reports that this viewer may read: those on a board of theirs, and what they were told themselves."""
    conditions = Conditions()
    if may_see_themes(viewer):
        return conditions
    published = "(report.post_id is null or post.standing = 'published' and not post.is_private)"
    readable = f"{readable_clause(conditions, viewer)} and {published}"
    if viewer is None:
        conditions.add(readable)
    else:
        told = "select from notification where notification.report_id = report.id and notification.person_id = {}"
        conditions.add(f"({readable} or exists ({told}))", viewer.id)
    return conditions


def _on_board(viewer: Person | None, board: str | None) -> Conditions:
    conditions = _visible_to(viewer)
    if board is not None:
        # A scalar subquery, so that the index on (board_id, …) also gives the order.
        conditions.add("report.board_id = (select id from board where lower(slug) = lower({}))", clean_line(board))
    return conditions


async def _rows(conditions: Conditions, *, limit: str = "all") -> list[ReportRow]:
    records = await sql.fetch("reports", *conditions.parameters, where=conditions.sql, limit=limit)
    return [ReportRow.of(record) for record in records]


def _by_owner(
    owners: list[UUID], reports: list[ReportRow], owner: Callable[[ReportRow], UUID | None]
) -> dict[UUID, list[ReportRow]]:
    found: dict[UUID, list[ReportRow]] = {owner_id: [] for owner_id in owners}
    for report in reports:
        if (owner_id := owner(report)) is not None:
            found[owner_id].append(report)
    return found
