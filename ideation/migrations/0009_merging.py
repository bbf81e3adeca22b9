"""Merging posts: proposals, and that what a post is merged into is itself an original of its board."""

from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from ideation.vocabulary import Contribution, NotificationKind, ProposalState, Template

CONSTRAINTS = """
alter table post add constraint post_merged_with_when_merged check (merged_with_id is null or merged_into_id is not null);
alter table merge_proposal add constraint merge_proposal_of_two_posts check (post_id <> into_id);
alter table merge_proposal add constraint merge_proposal_dismissed_with_reason check (state <> 'dismissed' or reason <> '');
create unique index merge_proposal_once_per_pair on merge_proposal (least(post_id, into_id), greatest(post_id, into_id))
    where state in ('open', 'dismissed');
create index merge_proposal_state_idx on merge_proposal (state, created_at, id);

-- No chains, no cycles, and nothing of another board. The original is locked, so that it cannot become a duplicate before this
-- transaction ends; a transaction that made it one was waited for, and is seen.
create function hearback_check_merge() returns trigger language plpgsql as $$
begin
    perform from post
    where id = new.merged_into_id and merged_into_id is null and board_id = new.board_id
    for no key update;
    if not found or exists (select from post where merged_into_id = new.id) then
        raise exception 'post % cannot be a duplicate of %', new.id, new.merged_into_id
            using errcode = 'check_violation', constraint = 'post_merged_into_an_original',
                  hint = 'What a post is merged into is an original of its board, and a duplicate has no duplicates.';
    end if;
    return null;
end
$$;
create constraint trigger post_merged_into_an_original
    after insert or update of merged_into_id, board_id on post
    for each row when (new.merged_into_id is not null) execute function hearback_check_merge();
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0008_changelog")]

    initial = False

    operations = [
        ops.CreateModel(
            name="MergeProposal",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "post",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="post_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="merge_proposals",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "into",
                    fields.ForeignKeyField(
                        "ideation.Post",
                        source_field="into_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="merge_proposals_into",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "ideation.Person",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="merge_proposals",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("why", fields.TextField(default="", unique=False)),
                (
                    "state",
                    fields.CharEnumField(
                        default=ProposalState.OPEN,
                        description="OPEN: open\nACCEPTED: accepted\nDISMISSED: dismissed",
                        enum_type=ProposalState,
                        max_length=20,
                    ),
                ),
                ("reason", fields.TextField(null=True, unique=False)),
                (
                    "event",
                    fields.ForeignKeyField(
                        "ideation.Event",
                        source_field="event_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="merge_proposals",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "merge_proposal",
                "app": "ideation",
                "indexes": [
                    Index(fields=["post_id"], name="merge_proposal_post_idx"),
                    Index(fields=["into_id"], name="merge_proposal_into_idx"),
                    Index(fields=["by_id"], name="merge_proposal_by_idx"),
                    Index(fields=["event_id"], name="merge_proposal_event_idx"),
                ],
                "pk_attr": "id",
                "table_description": "Somebody's view that a post is a duplicate of another, and what the team made of it.",
            },
            bases=["Model"],
        ),
        ops.AlterField(
            model_name="Delivery",
            name="template",
            field=fields.CharEnumField(
                description="SIGN_IN_CODE: sign_in_code\nREPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nANNOUNCED: announced\nMERGED: merged",
                enum_type=Template,
                max_length=20,
            ),
        ),
        ops.AlterField(
            model_name="Notification",
            name="contribution",
            field=fields.CharEnumField(
                null=True,
                description="WROTE: wrote\nCOMMENTED: commented\nVOTED: voted\nPROPOSED: proposed\nFOLLOWED: followed",
                enum_type=Contribution,
                max_length=20,
            ),
        ),
        ops.AlterField(
            model_name="Notification",
            name="kind",
            field=fields.CharEnumField(
                description="REPORTED_BACK: reported_back\nSTATUS_CHANGED: status_changed\nCOMMENTED: commented\nANNOUNCED: announced\nMERGED: merged\nSEPARATED: separated\nMERGE_DISMISSED: merge_dismissed",
                enum_type=NotificationKind,
                max_length=20,
            ),
        ),
        ops.RunSQL(CONSTRAINTS),
    ]
