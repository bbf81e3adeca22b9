"""Companies: whom customers work for."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Company(Model):
    """An organisation that customers belong to, and what it is worth to us. `revenue` is what it pays in a year."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=100)
    external_id = fields.CharField(max_length=200, null=True)
    domain = fields.CharField(max_length=253, null=True)
    segment = fields.CharField(max_length=60, null=True)
    plan = fields.CharField(max_length=60, null=True)
    revenue = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "company"
