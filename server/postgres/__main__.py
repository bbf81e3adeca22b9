"""The guard: runs PostgreSQL for as long as any command uses it.

`server.postgres` starts it and hands over the locked file `server` as standard input: while that is locked,
a guard lives, and once it names a folder, the server listens there. Every command holds a shared lock on
`users`; the system releases it however a command ends, and then grants the guard the exclusive lock.
"""

import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from hashlib import sha256
from pathlib import Path

from server.postgres.account import Account, account_for, becoming
from server.postgres.cluster import Cluster

LONGEST_SOCKET_PATH = 103  # macOS; Linux takes 107


def guard(home: Path, programs: Path, *, durable: bool) -> None:
    """Start the server, stop it when the last command is gone, and end with it."""
    # Service managers signal every process at once, and the commands need their database until they end.
    signal.signal(signal.SIGTERM, lambda *_: None)
    account = account_for(home)
    socket_folder = home
    if len(os.fsencode(home / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH:
        socket_folder = short_folder(home, account)
    cluster = Cluster(
        home / "cluster", programs, becoming(account, (programs, home / "cluster", socket_folder)), durable
    )
    try:
        if not cluster.folder.exists():
            cluster.create()
        server = cluster.start(socket_folder)
        if server.returncode is None:
            os.write(0, os.fsencode(socket_folder))
            threading.Thread(target=_stop_when_unused, args=(home, server), daemon=True).start()
            server.wait()
            os.ftruncate(0, 0)
    except subprocess.CalledProcessError:
        pass  # the program that failed has told the log why
    finally:
        if socket_folder != home:
            shutil.rmtree(socket_folder)


def short_folder(home: Path, account: Account | None) -> Path:
    """A closed folder for the socket: the same at every start, so that commands find their server again."""
    folder = Path(tempfile.gettempdir()) / f"hearback-{sha256(os.fsencode(home)).hexdigest()[:16]}"
    owner = account.user if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        # A guard that was killed has left it, or anybody on this system has put it in the way.
        status = folder.lstat()
        if (status.st_uid, status.st_mode) != (owner, stat.S_IFDIR | 0o700):
            folder = Path(tempfile.mkdtemp(prefix="hearback-"))
    if account:
        os.chown(folder, account.user, account.group)
    return folder


def _stop_when_unused(home: Path, server: subprocess.Popen[bytes]) -> None:
    users = os.open(home / "users", os.O_RDWR)
    fcntl.flock(users, fcntl.LOCK_EX)
    server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    if os.fork() == 0:  # the command that starts the guard need not be the one that ends it
        guard(Path(sys.argv[1]), Path(sys.argv[2]), durable=sys.argv[3] == "durable")
