"""The command line: `hearback --help` lists its commands."""

import sys

from ideation.errors import Refusal
from server.cli import companies, database, doctor, imports, people, schema, serve, topics, worker
from server.cli.command import app
from server.postgres import EmbeddedPostgresError
from server.settings import SettingsError

__all__ = ["app", "main"]

for commands in (serve, worker, topics, imports, companies, people, database, doctor, schema):
    app.add_typer(commands.app)


def main() -> None:
    """Run one command; what is expected to go wrong ends in one sentence and exit code 1."""
    try:
        app()
    except (SettingsError, EmbeddedPostgresError, Refusal) as error:
        sys.exit(f"hearback: {error}")
