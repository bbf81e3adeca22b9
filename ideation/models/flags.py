"""Flags: what people would rather not see here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import FlagReason

if TYPE_CHECKING:
    from ideation.models.comments import Comment
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Flag(Model):
    """One person's word to the team that a post or a comment should not be there; settled once the team has looked."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="flags", null=True, on_delete=fields.CASCADE
    )
    comment: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="flags", null=True, on_delete=fields.CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="flags", on_delete=fields.CASCADE
    )
    reason = fields.CharEnumField(FlagReason, max_length=20)
    words = fields.TextField(default="")
    created_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)

    post_id: UUID | None
    comment_id: UUID | None
    person_id: UUID

    class Meta:
        table = "flag"
        indexes = [Index(fields=("person_id",), name="flag_person_idx")]
