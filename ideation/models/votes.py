"""Votes: one row per person and post."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Importance

if TYPE_CHECKING:
    from ideation.models.bursts import Burst
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Vote(Model):
    """One person's support of one post, how much it matters to them, and why.

    `heard_at` and `heard_link` tell where a member of the team (`entered_by`) heard it, who voted for that person.
    `address_block` is a keyed hash of the network that the vote came from, forgotten after a day; see `Burst`.
    """

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="votes", on_delete=fields.CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="votes", on_delete=fields.CASCADE
    )
    created_at = fields.DatetimeField()
    importance = fields.CharEnumField(Importance, max_length=20, null=True)
    why = fields.CharField(max_length=500, null=True)
    entered_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="entered_votes", null=True, on_delete=fields.SET_NULL
    )
    heard_at = fields.CharField(max_length=200, null=True)
    heard_link = fields.CharField(max_length=1000, null=True)
    address_block = fields.CharField(max_length=64, null=True)
    burst: fields.ForeignKeyNullableRelation[Burst] = fields.ForeignKeyField(
        "ideation.Burst", related_name="votes", null=True, on_delete=fields.SET_NULL
    )

    post_id: UUID
    person_id: UUID
    entered_by_id: UUID | None
    burst_id: UUID | None

    class Meta:
        table = "vote"
        indexes = [
            Index(fields=("post_id", "created_at", "id"), name="vote_post_idx"),
            Index(fields=("person_id",), name="vote_person_idx"),
        ]
