"""How fast the board's list of 20 posts is, against a bare handler that sends the same JSON from one statement.

Run by hand, on a machine that does little else: `.venv/bin/python tests/bench/board_list.py`. Both servers run on one
PostgreSQL, in turn, several rounds; quote the ratios, not the rates.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import uuid4

import asyncpg
import psutil
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.app import create_app
from server.database import SESSION, credentials, migrate
from server.endpoints.graphql.messages import MAX_BYTES
from server.postgres import embedded
from server.settings import read_settings

DOCUMENT = """
query BoardList($board: String!) {
  posts(board: $board, sort: NEWEST, first: 20) {
    edges { node {
      id slug title body kind status { key name } createdAt voteCount commentCount author { id name } tags { id name }
    } }
    pageInfo { hasNextPage }
  }
}
"""
STATEMENT = """
with page as (
    select * from post where board_id = (select id from board where slug = $1)
    order by created_at desc, id desc limit 21
), shown as (
    select * from page order by created_at desc, id desc limit 20
)
select json_build_object('data', json_build_object('posts', json_build_object(
    'edges', (
        select json_agg(json_build_object('node', json_build_object(
            'id', shown.id, 'slug', shown.slug, 'title', shown.title, 'body', shown.body, 'kind', upper(shown.kind),
            'status', json_build_object('key', status.key, 'name', status.name), 'createdAt', shown.created_at,
            'voteCount', shown.vote_count, 'commentCount', shown.comment_count,
            'author', json_build_object('id', author.id, 'name', author.name),
            'tags', (select coalesce(json_agg(
                         json_build_object('id', tag.id, 'name', tag.name) order by tag.name), '[]')
                     from post_tag join tag on tag.id = post_tag.tag_id where post_tag.post_id = shown.id)
        )) order by shown.created_at desc, shown.id desc)
        from shown join status on status.key = shown.status join person author on author.id = shown.author_id),
    'pageInfo', json_build_object('hasNextPage', (select count(*) > 20 from page))
)))::text
"""
PORTS = {"hearback": 18001, "bare": 18002}
CONNECTIONS = 16
WORDS = [
    "night",
    "train",
    "window",
    "seat",
    "refund",
    "app",
    "code",
    "ferry",
    "cabin",
    "bike",
    "luggage",
    "wifi",
    "delay",
    "price",
    "heating",
    "dog",
    "menu",
]


@dataclass(frozen=True)
class Measured:
    """One round: requests per second, and CPU seconds per request of the server and of PostgreSQL."""

    rate: float
    server: float
    postgres: float


def main() -> None:
    """Fill a database, start both servers, and measure them in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hearback-") as folder, embedded(Path(folder)) as address:
        asyncio.run(migrate(address.url))
        asyncio.run(_fill(address.url, given.posts))
        servers = {
            "hearback": _start(_serve_hearback, address.url, folder),
            "bare": _start(_serve_bare, address.url, folder),
        }
        try:
            _report(given.posts, _measure(servers, given.rounds, given.seconds))
        finally:
            for server in servers.values():
                server.terminate()
                server.join()


async def _fill(url: str, posts: int) -> None:
    draw = random.Random(1)
    board, people, tags = uuid4(), [uuid4() for _ in range(1_000)], [uuid4() for _ in range(10)]
    connection = await asyncpg.connect(**credentials(url))
    await connection.execute("insert into board values ($1, 'bench', 'Bench', '', 'public', 0, now())", board)
    await connection.executemany(
        "insert into person (id, name, email, role, language, created_at) values ($1, $2, $3, 'customer', 'en', now())",
        [(person, f"Person {n}", f"person{n}@example.com") for n, person in enumerate(people)],
    )
    await connection.executemany(
        "insert into tag (id, board_id, name) values ($1, $2, $3)",
        [(tag, board, WORDS[n]) for n, tag in enumerate(tags)],
    )
    for number in range(posts):
        post = uuid4()
        await connection.execute(
            """insert into post (id, board_id, author_id, kind, channel, slug, title, body, language, status,
               vote_count, comment_count, momentum, created_at)
               values ($1, $2, $3, 'idea', 'web', $4, $5, $6, 'en', 'open', $7, $8, 0,
                       now() - make_interval(mins => $9))""",
            post,
            board,
            draw.choice(people),
            f"post-{number}",
            " ".join(draw.choices(WORDS, k=6)),
            " ".join(draw.choices(WORDS, k=40)),
            draw.randrange(200),
            draw.randrange(20),
            number,
        )
        for tag in draw.sample(tags, k=draw.randrange(3)):
            await connection.execute("insert into post_tag values ($1, $2, $3)", uuid4(), post, tag)
    await connection.execute("analyze")
    await connection.close()


def _start(serve: Callable[[str, str], None], url: str, folder: str) -> BaseProcess:
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(url, folder), daemon=True)
    process.start()
    return process


def _serve_hearback(url: str, folder: str) -> None:
    settings = read_settings(data=folder, jobs="separate")
    _run(create_app(settings, url), PORTS["hearback"])


def _serve_bare(url: str, folder: str) -> None:
    pool: list[asyncpg.Pool] = []

    async def answer(request: Request) -> Response:
        await request.body()
        if not pool:
            pool.append(await asyncpg.create_pool(**credentials(url), max_size=10, server_settings=SESSION))
        return Response(await pool[0].fetchval(STATEMENT, "bench"), media_type="application/json")

    _run(Starlette(routes=[Route("/graphql", answer, methods=["POST"])]), PORTS["bare"])


def _run(app: Starlette, port: int) -> None:
    uvicorn.run(app, port=port, log_level="warning", access_log=False, ws_max_size=MAX_BYTES)


def _measure(servers: dict[str, BaseProcess], rounds: int, seconds: float) -> dict[str, list[Measured]]:
    body = json.dumps({"query": DOCUMENT, "variables": {"board": "bench"}}).encode()
    answers = {name: asyncio.run(_first_answer(PORTS[name], body)) for name in servers}
    if _comparable(answers["hearback"]) != _comparable(answers["bare"]):
        raise SystemExit("The two servers do not send the same.")
    found: dict[str, list[Measured]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, server in servers.items():
            asyncio.run(_load(PORTS[name], body, 1))
            before = _cpu(server)
            requests, took = asyncio.run(_load(PORTS[name], body, seconds))
            after = _cpu(server)
            found[name].append(
                Measured(requests / took, (after[0] - before[0]) / requests, (after[1] - before[1]) / requests)
            )
    return found


async def _first_answer(port: int, body: bytes) -> bytes:
    for _ in range(200):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except OSError:
            await asyncio.sleep(0.1)
    answer = await _ask(reader, writer, port, body)
    writer.close()
    return answer


async def _load(port: int, body: bytes, seconds: float) -> tuple[int, float]:
    """Requests answered and seconds taken, over connections that each ask again as soon as they were answered."""
    began = time.perf_counter()

    async def keep_asking() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        asked = 0
        while time.perf_counter() - began < seconds:
            await _ask(reader, writer, port, body)
            asked += 1
        writer.close()
        return asked

    asked = await asyncio.gather(*(keep_asking() for _ in range(CONNECTIONS)))
    return sum(asked), time.perf_counter() - began


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, body: bytes) -> bytes:
    writer.write(
        b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:%d\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        % (port, len(body))
        + body
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.split(b":")[1]))


def _comparable(answer: bytes) -> object:
    found = json.loads(answer)
    for edge in found["data"]["posts"]["edges"]:
        edge["node"]["createdAt"] = edge["node"]["createdAt"][:19]
    return found


def _cpu(server: BaseProcess) -> tuple[float, float]:
    """CPU seconds so far of a server and of all PostgreSQL processes."""
    times = psutil.Process(server.pid).cpu_times()
    backends = [one.cpu_times() for one in psutil.process_iter(["name"]) if one.info["name"] == "postgres"]
    return times.user + times.system, sum(one.user + one.system for one in backends)


def _report(posts: int, found: dict[str, list[Measured]]) -> None:
    print(f"The list of 20 posts out of {posts:,}, {CONNECTIONS} connections, medians of {len(found['bare'])} rounds:")
    for name, rounds in found.items():
        rate, server, postgres = (
            statistics.median(getattr(one, figure) for one in rounds) for figure in ("rate", "server", "postgres")
        )
        cpu = f"{server * 1e3:6.2f} ms server CPU   {postgres * 1e3:6.2f} ms PostgreSQL CPU"
        print(f"  {name:<9} {rate:7.0f} requests/s   {cpu}")
    pairs = list(zip(found["hearback"], found["bare"], strict=True))
    rate = statistics.median(ours.rate / bare.rate for ours, bare in pairs)
    cost = statistics.median((ours.server + ours.postgres) / (bare.server + bare.postgres) for ours, bare in pairs)
    print(f"  hearback / bare: {rate:.2f} times the requests per second at {cost:.1f} times the CPU per request")


if __name__ == "__main__":
    main()
