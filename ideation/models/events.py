"""The ledger's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.people import Person


class Event(Model):
    """One fact as it was recorded. It outlives the person who caused it."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=40)
    data = fields.JSONField[dict[str, object]]()
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="events", null=True, on_delete=fields.SET_NULL
    )
    created_at = fields.DatetimeField(auto_now_add=True)
    handled_at = fields.DatetimeField(null=True)

    by_id: UUID | None

    class Meta:
        table = "event"
