"""What people hear from us, in the app and by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Contribution, DeliveryState, NotificationKind, Template

if TYPE_CHECKING:
    from ideation.models.events import Event
    from ideation.models.people import Person
    from ideation.models.posts import Post
    from ideation.models.reports import Report


class Notification(Model):
    """One fact told to one person, with the words of theirs that it answers."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="notifications", on_delete=fields.CASCADE
    )
    event: fields.ForeignKeyRelation[Event] = fields.ForeignKeyField(
        "ideation.Event", related_name="notifications", on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(NotificationKind, max_length=20)
    title = fields.CharField(max_length=300)
    body = fields.TextField(default="")
    quote = fields.TextField(null=True)
    contribution = fields.CharEnumField(Contribution, max_length=20, null=True)
    post: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="notifications", null=True, on_delete=fields.CASCADE
    )
    report: fields.ForeignKeyNullableRelation[Report] = fields.ForeignKeyField(
        "ideation.Report", related_name="notifications", null=True, on_delete=fields.CASCADE
    )
    created_at = fields.DatetimeField(auto_now_add=True)
    read_at = fields.DatetimeField(null=True)

    person_id: UUID
    post_id: UUID | None
    report_id: UUID | None
    deliveries: fields.ReverseRelation[Delivery]

    class Meta:
        table = "notification"
        indexes = [
            Index(fields=("person_id", "created_at", "id"), name="notification_person_idx"),
            Index(fields=("post_id",), name="notification_post_idx"),
            Index(fields=("report_id",), name="notification_report_idx"),
        ]


class Delivery(Model):
    """One mail to one address. `data` holds what only the mail needs, and is emptied once it is sent."""

    id = fields.UUIDField(primary_key=True)
    notification: fields.ForeignKeyNullableRelation[Notification] = fields.ForeignKeyField(
        "ideation.Notification", related_name="deliveries", null=True, on_delete=fields.CASCADE
    )
    template = fields.CharEnumField(Template, max_length=20)
    address = fields.CharField(max_length=254)
    language = fields.CharField(max_length=12, default="en")
    data = fields.JSONField[dict[str, str]](default=dict)
    state = fields.CharEnumField(DeliveryState, max_length=20, default=DeliveryState.DUE)
    attempts = fields.IntField(default=0)
    due_at = fields.DatetimeField(auto_now_add=True)
    sent_at = fields.DatetimeField(null=True)
    error = fields.TextField(null=True)

    notification_id: UUID | None

    class Meta:
        table = "delivery"
        indexes = [Index(fields=("notification_id",), name="delivery_notification_idx")]
