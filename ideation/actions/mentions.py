"""Naming people in what one says: `@[Name](id)`, as the page writes it; a plain @name is text."""

import re
from uuid import UUID

from ideation import sql
from ideation.errors import InvalidInput
from ideation.models import Comment, Mention, Post

MOST = 20  # people named in one text

_NAMED = re.compile(r"@\[([^\[\]\n]{1,100})\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)", re.IGNORECASE)
_BRACKETS = str.maketrans("", "", "[]")


async def keep_mentions(content: Post | Comment) -> None:
    """Within a verb: note who is named in the body and may read it, under their own names; nobody else stays named."""
    named = {UUID(found[2]) for found in _NAMED.finditer(content.body)}
    if len(named) > MOST:
        raise InvalidInput("body", f"This names {len(named)} people; the limit is {MOST}. Leave some out.")
    post_id, is_note = (content.post_id, content.is_private) if isinstance(content, Comment) else (content.id, False)
    if not named and content.edited_at is None:
        return
    people = await _readers(post_id, named, is_note=is_note)
    await _keep(content, people.keys() - {content.author_id})
    if named:
        content.body = _NAMED.sub(lambda found: _shown(found, people), content.body)
        await content.save(update_fields=["body"])


async def _readers(post_id: UUID, ids: set[UUID], *, is_note: bool) -> dict[UUID, str]:
    records = await sql.fetch("readers_among", list(ids), post_id, is_note)
    return {record["id"]: record["name"] for record in records}


async def _keep(content: Post | Comment, people: set[UUID]) -> None:
    place = {"comment_id": content.id} if isinstance(content, Comment) else {"post_id": content.id}
    known = {mention.person_id for mention in await Mention.filter(**place)}
    await Mention.filter(**place, person_id__in=list(known - people)).delete()
    await Mention.bulk_create([Mention(person_id=person_id, **place) for person_id in people - known])


def _shown(found: re.Match[str], people: dict[UUID, str]) -> str:
    person_id = UUID(found[2])
    if person_id not in people:
        return f"@{found[1]}"
    return f"@[{people[person_id].translate(_BRACKETS)}]({person_id})"
