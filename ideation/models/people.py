"""People, and how they prove who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import Role

if TYPE_CHECKING:
    from ideation.models.companies import Company


class Person(Model):
    """Somebody who takes part: a customer, or a member of the organisation's staff.

    `segment` is the kind of customer, such as enterprise; whoever belongs to a company has that of the company.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=100)
    email = fields.CharField(max_length=254, null=True)
    role = fields.CharEnumField(Role, max_length=20, default=Role.CUSTOMER)
    language = fields.CharField(max_length=12, default="en")
    company: fields.ForeignKeyNullableRelation[Company] = fields.ForeignKeyField(
        "ideation.Company", related_name="people", null=True, on_delete=fields.SET_NULL
    )
    segment = fields.CharField(max_length=60, null=True)
    blocked_at = fields.DatetimeField(null=True)
    blocked_reason = fields.CharField(max_length=2000, null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    company_id: UUID | None

    class Meta:
        table = "person"
        indexes = [Index(fields=("company_id",), name="person_company_idx")]

    @property
    def is_staff(self) -> bool:
        return self.role.is_staff


class SignInCode(Model):
    """A code that was mailed to an address; only its digest is kept."""

    id = fields.UUIDField(primary_key=True)
    email = fields.CharField(max_length=254)
    digest = fields.CharField(max_length=64)
    attempts = fields.IntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sign_in_code"
        indexes = [Index(fields=("email", "created_at"), name="sign_in_code_email_idx")]


class Session(Model):
    """One browser that somebody signed in with; only the digest of its token is kept."""

    id = fields.UUIDField(primary_key=True)
    digest = fields.CharField(max_length=64, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="sessions", on_delete=fields.CASCADE
    )
    created_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField()

    person_id: UUID

    class Meta:
        table = "session"
        indexes = [Index(fields=("person_id",), name="session_person_idx")]
