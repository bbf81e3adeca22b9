"""hearback worker."""

import asyncio
import signal

import typer

from server.cli.command import Data, run
from server.jobs import run_jobs
from server.log import configure_log
from server.settings import read_settings

app = typer.Typer()


@app.command(name="worker")
def worker_command(data: Data = None) -> None:
    """Run jobs: notifications, mail and themes. For `hearback serve` with HEARBACK_JOBS=separate.

    Example: hearback worker --data /srv/hearback
    """
    settings = read_settings(data=data)

    async def work(url: str) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with run_jobs(url, settings):
            typer.echo("Running jobs. Press Ctrl+C to stop.")
            await stop.wait()

    configure_log()
    run(settings, work)
