"""What the pages cost that a signed-out reader sees, at 1,000, 10,000 and 100,000 posts: CPU per request, and waiting.

Run by hand, on a machine that does little else: `.venv/bin/python -m tests.bench.pages`. What is asked are the page's
own documents, as the page sends them. CPU of the server and of PostgreSQL is read from the operating system; quote
medians of one run, and ratios between runs.
"""

import argparse
import asyncio
import tempfile
from itertools import repeat
from pathlib import Path

import asyncpg
import orjson
import psutil
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
from tests.bench.load import ROOT, Measured, answer_of, measure, median, serving

PORT = 18001


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
            with serving(Path(folder), PORT) as server:
                questions = asyncio.run(_questions(address.url))
                wanted = {name: body for name, body in questions.items() if name.startswith(given.only)}
                found = asyncio.run(_measure(server, Path(folder), wanted, given.requests, given.rounds))
        _report(posts, found)


async def _questions(url: str) -> dict[str, bytes]:
    """Every page by its name, as the body that asks for it."""
    connection = await asyncpg.connect(**credentials(url))
    try:
        post = await connection.fetchrow(_SHOWN_POST)
        deep = {sort: await _deep_cursor(connection, sort) for sort in PostSort}
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
        "list of a status": asking("PostList", board=BOARD, sort="NEWEST", status="DECLINED"),
        "list of a tag": asking("PostList", board=BOARD, sort="NEWEST", tag=TAG),
        "post": asking("PostPage", slug=post["slug"]),
        "comments": asking("Comments", postId=str(post["id"])),
    }


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


async def _measure(
    server: psutil.Process, data: Path, questions: dict[str, bytes], requests: int, rounds: int
) -> dict[str, Measured]:
    """Each page in turn, several rounds."""
    found: dict[str, list[Measured]] = {name: [] for name in questions}
    for body in questions.values():
        await answer_of(PORT, body)
    for _ in range(rounds):
        for name, body in questions.items():
            found[name].append(await measure(PORT, server, data, repeat(body, requests)))
    return {name: median(several) for name, several in found.items()}


def _report(posts: int, found: dict[str, Measured]) -> None:
    print(f"\n{posts:,} posts: ms per request {'server':>13} {'PostgreSQL':>11} {'p50':>7} {'p95':>7}")
    for name, one in found.items():
        print(f"  {name:<32} {one.server:>11.2f} {one.postgres:>11.2f} {one.p50:>7.1f} {one.p95:>7.1f}", flush=True)


if __name__ == "__main__":
    main()
