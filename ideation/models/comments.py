"""Comments: what anyone adds to a post."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Standing

if TYPE_CHECKING:
    from ideation.models.mentions import Mention
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Comment(Model):
    """One contribution to the discussion of a post, or to another comment on it.

    A private one is a note of the team: no customer ever learns of it. A rejected one was turned down or removed.
    """

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="comments", on_delete=fields.CASCADE
    )
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="comments", on_delete=fields.RESTRICT
    )
    parent: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="replies", null=True, on_delete=fields.RESTRICT
    )
    body = fields.TextField()
    is_official = fields.BooleanField(default=False)
    is_private = fields.BooleanField(default=False, db_default=False)
    standing = fields.CharEnumField(Standing, max_length=20, default=Standing.PUBLISHED, db_default="published")
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    pinned_at = fields.DatetimeField(null=True)
    accepted_at = fields.DatetimeField(null=True)
    accepted_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="accepted_comments", null=True, on_delete=fields.SET_NULL
    )

    post_id: UUID
    author_id: UUID
    parent_id: UUID | None
    accepted_by_id: UUID | None
    mentions: fields.ReverseRelation[Mention]

    class Meta:
        table = "comment"
        indexes = [
            Index(fields=("post_id", "created_at", "id"), name="comment_post_idx"),
            Index(fields=("author_id",), name="comment_author_idx"),
            Index(fields=("parent_id",), name="comment_parent_idx"),
        ]

    @property
    def is_public(self) -> bool:
        """Whether whoever reads the post reads it."""
        return self.standing is Standing.PUBLISHED and not self.is_private


class CommentWording(Model):
    """What a comment said before it was edited; for its author and the team."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="wordings", on_delete=fields.CASCADE
    )
    body = fields.TextField()
    replaced_at = fields.DatetimeField()

    comment_id: UUID

    class Meta:
        table = "comment_wording"
        indexes = [Index(fields=("comment_id", "replaced_at", "id"), name="comment_wording_idx")]
