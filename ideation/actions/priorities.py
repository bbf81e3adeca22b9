"""Weighing posts against each other."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PrioritySet
from ideation.ledger import record, verb
from ideation.models import Person, Post, Priority
from ideation.policy import may_decide
from ideation.queries.posts import PostRow

MOST = 1e9


@dataclass(frozen=True)
class Weights:
    """What somebody thinks of a post; see `Priority`. Without `reach`, those who support it."""

    reach: float | None
    impact: float
    confidence: float
    effort: float


@verb
async def set_priority(post: Post | PostRow, weights: Weights | None, *, by: Person) -> None:
    """Say what a post would bring and cost, in place of what was said before; None takes it off the table."""
    if not may_decide(by):
        raise NotAllowed
    if weights is not None:
        _ensure_sensible(weights)
    await Post.select_for_update(no_key=True).get(id=post.id)
    before = await Priority.get_or_none(post_id=post.id)
    if weights is None:
        if before is None:
            return
        await before.delete()
    else:
        if before and weights == Weights(before.reach, before.impact, before.confidence, before.effort):
            return
        said = vars(weights) | {"set_by": by, "set_at": datetime.now(UTC)}
        await Priority.update_or_create(post_id=post.id, defaults=said)
    await record(PrioritySet(post_id=post.id, board_id=post.board_id), by=by)


def _ensure_sensible(weights: Weights) -> None:
    for field in ("reach", "impact", "confidence", "effort"):
        value = getattr(weights, field)
        if value is not None and not (math.isfinite(value) and 0 <= value <= MOST):
            raise InvalidInput(field, "Give a number that is not negative, and not above 1,000,000,000.")
    if not weights.impact:
        raise InvalidInput("impact", "Give an impact above 0, such as 3 for massive, 1 for medium, 0.25 for minimal.")
    if not 0 < weights.confidence <= 1:
        raise InvalidInput("confidence", "Say how sure you are as a number above 0 and up to 1, such as 0.8.")
    if not weights.effort:
        raise InvalidInput("effort", "Give the effort in person-months, above 0; 0.5 for two weeks.")
