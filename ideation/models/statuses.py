"""Statuses: where a post can stand with the organisation."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from ideation.vocabulary import StatusColor, StatusIcon, StatusKind

DEFAULT_STATUS = "open"  # the key of the status that every new post begins with


class Status(Model):
    """One place where posts stand. Its key never changes; what it is called and means is the administrators' choice."""

    key = fields.CharField(max_length=40, primary_key=True)
    name = fields.CharField(max_length=40)
    color = fields.CharEnumField(StatusColor, max_length=20, default=StatusColor.NEUTRAL)
    icon = fields.CharEnumField(StatusIcon, max_length=20, default=StatusIcon.CIRCLE)
    position = fields.IntField()
    kind = fields.CharEnumField(StatusKind, max_length=20)
    on_roadmap = fields.BooleanField(default=False)
    definition = fields.CharField(max_length=300, default="")

    class Meta:
        table = "status"

    @property
    def is_settled(self) -> bool:
        return self.kind.is_settled
