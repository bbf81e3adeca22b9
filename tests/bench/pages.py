"""What the pages cost that a signed-out reader sees, at 1,000, 10,000 and 100,000 posts: CPU per request, and waiting.

Run by hand, on a machine that does little else: `.venv/bin/python -m tests.bench.pages`. What is asked are the page's
own documents, as the page sends them, each as one that was not asked before; `kept` is the server's CPU where it was.
CPU of the server and of PostgreSQL is read from the operating system, medians of several rounds; on a machine that does
something else besides, only the ratios mean anything.
"""

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import asyncpg
import orjson
from graphql import (
    FieldNode,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Visitor,
    parse,
    print_ast,
    separate_operations,
    visit,
)

from api.pages import write_cursor
from ideation.queries.paging import Position
from ideation.queries.posts import PostSort
from server.database import credentials, migrate
from server.postgres import embedded
from tests.bench.filling import BOARD, TAG, fill
from tests.bench.load import ROOT, Measured, Server, answer_of, free_port, measure, median, serving, started

BARE = "a bare handler's list"


def main() -> None:
    """Fill a database of each size, and measure every page on it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--posts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="Measure the pages whose name begins so.")
    given = parser.parse_args()
    for posts in given.posts:
        with tempfile.TemporaryDirectory(prefix="hearback-") as folder, embedded(Path(folder)) as address:
            asyncio.run(migrate(address.url))
            asyncio.run(fill(address.url, posts))
            port = free_port()
            bare = [sys.executable, "-m", "tests.bench.bare", address.url, str(port)]
            with serving(Path(folder)) as hearback, started(bare, port) as other:
                questions = asyncio.run(_questions(address.url))
                asked = [
                    (BARE, other, b'{"query": ""}'),
                    *((name, hearback, body) for name, body in questions.items() if name.startswith(given.only)),
                ]
                found = asyncio.run(_measure(asked, Path(folder), given.requests, given.rounds))
        _report(posts, found)


async def _questions(url: str) -> dict[str, bytes]:
    """Every page by its name, as the body that asks for it."""
    connection = await asyncpg.connect(**credentials(url))
    try:
        post = await connection.fetchrow(_SHOWN_POST)
        deep = {sort: await _deep_cursor(connection, sort) for sort in _ORDERS}
    finally:
        await connection.close()
    documents = _documents()

    def asking(name: str, **variables: object) -> bytes:
        return orjson.dumps({"operationName": name, "query": documents[name], "variables": variables})

    found = {"boards": asking("BoardList"), "board": asking("Board", slug=BOARD)}
    for sort, cursor in deep.items():
        found[f"list {sort.name}"] = asking("PostList", board=BOARD, sort=sort.name)
        found[f"list {sort.name}, deep"] = asking("PostList", board=BOARD, sort=sort.name, after=cursor)
    return found | {
        "list of all boards": asking("PostList", sort="NEWEST"),
        "list of a status": asking("PostList", board=BOARD, sort="NEWEST", status="declined"),
        "list of a tag": asking("PostList", board=BOARD, sort="NEWEST", tag=TAG),
        "post": asking("PostPage", slug=post["slug"]),
        "comments": asking("Comments", postId=str(post["id"])),
    }


_ORDERS = (PostSort.NEWEST, PostSort.MOST_VOTED, PostSort.TRENDING)  # of those who are not signed in
_SHOWN_POST = f"""
select post.id, post.slug from post join board on board.id = post.board_id
where board.slug = '{BOARD}' and post.status = 'shipped' and comment_count between 5 and 20
order by post.created_at desc limit 1
"""


async def _deep_cursor(connection: asyncpg.Connection, sort: PostSort) -> str:
    """The cursor of a post in the middle of the list."""
    record = await connection.fetchrow(f"""
        select {sort.value} as value, id from post where board_id = (select id from board where slug = '{BOARD}')
        order by {sort.value} desc, id desc offset (select count(*) / 3 from post) limit 1
    """)
    return write_cursor(Position(record["value"], record["id"]))


def _documents() -> dict[str, str]:
    """The page's operations as it sends them: with the fragments that each needs."""
    files = (ROOT / "frontend/src").glob("*/*.graphql")
    whole = visit(parse("\n".join(file.read_text() for file in files)), _WithTypeNames())
    return {name: print_ast(document) for name, document in separate_operations(whole).items()}


class _WithTypeNames(Visitor):
    """Asks for the type of every object, as the page's cache does."""

    def leave_selection_set(self, node: SelectionSetNode, _key: object, parent: object, *_: object) -> SelectionSetNode:
        if isinstance(parent, OperationDefinitionNode):
            return node
        typename = FieldNode(name=NameNode(value="__typename"), alias=None, arguments=(), directives=())
        return SelectionSetNode(selections=(*node.selections, typename))


@dataclass(frozen=True)
class Page:
    """A page at its cost when it is made, and when it was kept."""

    made: Measured
    kept: Measured


async def _measure(asked: list[tuple[str, Server, bytes]], data: Path, requests: int, rounds: int) -> dict[str, Page]:
    """Each page in turn, several rounds."""
    made: dict[str, list[Measured]] = {name: [] for name, _, _ in asked}
    kept: dict[str, list[Measured]] = {name: [] for name, _, _ in asked}
    for _, server, body in asked:
        await answer_of(server, body)
    for number in range(rounds):
        for name, server, body in asked:
            made[name].append(await measure(server, data, _never_asked(body, number, requests)))
            kept[name].append(await measure(server, data, repeat(body, requests)))
    return {name: Page(median(made[name]), median(kept[name])) for name in made}


def _never_asked(body: bytes, number: int, requests: int) -> list[bytes]:
    """The same question so often, each with something besides that has no meaning."""
    return [body.replace(b"{", b'{"besides":"%d.%d",' % (number, one), 1) for one in range(requests)]


def _report(posts: int, found: dict[str, Page]) -> None:
    print(
        f"\n{posts:,} posts: ms {'server':>20} {'PostgreSQL':>11} {'p50':>7} {'p95':>7} {'kept':>7} {'CPU / bare':>11}"
    )
    bare = found[BARE].made.server + found[BARE].made.postgres
    for name, page in found.items():
        one = page.made
        print(
            f"  {name:<27} {one.server:>7.2f} {one.postgres:>11.2f} {one.p50:>7.1f} {one.p95:>7.1f}"
            f" {page.kept.server:>7.2f} {(one.server + one.postgres) / bare:>11.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
