"""The queue between what happens and the jobs that follow."""

from enum import StrEnum

from pgqueuer import Queries
from tortoise.connection import get_connection


class Job(StrEnum):
    """What the queue can ask for. None of them needs more than its name: what there is to do stands in our tables."""

    HANDLE_EVENTS = "handle_events"
    DELIVER_MAIL = "deliver_mail"
    FIND_THEMES = "find_themes"
    READ_POSTS = "read_posts"


async def wake(job: Job) -> None:
    """Have a job run that sees everything committed until now. Asked a thousand times at once, it runs once or twice.

    A job that is running may have looked already, so a second place in the queue follows it. As only one job of a name
    runs at a time, at least one of the two places begins after this call.
    """
    async with get_connection("default").acquire_connection() as connection:
        queue = Queries.from_asyncpg_connection(connection)
        for place in (job.value, f"{job.value} again"):
            [queued] = await queue.enqueue(job, None, dedupe_key=place, on_conflict="skip")
            if queued is not None:
                return


async def forget_finished_jobs() -> None:
    """Empty the queue's own record of what ran; the ledger is ours."""
    async with get_connection("default").acquire_connection() as connection:
        queue = Queries.from_asyncpg_connection(connection)
        await queue.clear_queue_log()
        await queue.clear_statistics_log()
