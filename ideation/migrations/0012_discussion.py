"""Threads, reactions, mentions, accepted answers, flags and moderation."""

from uuid import uuid4

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise.fields.db_defaults import SqlDefault
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import Feeling, FlagReason, NotificationKind

CONSTRAINTS = """
alter table reaction add constraint reaction_on_one_thing check (num_nonnulls(post_id, comment_id) = 1);
create unique index reaction_once_on_post on reaction (post_id, person_id, feeling) where post_id is not null;
create unique index reaction_once_on_comment on reaction (comment_id, person_id, feeling) where comment_id is not null;
alter table mention add constraint mention_in_one_thing check (num_nonnulls(post_id, comment_id) = 1);
create unique index mention_once_in_post on mention (post_id, person_id) where post_id is not null;
create unique index mention_once_in_comment on mention (comment_id, person_id) where comment_id is not null;
alter table flag add constraint flag_on_one_thing check (num_nonnulls(post_id, comment_id) = 1);
create unique index flag_once_on_post on flag (post_id, person_id) where post_id is not null;
create unique index flag_once_on_comment on flag (comment_id, person_id) where comment_id is not null;

alter table comment add constraint comment_not_its_own_parent check (parent_id <> id);
alter table comment add constraint comment_note_stays_within_the_team
    check (not is_private or pinned_at is null and accepted_at is null);
alter table comment add constraint comment_pinned_is_official check (pinned_at is null or is_official);
alter table comment add constraint comment_accepted_by_somebody check (accepted_by_id is null or accepted_at is not null);
create index comment_accepted_idx on comment (author_id) where accepted_at is not null;
create index comment_accepted_by_idx on comment (accepted_by_id) where accepted_by_id is not null;

create index post_held_idx on post (created_at, id) where standing = 'held';
create index comment_held_idx on comment (created_at, id) where standing = 'held';
create index flag_open_idx on flag (created_at, id) where settled_at is null;
create index post_pinned_idx on post (board_id, pinned_at) where pinned_at is not null;
create index event_turn_idx on event ((data ->> 'post_id'), id)
    where kind in ('PostClosed', 'PostReopened', 'PostLocked', 'PostUnlocked', 'PostPinned', 'PostUnpinned');
create index person_name_idx on person (hearback_fold(name) collate "C", id);
create index person_blocked_idx on person (blocked_at, id) where blocked_at is not null;
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0011_search")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CommentWording",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "ideation.Comment",
                        source_field="comment_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="wordings",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                ("replaced_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "comment_wording",
                "app": "ideation",
                "indexes": [Index(fields=["comment_id", "replaced_at", "id"], name="comment_wording_idx")],
                "pk_attr": "id",
                "table_description": "What a comment said before it was edited; for its author and the team.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Flag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="flags",
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
                        related_name="flags",
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
                        related_name="flags",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        description="SPAM: spam\nABUSE: abuse\nPERSONAL_DATA: personal_data\nOFF_TOPIC: off_topic\nOTHER: other",
                        enum_type=FlagReason,
                        max_length=20,
                    ),
                ),
                ("words", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("settled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "flag",
                "app": "ideation",
                "indexes": [Index(fields=["person_id"], name="flag_person_idx")],
                "pk_attr": "id",
                "table_description": "One person's word to the team that a post or a comment should not be there; settled once the team has looked.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Mention",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="mentions",
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
                        related_name="mentions",
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
                        related_name="mentions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("told_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mention",
                "app": "ideation",
                "indexes": [Index(fields=["person_id"], name="mention_person_idx")],
                "pk_attr": "id",
                "table_description": "One person who is named in a post or a comment, and may read it. `told_at` is when they were told of it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Reaction",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reactions",
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
                        related_name="reactions",
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
                        related_name="reactions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "feeling",
                    fields.CharEnumField(
                        description="HEART: heart\nTHANKS: thanks\nLAUGH: laugh\nSURPRISED: surprised\nSAD: sad",
                        enum_type=Feeling,
                        max_length=20,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "reaction",
                "app": "ideation",
                "indexes": [Index(fields=["person_id"], name="reaction_person_idx")],
                "pk_attr": "id",
                "table_description": "What one person feels about a post or a comment; each feeling at most once.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Board",
            name="moderated_kinds",
            field=ArrayField(default=list, db_default=SqlDefault("'{}'"), element_type="TEXT"),
        ),
        ops.AddField(
            model_name="Board",
            name="moderates_comments",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Comment",
            name="accepted_by",
            field=fields.ForeignKeyField(
                "ideation.Person",
                source_field="accepted_by_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="accepted_comments",
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AlterField(
            model_name="Notification",
            name="kind",
            field=fields.CharEnumField(
                description="REPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nCOMMENTED: commented\nREPLIED: replied\nMENTIONED: mentioned\nNOTED: noted\nANSWER_ACCEPTED: answer_accepted\nAPPROVED: approved\nREJECTED: rejected\nANNOUNCED: announced\nMERGED: merged\nSEPARATED: separated\nMERGE_DISMISSED: merge_dismissed",
                enum_type=NotificationKind,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="Person",
            name="blocked_reason",
            field=fields.CharField(null=True, max_length=2000),
        ),
        ops.RunSQL(CONSTRAINTS),
    ]
