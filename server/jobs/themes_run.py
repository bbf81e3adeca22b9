"""Looking for themes, in a process of its own: it is heavy, and no other part of the product loads what it needs."""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from typing import cast

import structlog

from server.settings import Settings

NICELY = ("nice", "-n", "10")  # people who wait for a page go first
LONGEST_LINE = 2**20  # bytes
GRACE = 3.0  # seconds to end in once asked to

log = structlog.get_logger(__name__)


async def find_themes(url: str, settings: Settings, *, until: asyncio.Event) -> None:
    """Run `hearback topics run` to its end, or stop it when `until` is set."""
    process = await asyncio.create_subprocess_exec(
        *(NICELY if shutil.which(NICELY[0]) else ()),
        *(sys.executable, "-m", "server", "topics", "run", "--data", str(settings.data)),
        env=os.environ | {"HEARBACK_DATABASE_URL": url},
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
        limit=LONGEST_LINE,
    )
    talking = asyncio.create_task(_log(process))
    stopping = asyncio.create_task(until.wait())
    try:
        await asyncio.wait({talking, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        await _end(process)
        await talking


async def _log(process: Process) -> None:
    output = cast("asyncio.StreamReader", process.stdout)  # it is a pipe
    async for line in output:
        log.info("topics", said=line.decode(errors="replace").strip())
    code = await process.wait()
    (log.info if code == 0 else log.error)("topics_ended", exit_code=code)


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGINT)  # as Ctrl+C would: the run notes that it was interrupted
    try:
        async with asyncio.timeout(GRACE):
            await process.wait()
    except TimeoutError:
        process.kill()
