"""The worker: runs the jobs that the queue asks for, and looks now and then whether one was forgotten."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from datetime import timedelta

import asyncpg
import structlog
from pgqueuer import PgQueuer, models
from pgqueuer.errors import FailingListenerError

from ideation.actions.bursts import forget_addresses, hold_bursts
from ideation.actions.posts import gather_tally
from ideation.actions.requests import forget_old_requests
from ideation.queries.vectors import posts_are_to_read
from server.database import SESSION, credentials
from server.jobs.events import catch_up, react
from server.jobs.mail import MOST_MAILS, deliver_mail
from server.jobs.queue import Job, forget_finished_jobs, wake
from server.jobs.sweep import sweep
from server.jobs.themes_run import find_themes
from server.jobs.vectors import read_posts
from server.jobs.words import WordCounter
from server.settings import Settings
from server.similarity import reader_for

EVERY_TEN_SECONDS = "* * * * * */10"
EVERY_TEN_MINUTES = "*/10 * * * *"
EVERY_MINUTE = "* * * * *"
EVERY_NIGHT = "30 3 * * *"
LOOKING = timedelta(seconds=10)  # between looks at a silent queue
DEATH = timedelta(seconds=10)  # of silence, after which another worker may take over a job
GRACE = 5.0  # seconds that running jobs have to end in when the worker stops
PAUSE = 1.0  # seconds before a worker that lost the database begins again

log = structlog.get_logger(__name__)


@asynccontextmanager
async def run_jobs(url: str, settings: Settings) -> AsyncIterator[None]:
    """While this lasts, jobs run beside everything else; at its end, one that is running has seconds to end in.

    Needs the database to be open; see `server.database`. Losing it interrupts the jobs, and they go on afterwards.
    """
    running = asyncio.create_task(_run_always(url, settings), context=Context())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _run_always(url: str, settings: Settings) -> None:
    while True:
        try:
            await _run(url, settings)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, FailingListenerError) as error:
            log.warning("jobs_interrupted", error=repr(error), again_in=PAUSE)
        except Exception:
            log.exception("jobs_interrupted", again_in=PAUSE)
        await asyncio.sleep(PAUSE)


async def _run(url: str, settings: Settings) -> None:
    # A connection of its own, because it listens. Not a pool: PgQueuer's check of its listener comes too early for one.
    connection = await asyncpg.connect(**credentials(url), server_settings=SESSION)
    try:
        queue = _jobs(connection, url, settings)
        connection.add_termination_listener(lambda _: queue.shutdown.set())
        await catch_up()
        await _run_until_cancelled(queue)
    finally:
        await connection.close(timeout=GRACE)


def _jobs(connection: asyncpg.Connection, url: str, settings: Settings) -> PgQueuer:
    """The queue, and what each name in it stands for."""
    queue = PgQueuer.from_asyncpg_connection(connection)

    words = WordCounter()

    async def read_soon() -> None:
        if settings.similarity == "meaning" and await posts_are_to_read():
            await wake(Job.READ_POSTS)

    # `wake` relies on one job of a name running at a time.
    @queue.entrypoint(Job.HANDLE_EVENTS, concurrency_limit=1)
    async def _handle_events(_: models.Job) -> None:
        await react()
        await read_soon()

    @queue.entrypoint(Job.DELIVER_MAIL, concurrency_limit=1)
    async def _deliver_mail(_: models.Job) -> None:
        if await deliver_mail(settings) == MOST_MAILS:
            await wake(Job.DELIVER_MAIL)

    @queue.entrypoint(Job.FIND_THEMES, concurrency_limit=1)
    async def _find_themes(_: models.Job) -> None:
        await find_themes(url, settings, until=queue.shutdown)

    @queue.entrypoint(Job.READ_POSTS, concurrency_limit=1)
    async def _read_posts(_: models.Job) -> None:
        await read_posts(reader_for(settings), until=queue.shutdown)

    @queue.schedule("catch_up", EVERY_TEN_SECONDS)
    async def _catch_up(_: models.Schedule) -> None:
        await catch_up()
        await read_soon()

    @queue.schedule("count_words", EVERY_TEN_MINUTES)
    async def _count_words(_: models.Schedule) -> None:
        await words.count_if_grown()

    @queue.schedule("gather_tally", EVERY_MINUTE)
    async def _gather_tally(_: models.Schedule) -> None:
        await gather_tally()

    @queue.schedule("hold_bursts", EVERY_MINUTE)
    async def _hold_bursts(_: models.Schedule) -> None:
        await hold_bursts()

    @queue.schedule("forget_addresses", EVERY_NIGHT)
    async def _forget_addresses(_: models.Schedule) -> None:
        await forget_addresses()

    @queue.schedule("forget_finished_jobs", EVERY_NIGHT)
    async def _forget(_: models.Schedule) -> None:
        await forget_finished_jobs()
        await forget_old_requests()

    @queue.schedule("sweep", EVERY_NIGHT)
    async def _sweep(_: models.Schedule) -> None:
        await sweep()

    return queue


async def _run_until_cancelled(queue: PgQueuer) -> None:
    running = asyncio.create_task(
        queue.run(dequeue_timeout=LOOKING, heartbeat_timeout=DEATH, shutdown_on_listener_failure=True)
    )
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        queue.shutdown.set()
        await asyncio.wait({running}, timeout=GRACE)
        raise
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
