"""Who answered questions well."""

from uuid import UUID

from ideation import sql
from ideation.models import Person
from ideation.queries.posts import readable_posts


async def accepted_answers(viewer: Person | None, person_ids: list[UUID]) -> dict[UUID, int]:
    """How many of each person's answers were accepted on questions that this viewer reads.

    Only answers to questions of others count, accepted by others.
    """
    conditions = readable_posts(viewer)
    people = conditions.given(person_ids)
    records = await sql.fetch("accepted_answers", *conditions.parameters, people=people, readable=conditions.sql)
    return {record["person_id"]: record["count"] for record in records}
