"""Statuses become rows, and what a post has in its column becomes the key of one of them."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from ideation.vocabulary import StatusColor, StatusIcon, StatusKind


class RelateColumn(ops.AlterField):
    """A column that was a word becomes a relation: in the models only, since the column itself stays as it is."""

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        return None

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        return None


STATUSES = """
insert into status (key, name, color, icon, position, kind, on_roadmap, definition) values
('open', 'Open', 'neutral', 'circle', 0, 'open', false, 'New, and open for votes.'),
('under_review', 'Under review', 'neutral', 'clock', 1, 'open', false, 'We are finding out what it would take.'),
('planned', 'Planned', 'info', 'calendar', 2, 'active', true, 'We have decided to do it and have not begun.'),
('in_progress', 'In progress', 'warning', 'half', 3, 'active', true, 'We are working on it.'),
('shipped', 'Shipped', 'positive', 'check', 4, 'done', true, 'It is there for everyone who may use it.'),
('declined', 'Not planned', 'neutral', 'dash', 5, 'declined', false, 'We have decided not to do it.');
"""

# Few posts are ever decided about, so this index costs the votes for all others nothing.
CONSTRAINTS = """
alter table status add constraint status_key_spelled check (key ~ '^[a-z0-9]+(_[a-z0-9]+)*$');
alter table status add constraint status_name_given check (name <> '');
create unique index status_name_key on status (lower(name));
alter table status add constraint status_default_open check (key <> 'open' or kind = 'open');

alter table post alter column status type varchar(40);
alter table post add constraint post_status_known foreign key (status) references status (key) on delete restrict;
create index post_decided_idx on post (status, vote_count, id) where status <> 'open';
"""


class Migration(migrations.Migration):
    dependencies = [("ideation", "0002_constraints")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Status",
            fields=[
                ("key", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ("name", fields.CharField(max_length=40)),
                (
                    "color",
                    fields.CharEnumField(
                        default=StatusColor.NEUTRAL,
                        description="NEUTRAL: neutral\nINFO: info\nWARNING: warning\nPOSITIVE: positive\nNEGATIVE: negative\nACCENT: accent",
                        enum_type=StatusColor,
                        max_length=20,
                    ),
                ),
                (
                    "icon",
                    fields.CharEnumField(
                        default=StatusIcon.CIRCLE,
                        description="CIRCLE: circle\nHALF: half\nCLOCK: clock\nCALENDAR: calendar\nCHECK: check\nCROSS: cross\nDASH: dash\nHEART: heart\nIDEA: idea\nPENCIL: pencil\nQUESTION: question\nSEARCH: search",
                        enum_type=StatusIcon,
                        max_length=20,
                    ),
                ),
                ("position", fields.IntField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="OPEN: open\nACTIVE: active\nDONE: done\nDECLINED: declined",
                        enum_type=StatusKind,
                        max_length=20,
                    ),
                ),
                ("on_roadmap", fields.BooleanField(default=False)),
                ("definition", fields.CharField(default="", max_length=300)),
            ],
            options={
                "table": "status",
                "app": "ideation",
                "pk_attr": "key",
                "table_description": "One place where posts stand. Its key never changes; what it is called and means is the administrators' choice.",
            },
            bases=["Model"],
        ),
        RelateColumn(
            model_name="Post",
            name="status",
            field=fields.ForeignKeyField(
                "ideation.Status",
                source_field="status_id",  # so Tortoise names it when it compares; the column is called status
                default="open",
                db_constraint=True,
                to_field="key",
                related_name="posts",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.RunSQL(STATUSES),
        ops.RunSQL(CONSTRAINTS),
    ]
