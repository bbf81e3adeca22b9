"""What hangs on a post besides its words. These take ids of posts that the viewer may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.models import Person, PostEdit
from ideation.queries.people import PersonRow
from ideation.vocabulary import FieldKind, Role


@dataclass(frozen=True, slots=True)
class DetailsRow:
    """A post's place on its board and where it comes from, as far as this viewer may know it."""

    category: tuple[UUID, str] | None
    edited_at: datetime | None
    entered_by: PersonRow | None
    heard_at: str | None
    heard_link: str | None
    page: str | None
    app_version: str | None


NO_DETAILS = DetailsRow(*(None,) * 7)


@dataclass(frozen=True, slots=True)
class FieldValueRow:
    """What a post says in one field of its board."""

    field_id: UUID
    kind: FieldKind
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EditRow:
    """What a post said before it was edited; `values` with the names of their fields."""

    id: UUID
    title: str
    body: str
    category: str | None
    values: list[tuple[str, str]]
    by: PersonRow | None
    at: datetime


async def details_of(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, DetailsRow]:
    """The details of each post: where authors were is for them and staff, the link to where it was heard for staff."""
    is_staff, person_id = (viewer.is_staff, viewer.id) if viewer else (False, None)
    records = await sql.fetch("details_of_posts", post_ids, person_id, is_staff)
    return {record["post_id"]: _details(record) for record in records}


async def field_values_of(post_ids: list[UUID]) -> dict[UUID, list[FieldValueRow]]:
    """What each post says in the fields of its board, also in those that are not asked any more, in their order."""
    found: dict[UUID, list[FieldValueRow]] = {}
    for record in await sql.fetch("field_values_of_posts", post_ids):
        row = FieldValueRow(record["id"], FieldKind(record["kind"]), record["name"], record["value"])
        found.setdefault(record["post_id"], []).append(row)
    return found


async def edits_of(post_ids: list[UUID]) -> dict[UUID, list[EditRow]]:
    """What each post said before, the latest wording first."""
    found: dict[UUID, list[EditRow]] = {}
    for edit in await PostEdit.filter(post_id__in=post_ids).order_by("-created_at", "-id").select_related("editor"):
        by = PersonRow(edit.editor.id, edit.editor.name, edit.editor.role) if edit.editor else None
        row = EditRow(edit.id, edit.title, edit.body, edit.category, edit.values, by, edit.created_at)
        found.setdefault(edit.post_id, []).append(row)
    return found


def _details(record: Record) -> DetailsRow:
    return DetailsRow(
        category=(record["category_id"], record["category_name"]) if record["category_id"] else None,
        edited_at=record["edited_at"],
        entered_by=PersonRow(record["entered_by_id"], record["entered_by_name"], Role(record["entered_by_role"]))
        if record["entered_by_id"]
        else None,
        heard_at=record["heard_at"],
        heard_link=record["heard_link"],
        page=record["page"],
        app_version=record["app_version"],
    )
