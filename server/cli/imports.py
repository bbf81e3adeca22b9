"""hearback import."""

import typer

app = typer.Typer()
