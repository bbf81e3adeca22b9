"""Following: hearing of a post without taking part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Follow(Model):
    """One person who wants to hear what becomes of one post."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="follows", on_delete=fields.CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="follows", on_delete=fields.CASCADE
    )
    created_at = fields.DatetimeField(auto_now_add=True)

    post_id: UUID
    person_id: UUID

    class Meta:
        table = "follow"
        indexes = [Index(fields=("person_id",), name="follow_person_idx")]
