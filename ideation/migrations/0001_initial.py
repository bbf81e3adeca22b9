from enum import StrEnum
from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import (
    Access,
    Channel,
    Contribution,
    DeliveryState,
    Kind,
    NotificationKind,
    Outcome,
    Role,
    RunState,
    Template,
)


class Status(StrEnum):
    """The statuses as they were before they became rows."""

    OPEN = "open"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    SHIPPED = "shipped"
    DECLINED = "declined"


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Board",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("slug", fields.CharField(max_length=60)),
                ("name", fields.CharField(max_length=100)),
                ("purpose", fields.CharField(default="", max_length=300)),
                (
                    "access",
                    fields.CharEnumField(
                        default=Access.PUBLIC,
                        description="PUBLIC: public\nMEMBERS: members\nSTAFF: staff",
                        enum_type=Access,
                        max_length=20,
                    ),
                ),
                ("position", fields.IntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "board",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "A place for one subject, with its own circle of readers.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Embedding",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("model", fields.CharField(max_length=100)),
                ("digest", fields.CharField(max_length=64)),
                ("vector", fields.BinaryField()),
            ],
            options={
                "table": "embedding",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "The vector of a sentence for one model, kept by the digest of its text: half-precision floats, little-endian.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Person",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=100)),
                ("email", fields.CharField(null=True, max_length=254)),
                (
                    "role",
                    fields.CharEnumField(
                        default=Role.CUSTOMER,
                        description="CUSTOMER: customer\nAGENT: agent\nPRODUCT_MANAGER: product_manager\nADMIN: admin",
                        enum_type=Role,
                        max_length=20,
                    ),
                ),
                ("language", fields.CharField(default="en", max_length=12)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "person",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "Somebody who takes part: a customer, or a member of the organisation's staff.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Event",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=40)),
                ("data", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "by",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="events",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("handled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "One fact as it was recorded. It outlives the person who caused it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Post",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="posts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="author_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="posts",
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
                (
                    "channel",
                    fields.CharEnumField(
                        default=Channel.WEB,
                        description="WEB: web\nWIDGET: widget\nEMAIL: email\nCSV: csv\nAPI: api\nSOCIAL: social",
                        enum_type=Channel,
                        max_length=20,
                    ),
                ),
                ("external_id", fields.CharField(null=True, max_length=200)),
                ("slug", fields.CharField(max_length=80)),
                ("title", fields.CharField(max_length=200)),
                ("body", fields.TextField(default="", unique=False)),
                ("language", fields.CharField(default="en", max_length=12)),
                (
                    "status",
                    fields.CharEnumField(
                        default=Status.OPEN,
                        description="OPEN: open\nUNDER_REVIEW: under_review\nPLANNED: planned\nIN_PROGRESS: in_progress\nSHIPPED: shipped\nDECLINED: declined",
                        enum_type=Status,
                        max_length=20,
                    ),
                ),
                ("status_reason", fields.TextField(null=True, unique=False)),
                ("vote_count", fields.IntField(default=0)),
                ("comment_count", fields.IntField(default=0)),
                ("momentum", fields.FloatField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("segmented_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "post",
                "app": "ideation",
                "indexes": [
                    Index(fields=["board_id", "created_at", "id"], name="post_newest_idx"),
                    Index(fields=["board_id", "vote_count", "id"], name="post_most_voted_idx"),
                    Index(fields=["board_id", "momentum", "id"], name="post_trending_idx"),
                    Index(fields=["author_id"], name="post_author_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One thing that somebody said, in their words, and the support that it has gathered.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Comment",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="comments",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="comments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                ("is_official", fields.BooleanField(default=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "comment",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id", "created_at", "id"], name="comment_post_idx"),
                    Index(fields=["author_id"], name="comment_author_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One contribution to the discussion of a post.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Segment",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="segments",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("text", fields.TextField(unique=False)),
                ("digest", fields.CharField(max_length=64)),
            ],
            options={
                "table": "segment",
                "app": "ideation",
                "indexes": [Index(fields=["digest"], name="segment_digest_idx")],
                "pk_attr": "id",
                "table_description": "One sentence of a post: what theme membership belongs to.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("digest", fields.CharField(unique=True, max_length=64)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "session",
                "app": "ideation",
                "indexes": [Index(fields=["person_id"], name="session_person_idx")],
                "pk_attr": "id",
                "table_description": "One browser that somebody signed in with; only the digest of its token is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SignInCode",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("email", fields.CharField(max_length=254)),
                ("digest", fields.CharField(max_length=64)),
                ("attempts", fields.IntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sign_in_code",
                "app": "ideation",
                "indexes": [Index(fields=["email", "created_at"], name="sign_in_code_email_idx")],
                "pk_attr": "id",
                "table_description": "A code that was mailed to an address; only its digest is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Tag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="tags",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=40)),
            ],
            options={
                "table": "tag",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "A word that staff sort the posts of a board by.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PostTag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="post_tags",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "tag",
                    fields.ForeignKeyField(
                        "ideation.Tag",
                        source_field="tag_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="post_tags",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "post_tag",
                "app": "ideation",
                "indexes": [Index(fields=["tag_id"], name="post_tag_tag_idx")],
                "pk_attr": "id",
                "table_description": "One tag on one post.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Theme",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=200)),
                (
                    "named_by",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="named_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="named_themes",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="owner_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="owned_themes",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "parent",
                    fields.ForeignKeyField(
                        "ideation.Theme",
                        source_field="parent_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="subthemes",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("level", fields.SmallIntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "theme",
                "app": "ideation",
                "indexes": [Index(fields=["parent_id"], name="theme_parent_idx")],
                "pk_attr": "id",
                "table_description": "What many people mean, with a name and an id that survive every run.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Report",
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
                        related_name="reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "theme",
                    fields.ForeignKeyField(
                        "ideation.Theme",
                        source_field="theme_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "ideation.Board",
                        source_field="board_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reports",
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
                        related_name="reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "outcome",
                    fields.CharEnumField(
                        description="DONE: done\nNOT_DONE: not_done", enum_type=Outcome, max_length=20
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                ("body", fields.TextField(unique=False)),
                ("told_count", fields.IntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "report",
                "app": "ideation",
                "indexes": [
                    Index(fields=["created_at", "id"], name="report_newest_idx"),
                    Index(fields=["board_id", "created_at", "id"], name="report_board_idx"),
                    Index(fields=["post_id"], name="report_post_idx"),
                    Index(fields=["theme_id"], name="report_theme_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One answer to everyone behind a post or a theme; whoever reads `board`, if there is one, may read it too.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notification",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notifications",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "event",
                    fields.ForeignKeyField(
                        "ideation.Event",
                        source_field="event_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notifications",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="REPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nCOMMENTED: commented",
                        enum_type=NotificationKind,
                        max_length=20,
                    ),
                ),
                ("title", fields.CharField(max_length=300)),
                ("body", fields.TextField(default="", unique=False)),
                ("quote", fields.TextField(null=True, unique=False)),
                (
                    "contribution",
                    fields.CharEnumField(
                        null=True,
                        description="WROTE: wrote\nCOMMENTED: commented\nVOTED: voted",
                        enum_type=Contribution,
                        max_length=20,
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
                        related_name="notifications",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "report",
                    fields.ForeignKeyField(
                        "ideation.Report",
                        source_field="report_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="notifications",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("read_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification",
                "app": "ideation",
                "indexes": [
                    Index(fields=["person_id", "created_at", "id"], name="notification_person_idx"),
                    Index(fields=["post_id"], name="notification_post_idx"),
                    Index(fields=["report_id"], name="notification_report_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One fact told to one person, with the words of theirs that it answers.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Delivery",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "notification",
                    fields.ForeignKeyField(
                        "ideation.Notification",
                        source_field="notification_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="deliveries",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "template",
                    fields.CharEnumField(
                        description="SIGN_IN_CODE: sign_in_code\nREPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed",
                        enum_type=Template,
                        max_length=20,
                    ),
                ),
                ("address", fields.CharField(max_length=254)),
                ("language", fields.CharField(default="en", max_length=12)),
                ("data", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                (
                    "state",
                    fields.CharEnumField(
                        default=DeliveryState.DUE,
                        description="DUE: due\nSENT: sent\nFAILED: failed",
                        enum_type=DeliveryState,
                        max_length=20,
                    ),
                ),
                ("attempts", fields.IntField(default=0)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("sent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("error", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "delivery",
                "app": "ideation",
                "indexes": [Index(fields=["notification_id"], name="delivery_notification_idx")],
                "pk_attr": "id",
                "table_description": "One mail to one address. `data` holds what only the mail needs, and is emptied once it is sent.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TopicRun",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "state",
                    fields.CharEnumField(
                        default=RunState.RUNNING,
                        description="RUNNING: running\nCOMPLETE: complete\nTOO_LITTLE: too_little\nFAILED: failed",
                        enum_type=RunState,
                        max_length=20,
                    ),
                ),
                ("stage", fields.CharField(default="starting", max_length=40)),
                ("done", fields.IntField(default=0)),
                ("total", fields.IntField(default=0)),
                ("sentence_count", fields.IntField(default=0)),
                ("themed_count", fields.IntField(default=0)),
                ("theme_count", fields.IntField(default=0)),
                ("message", fields.TextField(null=True, unique=False)),
                ("figures", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("started_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("touched_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("finished_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "topic_run",
                "app": "ideation",
                "indexes": [Index(fields=["started_at"], name="topic_run_started_idx")],
                "pk_attr": "id",
                "table_description": "One look at all sentences; readers see the latest complete one.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Cluster",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "run",
                    fields.ForeignKeyField(
                        "ideation.TopicRun",
                        source_field="run_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="clusters",
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
                        related_name="clusters",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("words", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("sentence_count", fields.IntField()),
                ("post_count", fields.IntField()),
                ("people_count", fields.IntField()),
                ("centroid", fields.BinaryField()),
            ],
            options={
                "table": "cluster",
                "app": "ideation",
                "indexes": [Index(fields=["theme_id"], name="cluster_theme_idx")],
                "pk_attr": "id",
                "table_description": "What one run found, and the lasting theme that it maps to.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Membership",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "run",
                    fields.ForeignKeyField(
                        "ideation.TopicRun",
                        source_field="run_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="memberships",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "segment",
                    fields.ForeignKeyField(
                        "ideation.Segment",
                        source_field="segment_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="memberships",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "theme",
                    fields.ForeignKeyField(
                        "ideation.Theme",
                        source_field="theme_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="memberships",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "subtheme",
                    fields.ForeignKeyField(
                        "ideation.Theme",
                        source_field="subtheme_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="submemberships",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("similarity", fields.FloatField(null=True)),
                ("confidence", fields.FloatField(null=True)),
                ("x", fields.FloatField()),
                ("y", fields.FloatField()),
            ],
            options={
                "table": "membership",
                "app": "ideation",
                "indexes": [
                    Index(fields=["run_id", "theme_id", "similarity"], name="membership_theme_idx"),
                    Index(fields=["run_id", "subtheme_id", "similarity"], name="membership_subtheme_idx"),
                    Index(fields=["segment_id"], name="membership_segment_idx"),
                ],
                "pk_attr": "id",
                "table_description": "Where one run put one sentence: its theme, its sub-theme, and its place on the map.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Vote",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="votes",
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
                        related_name="votes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "vote",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id", "created_at", "id"], name="vote_post_idx"),
                    Index(fields=["person_id"], name="vote_person_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One person's support of one post.",
            },
            bases=["Model"],
        ),
    ]
