"""Requests that must not be done twice, with what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.people import Person


class KeptRequest(Model):
    """One request that a person gave a key, kept for a day; `digest` tells it from any other request."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="kept_requests", on_delete=fields.CASCADE
    )
    key = fields.CharField(max_length=255)
    digest = fields.CharField(max_length=64)
    answer = fields.TextField()
    answered_at = fields.DatetimeField(auto_now_add=True)

    person_id: UUID

    class Meta:
        table = "kept_request"
        indexes = [Index(fields=("answered_at",), name="kept_request_age_idx")]
