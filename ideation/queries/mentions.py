"""Who is named in posts and comments. These take ids of posts and comments that the viewer may read."""

from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.queries.people import PersonRow
from ideation.text import clean_line
from ideation.vocabulary import Role


async def mentions_in(ids: list[UUID]) -> dict[UUID, list[PersonRow]]:
    """The people named in each post or comment, by name."""
    found: dict[UUID, list[PersonRow]] = {content_id: [] for content_id in ids}
    for record in await sql.fetch("mentions", ids):
        found[record["on_id"]].append(PersonRow(record["id"], record["name"], Role(record["role"])))
    return found


async def mentionable(viewer: Person | None, post_id: UUID, *, text: str, first: int) -> list[PersonRow]:
    """Some people whose names begin with a text, to be named on a post: for staff all of its readers, for others those
    whom they see taking part in it.
    """
    if viewer is None:
        return []
    who = "true" if viewer.is_staff else f"person.id in ({sql.statement('people_taking_part')})"
    records = await sql.fetch("mentionable", post_id, clean_line(text), first, viewer.id, who=who)
    return [PersonRow(record["id"], record["name"], Role(record["role"])) for record in records]
