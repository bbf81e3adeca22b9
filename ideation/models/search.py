"""What search knows: the words of posts and comments, and what posts mean. Triggers fill it (migration `search`)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.boards import Board
    from ideation.models.comments import Comment
    from ideation.models.posts import Post


class SearchEntry(Model):
    """One text that can be found: a post, or with `comment` one of its comments.

    Its words stand in a column that the ORM does not know, and apart from the post, so that a vote need not write them
    again. A later id was written later.
    """

    id = fields.BigIntField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="search_entries", on_delete=fields.CASCADE
    )
    comment: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "ideation.Comment", related_name="search_entries", null=True, on_delete=fields.CASCADE
    )

    post_id: UUID
    comment_id: UUID | None

    class Meta:
        table = "search_entry"


class SearchWord(Model):
    """A word that every reader of a board may read there, and in how many texts about: what a typo is corrected to.

    What was hidden since is forgotten when the words are counted again.
    """

    id = fields.BigIntField(primary_key=True)
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="search_words", on_delete=fields.CASCADE
    )
    word = fields.CharField(max_length=40)
    entry_count = fields.IntField(default=1)

    board_id: UUID

    class Meta:
        table = "search_word"


class PostVector(Model):
    """What a post means to one model, in 8-bit steps; `is_due` until the post was read as it is now."""

    id = fields.BigIntField(primary_key=True)
    post: fields.OneToOneRelation[Post] = fields.OneToOneField(
        "ideation.Post", related_name="vector", on_delete=fields.CASCADE
    )
    model = fields.CharField(max_length=100, null=True)
    vector = fields.BinaryField(null=True)
    is_due = fields.BooleanField(default=True)
    read_at = fields.DatetimeField(null=True)

    post_id: UUID

    class Meta:
        table = "post_vector"
        indexes = [Index(fields=("model", "read_at", "id"), name="post_vector_read_idx")]
