"""hearback doctor."""

import asyncio
import shutil
import socket
import sys
from collections.abc import Callable, Coroutine
from urllib.parse import urlsplit

import asyncpg
import typer

from server.cli.command import Data, Port
from server.database import credentials, pending_migrations
from server.endpoints.page import BUILT
from server.installation import database_url
from server.settings import Settings, read_settings

app = typer.Typer()

OLDEST_POSTGRES = 15
LEAST_FREE_BYTES = 1_000_000_000

Check = Callable[[Settings], Coroutine[None, None, str]]


class Unwell(Exception):
    """What is wrong, and what to do about it."""


@app.command()
def doctor(data: Data = None, port: Port = None) -> None:
    """Check everything that an installation needs, and say what to do where something is wrong.

    Example: hearback doctor --data /srv/hearback
    """
    settings = read_settings(data=data, port=port)
    unwell = sum(not _examine(name, check, settings) for name, check in CHECKS.items())
    if unwell:
        raise SystemExit(f"hearback: {unwell} of {len(CHECKS)} need attention.")
    typer.echo("All is well.")


def _examine(name: str, check: Check, settings: Settings) -> bool:
    try:
        found = asyncio.run(check(settings))
    except Exception as error:
        typer.echo(f"  \u2717 {name:<16} {error or type(error).__name__}")
        return False
    typer.echo(f"  \u2713 {name:<16} {found}")
    return True


async def _python(_: Settings) -> str:
    return ".".join(map(str, sys.version_info[:3]))


async def _data_folder(settings: Settings) -> str:
    folder = next(path for path in (settings.data, *settings.data.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise Unwell(f"{settings.data} has {free / 1e9:.1f} GB left. Free some space, or choose another with --data.")
    return f"{settings.data}, {free / 1e9:.0f} GB free"


async def _database(settings: Settings) -> str:
    with database_url(settings) as url:
        connection = await asyncpg.connect(**credentials(url), timeout=10)
        try:
            version: str = await connection.fetchval("show server_version")
        finally:
            await connection.close()
    if int(version.split(".")[0]) < OLDEST_POSTGRES:
        raise Unwell(f"PostgreSQL is {version}. Hearback needs {OLDEST_POSTGRES} or newer.")
    return f"PostgreSQL {version}, {'your own' if settings.database_url else 'in the data folder'}"


async def _schema(settings: Settings) -> str:
    with database_url(settings) as url:
        pending = await pending_migrations(url)
    if pending:
        raise Unwell(f"{len(pending)} migrations are missing. Run `hearback migrate`.")
    return "up to date"


async def _page(_: Settings) -> str:
    if not (BUILT / "index.html").is_file():
        raise Unwell("The page is not built. Run `make set-up`.")
    return f"built, {sum(file.stat().st_size for file in BUILT.rglob('*') if file.is_file()) / 1e3:,.0f} kB"


async def _mail(settings: Settings) -> str:
    if settings.smtp_url is None:
        return f"written into {settings.data / 'mail'}; HEARBACK_SMTP_URL names a server"
    server = urlsplit(settings.smtp_url)
    port = server.port or (465 if server.scheme == "smtps" else 587)
    _, writer = await asyncio.wait_for(asyncio.open_connection(server.hostname, port), timeout=10)
    writer.close()
    return f"{server.hostname}:{port} answers"


async def _model(settings: Settings) -> str:
    from topics.model import open_embedder

    def embed() -> str:
        embedder = open_embedder(settings.data / "models", settings.embedding_model)
        embedder.embed(["Everything in order?"])
        return f"{embedder.name}, {embedder.dimensions} dimensions"

    return await asyncio.to_thread(embed)


async def _port(settings: Settings) -> str:
    with socket.socket() as probe:
        if probe.connect_ex((settings.host, settings.port)) == 0:
            return f"{settings.port} is in use; if not by this Hearback, choose another with --port"
    return f"{settings.port} is free"


CHECKS: dict[str, Check] = {
    "Python": _python,
    "Data folder": _data_folder,
    "Database": _database,
    "Schema": _schema,
    "Page": _page,
    "Mail": _mail,
    "Embedding model": _model,
    "Port": _port,
}
