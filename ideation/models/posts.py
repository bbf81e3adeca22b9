"""Posts (ideas, complaints, questions, praise) and the sentences in them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.errors import CommentsLocked, InvalidInput, VotingClosed
from ideation.models.boards import Board, Category
from ideation.models.people import Person
from ideation.models.statuses import DEFAULT_STATUS, Status
from ideation.vocabulary import Channel, Kind, Standing

if TYPE_CHECKING:
    from ideation.models.mentions import Mention


class Post(Model):
    """One thing that somebody said, in their words, and the support that it has gathered.

    `quarter` is when it is expected, such as 2027-Q1: never a day, because nobody can promise one.

    `momentum` is the natural logarithm of the sum of e^(λt) over the post's own time and those of its votes, t in
    days since 2020 and λ = ln 2 / 7: votes fade by half in a week, while the order of posts needs no recalculation.
    Votes of a burst that staff have not found genuine are left out of it, and counted all the same.

    `vote_count` counts people: everyone once who voted for the post or a duplicate of it. `company_count` and
    `company_value` (the sum of their revenue) are of the companies of these people.

    A private post is between its author and the team. A duplicate keeps its words and votes and points to its original
    (`merged_into`); where it came along with another duplicate, it names that one too (`merged_with`). Closed takes no
    votes, locked no comments. `heard_at` and `heard_link` tell where a member of the team (`entered_by`) heard what
    they wrote down for somebody else; `page` and `app_version`, where the author was when they wrote.
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
    status_changed_at = fields.DatetimeField(null=True)
    quarter = fields.CharField(max_length=7, null=True)
    standing = fields.CharEnumField(Standing, max_length=20, default=Standing.PUBLISHED, db_default="published")
    is_private = fields.BooleanField(default=False, db_default=False)
    category: fields.ForeignKeyNullableRelation[Category] = fields.ForeignKeyField(
        "ideation.Category", related_name="posts", null=True, on_delete=fields.SET_NULL
    )
    merged_into: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="duplicates", null=True, on_delete=fields.RESTRICT
    )
    merged_with: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="brought_along", null=True, on_delete=fields.RESTRICT
    )
    merged_at = fields.DatetimeField(null=True)
    entered_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="entered_posts", null=True, on_delete=fields.SET_NULL
    )
    heard_at = fields.CharField(max_length=200, null=True)
    heard_link = fields.CharField(max_length=1000, null=True)
    page = fields.CharField(max_length=1000, null=True)
    app_version = fields.CharField(max_length=60, null=True)
    vote_count = fields.IntField(default=0)
    company_count = fields.IntField(default=0, db_default=0)
    company_value = fields.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0), db_default=0)
    comment_count = fields.IntField(default=0)
    momentum = fields.FloatField()
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    locked_at = fields.DatetimeField(null=True)
    pinned_at = fields.DatetimeField(null=True)
    segmented_at = fields.DatetimeField(null=True)

    board_id: UUID
    author_id: UUID | None
    status_id: str
    category_id: UUID | None
    merged_into_id: UUID | None
    merged_with_id: UUID | None
    entered_by_id: UUID | None
    mentions: fields.ReverseRelation[Mention]

    class Meta:
        table = "post"
        indexes = [
            Index(fields=("board_id", "created_at", "id"), name="post_newest_idx"),
            Index(fields=("board_id", "vote_count", "id"), name="post_most_voted_idx"),
            Index(fields=("board_id", "momentum", "id"), name="post_trending_idx"),
            Index(fields=("board_id", "company_count", "id"), name="post_by_companies_idx"),
            Index(fields=("board_id", "company_value", "id"), name="post_by_value_idx"),
            Index(fields=("author_id",), name="post_author_idx"),
            Index(fields=("category_id",), name="post_category_idx"),
        ]

    @property
    def takes_votes(self) -> bool:
        """Whether votes still count here; the post must have been read together with its status."""
        return not self.status.is_settled and self.closed_at is None

    @property
    def is_public(self) -> bool:
        """Whether everyone who reads its board may read it."""
        return self.standing is Standing.PUBLISHED and not self.is_private

    def ensure_no_duplicate(self) -> None:
        """Refuse to decide about a post for which its original speaks."""
        if self.merged_into_id is not None:
            raise InvalidInput("postId", "This is merged into another post. Decide about that one; this one follows.")

    def ensure_takes_votes(self) -> None:
        if not self.takes_votes:
            raise VotingClosed(self.status, is_closed=self.closed_at is not None and not self.status.is_settled)

    def ensure_takes_comments(self) -> None:
        if self.locked_at is not None:
            raise CommentsLocked


class PostEdit(Model):
    """What a post said before it was edited; `created_at` is when that was replaced, by `editor`.

    `category` and `values` (each with the name of its field) are kept as words: both may be renamed or removed later.
    """

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="edits", on_delete=fields.CASCADE
    )
    editor: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="edits", null=True, on_delete=fields.SET_NULL
    )
    title = fields.CharField(max_length=200)
    body = fields.TextField()
    category = fields.CharField(max_length=60, null=True)
    values = fields.JSONField[list[tuple[str, str]]](default=list)
    created_at = fields.DatetimeField(auto_now_add=True)

    post_id: UUID
    editor_id: UUID | None

    class Meta:
        table = "post_edit"
        indexes = [
            Index(fields=("post_id", "created_at", "id"), name="post_edit_post_idx"),
            Index(fields=("editor_id",), name="post_edit_editor_idx"),
        ]


class Confirmation(Model):
    """A guest's post that waits until its writer follows the link that was mailed; only the token's digest is kept."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="confirmations", on_delete=fields.CASCADE
    )
    digest = fields.CharField(max_length=64, unique=True)
    email = fields.CharField(max_length=254)
    name = fields.CharField(max_length=100)
    created_at = fields.DatetimeField(auto_now_add=True)
    used_at = fields.DatetimeField(null=True)

    post_id: UUID

    class Meta:
        table = "confirmation"
        indexes = [
            Index(fields=("post_id",), name="confirmation_post_idx"),
            Index(fields=("email", "created_at"), name="confirmation_email_idx"),
        ]


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
