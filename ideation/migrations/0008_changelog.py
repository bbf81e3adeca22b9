"""The changelog, the quarter that a post is expected in, and since when it has its status."""

from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import NotificationKind, Template

CONSTRAINTS = """
alter table changelog_entry add constraint changelog_entry_title_given check (title <> '');
alter table changelog_entry add constraint changelog_entry_body_given check (body <> '');
alter table changelog_post add constraint changelog_post_once unique (entry_id, post_id);
alter table changelog_theme add constraint changelog_theme_once unique (entry_id, theme_id);
alter table post add constraint post_quarter_spelled check (quarter ~ '^20[0-9]{2}-Q[1-4]$');
create index post_decided_on_board_idx on post (board_id, status, vote_count, id) where status <> 'open';
create index event_status_given_idx on event ((data ->> 'after'), id) where kind = 'StatusChanged';
create index event_status_taken_idx on event ((data ->> 'before'), id) where kind = 'StatusChanged';
"""

# What the ledger knows of the past.
BACKFILL = """
update post set status_changed_at = changed.at
from (
    select data ->> 'post_id' as post_id, max(created_at) as at from event where kind = 'StatusChanged' group by 1
) changed
where changed.post_id = post.id::text
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0007_votes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ChangelogEntry",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("slug", fields.CharField(unique=True, max_length=80)),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="changelog_entries",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="changelog_entries",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                ("body", fields.TextField(unique=False)),
                ("version", fields.CharField(default="", max_length=40)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("published_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "changelog_entry",
                "app": "ideation",
                "indexes": [
                    Index(fields=["published_at", "id"], name="changelog_entry_newest_idx"),
                    Index(fields=["board_id", "published_at", "id"], name="changelog_entry_board_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One thing that is new, a draft until it is published; readers of `board` may read it, without one everyone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ChangelogPost",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "entry",
                    fields.ForeignKeyField(
                        "ideation.ChangelogEntry",
                        source_field="entry_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="entry_posts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="changelog_posts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "changelog_post",
                "app": "ideation",
                "indexes": [Index(fields=["post_id"], name="changelog_post_post_idx")],
                "pk_attr": "id",
                "table_description": "A post that an entry answers.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ChangelogTheme",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "entry",
                    fields.ForeignKeyField(
                        "ideation.ChangelogEntry",
                        source_field="entry_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="entry_themes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "theme",
                    fields.ForeignKeyField(
                        "ideation.Theme",
                        source_field="theme_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="changelog_themes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "changelog_theme",
                "app": "ideation",
                "indexes": [Index(fields=["theme_id"], name="changelog_theme_theme_idx")],
                "pk_attr": "id",
                "table_description": "A theme that an entry answers.",
            },
            bases=["Model"],
        ),
        ops.AlterField(
            model_name="Delivery",
            name="template",
            field=fields.CharEnumField(
                description="SIGN_IN_CODE: sign_in_code\nREPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nANNOUNCED: announced",
                enum_type=Template,
                max_length=20,
            ),
        ),
        ops.AlterField(
            model_name="Notification",
            name="kind",
            field=fields.CharEnumField(
                description="REPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nCOMMENTED: commented\nANNOUNCED: announced",
                enum_type=NotificationKind,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="Post",
            name="quarter",
            field=fields.CharField(null=True, max_length=7),
        ),
        ops.AddField(
            model_name="Post",
            name="status_changed_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(CONSTRAINTS),
        ops.RunSQL(BACKFILL),
    ]
