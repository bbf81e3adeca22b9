"""Bursts: many votes within minutes that have something in common."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import BurstReason, Verdict

if TYPE_CHECKING:
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Burst(Model):
    """Votes for one post that came within minutes, most of them of one origin.

    The trend leaves them out unless staff find them genuine; the count never does.
    """

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="bursts", on_delete=fields.CASCADE
    )
    reason = fields.CharEnumField(BurstReason, max_length=20)
    began_at = fields.DatetimeField()
    ended_at = fields.DatetimeField()
    verdict = fields.CharEnumField(Verdict, max_length=20, null=True)
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="decided_bursts", null=True, on_delete=fields.SET_NULL
    )
    decided_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    post_id: UUID
    decided_by_id: UUID | None

    class Meta:
        table = "burst"
        indexes = [
            Index(fields=("post_id", "ended_at"), name="burst_post_idx"),
            Index(fields=("created_at", "id"), name="burst_newest_idx"),
        ]
