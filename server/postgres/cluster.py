"""One PostgreSQL cluster: making it, starting its server, and ending one that lost its guard."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from server.postgres.programs import major_version

SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=100",
    "max_parallel_workers_per_gather=1",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    # Statements that fail are the caller's to report, and may quote what people wrote.
    "log_min_messages=log",
    "log_checkpoints=off",
)
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """A folder of databases and how to run PostgreSQL on it."""

    folder: Path
    programs: Path
    become: Callable[[], None]
    durable: bool

    def create(self) -> None:
        """Make the cluster with its role and database; a cluster exists whole or not at all."""
        unfinished = self.folder.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        locale: tuple[str, ...] = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        if int(major_version(self.programs)) < 17:
            locale = ("--locale=C.UTF-8",)
        # Trust, because only the account itself and root can enter the folder of the socket.
        options = ("-U", "postgres", "-E", "UTF8", "--auth=trust", "--no-instructions", *locale)
        self._run("initdb", "-D", unfinished, *options, *([] if self.durable else ["--no-sync"]))
        # Not a superuser: a statement that gets past us must not read files or start programs.
        statements = "create role hearback login createdb;\ncreate database hearback owner hearback;\n"
        single = ("--single", "-c", "exit_on_error=on", "-c", "log_min_messages=fatal", "-D", unfinished)
        self._run("postgres", *single, "template1", typed=statements)
        unfinished.rename(self.folder)

    def start(self, socket_folder: Path) -> subprocess.Popen[bytes]:
        """Start the server and return once it accepts connections, or has ended."""
        self._end_abandoned_server()
        quoted = str(socket_folder).replace('"', '""')
        settings = SETTINGS if self.durable else SETTINGS + NOT_DURABLE
        options = [word for setting in settings for word in ("-c", setting)]
        server = subprocess.Popen(  # noqa: S603  # our own program
            [self.programs / "postgres", "-D", self.folder, "-k", f'"{quoted}"', *options],
            stdin=subprocess.DEVNULL,
            preexec_fn=self.become,
            env={"LC_ALL": "C"},
        )
        while server.poll() is None and self._announced() != (server.pid, "ready"):
            time.sleep(0.005)
        return server

    def _run(self, program: str, *arguments: str | Path, typed: str = "") -> None:
        command = [self.programs / program, *arguments]
        subprocess.run(  # noqa: S603  # our own program
            command, check=True, preexec_fn=self.become, input=typed, text=True, env={"LC_ALL": "C"}
        )

    def _announced(self) -> tuple[int, str] | None:
        lines = self._lines()
        return (int(lines[0]), lines[7].strip()) if len(lines) > 7 else None

    def _end_abandoned_server(self) -> None:
        # A killed guard leaves its server behind: on Linux until that has stopped, elsewhere for good.
        while len(lines := self._lines()) > 4 and accepts(Path(lines[4])):
            with suppress(ProcessLookupError):
                os.kill(int(lines[0]), signal.SIGINT)
            time.sleep(0.1)

    def _lines(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []


def accepts(socket_folder: Path) -> bool:
    """Whether a server listens in this folder."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(os.fsencode(socket_folder / ".s.PGSQL.5432"))
        except OSError:
            return False
        return True
