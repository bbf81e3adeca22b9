"""The changelog shows a picture of what is new."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("ideation", "0012_discussion")]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name="Attachment",
            options={
                "table": "attachment",
                "app": "ideation",
                "indexes": [
                    Index(fields=["owner_id", "created_at"], name="attachment_owner_idx"),
                    Index(fields=["post_id"], name="attachment_post_idx"),
                    Index(fields=["comment_id"], name="attachment_comment_idx"),
                    Index(fields=["entry_id"], name="attachment_entry_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One picture as we drew it anew. Until it belongs to something, nobody but its owner sees it.",
            },
        ),
        ops.AddField(
            model_name="Attachment",
            name="entry",
            field=fields.ForeignKeyField(
                "ideation.ChangelogEntry",
                source_field="entry_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="attachments",
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddIndex(
            model_name="Attachment",
            index=Index(fields=["entry_id"], name="attachment_entry_idx"),
        ),
    ]
