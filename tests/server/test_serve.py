"""`hearback serve` as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
WITHOUT_THE_ENGINE = """
import sys

class Missing:
    names = {"bertopic", "onnx", "onnxruntime", "scipy", "sklearn", "sknetwork", "tokenizers", "topics", "usearch"}

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"{name} must not be needed here")

sys.meta_path.insert(0, Missing())

from server.cli import main

main()
"""


@contextmanager
def serving(database_url: str, data: Path, program: str) -> Iterator[httpx.Client]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--data", data, "--port", str(port)],
        env={**os.environ, "HEARBACK_DATABASE_URL": database_url, "PYTHONPATH": f"{ROOT}:{ROOT / 'graphql'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
    finally:
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
    assert process.returncode in (0, -signal.SIGTERM), said


def health(client: httpx.Client) -> int:
    for _ in range(300):
        try:
            return client.get("/health").status_code
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("it does not answer")


@pytest.mark.commits
async def test_it_serves_without_the_engine_that_finds_themes(dark_mode, database_url, tmp_path):
    with serving(database_url, tmp_path, WITHOUT_THE_ENGINE) as client:
        assert health(client) == 200
        answer = client.post("/graphql", json={"query": "{ posts { edges { node { title } } } themes { totalCount } }"})

    assert answer.json() == {
        "data": {"posts": {"edges": [{"node": {"title": "Dark mode"}}]}, "themes": {"totalCount": 0}}
    }
