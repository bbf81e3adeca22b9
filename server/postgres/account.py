"""Whom PostgreSQL runs as: it refuses to be root, so root lends it an account that already exists."""

import ctypes
import os
import pwd
import signal
import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from server.postgres.failure import EmbeddedPostgresError

# From linux/prctl.h, linux/securebits.h and linux/capability.h.
PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 4
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522


@dataclass(frozen=True)
class Account:
    """An account of this system."""

    user: int
    group: int

    def may_enter(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.user:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.group:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def account_for(home: Path) -> Account | None:
    """For root the owner of the folder or an existing unprivileged account; None for anyone else."""
    if os.geteuid() != 0:
        return None
    if home.exists() and (owner := home.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL refuses to run as root, and this system has neither an account postgres nor nobody.",
        "Run Hearback as an ordinary user, or name your own server in HEARBACK_DATABASE_URL.",
    )


def becoming(account: Account | None, needed: Iterable[Path]) -> Callable[[], None]:
    """What a child runs before PostgreSQL: change to the account, and die when this thread dies (Linux).

    A closed folder (/root, a home of mode 0700) may lie between the account and what it needs. PostgreSQL
    then keeps root's right to pass folders and read files, and no other: it writes only what is its own.
    """
    linux = sys.platform == "linux"
    reaches_all = not account or all(account.may_enter(folder) for path in needed for folder in path.parents)
    passes = 0 if reaches_all or not linux else right_to_pass_folders()
    system = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def become() -> None:
        if account:
            if passes:
                # Otherwise setuid takes the right away, and so does access(), by which initdb finds programs.
                system.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
            os.setgroups([])
            os.setgid(account.group)
            os.setuid(account.user)
            if passes:
                _keep_only(system, passes)
        if linux:
            # After setuid, which forgets it. SIGINT is PostgreSQL's fast shutdown.
            system.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return become


def right_to_pass_folders() -> int:
    """The capability by which root passes closed folders: the narrow one, else the wide one."""
    status = Path("/proc/self/status").read_text()
    held = int(status.partition("CapEff:")[2].split()[0], 16)
    return CAP_DAC_READ_SEARCH if held >> CAP_DAC_READ_SEARCH & 1 else CAP_DAC_OVERRIDE


def _keep_only(system: ctypes.CDLL, capability: int) -> None:
    only = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(only, only, only, 0, 0, 0)
    kept = system.capset(header, sets) == 0
    if not kept or system.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot lend PostgreSQL root's right to pass closed folders")
