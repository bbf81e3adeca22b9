"""hearback worker."""

import asyncio
import signal
from contextlib import suppress

import typer

from server.cli.command import Data, run
from server.jobs.worker import run_jobs
from server.settings import Settings, read_settings

app = typer.Typer()


@app.command(name="worker")
def worker_command(data: Data = None) -> None:
    """Run jobs: notifications, mail and themes. For `hearback serve` with HEARBACK_JOBS=separate.

    Example: hearback worker --data /srv/hearback
    """
    settings = read_settings(data=data)

    async def work(url: str) -> None:
        typer.echo("Running jobs. Press Ctrl+C to stop.")
        await _until_told_to_stop(url, settings)

    run(settings, work)


async def _until_told_to_stop(url: str, settings: Settings) -> None:
    jobs = asyncio.create_task(run_jobs(url, settings))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, jobs.cancel)
    with suppress(asyncio.CancelledError):
        await jobs
