"""Mentions: who is named in what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.comments import Comment
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Mention(Model):
    """One person who is named in a post or a comment, and may read it. `told_at` is when they were told of it."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="mentions", null=True, on_delete=fields.CASCADE
    )
    comment: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="mentions", null=True, on_delete=fields.CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="mentions", on_delete=fields.CASCADE
    )
    told_at = fields.DatetimeField(null=True)

    post_id: UUID | None
    comment_id: UUID | None
    person_id: UUID

    class Meta:
        table = "mention"
        indexes = [Index(fields=("person_id",), name="mention_person_idx")]
