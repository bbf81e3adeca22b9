from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

CONSTRAINTS = """
alter table kept_request add constraint kept_request_once_per_person unique (person_id, key);
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0004_exchange")]

    operations = [
        ops.CreateModel(
            name="KeptRequest",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="kept_requests",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key", fields.CharField(max_length=255)),
                ("digest", fields.CharField(max_length=64)),
                ("answer", fields.TextField(unique=False)),
                ("answered_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "kept_request",
                "app": "ideation",
                "indexes": [Index(fields=["answered_at"], name="kept_request_age_idx")],
                "pk_attr": "id",
                "table_description": "One request that a person gave a key, kept for a day; `digest` tells it from any other request.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(CONSTRAINTS),
    ]
