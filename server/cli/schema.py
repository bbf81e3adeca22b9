"""hearback schema."""

from pathlib import Path
from typing import Annotated

import typer

import api
from api.schema import schema

app = typer.Typer()

CONTRACT = Path(api.__file__).parent / "schema.graphql"


@app.command(name="schema")
def schema_command(
    check: Annotated[bool, typer.Option("--check", help="Only say whether the file is up to date.")] = False,
) -> None:
    """Write the API's contract to graphql/api/schema.graphql.

    Example: hearback schema --check
    """
    text = schema.as_str() + "\n"
    if not check:
        CONTRACT.write_text(text, encoding="utf-8")
    elif not CONTRACT.is_file() or CONTRACT.read_text(encoding="utf-8") != text:
        raise SystemExit("hearback: schema.graphql is not what the code says. Run `hearback schema` and commit it.")
    typer.echo(f"{CONTRACT.name} is up to date.")
