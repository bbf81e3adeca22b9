"""How long similar posts and search take among many posts: through the guard in this process, and over HTTP.

Run by hand, on a machine that does little else: `.venv/bin/python -m tests.bench.search --posts 100000`. The posts are
made of words as frequent as those of a language (Zipf), their vectors are random, and the words typed stand for a rare
one, a frequent one, a typo, two words, and the beginning of a word. What is typed is never the same twice.
"""

import argparse
import asyncio
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import accumulate
from pathlib import Path
from uuid import uuid4

import asyncpg
import numpy as np
import orjson
import psutil
import uvicorn

from api.context import Context, Installation
from api.guard import Guard, Operation
from api.schema import schema
from ideation.actions.words import count_words
from ideation.errors import Refusal
from server.app import create_app
from server.database import credentials, database, migrate
from server.endpoints.graphql.messages import MAX_BYTES
from server.postgres import embedded
from server.settings import Settings, read_settings
from server.similarity import PostMeaning, reader_for
from tests.asking import Browser, Silence

SIMILAR = "query ($text: String!) { similarPosts(text: $text, first: 5) { percentage reason words post { title } } }"
SEARCH = """query ($text: String!) { search(text: $text, first: 20) {
  correctedTo edges { node { post { id title } comment { id } titleExcerpt { text isMatch } excerpt { text isMatch } } }
} }"""
PORT = 18011
VOCABULARY = 50_000
BATCH = 2_000


class Language:
    """Made-up words, as frequent as those of a language: the n-th has a share of one n-th."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        syllables = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "ai", "or", "en")]
        known: dict[str, None] = {}
        while len(known) < VOCABULARY:
            known["".join(self.draw.choices(syllables, k=self.draw.choice((2, 2, 3, 3, 4))))] = None
        self.words = list(known)
        self._weights = list(accumulate(1 / (n + 3) for n in range(VOCABULARY)))

    def text(self, words: int) -> str:
        """So many words, drawn by their frequency."""
        return " ".join(self.draw.choices(self.words, cum_weights=self._weights, k=words))

    def word(self, first: int, last: int) -> str:
        """One of the words from the first most frequent to the last."""
        return self.words[self.draw.randrange(first, last)]

    def typo(self, word: str) -> str:
        """The word with one letter left out."""
        place = self.draw.randrange(1, len(word) - 1)
        return word[:place] + word[place + 1 :]


def questions(language: Language) -> dict[str, tuple[str, Callable[[], str]]]:
    """What is asked: the document, and what is typed this time."""
    draw = language.draw
    return {
        "similar: short title": (SIMILAR, lambda: language.text(draw.randrange(3, 7))),
        "similar: long title": (SIMILAR, lambda: language.text(draw.randrange(10, 16))),
        "similar: 1,000 characters": (SIMILAR, lambda: language.text(200)[:1000]),
        "search: rare word": (SEARCH, lambda: language.word(5_000, 40_000)),
        "search: frequent word": (SEARCH, lambda: language.word(0, 10)),
        "search: two words": (SEARCH, lambda: f"{language.word(0, 300)} {language.word(0, 300)}"),
        "search: typo": (SEARCH, lambda: language.typo(language.word(1_000, 5_000))),
        "search: beginning": (SEARCH, lambda: language.word(0, 40_000)[:3]),
    }


async def fill(url: str, posts: int, language: Language, model: str) -> None:
    """So many posts of some 35 words, a comment on every fourth, and a random direction for each post."""
    connection = await asyncpg.connect(**credentials(url))
    board, person = uuid4(), uuid4()
    await connection.execute(
        "insert into board (id, slug, name, purpose, access, position, created_at)"
        " values ($1, 'bench', 'Bench', '', 'public', 0, now())",
        board,
    )
    await connection.execute(
        "insert into person (id, name, role, language, created_at) values ($1, 'Bo', 'customer', 'en', now())", person
    )
    random_numbers = np.random.default_rng(1)
    for begin in range(0, posts, BATCH):
        ids = [uuid4() for _ in range(min(BATCH, posts - begin))]
        await connection.execute(
            """insert into post (id, board_id, author_id, kind, channel, slug, title, body, language, status,
                                 vote_count, comment_count, momentum, created_at)
               select id, $2, $3, 'idea', 'web', id::text, title, body, 'en', 'open', 0, 0, 0, now()
               from unnest($1::uuid[], $4::text[], $5::text[]) as given (id, title, body)""",
            ids,
            board,
            person,
            [language.text(6) for _ in ids],
            [language.text(language.draw.randrange(5, 55)) for _ in ids],
        )
        await connection.execute(
            """insert into comment (id, post_id, author_id, body, is_official, created_at)
               select gen_random_uuid(), post_id, $2, body, false, now()
               from unnest($1::uuid[], $3::text[]) as given (post_id, body)""",
            ids[::4],
            person,
            [language.text(20) for _ in ids[::4]],
        )
        directions = random_numbers.integers(-127, 128, (len(ids), 384), dtype=np.int8)
        await connection.execute(
            """update post_vector set model = $1, is_due = false, read_at = clock_timestamp(), vector = given.vector
               from unnest($2::uuid[], $3::bytea[]) as given (id, vector) where post_id = given.id""",
            model,
            ids,
            [direction.tobytes() for direction in directions],
        )
    await connection.execute("vacuum analyze")
    await connection.close()


Ask = Callable[[str, str], Awaitable[dict[str, object]]]


async def measure(ask: Ask, language: Language, times: int, processes: dict[str, psutil.Process]) -> None:
    """Ask everything so often, one after the other, and tell how long the answers took."""
    for name, (document, typed) in questions(language).items():
        for _ in range(8):
            await ask(document, typed())
        seconds, before = [], cpu(processes)
        for _ in range(times):
            text, began = typed(), time.perf_counter()
            answer = await ask(document, text)
            seconds.append(time.perf_counter() - began)
            if "errors" in answer:
                raise SystemExit(f"{name}: {answer}")
        after = cpu(processes)
        costs = "   ".join(f"{who} {1e3 * (after[who] - before[who]) / times:5.1f}" for who in after)
        seconds.sort()
        p50, p95 = statistics.median(seconds), seconds[int(0.95 * times)]
        print(f"  {name:<28} p50 {p50 * 1e3:6.1f}   p95 {p95 * 1e3:6.1f} ms   CPU ms: {costs}", flush=True)


def cpu(processes: dict[str, psutil.Process]) -> dict[str, float]:
    """CPU seconds so far of each of these and of PostgreSQL."""
    backends = [one.cpu_times() for one in psutil.process_iter(["name"]) if one.info["name"] == "postgres"]
    own = {name: sum(process.cpu_times()[:2]) for name, process in processes.items()}
    return own | {"PostgreSQL": sum(one.user + one.system for one in backends)}


@asynccontextmanager
async def in_process(url: str, settings: Settings) -> AsyncIterator[Ask]:
    """The API without HTTP, with meaning at hand."""
    async with database(url):
        meaning = PostMeaning(reader_for(settings))
        began = time.perf_counter()
        await meaning.catch_up()
        print(f"  model and vectors were there after {time.perf_counter() - began:.1f} s")
        guard = Guard[Context](schema, may_introspect=lambda _: False, refusal=Refusal)

        async def ask(document: str, text: str) -> dict[str, object]:
            context = Context(None, Browser(), Silence(), Installation("Bench"), meaning=meaning)
            return (await guard.execute(Operation(document, {"text": text}), context)).body

        yield ask
        meaning.close()


def serve(url: str, settings: Settings) -> None:
    """What `hearback serve` runs, without jobs."""
    uvicorn.run(create_app(settings, url), port=PORT, log_level="warning", access_log=False, ws_max_size=MAX_BYTES)


@asynccontextmanager
async def over_http() -> AsyncIterator[Ask]:
    """One connection to the served API, once similar posts are told by meaning."""
    for _ in range(100):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            break
        except OSError:
            await asyncio.sleep(0.1)

    async def ask(document: str, text: str) -> dict[str, object]:
        body = orjson.dumps({"query": document, "variables": {"text": text}})
        head = b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:%d\r\ncontent-type: application/json\r\n" % PORT
        writer.write(head + b"content-length: %d\r\n\r\n" % len(body) + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        found: dict[str, object] = orjson.loads(await reader.readexactly(int(length.split(b":")[1])))
        return found

    for _ in range(20):  # the model and the vectors are fetched when first asked for
        await ask(SIMILAR, "wake up")
        await asyncio.sleep(0.5)
    yield ask
    writer.close()


async def together(asks: list[Ask], language: Language, seconds: float) -> None:
    """Several people type at once, four letters a second each."""
    took: list[float] = []

    async def type_titles(ask: Ask) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            title = language.text(6)
            for length in range(4, len(title), 4):
                began = time.perf_counter()
                await ask(SIMILAR, title[:length])
                took.append(time.perf_counter() - began)
                await asyncio.sleep(max(0.0, 0.25 - took[-1]))

    await asyncio.gather(*map(type_titles, asks))
    took.sort()
    print(
        f"  {len(asks)} people typing at once        p50 {statistics.median(took) * 1e3:6.1f}"
        f"   p95 {took[int(0.95 * len(took))] * 1e3:6.1f} ms   ({len(took)} answers)"
    )


def main() -> None:
    """Fill a database, and ask it in this process and over HTTP."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    language = Language(given.seed)
    with tempfile.TemporaryDirectory(prefix="hearback-") as folder, embedded(Path(folder)) as address:
        settings = read_settings(data=folder, jobs="separate")
        asyncio.run(run(address.url, settings, language, given.posts, given.times))


async def run(url: str, settings: Settings, language: Language, posts: int, times: int) -> None:
    await migrate(url)
    reader = reader_for(settings)
    began = time.perf_counter()
    await fill(url, posts, language, reader.model)
    print(f"{posts:,} posts, filled in {time.perf_counter() - began:.0f} s")
    async with database(url):
        began = time.perf_counter()
        changed = await count_words()
        print(f"  counting the words took {time.perf_counter() - began:.1f} s; {changed:,} changed")
    print("Through the guard, in one process:")
    async with in_process(url, settings) as ask:
        await measure(ask, language, times, {"process": psutil.Process()})
        await together([ask] * 8, language, 10)
    print("Over HTTP:")
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(url, settings), daemon=True)
    server.start()
    try:
        async with over_http() as ask:
            process = psutil.Process(server.pid)
            await measure(ask, language, times, {"server": process})
            print(f"  memory of the server: {process.memory_info().rss / 1e6:,.0f} MB")
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
