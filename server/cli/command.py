"""What all commands share: their options and how they reach the database."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from server.database import database, migrate
from server.installation import database_url
from server.settings import Settings

Result = TypeVar("Result")

app = typer.Typer(
    help="Hearback: hear your customers, decide, and report back.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Data folder; else HEARBACK_DATA, else ./.hearback."),
]
Port = Annotated[int | None, typer.Option("--port", help="Port to listen on; else HEARBACK_PORT, else 8000.")]


def run(settings: Settings, work: Callable[[str], Awaitable[Result]]) -> Result:
    """Do the work with the installation's database open and up to date; the work gets the database's address."""

    async def with_database(url: str) -> Result:
        await migrate(url)
        async with database(url):
            return await work(url)

    with database_url(settings) as url:
        return asyncio.run(with_database(url))
