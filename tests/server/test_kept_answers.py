"""Answers that are kept for those who are not signed in are true, and nobody sees in them what they may not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.context import Context, Installation
from ideation import ledger
from ideation.actions import comments, posts, votes
from ideation.models import Board, Post
from ideation.queries.people import signed_in_with
from server.auth.sessions import COOKIE, CookieSession
from server.database import credentials
from server.endpoints.graphql import KeptAnswers, graphql_routes
from server.endpoints.graphql.kept_answers import LARGEST, LASTS, MOST_BYTES
from server.live import live
from tests.asking import Silence, guard

TITLES = "{ posts { totalCount edges { node { title voteCount commentCount } } } }"


@dataclass
class News:
    """What a hub says, under the hands of a test."""

    hears: bool = True
    witnesses: list[Callable[[], None]] = field(default_factory=list)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Visit:
    """Somebody at the API over HTTP, and how many requests were not answered by what was kept."""

    def __init__(self, kept: KeptAnswers) -> None:
        self.executed = 0
        app = Starlette(routes=graphql_routes(guard, self._make_context, kept))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver")

    async def ask(self, query: str, **more: Any) -> Any:
        answer = await self.client.post("/graphql", json={"query": query}, **more)
        return answer.json()

    async def titles(self) -> dict[str, int]:
        answer = await self.ask(TITLES)
        return {edge["node"]["title"]: edge["node"]["voteCount"] for edge in answer["data"]["posts"]["edges"]}

    async def _make_context(self, connection: HTTPConnection, response: Response | None) -> Context:
        self.executed += 1
        session = CookieSession(connection, response, secure=False)
        viewer = await signed_in_with(session.token) if session.token else None
        return Context(viewer=viewer, session=session, feed=Silence(), installation=Installation("Test"))


@pytest.fixture
async def visit(stored: None) -> AsyncIterator[Visit]:
    kept = KeptAnswers()
    with kept.following(News()):
        visit = Visit(kept)
        yield visit
    await visit.client.aclose()
    assert ledger.listeners == []


async def test_a_second_reader_is_answered_by_what_the_first_one_read(visit, dark_mode):
    first = await visit.client.post("/graphql", json={"query": TITLES})
    second = await visit.client.post("/graphql", json={"query": TITLES})

    assert visit.executed == 1
    assert (second.status_code, second.content, second.headers) == (200, first.content, first.headers)


async def test_whatever_somebody_did_is_in_the_next_answer(visit, dark_mode, app, noor):
    async def changes(act: Callable[[], Awaitable[object]]) -> bool:
        before, executed = await visit.ask(TITLES), visit.executed
        await act()
        changed: bool = await visit.ask(TITLES) != before
        return changed and visit.executed == executed + 1

    for act in (
        lambda: votes.cast_vote(dark_mode, by=noor),
        lambda: votes.withdraw_vote(dark_mode, by=noor),
        lambda: comments.add_comment(dark_mode, body="Yes.", by=noor),
        lambda: posts.submit_post(app, kind="idea", title="Bright mode", by=noor),
    ):
        assert await changes(act)


async def test_what_was_begun_before_a_change_is_not_kept_after_it(visit, dark_mode, noor, monkeypatch):
    reading, changed = asyncio.Event(), asyncio.Event()
    execute = guard.execute

    async def slowly(*asked: Any) -> Any:
        answer = await execute(*asked)
        reading.set()
        await changed.wait()
        return answer

    monkeypatch.setattr(guard, "execute", slowly)
    before = asyncio.create_task(visit.titles())
    await reading.wait()
    await votes.cast_vote(dark_mode, by=noor)
    changed.set()

    assert await before == {"Dark mode": 0}
    assert await visit.titles() == {"Dark mode": 1}


async def test_those_who_are_signed_in_neither_get_nor_leave_such_answers(visit, dark_mode, leak):
    await visit.titles()
    for headers in ({"cookie": f"{COOKIE}=anything"}, {"authorization": "Bearer anything"}):
        for _ in range(2):
            executed = visit.executed
            await visit.ask(TITLES, headers=headers)
            assert visit.executed == executed + 1

    executed = visit.executed
    await visit.ask(TITLES, headers={"cookie": "theme=dark"})
    assert visit.executed == executed


@pytest.mark.parametrize(
    "query",
    [
        "mutation { signOut { signedOutAt } }",
        "{ nothing }",
        'mutation { castVote(postId: "c0ffee00-0000-4000-8000-000000000000") { __typename } }',
        '{ posts(after: "broken") { totalCount } }',
    ],
)
async def test_changes_and_errors_are_never_kept(query, visit, dark_mode):
    for executed in (1, 2):
        await visit.ask(query)
        assert visit.executed == executed


async def test_pages_of_other_sites_do_not_get_them_either(visit, dark_mode):
    await visit.titles()
    answer = await visit.client.post(
        "/graphql", json={"query": TITLES}, headers={"origin": "https://elsewhere.example.com"}
    )

    assert answer.status_code == 403


@pytest.mark.commits
async def test_a_board_that_another_process_closes_is_closed_for_the_next_reader(dark_mode, app, noor, database_url):
    kept = KeptAnswers()
    async with live(database_url) as hub:
        with kept.following(hub):
            visit = Visit(kept)
            assert await visit.titles() == await visit.titles() == {"Dark mode": 0}
            assert visit.executed == 1
            moment = kept.moment()
            await close_elsewhere(app, database_url)
            await until(lambda: kept.moment() > moment)
            assert await visit.ask(TITLES) == {"data": {"posts": {"totalCount": 0, "edges": []}}}


async def close_elsewhere(board: Board, url: str) -> None:
    """What a process does that shares nothing with this one but the database."""
    connection = await asyncpg.connect(**credentials(url))
    try:
        await connection.execute("update board set access = 'staff' where id = $1", board.id)
        await connection.execute("select pg_notify('hearback_ledger', '1')")
    finally:
        await connection.close()


@pytest.mark.commits
async def test_without_news_nothing_is_kept_until_they_come_again(dark_mode, app, noor, database_url):
    kept = KeptAnswers()
    async with live(database_url) as hub:
        with kept.following(hub):
            visit = Visit(kept)
            await visit.titles()
            await deafen(database_url)
            await until(lambda: not hub.hears)
            await Post.filter(id=dark_mode.id).update(title="Night mode")
            assert await visit.titles() == await visit.titles() == {"Night mode": 0}
            assert visit.executed == 3
            await until(lambda: hub.hears)
            await visit.titles()
            await visit.titles()
            assert visit.executed == 4


async def deafen(url: str) -> None:
    """Cut the connection by which news come."""
    connection = await asyncpg.connect(**credentials(url))
    try:
        await connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'")
    finally:
        await connection.close()


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not so():
            await asyncio.sleep(0.01)


def test_an_answer_lasts_for_seconds_only():
    kept = KeptAnswers(clock := Clock())
    with kept.following(News()):
        kept.keep(b"question", b"answer", begun=kept.moment())
        clock.now = LASTS - 0.01
        assert kept.find(b"question") == b"answer"
        clock.now = LASTS
        assert kept.find(b"question") is None


def test_it_holds_no_more_than_it_may_and_lets_go_of_what_nobody_asks_for():
    kept, one = KeptAnswers(Clock()), LARGEST - 3
    with kept.following(News()):
        kept.keep(b"big", bytes(LARGEST), begun=kept.moment())
        assert kept.find(b"big") is None
        for number in range(100, 100 + MOST_BYTES // LARGEST):
            kept.keep(b"%d" % number, bytes(one), begun=kept.moment())
        kept.keep(b"101", bytes(one), begun=kept.moment())
        assert kept.find(b"100") is not None
        kept.keep(b"200", bytes(one), begun=kept.moment())

        assert kept.find(b"102") is None
        assert None not in map(kept.find, (b"100", b"101", b"103", b"200"))


def test_nothing_is_kept_when_nobody_sees_to_its_truth():
    kept = KeptAnswers()
    kept.keep(b"question", b"answer", begun=kept.moment())
    assert kept.find(b"question") is None

    news = News()
    with kept.following(news):
        kept.keep(b"question", b"answer", begun=kept.moment())
        news.hears = False
        assert kept.find(b"question") is None
    assert (news.witnesses, ledger.listeners, kept.find(b"question")) == ([], [], None)
