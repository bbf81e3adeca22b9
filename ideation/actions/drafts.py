"""Keeping what somebody has begun to write. It is nobody else's business, so nothing of it enters the ledger."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from ideation import sql
from ideation.actions.fields import MOST_FIELDS, VALUE_LENGTH
from ideation.errors import InvalidInput, NotFound
from ideation.ledger import verb
from ideation.models import Board, Category, Draft, Person
from ideation.text import BODY_LENGTH, TITLE_LENGTH, clean_line, optional_text
from ideation.vocabulary import Kind

MOST_DRAFTS = 50  # of one person


@verb
async def save_draft(
    draft_id: UUID | None,
    *,
    board: Board,
    kind: Kind,
    title: str = "",
    body: str = "",
    category_id: UUID | None = None,
    fields: Mapping[UUID, str] | None = None,
    by: Person,
) -> Draft:
    """Keep a draft as it is now: a new one, or one that they have. What is missing in it matters when it is posted."""
    await sql.fetch("take_turns", f"drafts of {by.id}")
    draft = await _draft(draft_id, by)
    draft.board, draft.kind = board, kind
    draft.title = optional_text(clean_line(title), field="title", most=TITLE_LENGTH)
    draft.body = optional_text(body, field="body", most=BODY_LENGTH)
    draft.category = await Category.get_or_none(id=category_id, board_id=board.id) if category_id else None
    draft.values = _values(fields or {})
    draft.updated_at = datetime.now(UTC)
    await draft.save()
    return draft


@verb
async def delete_draft(draft_id: UUID, *, by: Person) -> None:
    """Throw a draft away."""
    if not await Draft.filter(id=draft_id, person_id=by.id).delete():
        raise NotFound


async def use_up_draft(draft_id: UUID, *, by: Person) -> None:
    """Remove the draft that is being posted; nobody posts the same draft twice."""
    if not await Draft.filter(id=draft_id, person_id=by.id).delete():
        raise InvalidInput(
            "draftId", "This draft was posted or deleted already. Look for your post before you repeat it."
        )


async def _draft(draft_id: UUID | None, by: Person) -> Draft:
    if draft_id is not None:
        draft = await Draft.get_or_none(id=draft_id, person_id=by.id)
        if draft is None:
            raise NotFound
        return draft
    if await Draft.filter(person_id=by.id).count() >= MOST_DRAFTS:
        raise InvalidInput("id", f"You have {MOST_DRAFTS} drafts already. Post or delete one of them first.")
    return Draft(person=by)


def _values(given: Mapping[UUID, str]) -> dict[str, str]:
    if len(given) > MOST_FIELDS:
        raise InvalidInput("fields", f"There are {len(given)} fields here; a board asks for at most {MOST_FIELDS}.")
    return {
        str(field_id): optional_text(value, field=f"fields.{field_id}", most=VALUE_LENGTH)
        for field_id, value in given.items()
    }
