from decimal import Decimal
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import BurstReason, Importance, Verdict

CONSTRAINTS = """
alter table vote add constraint vote_why_given check (why <> '');
alter table vote add constraint vote_heard_by_somebody check (heard_at is not null or heard_link is null);
create index vote_newest_idx on vote (created_at);
create index vote_entered_by_idx on vote (entered_by_id) where entered_by_id is not null;
create index vote_burst_idx on vote (burst_id) where burst_id is not null;
create index vote_address_block_idx on vote (created_at) where address_block is not null;
alter table board add constraint board_vote_budget_positive check (vote_budget > 0);
alter table post add constraint post_companies_not_negative check (company_count >= 0 and company_value >= 0);
alter table company add constraint company_revenue_not_negative check (revenue >= 0);
alter table burst add constraint burst_takes_time check (began_at <= ended_at);
create index burst_decided_by_idx on burst (decided_by_id) where decided_by_id is not null;
alter table priority add constraint priority_makes_sense
    check (reach >= 0 and impact > 0 and confidence > 0 and confidence <= 1 and effort > 0);
create index priority_set_by_idx on priority (set_by_id) where set_by_id is not null;

-- What the hashes of address blocks are keyed with. One row, made when the first vote with an address comes.
create table address_key (id boolean primary key default true check (id), key text not null);

-- What one voice at a moment adds to a post's momentum: actions.posts.momentum_at in SQL.
create function hearback_weight(timestamptz) returns float8 language sql immutable strict parallel safe
    return ln(2) / 7 * extract(epoch from $1 - '2020-01-01Z')::float8 / 86400;
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0006_tally")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Burst",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="bursts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        description="YOUNG_ACCOUNTS: young_accounts\nONE_ADDRESS_BLOCK: one_address_block",
                        enum_type=BurstReason,
                        max_length=20,
                    ),
                ),
                ("began_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "verdict",
                    fields.CharEnumField(
                        null=True,
                        description="GENUINE: genuine\nNOT_GENUINE: not_genuine",
                        enum_type=Verdict,
                        max_length=20,
                    ),
                ),
                (
                    "decided_by",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="decided_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="decided_bursts",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "burst",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id", "ended_at"], name="burst_post_idx"),
                    Index(fields=["created_at", "id"], name="burst_newest_idx"),
                ],
                "pk_attr": "id",
                "table_description": "Votes for one post that came within minutes, most of them of one origin.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Priority",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.OneToOneField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="priority",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("reach", fields.FloatField(null=True)),
                ("impact", fields.FloatField()),
                ("confidence", fields.FloatField()),
                ("effort", fields.FloatField()),
                (
                    "set_by",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="set_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="priorities",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("set_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "priority",
                "app": "ideation",
                "pk_attr": "id",
                "table_description": "What doing a post would bring and cost, as a product manager sees it.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Board",
            name="vote_budget",
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name="Post",
            name="company_count",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name="Post",
            name="company_value",
            field=fields.DecimalField(default=Decimal("0"), db_default=0, max_digits=18, decimal_places=2),
        ),
        ops.AddIndex(
            model_name="Post",
            index=Index(fields=["board_id", "company_count", "id"], name="post_by_companies_idx"),
        ),
        ops.AddIndex(
            model_name="Post",
            index=Index(fields=["board_id", "company_value", "id"], name="post_by_value_idx"),
        ),
        ops.AlterModelOptions(
            name="Vote",
            options={
                "table": "vote",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id", "created_at", "id"], name="vote_post_idx"),
                    Index(fields=["person_id"], name="vote_person_idx"),
                ],
                "pk_attr": "id",
                "table_description": "One person's support of one post, how much it matters to them, and why.",
            },
        ),
        ops.AddField(
            model_name="Vote",
            name="address_block",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name="Vote",
            name="burst",
            field=fields.ForeignKeyField(
                "ideation.Burst",
                source_field="burst_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="votes",
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Vote",
            name="entered_by",
            field=fields.ForeignKeyField(
                "ideation.Person",
                source_field="entered_by_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="entered_votes",
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Vote",
            name="heard_at",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="Vote",
            name="heard_link",
            field=fields.CharField(null=True, max_length=1000),
        ),
        ops.AddField(
            model_name="Vote",
            name="importance",
            field=fields.CharEnumField(
                null=True,
                description="NICE_TO_HAVE: nice_to_have\nIMPORTANT: important\nBLOCKING: blocking",
                enum_type=Importance,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="Vote",
            name="why",
            field=fields.CharField(null=True, max_length=500),
        ),
        ops.RunSQL(CONSTRAINTS),
    ]
