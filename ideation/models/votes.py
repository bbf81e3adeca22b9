"""Votes: one row per person and post."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Vote(Model):
    """One person's support of one post."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="votes", on_delete=fields.CASCADE
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="votes", on_delete=fields.CASCADE
    )
    created_at = fields.DatetimeField()

    post_id: UUID
    person_id: UUID

    class Meta:
        table = "vote"
        indexes = [
            Index(fields=("post_id", "created_at", "id"), name="vote_post_idx"),
            Index(fields=("person_id",), name="vote_person_idx"),
        ]
