"""Boards, what they ask of a post, and the categories and tags that sort their posts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Access, FieldKind

if TYPE_CHECKING:
    from ideation.models.posts import Post


class Board(Model):
    """A place for one subject, with its own circle of readers, and among these who may post, vote and comment.

    `segments` are those of customers (see `Company`) whom `Access.SEGMENT` lets in. `vote_budget` is how many of its
    open posts one person may support at a time; null for as many as they like. Customers' posts of the
    `moderated_kinds`, and their comments if the board moderates them, wait until somebody of the team approves them.
    """

    id = fields.UUIDField(primary_key=True)
    slug = fields.CharField(max_length=60)
    name = fields.CharField(max_length=100)
    purpose = fields.CharField(max_length=300, default="")
    access = fields.CharEnumField(Access, max_length=20, default=Access.PUBLIC)
    post_access = fields.CharEnumField(Access, max_length=20, default=Access.MEMBERS, db_default="members")
    vote_access = fields.CharEnumField(Access, max_length=20, default=Access.MEMBERS, db_default="members")
    comment_access = fields.CharEnumField(Access, max_length=20, default=Access.MEMBERS, db_default="members")
    segments = ArrayField("text", default=list, db_default=SqlDefault("'{}'"))
    moderated_kinds = ArrayField("text", default=list, db_default=SqlDefault("'{}'"))
    moderates_comments = fields.BooleanField(default=False, db_default=False)
    vote_budget = fields.IntField(null=True)
    position = fields.IntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "board"


class Category(Model):
    """A part of a board's subject; a post has one or none."""

    id = fields.UUIDField(primary_key=True)
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="categories", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=60)
    position = fields.IntField(default=0)

    board_id: UUID

    class Meta:
        table = "category"


class BoardField(Model):
    """Something that a board asks of each post besides its words. An archived one is not asked any more."""

    id = fields.UUIDField(primary_key=True)
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="board_fields", on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(FieldKind, max_length=20)
    name = fields.CharField(max_length=60)
    choices = ArrayField("text", default=list, db_default=SqlDefault("'{}'"))
    is_required = fields.BooleanField(default=False)
    position = fields.IntField(default=0)
    archived_at = fields.DatetimeField(null=True)

    board_id: UUID

    class Meta:
        table = "board_field"
        indexes = [Index(fields=("board_id", "position"), name="board_field_board_idx")]


class PostField(Model):
    """What one post says in one field of its board."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="field_values", on_delete=fields.CASCADE
    )
    field: fields.ForeignKeyRelation[BoardField] = fields.ForeignKeyField(
        "ideation.BoardField", related_name="values", on_delete=fields.CASCADE
    )
    value = fields.TextField()

    post_id: UUID
    field_id: UUID

    class Meta:
        table = "post_field"
        indexes = [Index(fields=("field_id",), name="post_field_field_idx")]


class Tag(Model):
    """A word that staff sort the posts of a board by."""

    id = fields.UUIDField(primary_key=True)
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="tags", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=40)

    board_id: UUID

    class Meta:
        table = "tag"


class PostTag(Model):
    """One tag on one post."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="post_tags", on_delete=fields.CASCADE
    )
    tag: fields.ForeignKeyRelation[Tag] = fields.ForeignKeyField(
        "ideation.Tag", related_name="post_tags", on_delete=fields.CASCADE
    )

    post_id: UUID
    tag_id: UUID

    class Meta:
        table = "post_tag"
        indexes = [Index(fields=("tag_id",), name="post_tag_tag_idx")]
