"""What was reported back, and to whom."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation import sql
from ideation.models import Notification, Person, Report
from ideation.policy import may_decide, may_see_themes, readable_access
from ideation.queries.paging import Page, Position, page
from ideation.queries.people import PersonRow
from ideation.text import clean_line
from ideation.vocabulary import Contribution, Role


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
    published = Q(board__access__in=readable_access(viewer))
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


async def list_told(
    viewer: Person | None, report_id: UUID, *, first: int, after: Position | None
) -> Page[ContributorRow]:
    """A page of the people who were told of a report; empty for those who are not staff."""
    if not may_see_themes(viewer):
        return Page([], [], has_next=False)
    found = Notification.filter(report_id=report_id)
    if after is not None:
        found = found.filter(person_id__gt=after.id)
    told = await found.order_by("person_id").limit(first + 1).select_related("person")
    rows = [
        ContributorRow(
            PersonRow(row.person.id, row.person.name, row.person.role),
            row.contribution or Contribution.WROTE,
            row.quote or "",
        )
        for row in told
    ]
    return page(rows, [Position("", row.person.id) for row in rows], first)


async def count_audience(viewer: Person | None, *, post_id: UUID | None = None, theme_id: UUID | None = None) -> int:
    """How many people a report on this post or theme would reach; 0 for those who may not report back."""
    if viewer is None or not may_decide(viewer):
        return 0
    name, about = audience_of(post_id, theme_id)
    count: int = await sql.fetch_value("count_audience", about, viewer.id, audience=name)
    return count


async def list_audience(
    viewer: Person | None,
    *,
    post_id: UUID | None = None,
    theme_id: UUID | None = None,
    first: int,
    after: Position | None,
) -> Page[ContributorRow]:
    """A page of the people whom a report on this post or theme would reach; empty for those who may not report back."""
    if viewer is None or not may_decide(viewer):
        return Page([], [], has_next=False)
    name, about = audience_of(post_id, theme_id)
    records = await sql.fetch("list_audience", about, viewer.id, after.id if after else None, first + 1, audience=name)
    rows = [
        ContributorRow(
            PersonRow(record["id"], record["name"], Role(record["role"])),
            Contribution(record["contribution"]),
            record["quote"],
        )
        for record in records
    ]
    return page(rows, [Position("", row.person.id) for row in rows], first)


def audience_of(post_id: UUID | None, theme_id: UUID | None) -> tuple[str, UUID]:
    """The statement that answers with the people behind a post or a theme, and its first parameter."""
    if theme_id is not None:
        return sql.statement("audience_of_theme", current_run=sql.statement("current_run")), theme_id
    if post_id is not None:
        return sql.statement("audience_of_post"), post_id
    raise ValueError("an audience is that of a post or of a theme")


def _newest(found: QuerySet[Report]) -> QuerySet[Report]:
    return found.order_by("-created_at", "-id").select_related("author")


def _on_board(found: QuerySet[Report], board: str | None) -> QuerySet[Report]:
    return found if board is None else found.filter(board__slug__iexact=clean_line(board))
