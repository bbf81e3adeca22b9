"""What was reported back, and to whom."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from asyncpg import Record
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation import sql
from ideation.models import Person, Report
from ideation.policy import may_decide, may_see_themes
from ideation.queries.boards import readable_by
from ideation.queries.paging import Page, Position, nothing_for, page, pages
from ideation.queries.people import PersonRow
from ideation.text import clean_line
from ideation.vocabulary import Contribution, Role, Standing


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


def visible_to(viewer: Person | None) -> QuerySet[Report]:
    """The reports that this viewer may read: those on a board of theirs, and what they were told themselves."""
    if may_see_themes(viewer):
        return Report.all()
    published = readable_by(viewer, board="board__") & (
        Q(post_id__isnull=True) | Q(post__standing=Standing.PUBLISHED, post__is_private=False)
    )
    if viewer is None:
        return Report.filter(published)
    return Report.filter(published | Q(notifications__person_id=viewer.id)).distinct()


async def list_reports(viewer: Person | None, *, board: str | None, first: int, after: Position | None) -> Page[Report]:
    """A page of the reports that this viewer may read, the newest first."""
    found = _on_board(visible_to(viewer), board)
    if after is not None:
        found = found.filter(Q(created_at__lt=after.value) | Q(created_at=after.value, id__lt=after.id))
    rows = await _newest(found).limit(first + 1)
    return page(rows, [Position(row.created_at, row.id) for row in rows], first)


async def count_reports(viewer: Person | None, *, board: str | None) -> int:
    """How many reports this viewer may read."""
    return await _on_board(visible_to(viewer), board).count()


async def read_reports(viewer: Person | None, ids: list[UUID]) -> dict[UUID, Report]:
    """Those of these reports that this viewer may read, by id."""
    return {report.id: report for report in await visible_to(viewer).filter(id__in=ids).select_related("author")}


async def reports_on_posts(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[Report]]:
    """The reports on each post that this viewer may read, the newest first."""
    found: dict[UUID, list[Report]] = {post_id: [] for post_id in post_ids}
    for report in await _newest(visible_to(viewer).filter(post_id__in=post_ids)):
        if report.post_id is not None:
            found[report.post_id].append(report)
    return found


async def reports_on_themes(viewer: Person | None, theme_ids: list[UUID]) -> dict[UUID, list[Report]]:
    """The reports on each theme that this viewer may read, the newest first."""
    found: dict[UUID, list[Report]] = {theme_id: [] for theme_id in theme_ids}
    for report in await _newest(visible_to(viewer).filter(theme_id__in=theme_ids)):
        if report.theme_id is not None:
            found[report.theme_id].append(report)
    return found


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


def _newest(found: QuerySet[Report]) -> QuerySet[Report]:
    return found.order_by("-created_at", "-id").select_related("author")


def _on_board(found: QuerySet[Report], board: str | None) -> QuerySet[Report]:
    return found if board is None else found.filter(board__slug__iexact=clean_line(board))
