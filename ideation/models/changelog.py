"""The changelog: what is new, and which posts and themes it answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.boards import Board
    from ideation.models.people import Person
    from ideation.models.posts import Post
    from ideation.models.themes import Theme


class ChangelogEntry(Model):
    """One thing that is new, a draft until it is published; readers of `board` may read it, without one everyone."""

    id = fields.UUIDField(primary_key=True)
    slug = fields.CharField(max_length=80, unique=True)
    board: fields.ForeignKeyNullableRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="changelog_entries", null=True, on_delete=fields.RESTRICT
    )
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="changelog_entries", on_delete=fields.RESTRICT
    )
    title = fields.CharField(max_length=200)
    body = fields.TextField()
    version = fields.CharField(max_length=40, default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    published_at: datetime | None = fields.DatetimeField(null=True)

    board_id: UUID | None
    author_id: UUID
    entry_posts: fields.ReverseRelation[ChangelogPost]
    entry_themes: fields.ReverseRelation[ChangelogTheme]

    class Meta:
        table = "changelog_entry"
        indexes = [
            Index(fields=("published_at", "id"), name="changelog_entry_newest_idx"),
            Index(fields=("board_id", "published_at", "id"), name="changelog_entry_board_idx"),
        ]


class ChangelogPost(Model):
    """A post that an entry answers."""

    id = fields.UUIDField(primary_key=True)
    entry: fields.ForeignKeyRelation[ChangelogEntry] = fields.ForeignKeyField(
        "ideation.ChangelogEntry", related_name="entry_posts", on_delete=fields.CASCADE
    )
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="changelog_posts", on_delete=fields.CASCADE
    )

    entry_id: UUID
    post_id: UUID

    class Meta:
        table = "changelog_post"
        indexes = [Index(fields=("post_id",), name="changelog_post_post_idx")]


class ChangelogTheme(Model):
    """A theme that an entry answers."""

    id = fields.UUIDField(primary_key=True)
    entry: fields.ForeignKeyRelation[ChangelogEntry] = fields.ForeignKeyField(
        "ideation.ChangelogEntry", related_name="entry_themes", on_delete=fields.CASCADE
    )
    theme: fields.ForeignKeyRelation[Theme] = fields.ForeignKeyField(
        "ideation.Theme", related_name="changelog_themes", on_delete=fields.CASCADE
    )

    entry_id: UUID
    theme_id: UUID

    class Meta:
        table = "changelog_theme"
        indexes = [Index(fields=("theme_id",), name="changelog_theme_theme_idx")]
