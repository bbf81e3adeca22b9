"""Themes that last, and the runs whose passing clusters map to them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.models.people import Person
from ideation.vocabulary import RunState

if TYPE_CHECKING:
    from ideation.models.posts import Segment


class Theme(Model):
    """What many people mean, with a name and an id that survive every run.

    `level` is 1 for a theme and 2 for a sub-theme of its `parent`. Without `named_by`, the name is machine-made.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200)
    named_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="named_themes", null=True, on_delete=fields.SET_NULL
    )
    owner: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="owned_themes", null=True, on_delete=fields.SET_NULL
    )
    parent: fields.ForeignKeyNullableRelation[Theme] = fields.ForeignKeyField(
        "ideation.Theme", related_name="subthemes", null=True, on_delete=fields.SET_NULL
    )
    level = fields.SmallIntField(default=1)
    created_at = fields.DatetimeField(auto_now_add=True)

    named_by_id: UUID | None
    owner_id: UUID | None
    parent_id: UUID | None

    class Meta:
        table = "theme"
        indexes = [Index(fields=("parent_id",), name="theme_parent_idx")]


class TopicRun(Model):
    """One look at all sentences; readers see the latest complete one.

    While a run works it keeps touching `touched_at`; one that has stopped doing so has died.
    """

    id = fields.UUIDField(primary_key=True)
    state = fields.CharEnumField(RunState, max_length=20, default=RunState.RUNNING)
    stage = fields.CharField(max_length=40, default="starting")
    done = fields.IntField(default=0)
    total = fields.IntField(default=0)
    sentence_count = fields.IntField(default=0)
    themed_count = fields.IntField(default=0)
    theme_count = fields.IntField(default=0)
    message = fields.TextField(null=True)
    figures = fields.JSONField[dict[str, object]](default=dict)
    started_at = fields.DatetimeField(auto_now_add=True)
    touched_at = fields.DatetimeField(auto_now_add=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "topic_run"
        indexes = [Index(fields=("started_at",), name="topic_run_started_idx")]


class Cluster(Model):
    """What one run found, and the lasting theme that it maps to."""

    id = fields.UUIDField(primary_key=True)
    run: fields.ForeignKeyRelation[TopicRun] = fields.ForeignKeyField(
        "ideation.TopicRun", related_name="clusters", on_delete=fields.CASCADE
    )
    theme: fields.ForeignKeyRelation[Theme] = fields.ForeignKeyField(
        "ideation.Theme", related_name="clusters", on_delete=fields.CASCADE
    )
    words = fields.JSONField[list[str]]()
    sentence_count = fields.IntField()
    post_count = fields.IntField()
    people_count = fields.IntField()
    centroid = fields.BinaryField()

    run_id: UUID
    theme_id: UUID

    class Meta:
        table = "cluster"
        indexes = [Index(fields=("theme_id",), name="cluster_theme_idx")]


class Membership(Model):
    """Where one run put one sentence: its theme, its sub-theme, and its place on the map.

    Sentences that fit nothing have a place but no theme.
    """

    id = fields.BigIntField(primary_key=True)
    run: fields.ForeignKeyRelation[TopicRun] = fields.ForeignKeyField(
        "ideation.TopicRun", related_name="memberships", on_delete=fields.CASCADE
    )
    segment: fields.ForeignKeyRelation[Segment] = fields.ForeignKeyField(
        "ideation.Segment", related_name="memberships", on_delete=fields.CASCADE
    )
    theme: fields.ForeignKeyNullableRelation[Theme] = fields.ForeignKeyField(
        "ideation.Theme", related_name="memberships", null=True, on_delete=fields.SET_NULL
    )
    subtheme: fields.ForeignKeyNullableRelation[Theme] = fields.ForeignKeyField(
        "ideation.Theme", related_name="submemberships", null=True, on_delete=fields.SET_NULL
    )
    similarity = fields.FloatField(null=True)
    confidence = fields.FloatField(null=True)
    x = fields.FloatField()
    y = fields.FloatField()

    class Meta:
        table = "membership"
        indexes = [
            Index(fields=("run_id", "theme_id", "similarity"), name="membership_theme_idx"),
            Index(fields=("run_id", "subtheme_id", "similarity"), name="membership_subtheme_idx"),
            Index(fields=("segment_id",), name="membership_segment_idx"),
        ]


class Embedding(Model):
    """The vector of a sentence for one model, kept by the digest of its text: half-precision floats, little-endian."""

    id = fields.BigIntField(primary_key=True)
    model = fields.CharField(max_length=100)
    digest = fields.CharField(max_length=64)
    vector = fields.BinaryField()

    class Meta:
        table = "embedding"
