"""hearback serve and hearback demo."""

import asyncio
import errno
import gc
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime

import typer
import uvicorn

from ideation.models import TopicRun
from ideation.vocabulary import RunState
from server.app import create_app
from server.auth.demo import demo_people
from server.cli.command import Data, Port
from server.database import database, migrate
from server.endpoints.graphql.messages import MAX_BYTES
from server.installation import database_url
from server.log import configure_log
from server.seed import is_sample, seed
from server.settings import Settings, read_settings

app = typer.Typer()

SAMPLE_COMPANY = "Skerryline"


@app.command()
def serve(data: Data = None, port: Port = None) -> None:
    """Serve the page, the API and the jobs.

    Example: hearback serve --data /srv/hearback --port 8000
    """
    settings = read_settings(data=data, port=port)
    with _listen(settings) as listener, database_url(settings) as url:
        asyncio.run(migrate(url))
        typer.echo(f"{settings.organisation} is served on {_address(settings)}")
        _serve(settings, url, listener, demo=False)


@app.command()
def demo(data: Data = None, port: Port = None) -> None:
    """Serve a sample company to look around in. Typed again, it keeps what happened there.

    Example: hearback demo --port 8080
    """
    chosen = read_settings(data=data, port=port)
    company = {"organisation": SAMPLE_COMPANY, "mail_from": f"{SAMPLE_COMPANY} <feedback@localhost>"}
    settings = chosen.model_copy(update={**company, "public_url": _address(chosen)})
    with _listen(settings) as listener, database_url(settings) as url:
        asyncio.run(migrate(url))
        if asyncio.run(_fill(url)):
            typer.echo("Looking for themes in what they said:")
            _look_for_themes(settings, url)
        asyncio.run(_introduce(settings, url))
        _serve(settings, url, listener, demo=True)


def _address(settings: Settings) -> str:
    return f"http://{settings.host}:{settings.port}"


def _listen(settings: Settings) -> socket.socket:
    """The port, taken before anything else is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(2048)
    except OSError as refused:
        listener.close()
        if refused.errno == errno.EADDRINUSE:
            reason = f"port {settings.port} is taken by another program, perhaps by another Hearback"
        else:
            reason = f"{settings.host}:{settings.port} cannot be listened on: {refused.strerror}"
        raise SystemExit(f"hearback: {reason}. Stop it, or choose another port with --port.") from None
    return listener


async def _fill(url: str) -> bool:
    """Fill an empty installation with the sample company; whether its themes are still to be found."""
    async with database(url):
        if await seed(datetime.now(UTC)):
            typer.echo(f"{SAMPLE_COMPANY}, a company that does not exist, has moved in.")
        if not await is_sample():
            # Whoever visits a demo signs in as whom they like, which must never happen to people's own words.
            raise SystemExit("hearback: this data is not that of a demo. Choose another folder with --data.")
        return not await TopicRun.exists(state=RunState.COMPLETE)


def _look_for_themes(settings: Settings, url: str) -> None:
    # In a process of its own, because the web process does without the engine.
    command = [sys.executable, "-m", "server", "topics", "run", "--data", str(settings.data)]
    subprocess.run(command, env={**os.environ, "HEARBACK_DATABASE_URL": url}, check=True)  # noqa: S603 - ourselves


async def _introduce(settings: Settings, url: str) -> None:
    async with database(url):
        people = await demo_people()
    typer.echo(f"\n{SAMPLE_COMPANY} is served on {_address(settings)}\nSign in there by one click as:")
    for person in people:
        typer.echo(f"  {person.name:<24} {person.role.replace('_', ' ')}")
    typer.echo("Ctrl+C stops it; what happens there is kept.")


def _serve(settings: Settings, url: str, listener: socket.socket, *, demo: bool) -> None:
    configure_log()
    application = create_app(settings, url, demo=demo)
    # Left to itself the collector goes through all of the libraries again and again, a tenth of a second each time.
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=10,
        ws_max_size=MAX_BYTES,
        ws_per_message_deflate=False,
    )
    # Uvicorn ends in good order and then raises the signal that asked for it again, which would skip the rest of ours.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
