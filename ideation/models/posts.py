"""Posts (ideas, complaints, questions, praise) and the sentences in them."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.errors import VotingClosed
from ideation.models.boards import Board
from ideation.models.people import Person
from ideation.models.statuses import DEFAULT_STATUS, Status
from ideation.vocabulary import Channel, Kind


class Post(Model):
    """One thing that somebody said, in their words, and the support that it has gathered.

    `momentum` is the natural logarithm of the sum of e^(λt) over the post's own time and those of its votes, t in
    days since 2020 and λ = ln 2 / 7: votes fade by half in a week, while the order of posts needs no recalculation.
    """

    id = fields.UUIDField(primary_key=True)
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        "ideation.Board", related_name="posts", on_delete=fields.RESTRICT
    )
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="posts", null=True, on_delete=fields.SET_NULL
    )
    kind = fields.CharEnumField(Kind, max_length=20)
    channel = fields.CharEnumField(Channel, max_length=20, default=Channel.WEB)
    external_id = fields.CharField(max_length=200, null=True)
    slug = fields.CharField(max_length=80)
    title = fields.CharField(max_length=200)
    body = fields.TextField(default="")
    language = fields.CharField(max_length=12, default="en")
    status: fields.ForeignKeyRelation[Status] = fields.ForeignKeyField(
        "ideation.Status",
        related_name="posts",
        source_field="status",
        default=DEFAULT_STATUS,
        on_delete=fields.RESTRICT,
    )
    status_reason = fields.TextField(null=True)
    vote_count = fields.IntField(default=0)
    comment_count = fields.IntField(default=0)
    momentum = fields.FloatField()
    created_at = fields.DatetimeField()
    segmented_at = fields.DatetimeField(null=True)

    board_id: UUID
    author_id: UUID | None
    status_id: str

    class Meta:
        table = "post"
        indexes = [
            Index(fields=("board_id", "created_at", "id"), name="post_newest_idx"),
            Index(fields=("board_id", "vote_count", "id"), name="post_most_voted_idx"),
            Index(fields=("board_id", "momentum", "id"), name="post_trending_idx"),
            Index(fields=("author_id",), name="post_author_idx"),
        ]

    @property
    def takes_votes(self) -> bool:
        """Whether votes still count here; the post must have been read together with its status."""
        return not self.status.is_settled

    def ensure_takes_votes(self) -> None:
        if not self.takes_votes:
            raise VotingClosed(self.status)


class Segment(Model):
    """One sentence of a post: what theme membership belongs to."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="segments", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    text = fields.TextField()
    digest = fields.CharField(max_length=64)

    post_id: UUID

    class Meta:
        table = "segment"
        indexes = [Index(fields=("digest",), name="segment_digest_idx")]
