"""Attachments: the pictures that people add to what they say."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.models.changelog import ChangelogEntry
from ideation.models.comments import Comment
from ideation.models.people import Person
from ideation.models.posts import Post


class Attachment(Model):
    """One picture as we drew it anew. Until it belongs to something, nobody but its owner sees it.

    `width` and `height` are in pixels; `digest` is that of the bytes.
    """

    id = fields.UUIDField(primary_key=True)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="attachments", on_delete=fields.CASCADE
    )
    post: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="attachments", null=True, on_delete=fields.CASCADE
    )
    comment: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="attachments", null=True, on_delete=fields.CASCADE
    )
    entry: fields.ForeignKeyNullableRelation[ChangelogEntry] = fields.ForeignKeyField(
        "ideation.ChangelogEntry", related_name="attachments", null=True, on_delete=fields.CASCADE
    )
    position = fields.IntField(default=0)
    media_type = fields.CharField(max_length=20)
    width = fields.IntField()
    height = fields.IntField()
    alt = fields.CharField(max_length=300, default="")
    digest = fields.CharField(max_length=64)
    created_at = fields.DatetimeField(auto_now_add=True)

    owner_id: UUID
    post_id: UUID | None
    comment_id: UUID | None
    entry_id: UUID | None

    class Meta:
        table = "attachment"
        indexes = [
            Index(fields=("owner_id", "created_at"), name="attachment_owner_idx"),
            Index(fields=("post_id",), name="attachment_post_idx"),
            Index(fields=("comment_id",), name="attachment_comment_idx"),
            Index(fields=("entry_id",), name="attachment_entry_idx"),
        ]


class AttachmentContent(Model):
    """The bytes of an attachment, apart from it so that lists never read them."""

    id = fields.UUIDField(primary_key=True)
    attachment: fields.OneToOneRelation[Attachment] = fields.OneToOneField(
        "ideation.Attachment", related_name="content", on_delete=fields.CASCADE
    )
    content = fields.BinaryField()

    attachment_id: UUID

    class Meta:
        table = "attachment_content"
