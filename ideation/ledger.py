"""What happened, in the order in which it was recorded: the one source of mail, live updates and activity."""

from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

import orjson
import structlog
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from ideation import sql
from ideation.events import FACTS, Fact
from ideation.models import Event, Person

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Recorded:
    """A fact with its place in the ledger."""

    event_id: int
    fact: Fact


_pending: ContextVar[list[Recorded] | None] = ContextVar("pending", default=None)

# Called with what a verb recorded, once its transaction has been committed; never for what was rolled back.
listeners: list[Callable[[Sequence[Recorded]], None]] = []


def verb(
    function: Callable[Parameters, Awaitable[Result]],
) -> Callable[Parameters, Awaitable[Result]]:
    """Run the function in one transaction and publish what it recorded after the commit.

    A verb that is called by another verb belongs to the transaction of that one.
    """

    @wraps(function)
    async def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if _pending.get() is not None:
            return await function(*args, **kwargs)
        recorded: list[Recorded] = []
        token = _pending.set(recorded)
        try:
            async with in_transaction():
                result = await function(*args, **kwargs)
        finally:
            _pending.reset(token)
        if recorded:
            _publish(recorded)
        return result

    return run


async def record(fact: Fact, *, by: Person | None) -> Event:
    """Write the fact down in the transaction of the verb that is running."""
    pending = _pending.get()
    if pending is None:
        raise RuntimeError(f"{type(fact).__name__} can only be recorded inside a verb")
    event = await Event.create(kind=type(fact).__name__, data=data_of(fact), by=by)
    pending.append(Recorded(event.id, fact))
    return event


async def record_all(facts: Sequence[tuple[Fact, Person]]) -> None:
    """Write down what several people did, in the transaction of the verb that is running."""
    pending = _pending.get()
    if pending is None:
        raise RuntimeError("Facts can only be recorded inside a verb")
    kinds = [type(fact).__name__ for fact, _ in facts]
    data = [orjson.dumps(data_of(fact)).decode() for fact, _ in facts]
    rows = await sql.fetch("record_facts", kinds, data, [person.id for _, person in facts])
    pending.extend(Recorded(row["id"], fact) for row, (fact, _) in zip(rows, facts, strict=True))


def transaction_is_open() -> bool:
    """Whether what is done here belongs to a transaction that began before, such as that of a verb."""
    return isinstance(get_connection("default"), TransactionalDBClient)


def data_of(fact: Fact) -> dict[str, object]:
    """What a row of the ledger holds of a fact."""
    # asyncpg has a UUID class of its own, which the JSON encoder does not know.
    return {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(fact).items()}


def fact_of(event: Event) -> Fact:
    """The fact that a row of the ledger holds; what it does not say, because it is older than the field, is default."""
    kind = FACTS[event.kind]
    said = [field for field in fields(kind) if field.name in event.data]
    return kind(**{field.name: field.type(event.data[field.name]) for field in said})  # type: ignore[operator]


def _publish(recorded: Sequence[Recorded]) -> None:
    for listener in listeners:
        try:
            listener(recorded)
        except Exception:
            # The change is made: whoever asked for it must not hear that it failed.
            log.exception("listener_failed", facts=len(recorded))
