"""What posts, comments, boards and people need for an exchange of ideas: standings, privacy, merging, finer rights."""

from uuid import uuid4

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise.fields.db_defaults import SqlDefault
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import Access, Standing

CONSTRAINTS = """
create unique index category_name_key on category (board_id, lower(name));
create unique index company_external_id_key on company (external_id) where external_id is not null;
alter table follow add constraint follow_once_per_person unique (post_id, person_id);
alter table post add constraint post_not_merged_into_itself check (merged_into_id <> id);
alter table post add constraint post_merged_at_a_moment check ((merged_into_id is null) = (merged_at is null));
create index post_merged_into_idx on post (merged_into_id) where merged_into_id is not null;
create index post_merged_with_idx on post (merged_with_id) where merged_with_id is not null;
create index post_entered_by_idx on post (entered_by_id) where entered_by_id is not null;

-- Whether somebody with this role and segment reads a board with this access and these segments: policy.may_read in SQL.
create function hearback_reads(role text, segment text, access text, segments text[]) returns boolean
    language sql immutable parallel safe
    return access in ('public', 'members') or role <> 'customer' or access = 'segment' and segment = any (segments);
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0003_statuses")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Category",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="categories",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=60)),
                ("position", fields.IntField(default=0)),
            ],
            options={
                "table": "category",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "A part of a board's subject; a post has one or none.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Company",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=100)),
                ("external_id", fields.CharField(null=True, max_length=200)),
                ("domain", fields.CharField(null=True, max_length=253)),
                ("segment", fields.CharField(null=True, max_length=60)),
                ("plan", fields.CharField(null=True, max_length=60)),
                ("revenue", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "company",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "An organisation that customers belong to, and what it is worth to us. `revenue` is what it pays in a year.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Follow",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="follows",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="follows",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "follow",
                "app": "ideation",
                "indexes": [Index(fields=["person_id"], name="follow_person_idx")],
                "pk_attr": "id",
                "table_description": "One person who wants to hear what becomes of one post.",
            },
            bases=["Model"],
        ),
        ops.AlterModelOptions(
            name="Board",
            options={
                "table": "board",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "A place for one subject, with its own circle of readers, and among these who may post, vote and comment.",
            },
        ),
        ops.AlterField(
            model_name="Board",
            name="access",
            field=fields.CharEnumField(
                default=Access.PUBLIC,
                description="PUBLIC: public\nMEMBERS: members\nSEGMENT: segment\nSTAFF: staff",
                enum_type=Access,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="Board",
            name="comment_access",
            field=fields.CharEnumField(
                default=Access.MEMBERS,
                description="PUBLIC: public\nMEMBERS: members\nSEGMENT: segment\nSTAFF: staff",
                db_default="members",
                enum_type=Access,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="Board",
            name="post_access",
            field=fields.CharEnumField(
                default=Access.MEMBERS,
                description="PUBLIC: public\nMEMBERS: members\nSEGMENT: segment\nSTAFF: staff",
                db_default="members",
                enum_type=Access,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="Board",
            name="segments",
            field=ArrayField(default=list, db_default=SqlDefault("'{}'"), element_type="TEXT"),
        ),
        ops.AddField(
            model_name="Board",
            name="vote_access",
            field=fields.CharEnumField(
                default=Access.MEMBERS,
                description="PUBLIC: public\nMEMBERS: members\nSEGMENT: segment\nSTAFF: staff",
                db_default="members",
                enum_type=Access,
                max_length=20,
            ),
        ),
        ops.AlterModelOptions(
            name="Comment",
            options={
                "table": "comment",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id", "created_at", "id"], name="comment_post_idx"),
                    Index(fields=["author_id"], name="comment_author_idx"),
                    Index(fields=["parent_id"], name="comment_parent_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One contribution to the discussion of a post, or to another comment on it.",
            },
        ),
        ops.AddField(
            model_name="Comment",
            name="accepted_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Comment",
            name="edited_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Comment",
            name="is_private",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Comment",
            name="parent",
            field=fields.ForeignKeyField(
                "ideation.Comment",
                source_field="parent_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="replies",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Comment",
            name="pinned_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Comment",
            name="standing",
            field=fields.CharEnumField(
                default=Standing.PUBLISHED,
                description="PUBLISHED: published\nUNCONFIRMED: unconfirmed\nHELD: held\nREJECTED: rejected",
                db_default="published",
                enum_type=Standing,
                max_length=20,
            ),
        ),
        ops.AddIndex(
            model_name="Comment",
            index=Index(fields=["parent_id"], name="comment_parent_idx"),
        ),
        ops.AddField(
            model_name="Person",
            name="blocked_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Person",
            name="company",
            field=fields.ForeignKeyField(
                "ideation.Company",
                source_field="company_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="people",
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Person",
            name="segment",
            field=fields.CharField(null=True, max_length=60),
        ),
        ops.AddIndex(
            model_name="Person",
            index=Index(fields=["company_id"], name="person_company_idx"),
        ),
        ops.AddField(
            model_name="Post",
            name="app_version",
            field=fields.CharField(null=True, max_length=60),
        ),
        ops.AddField(
            model_name="Post",
            name="category",
            field=fields.ForeignKeyField(
                "ideation.Category",
                source_field="category_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="posts",
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Post",
            name="closed_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Post",
            name="edited_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Post",
            name="entered_by",
            field=fields.ForeignKeyField(
                "ideation.Person",
                source_field="entered_by_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="entered_posts",
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Post",
            name="heard_at",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="Post",
            name="heard_link",
            field=fields.CharField(null=True, max_length=1000),
        ),
        ops.AddField(
            model_name="Post",
            name="is_private",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Post",
            name="locked_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Post",
            name="merged_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Post",
            name="merged_into",
            field=fields.ForeignKeyField(
                "ideation.Post",
                source_field="merged_into_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="duplicates",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Post",
            name="merged_with",
            field=fields.ForeignKeyField(
                "ideation.Post",
                source_field="merged_with_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="brought_along",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Post",
            name="page",
            field=fields.CharField(null=True, max_length=1000),
        ),
        ops.AddField(
            model_name="Post",
            name="pinned_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Post",
            name="standing",
            field=fields.CharEnumField(
                default=Standing.PUBLISHED,
                description="PUBLISHED: published\nUNCONFIRMED: unconfirmed\nHELD: held\nREJECTED: rejected",
                db_default="published",
                enum_type=Standing,
                max_length=20,
            ),
        ),
        ops.AddIndex(
            model_name="Post",
            index=Index(fields=["category_id"], name="post_category_idx"),
        ),
        ops.RunSQL(CONSTRAINTS),
    ]
