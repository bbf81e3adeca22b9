"""Who follows what. A post has the followers of its duplicates too, each once. These take ids of visible posts."""

from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.queries.paging import Page, Position, nothing_for, pages
from ideation.queries.people import PersonRow
from ideation.vocabulary import Role


async def followed_by(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, bool]:
    """Whether the viewer follows each post."""
    if viewer is None:
        return dict.fromkeys(post_ids, False)
    followed = {record["id"] for record in await sql.fetch("followed_posts", post_ids, viewer.id)}
    return {post_id: post_id in followed for post_id in post_ids}


async def followers_of(
    viewer: Person | None, post_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[PersonRow]]:
    """The followers of each post in the order of their ids, beginning after a place; staff only: empty for others."""
    if viewer is None or not viewer.is_staff:
        return nothing_for(post_ids)
    records = await sql.fetch("followers_of_posts", post_ids, first + 1, after.id if after else None)
    return pages(
        records,
        post_ids,
        first,
        row=lambda record: PersonRow(record["id"], record["name"], Role(record["role"])),
        at=lambda record: Position("", record["id"]),
    )


async def count_followers(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, int]:
    """How many people follow each post; staff only: 0 for others."""
    if viewer is None or not viewer.is_staff:
        return dict.fromkeys(post_ids, 0)
    return {record["parent_id"]: record["count"] for record in await sql.fetch("count_followers", post_ids)}
