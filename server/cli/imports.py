"""hearback import."""

import difflib
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ideation.actions import boards
from ideation.actions.imports import foresee_import, import_posts
from ideation.actions.posts import language_code
from ideation.errors import NotFound
from ideation.models import Board
from ideation.queries.statuses import list_statuses
from ideation.vocabulary import Access, Channel, Kind
from server.cli.command import Data, run
from server.importing import (
    FIELDS,
    DateOrder,
    ImportReport,
    Meaning,
    check_file,
    import_file,
    read_mapping,
    status_words,
)
from server.settings import read_settings

ROWS_BETWEEN_NEWS = 5_000

app = typer.Typer()


@app.command(name="import", epilog=f"The fields are {', '.join(FIELDS)}.")
def import_command(
    file: Annotated[Path, typer.Argument(help="CSV file with a header, compressed by gzip or not.")],
    board: Annotated[str, typer.Option(help="Address of the board to put the posts on.")],
    assignments: Annotated[
        list[str],
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column a field comes from; once for each field."),
    ],
    kind: Annotated[Kind, typer.Option(help="What the posts are, where no column says it.")] = Kind.IDEA,
    channel: Annotated[Channel, typer.Option(help="How they reached you, where no column says it.")] = Channel.CSV,
    language: Annotated[str, typer.Option(help="Their language, where no column says it.")] = "en",
    dates: Annotated[DateOrder | None, typer.Option(help="How to read dates such as 03/04/2026.")] = None,
    create_board: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the board if the import opens it.")
    ] = None,
    access: Annotated[Access, typer.Option(help="Who may read the board if the import opens it.")] = Access.STAFF,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count; put nothing on the board.")] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where rejected rows go, unless to NAME.rejected.csv in this folder."),
    ] = None,
    data: Data = None,
) -> None:
    """Put the posts in a CSV file on a board.

    The same file can be imported again: what is on the board stays as it is.
    Posts are known by their external_id, and without one by all that the row
    says. Rows that cannot be used stop no others; they are written to a file
    of their own, each with the reason.

    Example: hearback import tickets.csv --board support --kind complaint
    --map body=message --map external_id=ticket
    """
    meaning = Meaning(
        read_mapping(assignments), kind=kind, channel=channel, language=language_code(language), dates=dates
    )
    rejects = rejects or Path(f"{_stem(file)}.rejected.csv")
    check_file(file, meaning, rejects=rejects)

    async def work(_: str) -> ImportReport:
        target = await _board(board, name=create_board, access=access, dry_run=dry_run)
        put = partial(foresee_import, target) if dry_run or target is None else partial(import_posts, target)
        known = replace(meaning, statuses=status_words(await list_statuses()))
        return await import_file(file, known, put=put, rejects=rejects, progress=_News())

    began = time.monotonic()
    report = run(read_settings(data=data), work)
    typer.echo(_in_words(report, rejects, seconds=time.monotonic() - began, dry_run=dry_run))
    raise typer.Exit(1 if report.is_in_vain else 0)


def _stem(file: Path) -> str:
    return file.name.removesuffix(".gz").removesuffix(".csv")


async def _board(slug: str, *, name: str | None, access: Access, dry_run: bool) -> Board | None:
    """The board to import to, opened if it is not there; in a dry run that would open one, None."""
    slug = boards.board_slug(slug)
    board = await Board.get_or_none(slug=slug)
    if board is not None:
        return board
    if name is None:
        await _ensure_no_slip(slug)
    if dry_run:
        typer.echo(f"There is no board {slug}: the import would open it. Who might read it: {access}.")
        return None
    board = await boards.create_board(slug, name=name or slug.replace("-", " ").title(), access=access, by=None)
    typer.echo(f"Opened the board {board.slug}. Who may read it: {access}.")
    return board


async def _ensure_no_slip(slug: str) -> None:
    """Refuse to open a board that nearly has the address of another."""
    there = [board.slug for board in await Board.all().order_by("position")]
    if meant := difflib.get_close_matches(slug, there, n=1, cutoff=0.75):
        raise NotFound(f"There is no board {slug}. Did you mean {meant[0]}? If not, open it with --create-board NAME.")


class _News:
    """Says every few thousand rows how far an import is."""

    def __init__(self) -> None:
        self._next = ROWS_BETWEEN_NEWS

    def __call__(self, report: ImportReport) -> None:
        if report.read >= self._next:
            self._next += ROWS_BETWEEN_NEWS
            typer.echo(f"{report.read:,} rows read, {report.new:,} new …", err=True)


def _in_words(report: ImportReport, rejects: Path, *, seconds: float, dry_run: bool) -> str:
    lines = [
        f"{report.read:,} rows in {seconds:.1f} seconds{', dry run: nothing was written to the board' * dry_run}.",
        f"{report.new:,} new",
        f"{report.known + report.repeated:,} known: {report.known:,} on the board already, "
        f"{report.repeated:,} with the external id of an earlier row",
        f"{report.rejected:,} rejected{f', see {rejects}' * bool(report.rejected)}",
        *(f"  {reason}" for reason in report.first_reasons),
    ]
    if report.undecoded_lines:
        lines.append(f"{report.undecoded_lines:,} lines were not UTF-8 and were read as Windows-1252.")
    return "\n".join(lines)
