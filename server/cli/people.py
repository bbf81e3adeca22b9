"""hearback invite."""

from typing import Annotated

import typer

from ideation.actions import people
from ideation.models import Person
from ideation.vocabulary import Role
from server.cli.command import Data, run
from server.settings import read_settings

app = typer.Typer()


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="The person's address.")],
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.AGENT,
    name: Annotated[str | None, typer.Option("--name", help="How others see them.")] = None,
    data: Data = None,
) -> None:
    """Give somebody a role, so that they may sign in and work here.

    Example: hearback invite ada@example.com --name Ada --role admin
    """
    settings = read_settings(data=data)

    async def give(_: str) -> Person:
        return await people.give_role(await people.join(email, name=name), role=role, by=None)

    person = run(settings, give)
    typer.echo(f"{person.name} is {person.role.replace('_', ' ')} now and signs in at {settings.public_url}/sign-in")
