"""Who supports what. Whoever may read a post may see who voted for it, so these take ids of visible posts."""

from uuid import UUID

from ideation import sql
from ideation.queries.paging import Page, Position, pages
from ideation.queries.people import PersonRow
from ideation.vocabulary import Role


async def voters_of(post_ids: list[UUID], *, first: int, after: Position | None) -> dict[UUID, Page[PersonRow]]:
    """The latest voters of each post, beginning after a place."""
    value, id_ = (after.value, after.id) if after else (None, None)
    records = await sql.fetch("voters_of_posts", post_ids, first + 1, value, id_)
    return pages(
        records,
        post_ids,
        first,
        row=lambda record: PersonRow(record["id"], record["name"], Role(record["role"])),
        at=lambda record: Position(record["created_at"], record["vote_id"]),
    )
