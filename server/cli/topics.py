"""hearback topics."""

import sys
import time

import typer

from ideation.models import TopicRun
from ideation.vocabulary import RunState
from server.cli.command import Data, run
from server.settings import Settings, read_settings

app = typer.Typer()
topics = typer.Typer(help="Find the themes in what people say.", no_args_is_help=True)
app.add_typer(topics, name="topics")


@topics.callback()
def group() -> None:
    """Find the themes in what people say."""


@topics.command(name="run")
def run_command(data: Data = None) -> None:
    """Read every sentence, find the themes in them, and show them at once.

    Example: hearback topics run --data /srv/hearback
    """
    found = look_for_themes(read_settings(data=data))
    typer.echo(in_words(found))
    if found.state is RunState.TOO_LITTLE:
        typer.echo("Import more with `hearback import`, or wait until people have said more.")


def look_for_themes(settings: Settings) -> TopicRun:
    """Run the job in this process, telling the terminal how far it is."""
    # Only here is the engine loaded: every other command and the web process do without it.
    from server.jobs.themes import AlreadyRunning, find_themes
    from topics.embedding import ModelError
    from topics.model import open_embedder

    try:
        embedder = open_embedder(settings.data / "models", settings.embedding_model)
        return run(settings, lambda url: find_themes(url, embedder, tell=_Terminal()))
    except AlreadyRunning:
        raise SystemExit("hearback: themes are being looked for already. Wait until that run has ended.") from None
    except ModelError as damaged:
        raise SystemExit(f"hearback: {damaged}") from None


def in_words(found: TopicRun) -> str:
    """What a run found, in one sentence."""
    if found.state is not RunState.COMPLETE:
        return found.message or "The run did not end."
    outside = found.sentence_count - found.themed_count
    share = 100 * outside / found.sentence_count
    return (
        f"{found.theme_count} themes in {found.sentence_count:,} sentences; "
        f"{outside:,} ({share:.1f} %) fit none of them."
    )


class _Terminal:
    """One line per stage, with the seconds that it took."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}
        self._ended: set[str] = set()

    def __call__(self, stage: str, done: int, total: int) -> None:
        began = self._began.setdefault(stage, time.perf_counter())
        if stage in self._ended:
            return
        if done >= total:
            self._ended.add(stage)
            count = f"{total:,}" if total > 1 else ""
            typer.echo(f"\r  {stage:<12} {count:>9}   {time.perf_counter() - began:6.1f} s")
        elif sys.stdout.isatty() and total > 1:
            typer.echo(f"\r  {stage:<12} {done:>9,} of {total:,} ", nl=False)
