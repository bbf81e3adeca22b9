"""Reports: what we told contributors became of what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Outcome

if TYPE_CHECKING:
    from ideation.models.boards import Board
    from ideation.models.people import Person
    from ideation.models.posts import Post
    from ideation.models.themes import Theme


class Report(Model):
    """One answer to everyone behind a post or a theme; whoever reads `board`, if there is one, may read it too."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="reports", null=True, on_delete=fields.RESTRICT
    )
    theme: fields.ForeignKeyNullableRelation[Theme] = fields.ForeignKeyField(
        "ideation.Theme", related_name="reports", null=True, on_delete=fields.RESTRICT
    )
    board: fields.ForeignKeyNullableRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="reports", null=True, on_delete=fields.RESTRICT
    )
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="reports", on_delete=fields.RESTRICT
    )
    outcome = fields.CharEnumField(Outcome, max_length=20)
    title = fields.CharField(max_length=200)
    body = fields.TextField()
    told_count = fields.IntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)

    post_id: UUID | None
    theme_id: UUID | None
    board_id: UUID | None
    author_id: UUID

    class Meta:
        table = "report"
        indexes = [
            Index(fields=("created_at", "id"), name="report_newest_idx"),
            Index(fields=("board_id", "created_at", "id"), name="report_board_idx"),
            Index(fields=("post_id",), name="report_post_idx"),
            Index(fields=("theme_id",), name="report_theme_idx"),
        ]
