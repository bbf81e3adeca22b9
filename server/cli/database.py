"""hearback migrate."""

import asyncio
from typing import Annotated

import typer

from server.cli.command import Data
from server.database import migrate, models_without_migration
from server.installation import database_url
from server.settings import read_settings

app = typer.Typer()


@app.command(name="migrate")
def migrate_command(
    data: Data = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether the models and the migrations agree.")
    ] = False,
) -> None:
    """Bring the database schema up to date.

    Example: hearback migrate --data /srv/hearback
    """
    if check:
        missing = asyncio.run(models_without_migration())
        if missing:
            raise SystemExit("hearback: the models say what no migration brings about:\n" + "\n".join(missing))
        typer.echo("The models and the migrations agree.")
        return
    with database_url(read_settings(data=data)) as url:
        applied = asyncio.run(migrate(url))
    typer.echo("\n".join(f"Applied {name}." for name in applied) or "The schema is up to date.")
