"""Where things stand, in one column for each status on the roadmap."""

from datetime import datetime

from ideation import sql
from ideation.models import Person
from ideation.models.statuses import DEFAULT_STATUS
from ideation.policy import sees_silent_changes
from ideation.queries.paging import Page, Position, page
from ideation.queries.posts import PostFilter, PostRow, conditions_of, read_posts
from ideation.sql import Conditions

# What was settled shows for as long, so that the roadmap tells what is new and does not grow for ever.
_FRESH = (
    "status.kind not in ('done', 'declined')"
    " or coalesce(post.status_changed_at, post.created_at) > now() - interval '90 days'"
)


async def roadmap_cards(
    viewer: Person | None, keys: list[str], *, board: str | None, first: int, after: Position | None
) -> dict[str, Page[PostRow]]:
    """A page of the posts in each column that are listed for this viewer, those with the most votes first."""
    conditions = _conditions(viewer, board, keys)
    given = {
        "keys": conditions.given(keys),
        "votes": conditions.given(after.value if after else None),
        "id": conditions.given(after.id if after else None),
    }
    records = await sql.fetch(
        "roadmap_cards", *conditions.parameters, **given, fresh=_FRESH, where=conditions.sql, limit=str(first + 1)
    )
    shown = await read_posts(viewer, [record["id"] for record in records])
    columns: dict[str, list[PostRow]] = {key: [] for key in keys}
    for record in records:
        if record["id"] in shown:
            columns[record["parent_id"]].append(shown[record["id"]])
    return {key: page(rows, [Position(row.vote_count, row.id) for row in rows], first) for key, rows in columns.items()}


async def count_roadmap_cards(viewer: Person | None, keys: list[str], *, board: str | None) -> dict[str, int]:
    """How many posts each column has for this viewer; a column without any has no entry."""
    conditions = _conditions(viewer, board, keys)
    given, where = conditions.given(keys), conditions.sql
    records = await sql.fetch("count_roadmap_cards", *conditions.parameters, keys=given, fresh=_FRESH, where=where)
    return {record["parent_id"]: record["count"] for record in records}


async def last_status_changes(viewer: Person | None, keys: list[str], *, board: str | None) -> dict[str, datetime]:
    """When a post listed for this viewer last came to each column or left it; a silent change is the staff's."""
    conditions = conditions_of(viewer, PostFilter(board=board))
    given, silent = conditions.given(keys), conditions.given(sees_silent_changes(viewer))
    records = await sql.fetch(
        "last_status_changes", *conditions.parameters, keys=given, silent=f"{silent}::bool", where=conditions.sql
    )
    return {record["parent_id"]: record["at"] for record in records}


def _conditions(viewer: Person | None, board: str | None, keys: list[str]) -> Conditions:
    conditions = conditions_of(viewer, PostFilter(board=board))
    if DEFAULT_STATUS not in keys:
        conditions.add("post.status <> 'open'")  # so that the index on what was decided is known to hold them all
    return conditions
