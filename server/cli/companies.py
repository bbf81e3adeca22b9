"""hearback import-companies."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ideation.actions.companies import set_company
from server.cli.command import Data, run
from server.importing.companies import COLUMNS, CompaniesReport, import_companies
from server.settings import read_settings

app = typer.Typer()


@app.command(name="import-companies", epilog=f"The columns are {', '.join(COLUMNS)}; the first two must be there.")
def import_companies_command(
    file: Annotated[Path, typer.Argument(help="CSV file with a header, compressed by gzip or not.")],
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where rejected rows go, unless to NAME.rejected.csv in this folder."),
    ] = None,
    data: Data = None,
) -> None:
    """Take over what your own system knows of the companies of your customers.

    A company is known by its external_id; what the file says of it replaces
    what was known, and its segment becomes that of its people. Rows that
    cannot be used stop no others; they are written to a file of their own,
    each with the reason.

    Example: hearback import-companies accounts.csv
    """
    rejected = rejects or Path(f"{file.name.removesuffix('.gz').removesuffix('.csv')}.rejected.csv")

    async def work(_: str) -> CompaniesReport:
        return await import_companies(file, put=partial(set_company, by=None), rejects=rejected)

    report = run(read_settings(data=data), work)
    typer.echo(f"Of {report.read:,} rows {report.taken:,} taken over, {report.rejected:,} rejected.")
    for reason in report.first_reasons:
        typer.echo(f"  {reason}")
    if report.rejected:
        typer.echo(f"See {rejected}.")
    raise typer.Exit(1 if 0 < report.read == report.rejected else 0)
