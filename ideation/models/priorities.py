"""Priorities: how product managers weigh posts against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

if TYPE_CHECKING:
    from ideation.models.people import Person
    from ideation.models.posts import Post


class Priority(Model):
    """What doing a post would bring and cost, as a product manager sees it.

    RICE, after Sean McBride: "RICE: Simple prioritization for product managers", Intercom, 2016.

    `reach` is people in the time that one plans for; null takes those who support the post. `impact` is on each of
    them, `confidence` (0 to 1) how sure that is, and `effort` person-months.
    """

    id = fields.UUIDField(primary_key=True)
    post: fields.OneToOneRelation[Post] = fields.OneToOneField(
        "ideation.Post", related_name="priority", on_delete=fields.CASCADE
    )
    reach = fields.FloatField(null=True)
    impact = fields.FloatField()
    confidence = fields.FloatField()
    effort = fields.FloatField()
    set_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="priorities", null=True, on_delete=fields.SET_NULL
    )
    set_at = fields.DatetimeField()

    post_id: UUID
    set_by_id: UUID | None

    class Meta:
        table = "priority"
