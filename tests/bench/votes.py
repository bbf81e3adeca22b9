"""How many votes are counted in a second, on one hot post and spread over 10,000, against pgbench voting one by one.

Run by hand, on a machine that does little else: `.venv/bin/python tests/bench/votes.py`. The server runs as it does in
production, with durable commits, and is asked over HTTP by signed-in people, each with a session of their own. pgbench
runs on the same PostgreSQL, in turn with it: once with our own statements for a single vote ("same"), once with all of
it in the one statement that somebody would write by hand ("lean"). Quote the ratios, not the rates. After each round
every counter must equal its rows, and every acknowledged vote must be there.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import asyncpg
import uvicorn

from ideation import sql
from server.app import create_app
from server.database import credentials, migrate
from server.endpoints.graphql.messages import MAX_BYTES
from server.postgres import embedded
from server.postgres.programs import find_programs
from server.settings import read_settings

DOCUMENT = """
mutation Vote($post: UUID!) {
  castVote(postId: $post) {
    __typename
    ... on VoteCast { post { id voteCount viewerHasVoted } }
    ... on Refusal { message }
  }
}
"""
PORT = 18003
CONNECTIONS = 32
POSTS = 10_000
PEOPLE = 60_000  # more than vote for one post in a round
PERSON, POST = "00000000-0000-4000-8000-", "00000000-0000-4000-9000-"  # followed by a number in hexadecimal

BEGINNING = r"""
\set round :round + 1
\set voter :round * 32 + :client_id
\set post random(1, :posts)
"""
VOTER = f"('{PERSON}' || lpad(to_hex(:voter::int), 12, '0'))::uuid"
CHOSEN = f"('{POST}' || lpad(to_hex(:post::int), 12, '0'))::uuid"
FACT = f"jsonb_build_object('post_id', {CHOSEN}, 'board_id', '{UUID(int=1)}')"
LEAN = f"""
with cast_vote as (
    insert into vote (id, post_id, person_id, created_at) values (gen_random_uuid(), {CHOSEN}, {VOTER}, now())
    on conflict do nothing returning person_id
), told as (
    insert into event (kind, data, by_id, created_at) select 'VoteCast', {FACT}, person_id, now() from cast_vote
)
update post
set vote_count = vote_count + 1,
    momentum = greatest(momentum, weight) + ln(1 + exp(greatest(-700, -abs(momentum - weight))))
from (select hearback_weight(now()) as weight from cast_vote) age
where post.id = {CHOSEN} returning vote_count;
"""


def main() -> None:
    """Fill a database, start the server, and measure it and pgbench in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hearback-") as folder, embedded(Path(folder)) as address:
        asyncio.run(migrate(address.url))
        asyncio.run(_fill(address.url))
        server = multiprocessing.get_context("spawn").Process(target=_serve, args=(address.url, folder), daemon=True)
        server.start()
        try:
            for name, posts in (("one hot post", 1), (f"spread over {POSTS:,} posts", POSTS)):
                _report(name, _measure(address.url, Path(folder), posts, given.rounds, given.seconds))
        finally:
            server.terminate()
            server.join()


def _same() -> str:
    """The statements that count one vote in the product, as one transaction."""
    read = f"""select * from post join board on board.id = board_id join status on status.key = status
               where post.id in ({CHOSEN})"""
    arguments = {"lock_voted_posts": [f"array[{CHOSEN}]", "array[]"]}
    arguments["count_votes"] = [f"array[{CHOSEN}]", f"array[{VOTER}]", "array[true]", *["array[null]"] * 6]
    arguments["record_facts"] = ["array['VoteCast']", f"array[{FACT}]", f"array[{VOTER}]"]
    statements = {name: _filled(sql.statement(name), given) for name, given in arguments.items()}
    steps = (statements["lock_voted_posts"], read, statements["count_votes"], statements["record_facts"])
    return "begin;\n" + "\n".join(step.rstrip().rstrip(";") + ";" for step in steps) + "\ncommit;\n"


def _filled(statement: str, arguments: list[str]) -> str:
    plain = re.sub("--.*\n", "\n", statement)
    return re.sub(r"\$(\d)", lambda place: arguments[int(place[1]) - 1], plain)


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(**credentials(url))
    await connection.execute(
        """insert into board (id, slug, name, purpose, access, position, created_at)
           values ($1, 'bench', 'Bench', '', 'public', 0, now())""",
        UUID(int=1),
    )
    await connection.execute(
        f"""insert into person (id, name, email, role, language, created_at)
            select ('{PERSON}' || lpad(to_hex(n), 12, '0'))::uuid, 'Person ' || n, 'person' || n || '@example.com',
                   'customer', 'en', now()
            from generate_series(0, {PEOPLE}) n"""
    )
    await connection.execute(
        f"""insert into post (id, board_id, author_id, kind, channel, slug, title, body, language, status,
                              vote_count, comment_count, momentum, created_at)
            select ('{POST}' || lpad(to_hex(n), 12, '0'))::uuid, $1, '{PERSON}000000000001', 'idea', 'web',
                   'post-' || n, 'A post about ' || n, repeat('Some words about this. ', 10), 'en', 'open', 0, 0,
                   hearback_weight(now()), now() - make_interval(mins => n)
            from generate_series(1, {POSTS}) n""",
        UUID(int=1),
    )
    await connection.executemany(
        """insert into session (id, digest, person_id, created_at, expires_at)
           values (gen_random_uuid(), $1, $2, now(), now() + interval '1 day')""",
        [(sha256(_token(number).encode()).hexdigest(), _id(PERSON, number)) for number in range(PEOPLE)],
    )
    await connection.execute("vacuum analyze")
    await connection.close()


def _token(person: int) -> str:
    return f"session-{person}"


def _id(beginning: str, number: int) -> UUID:
    return UUID(f"{beginning}{number:012x}")


def _serve(url: str, folder: str) -> None:
    # Every vote comes from one address, and is one too many for the limits that customers meet.
    settings = read_settings(data=folder, jobs="separate", vote_rate="1000000/minute")
    app = create_app(settings, url)
    uvicorn.run(app, port=PORT, log_level="warning", access_log=False, ws_max_size=MAX_BYTES)


def _measure(url: str, folder: Path, posts: int, rounds: int, seconds: int) -> dict[str, list[float]]:
    ways: dict[str, Callable[[], float]] = {
        "hearback": lambda: asyncio.run(_vote_over_http(url, posts, seconds)),
        "same": lambda: _vote_with_pgbench(url, folder, BEGINNING + _same(), posts, seconds),
        "lean": lambda: _vote_with_pgbench(url, folder, BEGINNING + LEAN, posts, seconds),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, vote in ways.items():
            found[name].append(vote())
            asyncio.run(_check_and_empty(url))
    return found


async def _vote_over_http(url: str, posts: int, seconds: int) -> float:
    await _connected()
    began, draw = time.perf_counter(), random.Random(1)

    async def keep_voting(client: int) -> int:
        reader, writer = await _connected()
        counted = 0
        while time.perf_counter() - began < seconds:
            person, post = CONNECTIONS * counted + client, draw.randrange(posts) + 1
            body = json.dumps({"query": DOCUMENT, "variables": {"post": str(_id(POST, post))}}).encode()
            answer = json.loads(await _ask(reader, writer, person, body))
            if answer["data"]["castVote"]["__typename"] != "VoteCast":
                raise SystemExit(answer)
            counted += 1
        writer.close()
        return counted

    acknowledged = sum(await asyncio.gather(*map(keep_voting, range(CONNECTIONS))))
    took = time.perf_counter() - began
    connection = await asyncpg.connect(**credentials(url))
    stored, told = await connection.fetchrow("select (select count(*) from vote), (select count(*) from event)")
    await connection.close()
    if not stored == told == acknowledged:
        raise SystemExit(f"{acknowledged} votes were acknowledged, {stored} are stored, {told} are in the ledger.")
    return acknowledged / took


async def _connected() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(200):
        try:
            return await asyncio.open_connection("127.0.0.1", PORT)
        except OSError:
            await asyncio.sleep(0.1)
    raise SystemExit("The server does not start.")


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, person: int, body: bytes) -> bytes:
    writer.write(
        b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:%d\r\ncookie: hearback_session=%s\r\n"
        b"content-type: application/json\r\ncontent-length: %d\r\n\r\n"
        % (PORT, _token(person).encode(), len(body))
        + body
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.split(b":")[1]))


def _vote_with_pgbench(url: str, folder: Path, script: str, posts: int, seconds: int) -> float:
    access = credentials(url)
    path = folder / "vote.sql"
    path.write_text(script)
    command = [find_programs(None) / "pgbench", "-n", "-M", "prepared", "-f", path, "-c", CONNECTIONS, "-j", 2]
    command += ["-T", seconds, "-D", "round=0", "-D", f"posts={posts}", "-h", access["host"], "-p", access["port"]]
    command += ["-U", access["user"], access["database"]]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or rate is None:
        raise SystemExit(done.stdout + done.stderr)
    return float(rate[1])


async def _check_and_empty(url: str) -> None:
    connection = await asyncpg.connect(**credentials(url))
    wrong = await connection.fetchval(
        """select count(*) from post
           where vote_count <> (select count(*) from vote where vote.post_id = post.id)"""
    )
    if wrong:
        raise SystemExit(f"The counters of {wrong} posts are not those of their rows.")
    await connection.execute("truncate vote, event cascade")
    await connection.execute("update post set vote_count = 0, momentum = hearback_weight(now()) where vote_count > 0")
    await connection.execute("vacuum analyze post")
    await connection.close()


def _report(name: str, found: dict[str, list[float]]) -> None:
    print(f"Votes on {name}, {CONNECTIONS} connections, medians of {len(found['hearback'])} rounds:", flush=True)
    for way, rates in found.items():
        print(f"  {way:<9} {statistics.median(rates):7.0f} votes/s")
    for way in ("same", "lean"):
        ratio = statistics.median(ours / theirs for ours, theirs in zip(found["hearback"], found[way], strict=True))
        print(f"  hearback / pgbench {way}: {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
