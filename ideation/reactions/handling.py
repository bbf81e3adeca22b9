"""Taking facts from the ledger and running what follows from them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from ideation import sql
from ideation.events import FACTS, Fact
from ideation.ledger import fact_of
from ideation.models import Event
from ideation.reactions import REACTIONS

# An arbitrary number that all our processes agree on, so that only one of them handles events at a time.
HANDLING = 7_260_421
LONGEST_REST = timedelta(hours=1)

Along = Callable[[Sequence[Fact]], Awaitable[None]]

log = structlog.get_logger(__name__)


async def handle_events(limit: int = 1000, *, along: Along | None = None) -> list[Fact]:
    """Run the reactions to at most `limit` facts that nobody has handled yet; returns the facts handled now.

    Facts that people hear of are handled in the order of the ledger, one at a time in the whole installation, each with
    its mark in one transaction. No place is kept up to which the ledger has been read, so a verb that commits late gets
    handled late, whatever number its event has. A reaction that fails leaves its event unhandled and lets the others
    go on; it is tried again after 2, 4, 8 … seconds, at most an hour.

    What nobody hears of may still be the beginning of something: `along` gets it in the transaction that marks it.
    """
    handled = await _pass_over(limit, along)
    while len(handled) < limit:
        event = await _handle_next()
        if event is None:
            break
        handled.append(event)
    return [fact_of(event) for event in handled]


async def events_wait() -> bool:
    """Whether the ledger holds a fact that nobody has handled."""
    return await _unhandled(list(FACTS)).exists()


async def _pass_over(limit: int, along: Along | None) -> list[Event]:
    """Mark facts that nobody hears of, such as thousands of votes, at once."""
    async with in_transaction():
        events = await _unhandled(_UNHEARD).limit(limit).select_for_update(skip_locked=True)
        if along is not None:
            await along([fact_of(event) for event in events])
        await _mark([event.id for event in events])
    return events


async def _handle_next() -> Event | None:
    """The next event, handled; one whose reaction fails lets those after it go first."""
    while True:
        event = None
        try:
            async with in_transaction():
                await sql.fetch("wait_to_handle", HANDLING)
                event = await _unhandled(_HEARD).exclude(id__in=_resting()).first()
                if event is not None:
                    await _react(event)
        except Exception:
            if event is None:
                raise
            _let_rest(event)
        else:
            return event


async def _react(event: Event) -> None:
    fact = fact_of(event)
    reaction = REACTIONS[type(fact)]
    if reaction is not None:
        await reaction(fact, event)
    await _mark([event.id])
    _rests.pop(event.id, None)


def _unhandled(kinds: list[str]) -> QuerySet[Event]:
    return Event.filter(handled_at__isnull=True, kind__in=kinds).order_by("id")


async def _mark(ids: list[int]) -> None:
    await Event.filter(id__in=ids).update(handled_at=datetime.now(UTC))


@dataclass(frozen=True)
class _Rest:
    """How often a reaction has failed in this process, and when it is tried again."""

    failures: int
    until: datetime


# Kept by each process for itself: a failing reaction is our mistake, and the release that mends it starts afresh.
_rests: dict[int, _Rest] = {}


def _resting() -> list[int]:
    now = datetime.now(UTC)
    return [event_id for event_id, rest in _rests.items() if rest.until > now]


def _let_rest(event: Event) -> None:
    failures = _rests[event.id].failures + 1 if event.id in _rests else 1
    length = min(timedelta(seconds=2 ** min(failures, 12)), LONGEST_REST)
    _rests[event.id] = _Rest(failures, datetime.now(UTC) + length)
    log.exception("reaction_failed", event_id=event.id, fact=event.kind, failures=failures, again_in=str(length))


_HEARD = [name for name, kind in FACTS.items() if REACTIONS[kind] is not None]
_UNHEARD = [name for name, kind in FACTS.items() if REACTIONS[kind] is None]
