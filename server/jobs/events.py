"""Doing what follows from what happened."""

from collections.abc import Sequence

from ideation.events import Fact, ThemesRunRequested
from ideation.queries.deliveries import mail_is_due
from ideation.reactions.handling import events_wait, handle_events
from server.jobs.queue import Job, wake

MOST = 1000  # events in one job


async def react() -> None:
    """Handle the events that wait, and wake the jobs that have something to do now."""
    facts = await handle_events(MOST, along=_look_for_themes)
    if len(facts) == MOST:
        await wake(Job.HANDLE_EVENTS)
    if await mail_is_due():
        await wake(Job.DELIVER_MAIL)


async def catch_up() -> None:
    """Wake the jobs that have something to do, for when nobody else did."""
    if await events_wait():
        await wake(Job.HANDLE_EVENTS)
    if await mail_is_due():
        await wake(Job.DELIVER_MAIL)


async def _look_for_themes(facts: Sequence[Fact]) -> None:
    # Within the transaction that marks the request as handled, so that none is lost in between.
    if any(isinstance(fact, ThemesRunRequested) for fact in facts):
        await wake(Job.FIND_THEMES)
