"""`hearback serve` as the one who starts and stops it meets it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_ends_in_good_order_and_takes_its_database_with_it(number: signal.Signals, data: Path) -> None:
    postmaster = data / "postgres/cluster/postmaster.pid"
    with serving(data, port := free_port()) as server:
        until_healthy(server, port)
        assert postmaster.exists()
        server.send_signal(number)
        output, errors = server.communicate(timeout=30)

    assert (server.returncode, errors) == (0, "")
    assert output == f"Hearback is served on http://127.0.0.1:{port}\n"
    assert not postmaster.exists()


def test_a_port_that_is_taken_is_named_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serving(tmp_path / "data", port) as server:
            errors = server.communicate(timeout=30)[1]

    assert server.returncode == 1
    assert errors == (
        f"hearback: port {port} is taken by another program, perhaps by another Hearback. "
        "Stop it, or choose another port with --port.\n"
    )
    assert not (tmp_path / "data").exists()


def serving(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARBACK_")}
    return subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--data", str(data), "--port", str(port)],
        env={**environment, "PYTHONPATH": f"{ROOT}:{ROOT / 'graphql'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def until_healthy(server: subprocess.Popen[str], port: int) -> None:
    while server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"it ended with {server.returncode}: {server.communicate()}")
