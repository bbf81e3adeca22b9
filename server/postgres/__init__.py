"""PostgreSQL without setting one up: Hearback runs its own in the data folder.

The first command that needs the database starts a guard, and the guard starts PostgreSQL. Later commands on
the same folder join. No command owns the server: it stops when the last one has ended, in whatever way, kill
-9 included. Should PostgreSQL be killed, or the guard and with it PostgreSQL (Linux), the commands lose their
connections, and one of them starts it anew within a second.
"""

import fcntl
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from server.postgres.account import Account, account_for
from server.postgres.cluster import accepts
from server.postgres.failure import EmbeddedPostgresError
from server.postgres.programs import find_programs, major_version

__all__ = ["Address", "EmbeddedPostgresError", "embedded"]

PATIENCE = 600.0  # seconds; a large database may recover for minutes after a power cut
PAUSE = 0.01
LOOKING = 0.5  # seconds between looks whether the server still runs
AFTER_FAILURE = 5.0  # seconds

log = logging.getLogger(__name__)  # the guard, which imports this, has no packages


@dataclass(frozen=True)
class Address:
    """Where the server listens, and for whom."""

    host: str
    user: str = "hearback"
    database: str = "hearback"

    @property
    def url(self) -> str:
        """For Tortoise, asyncpg, PgQueuer and psql alike."""
        return f"postgresql://{self.user}@/{self.database}?host={quote(self.host, safe='')}"


@contextmanager
def embedded(data: Path, bindir: Path | None = None, *, durable: bool = True) -> Iterator[Address]:
    """Use the PostgreSQL of this data folder, starting it if no other command did.

    Not durable is for tests: quick, and a power cut may cost the data. Raises EmbeddedPostgresError.
    """
    programs = find_programs(bindir)
    home = _prepare(data.absolute())
    _check_version(home / "cluster", programs)
    with (home / "users").open("r+") as users, (home / "server").open("r+") as server:
        _await_stopping(users, home)
        try:
            address = _join(home, programs, durable=durable)
            with _kept_running(home, programs, durable=durable):
                yield address
        finally:
            _leave(users, server)


def _prepare(data: Path) -> Path:
    home = data / "postgres"
    account = account_for(home)
    try:
        if not data.exists():
            data.mkdir(mode=0o700, parents=True)
            if account:
                os.chown(data, -1, account.group)
                data.chmod(0o710)
        home.mkdir(mode=0o700, exist_ok=True)
        _give(home, account)
        for name in ("users", "server", "server.log"):
            (home / name).touch(mode=0o600)
            _give(home / name, account)
    except PermissionError as refused:
        raise EmbeddedPostgresError(
            f"{refused.filename} cannot be used: {refused.strerror}.",
            "Another account, such as root, may have made it. Choose another folder with HEARBACK_DATA.",
        ) from None
    return home


def _give(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.user, account.group)


def _check_version(cluster: Path, programs: Path) -> None:
    if not cluster.exists():
        return
    made_with, runs = (cluster / "PG_VERSION").read_text().strip(), major_version(programs)
    if made_with != runs:
        raise EmbeddedPostgresError(
            f"{cluster} was made by PostgreSQL {made_with}, and this Hearback brings PostgreSQL {runs}.",
            f"Name the folder of PostgreSQL {made_with} programs in HEARBACK_PG_BINDIR; "
            f"or dump the database with them, move the folder away, and load the dump into {runs}.",
        )


def _await_stopping(users: IO[str], home: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _locked(users, fcntl.LOCK_SH):
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(
                f"The PostgreSQL in {home} has been stopping for {PATIENCE:.0f} seconds.",
                f"Read {home / 'server.log'}.",
            )
        time.sleep(PAUSE)


def _join(home: Path, programs: Path, *, durable: bool) -> Address:
    log = home / "server.log"
    before, started = log.stat().st_size, False
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with (home / "server").open("r+") as server:
            if _locked(server, fcntl.LOCK_EX):
                if started:
                    raise EmbeddedPostgresError(f"PostgreSQL did not start. {log} ends:", _tail(log, before))
                server.truncate(0)
                _start_guard(home, programs, server, durable=durable)
                started = True
            elif (folder := server.read()) and accepts(Path(folder)):
                return Address(host=folder)
        time.sleep(PAUSE)
    raise EmbeddedPostgresError(f"PostgreSQL did not start in {PATIENCE:.0f} seconds.", f"Read {log}.")


def _start_guard(home: Path, programs: Path, server: IO[str], *, durable: bool) -> None:
    root = Path(__file__).parents[2]
    arguments = (home, programs, "durable" if durable else "quick")
    with (home / "server.log").open("a") as log:
        subprocess.run(  # noqa: S603  # ourselves
            [sys.executable, "-S", "-P", "-m", "server.postgres", *arguments],
            check=True,
            stdin=server,
            stdout=log,
            stderr=log,
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(root)},
            start_new_session=True,
        )


def _tail(log: Path, before: int) -> str:
    with log.open("rb") as file:
        file.seek(before)
        return file.read()[-2000:].decode(errors="replace")


@contextmanager
def _kept_running(home: Path, programs: Path, *, durable: bool) -> Iterator[None]:
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(home, programs, durable, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join(timeout=2 * LOOKING)


def _watch(home: Path, programs: Path, durable: bool, done: threading.Event) -> None:
    """Start the server again when it has ended although it is in use."""
    pause = LOOKING
    while not done.wait(pause):
        pause = LOOKING
        try:
            if _is_gone(home):
                log.warning("PostgreSQL has ended unexpectedly and is started again.")
                _join(home, programs, durable=durable)
        except (EmbeddedPostgresError, OSError, subprocess.SubprocessError) as error:
            log.error("PostgreSQL could not be started again: %s", error)
            pause = AFTER_FAILURE


def _is_gone(home: Path) -> bool:
    with (home / "server").open() as server:
        return _locked(server, fcntl.LOCK_SH)


def _leave(users: IO[str], server: IO[str]) -> None:
    """Go; the last one out waits until the server has stopped."""
    while _unused_by_others(users) and not _locked(server, fcntl.LOCK_SH):
        fcntl.flock(users, fcntl.LOCK_UN)
        time.sleep(PAUSE)


def _unused_by_others(users: IO[str]) -> bool:
    # A lock that cannot even be shared is the guard's, which is then stopping the server.
    return _locked(users, fcntl.LOCK_EX) or not _locked(users, fcntl.LOCK_SH)


def _locked(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
