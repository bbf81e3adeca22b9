"""What a board asks of its posts, what posts said before, drafts, guests' posts that wait, and pictures."""

from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.fields.db_defaults import SqlDefault
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import FieldKind, Kind, Template

CONSTRAINTS = """
create unique index board_field_name_key on board_field (board_id, lower(name)) where archived_at is null;
alter table post_field add constraint post_field_once unique (post_id, field_id);
alter table attachment add constraint attachment_belongs_to_one_thing check (num_nonnulls(post_id, comment_id) <= 1);
create index attachment_loose_idx on attachment (created_at) where post_id is null and comment_id is null;
create index post_unconfirmed_idx on post (created_at) where standing = 'unconfirmed';

-- The pictures are compressed already.
alter table attachment_content alter column content set storage external;
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0009_merging")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Attachment",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="owner_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="attachments",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="attachments",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "ideation.Comment",
                        source_field="comment_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="attachments",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField(default=0)),
                ("media_type", fields.CharField(max_length=20)),
                ("width", fields.IntField()),
                ("height", fields.IntField()),
                ("alt", fields.CharField(default="", max_length=300)),
                ("digest", fields.CharField(max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "attachment",
                "app": "ideation",
                "indexes": [
                    Index(fields=["owner_id", "created_at"], name="attachment_owner_idx"),
                    Index(fields=["post_id"], name="attachment_post_idx"),
                    Index(fields=["comment_id"], name="attachment_comment_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One picture as we drew it anew. Until it belongs to a post or a comment, nobody but its owner sees it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AttachmentContent",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "attachment",
                    fields.OneToOneField(
                        "ideation.Attachment",
                        source_field="attachment_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="content",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("content", fields.BinaryField()),
            ],
            options={
                "table": "attachment_content",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "The bytes of an attachment, apart from it so that lists never read them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="BoardField",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="board_fields",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="TEXT: text\nNUMBER: number\nCHOICE: choice", enum_type=FieldKind, max_length=20
                    ),
                ),
                ("name", fields.CharField(max_length=60)),
                ("choices", ArrayField(default=list, db_default=SqlDefault("'{}'"), element_type="TEXT")),
                ("is_required", fields.BooleanField(default=False)),
                ("position", fields.IntField(default=0)),
                ("archived_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "board_field",
                "app": "ideation",
                "indexes": [Index(fields=["board_id", "position"], name="board_field_board_idx")],
                "pk_attr": "id",
                "table_description": "Something that a board asks of each post besides its words. An archived one is not asked any more.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Confirmation",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="confirmations",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("email", fields.CharField(max_length=254)),
                ("name", fields.CharField(max_length=100)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "confirmation",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id"], name="confirmation_post_idx"),
                    Index(fields=["email", "created_at"], name="confirmation_email_idx"),
                ],
                "pk_attr": "id",
                "table_description": "A guest's post that waits until its writer follows the link that was mailed; only the token's digest is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Draft",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="drafts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="drafts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "category",
                    fields.ForeignKeyField(
                        "ideation.Category",
                        source_field="category_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="drafts",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="IDEA: idea\nCOMPLAINT: complaint\nQUESTION: question\nPRAISE: praise",
                        enum_type=Kind,
                        max_length=20,
                    ),
                ),
                ("title", fields.CharField(default="", max_length=200)),
                ("body", fields.TextField(default="", unique=False)),
                ("values", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "draft",
                "app": "ideation",
                "indexes": [
                    Index(fields=["person_id", "updated_at", "id"], name="draft_person_idx"),
                    Index(fields=["board_id"], name="draft_board_idx"),
                    Index(fields=["category_id"], name="draft_category_idx"),
                ],
                "pk_attr": "id",
                "table_description": "The beginning of a post, which nobody but its owner ever reads. `values` are by the id of the board's field.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PostEdit",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="edits",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "editor",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="editor_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="edits",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                ("body", fields.TextField(unique=False)),
                ("category", fields.CharField(null=True, max_length=60)),
                ("values", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "post_edit",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id", "created_at", "id"], name="post_edit_post_idx"),
                    Index(fields=["editor_id"], name="post_edit_editor_idx"),
                ],
                "pk_attr": "id",
                "table_description": "What a post said before it was edited; `created_at` is when that was replaced, by `editor`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PostField",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="field_values",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "field",
                    fields.ForeignKeyField(
                        "ideation.BoardField",
                        source_field="field_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="values",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("value", fields.TextField(unique=False)),
            ],
            options={
                "table": "post_field",
                "app": "ideation",
                "indexes": [Index(fields=["field_id"], name="post_field_field_idx")],
                "pk_attr": "id",
                "table_description": "What one post says in one field of its board.",
            },
            bases=["Model"],
        ),
        ops.AlterField(
            model_name="Delivery",
            name="template",
            field=fields.CharEnumField(
                description="SIGN_IN_CODE: sign_in_code\nCONFIRM_POST: confirm_post\nREPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nANNOUNCED: announced\nMERGED: merged",
                enum_type=Template,
                max_length=20,
            ),
        ),
        ops.RunSQL(CONSTRAINTS),
    ]
