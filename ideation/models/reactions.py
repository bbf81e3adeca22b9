"""Reactions: what people feel about posts and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Feeling

if TYPE_CHECKING:
    from ideation.models.comments import Comment
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Reaction(Model):
    """What one person feels about a post or a comment; each feeling at most once."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="reactions", null=True, on_delete=fields.CASCADE
    )
    comment: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="reactions", null=True, on_delete=fields.CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="reactions", on_delete=fields.CASCADE
    )
    feeling = fields.CharEnumField(Feeling, max_length=20)
    created_at = fields.DatetimeField()

    post_id: UUID | None
    comment_id: UUID | None
    person_id: UUID

    class Meta:
        table = "reaction"
        indexes = [Index(fields=("person_id",), name="reaction_person_idx")]
