"""Drafts: what somebody has begun to write and not said yet."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.models.boards import Board, Category
from ideation.models.people import Person
from ideation.vocabulary import Kind


class Draft(Model):
    """The beginning of a post, which nobody but its owner ever reads. `values` are by the id of the board's field."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="drafts", on_delete=fields.CASCADE
    )
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="drafts", on_delete=fields.CASCADE
    )
    category: fields.ForeignKeyNullableRelation[Category] = fields.ForeignKeyField(
        "ideation.Category", related_name="drafts", null=True, on_delete=fields.SET_NULL
    )
    kind = fields.CharEnumField(Kind, max_length=20)
    title = fields.CharField(max_length=200, default="")
    body = fields.TextField(default="")
    values = fields.JSONField[dict[str, str]](default=dict)
    updated_at = fields.DatetimeField()

    person_id: UUID
    board_id: UUID
    category_id: UUID | None

    class Meta:
        table = "draft"
        indexes = [
            Index(fields=("person_id", "updated_at", "id"), name="draft_person_idx"),
            Index(fields=("board_id",), name="draft_board_idx"),
            Index(fields=("category_id",), name="draft_category_idx"),
        ]
