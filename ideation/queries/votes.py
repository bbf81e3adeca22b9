"""Who supports what. Whoever may read a post may see who voted for it, so these take ids of visible posts."""

from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.queries.paging import Page, Position, page
from ideation.queries.people import PersonRow
from ideation.vocabulary import Role


async def voters_of(post_ids: list[UUID], *, first: int, after: Position | None) -> dict[UUID, Page[PersonRow]]:
    """The latest voters of each post, beginning after a place."""
    value, id_ = (after.value, after.id) if after else (None, None)
    records = await sql.fetch("voters_of_posts", post_ids, first + 1, value, id_)
    of_post: dict[UUID, list[Record]] = {post_id: [] for post_id in post_ids}
    for record in records:
        of_post[record["parent_id"]].append(record)
    return {post_id: _page(found, first) for post_id, found in of_post.items()}


def _page(records: list[Record], first: int) -> Page[PersonRow]:
    rows = [PersonRow(record["id"], record["name"], Role(record["role"])) for record in records]
    return page(rows, [Position(record["created_at"], record["vote_id"]) for record in records], first)
