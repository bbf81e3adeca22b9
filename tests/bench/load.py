"""A server that is asked by several at once, and the CPU time that this costs it and its PostgreSQL."""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
CONNECTIONS = 8


@dataclass(frozen=True)
class Measured:
    """One request in milliseconds: CPU of the server and of PostgreSQL, and the wait of most and of nearly all."""

    server: float
    postgres: float
    p50: float
    p95: float


def median(rounds: list[Measured]) -> Measured:
    """Each figure's median."""
    figures = zip(*((one.server, one.postgres, one.p50, one.p95) for one in rounds), strict=True)
    return Measured(*map(statistics.median, figures))


@dataclass(frozen=True)
class Server:
    """A process that answers at a port of this machine."""

    process: psutil.Process
    port: int


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    """`hearback serve` on a data folder, without the jobs: they have benchmarks of their own."""
    port = free_port()
    with started([sys.executable, "-m", "server", "serve", "--data", str(data), "--port", str(port)], port) as server:
        yield server


@contextmanager
def started(command: list[str], port: int) -> Iterator[Server]:
    """A command that serves at this port until this ends."""
    environment = os.environ | {"HEARBACK_JOBS": "separate", "PYTHONPATH": f"{ROOT}:{ROOT / 'graphql'}"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield Server(psutil.Process(process.pid), port)
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


async def answer_of(server: Server, body: bytes) -> bytes:
    """The answer to one request, once the server answers at all."""
    for _ in range(400):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            answer = await _ask(reader, writer, body)
            writer.close()
            return answer
    raise SystemExit(f"Nothing answers at port {server.port}.")


async def measure(server: Server, data: Path, bodies: Iterable[bytes]) -> Measured:
    """Ask for each of these, over connections that each ask again as soon as they were answered."""
    waits: list[float] = []
    waiting = iter(bodies)

    async def keep_asking() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for body in waiting:
            began = time.perf_counter()
            await _ask(reader, writer, body)
            waits.append(time.perf_counter() - began)
        writer.close()

    before = _cpu(server.process), _cpu_of_postgres(data)
    await asyncio.gather(*(keep_asking() for _ in range(CONNECTIONS)))
    after = _cpu(server.process), _cpu_of_postgres(data)
    server_spent, postgres_spent = (later - earlier for earlier, later in zip(before, after, strict=True))
    percentiles = statistics.quantiles(waits, n=20)
    return Measured(
        server=server_spent / len(waits) * 1e3,
        postgres=postgres_spent / len(waits) * 1e3,
        p50=percentiles[9] * 1e3,
        p95=percentiles[18] * 1e3,
    )


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> bytes:
    head = b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    writer.write(head % len(body) + body)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    answer = await reader.readexactly(int(length.split(b":")[1]))
    if b'"errors"' in answer:
        raise SystemExit(answer.decode())
    return answer


def _cpu(process: psutil.Process) -> float:
    """Seconds of CPU time so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def _cpu_of_postgres(data: Path) -> float:
    """Seconds of CPU time so far of the processes that the PostgreSQL in a data folder had for its clients."""
    postmaster = psutil.Process(int((data / "postgres/cluster/postmaster.pid").read_text().split()[0]))
    ended = postmaster.cpu_times()
    clients = [child for child in postmaster.children() if " hearback " in " ".join(child.cmdline())]
    return float(ended.children_user + ended.children_system) + sum(map(_cpu, clients))
