"""Comments: what anyone adds to a post."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Comment(Model):
    """One contribution to the discussion of a post."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="comments", on_delete=fields.CASCADE
    )
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="comments", on_delete=fields.RESTRICT
    )
    body = fields.TextField()
    is_official = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    post_id: UUID
    author_id: UUID

    class Meta:
        table = "comment"
        indexes = [
            Index(fields=("post_id", "created_at", "id"), name="comment_post_idx"),
            Index(fields=("author_id",), name="comment_author_idx"),
        ]
