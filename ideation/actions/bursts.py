"""Bursts of votes: held apart from the trend until staff have looked at them. The count keeps every vote."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from uuid import UUID

from asyncpg import Record

from ideation import sql
from ideation.actions.ballots import recount_votes
from ideation.errors import NotAllowed
from ideation.events import BurstFound, BurstJudged
from ideation.ledger import record, verb
from ideation.models import Burst, Person, Post, Vote
from ideation.policy import may_judge_bursts
from ideation.vocabulary import BurstReason, Verdict

# A post that people find by themselves seldom gets as many votes as this in ten minutes; a call in a chat room does.
MANY = 10
WITHIN = timedelta(minutes=10)
# Whoever makes accounts to vote with votes at once. Most customers voted on their first day as well, but not together.
YOUNG = timedelta(days=1)
# How far back votes are looked at: twice the time of a burst, so that none is missed between two looks.
LOOKED_AT = 2 * WITHIN
ADDRESSES_LAST = timedelta(days=1)


async def hold_bursts() -> int:
    """Hold the votes apart that came in bursts lately; returns how many."""
    found = await sql.fetch("votes_in_bursts", LOOKED_AT, WITHIN, MANY, YOUNG)
    for (post_id, reason), votes in groupby(sorted(found, key=_origin), key=_origin):
        await _hold(post_id, BurstReason(reason), list(votes))
    return len(found)


@verb
async def judge_burst(burst: Burst, *, verdict: Verdict, by: Person) -> Burst:
    """Say whether the votes of a burst are genuine; then they count into the trend, otherwise they stay apart."""
    if not may_judge_bursts(by):
        raise NotAllowed
    posts = await _lock(burst.post_id)
    burst = await Burst.select_for_update(no_key=True).get(id=burst.id)
    if burst.verdict is not verdict:
        burst.verdict, burst.decided_by, burst.decided_at = verdict, by, datetime.now(UTC)
        await burst.save(update_fields=["verdict", "decided_by_id", "decided_at"])
        await recount_votes(posts)
        await record(BurstJudged(burst_id=burst.id, verdict=verdict), by=by)
    return burst


async def forget_addresses() -> None:
    """Forget where votes came from that are too old to be a burst."""
    await Vote.filter(address_block__isnull=False, created_at__lt=datetime.now(UTC) - ADDRESSES_LAST).update(
        address_block=None
    )


def _origin(record: Record) -> tuple[UUID, str]:
    return record["post_id"], record["reason"]


@verb
async def _hold(post_id: UUID, reason: BurstReason, votes: Sequence[Record]) -> None:
    """Add votes to the burst that goes on, or to a new one."""
    posts = await _lock(post_id)
    began_at, ended_at = (pick(vote["created_at"] for vote in votes) for pick in (min, max))
    burst = await Burst.filter(
        post_id=post_id, reason=reason, verdict__isnull=True, ended_at__gte=began_at - WITHIN
    ).first()
    if burst is None:
        burst = await Burst.create(post_id=post_id, reason=reason, began_at=began_at, ended_at=ended_at)
        await record(BurstFound(burst_id=burst.id), by=None)
    else:
        burst.began_at, burst.ended_at = min(began_at, burst.began_at), max(ended_at, burst.ended_at)
        await burst.save(update_fields=["began_at", "ended_at"])
    await Vote.filter(id__in=[vote["id"] for vote in votes], burst_id__isnull=True).update(burst_id=burst.id)
    await recount_votes(posts)


async def _lock(post_id: UUID) -> list[UUID]:
    """Lock a post and its original, whose trends change."""
    post = await Post.get(id=post_id)
    ids = sorted({post.id, post.merged_into_id or post.id})
    await Post.filter(id__in=ids).order_by("id").select_for_update(no_key=True)
    return ids
