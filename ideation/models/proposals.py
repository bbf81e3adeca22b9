"""Proposals that two posts say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from ideation.vocabulary import ProposalState

if TYPE_CHECKING:
    from ideation.models.events import Event
    from ideation.models.people import Person
    from ideation.models.posts import Post


class MergeProposal(Model):
    """Somebody's view that a post is a duplicate of another, and what the team made of it.

    `event` is the fact that settled it. No pair of posts has two proposals that are open or dismissed, in either order.
    """

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="merge_proposals", on_delete=fields.CASCADE
    )
    into: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField(
        "ideation.Post", related_name="merge_proposals_into", on_delete=fields.CASCADE
    )
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "ideation.Person", related_name="merge_proposals", null=True, on_delete=fields.SET_NULL
    )
    why = fields.TextField(default="")
    state = fields.CharEnumField(ProposalState, max_length=20, default=ProposalState.OPEN)
    reason = fields.TextField(null=True)
    event: fields.ForeignKeyNullableRelation[Event] = fields.ForeignKeyField(
        "ideation.Event", related_name="merge_proposals", null=True, on_delete=fields.SET_NULL
    )
    created_at = fields.DatetimeField(auto_now_add=True)

    post_id: UUID
    into_id: UUID
    by_id: UUID | None
    event_id: int | None

    class Meta:
        table = "merge_proposal"
        indexes = [
            Index(fields=("post_id",), name="merge_proposal_post_idx"),
            Index(fields=("into_id",), name="merge_proposal_into_idx"),
            Index(fields=("by_id",), name="merge_proposal_by_idx"),
            Index(fields=("event_id",), name="merge_proposal_event_idx"),
        ]
