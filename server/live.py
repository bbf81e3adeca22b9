"""Live updates: what any process commits wakes the subscriptions of every process, and the jobs.

PostgreSQL carries the news as a NOTIFY with the numbers of the events. It is sent after the commit, because a NOTIFY
within a transaction takes a lock that all commits share, and once for all that was committed within a few milliseconds.
News only wakes: the ledger is the truth, and whoever may have missed something is told to read again.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from uuid import UUID
from weakref import WeakSet

import asyncpg
import structlog

from ideation import ledger, sql
from ideation.events import AboutPost, Fact
from ideation.ledger import Recorded, fact_of
from ideation.models import Event
from server.database import credentials
from server.jobs.queue import Job, wake

CHANNEL = "hearback_ledger"
GATHERING = 0.01  # seconds in which commits share one notice
EVENTS_PER_NOTICE = 300  # a payload may have 7,999 bytes; a number and its comma have at most 20
MOST_WAITING = 100  # facts that a subscriber may fall behind before it has to read again
READERS = 4  # subscriptions that read anew at one time, so that thousands of them keep nobody else waiting
SILENCE = 30.0  # seconds without news, after which the connection is asked whether it still lives
PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)  # seconds between attempts to connect; the last one repeats

log = structlog.get_logger(__name__)


@asynccontextmanager
async def live(url: str) -> AsyncIterator["Hub"]:
    """While this lasts, this process announces what it commits, and its hub hears what all processes commit.

    Needs the database to be open; see `server.database`.
    """
    hub = Hub(url)
    listening = asyncio.create_task(hub.listen(), context=Context())
    try:
        await hub.listening.wait()
        async with after_commits(_announce_and_wake):
            yield hub
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        hub.close()


async def _announce_and_wake(recorded: Sequence[Recorded]) -> None:
    await announce(recorded)
    await wake(Job.HANDLE_EVENTS)


@asynccontextmanager
async def after_commits(publish: Callable[[Sequence[Recorded]], Awaitable[None]]) -> AsyncIterator[None]:
    """While this lasts, hand what this process commits to `publish`, outside of any transaction and bundled.

    What `publish` fails to take is handed to it again together with what follows.
    """
    waiting: list[Recorded] = []
    committed = asyncio.Event()

    def note(recorded: Sequence[Recorded]) -> None:
        waiting.extend(recorded)
        committed.set()

    async def publish_all() -> bool:
        taken = len(waiting)
        try:
            await publish(waiting[:taken])
        except Exception:
            log.exception("publishing_failed", facts=taken)
            return False
        del waiting[:taken]
        return True

    async def work() -> None:
        while True:
            await committed.wait()
            await asyncio.sleep(GATHERING)
            committed.clear()
            if not await publish_all():
                await asyncio.sleep(PAUSES[-1])
                committed.set()

    # A task made by the listener would inherit the verb's transaction; this one begins with nothing.
    task = asyncio.create_task(work(), context=Context())
    ledger.listeners.append(note)
    try:
        yield
    finally:
        ledger.listeners.remove(note)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        if waiting:
            await publish_all()


async def announce(recorded: Sequence[Recorded]) -> None:
    """Tell every process which events there are to read."""
    numbers = [str(item.event_id) for item in recorded]
    notices = [
        ",".join(numbers[start : start + EVENTS_PER_NOTICE]) for start in range(0, len(numbers), EVENTS_PER_NOTICE)
    ]
    await sql.fetch("announce", CHANNEL, notices)


class Hub:
    """Hears what all processes commit, and hands each fact to those who asked for such."""

    def __init__(self, url: str) -> None:
        self.listening = asyncio.Event()
        self.hears = False
        # Called at once when something was committed somewhere, or may have been.
        self.witnesses: list[Callable[[], None]] = []
        self.turns = asyncio.Semaphore(READERS)
        self._url = url
        self._heard: list[int] = []
        self._awake = asyncio.Event()
        # A subscription that nobody reads any more disappears by itself.
        self._subscriptions: WeakSet[Subscription] = WeakSet()

    def changes(self, *, post_id: UUID | None = None, board_id: UUID | None = None) -> AsyncIterator[Fact | None]:
        """Every fact from this call on, of one board if one is named; of one post, if named, the latest that waits.

        None among the facts says that something may have been missed: read again what you show.
        """
        subscription = Subscription(post_id, board_id)
        self._subscriptions.add(subscription)
        return subscription

    async def listen(self) -> None:
        """Pass on what is heard, for ever; a lost connection is replaced, and everyone told to read again."""
        failures = 0
        while True:
            try:
                await self._listen_once()
                failures = 0
            except Exception as error:
                failures += 1
                log.warning("not_listening", error=repr(error))
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])

    def close(self) -> None:
        """End every subscription."""
        for subscription in list(self._subscriptions):
            subscription.end()

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(**credentials(self._url), timeout=10)
        try:
            # A connection that dies says nothing more; without this, nobody would notice.
            connection.add_termination_listener(lambda _: self._turn_deaf())
            await connection.add_listener(CHANNEL, self._hear)
            self.listening.set()
            self.hears = True
            self._witness()
            self._tell([None])
            while not connection.is_closed():
                await self._wait(connection)
                await self._pass_on()
        finally:
            self._turn_deaf()
            connection.terminate()

    def _turn_deaf(self) -> None:
        self.hears = False
        self._awake.set()

    def _hear(self, _connection: object, _sender: int, _channel: str, payload: object) -> None:
        self._witness()
        self._heard.extend(int(number) for number in str(payload).split(","))
        self._awake.set()

    async def _wait(self, connection: asyncpg.Connection) -> None:
        try:
            async with asyncio.timeout(SILENCE):
                await self._awake.wait()
        except TimeoutError:
            await connection.execute("select 1", timeout=10)
        self._awake.clear()

    async def _pass_on(self) -> None:
        numbers, self._heard = self._heard, []
        if not numbers or not self._subscriptions:
            return
        try:
            events = await Event.filter(id__in=numbers).order_by("id")
            self._tell([fact_of(event) for event in events])
        except Exception:
            log.exception("news_not_read", events=len(numbers))
            self._tell([None])

    def _witness(self) -> None:
        for witness in self.witnesses:
            witness()

    def _tell(self, news: Sequence[Fact | None]) -> None:
        for subscription in list(self._subscriptions):
            for fact in news:
                subscription.tell(fact)


class Subscription(AsyncIterator[Fact | None]):
    """The facts that one reader asked for and has not read yet."""

    def __init__(self, post_id: UUID | None, board_id: UUID | None) -> None:
        self._post_id = post_id
        self._board_id = board_id
        self._waiting: deque[Fact | None] = deque()
        self._awake = asyncio.Event()
        self._ended = False

    async def __anext__(self) -> Fact | None:
        while not self._waiting:
            if self._ended:
                raise StopAsyncIteration
            self._awake.clear()
            await self._awake.wait()
        return self._waiting.popleft()

    def tell(self, fact: Fact | None) -> None:
        """Keep the fact for the reader if it is one that was asked for."""
        if not self._concerns(fact):
            return
        # Whoever reads again sees all that waited, too.
        if self._post_id is not None:
            self._waiting.clear()
        elif fact is None or len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            fact = None
        self._waiting.append(fact)
        self._awake.set()

    def end(self) -> None:
        """Let the reader finish what waits, and stop."""
        self._ended = True
        self._awake.set()

    def _concerns(self, fact: Fact | None) -> bool:
        if fact is None or (self._post_id is None and self._board_id is None):
            return True
        return (
            isinstance(fact, AboutPost)
            and (self._post_id is None or fact.concerns(self._post_id))
            and self._board_id in (None, fact.board_id)
        )
