"""What is asked for under a key is done once, or not at all."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException

from ideation import ledger
from ideation.actions import posts
from ideation.actions.requests import KEPT_FOR, forget_old_requests, once
from ideation.errors import InvalidInput, KeyUsedBefore, RequestUnderWay
from ideation.events import PostSubmitted
from ideation.models import Event, KeptRequest, Post
from ideation.vocabulary import Kind
from server.database import credentials


@pytest.fixture
def submitting(app, noor):
    async def submit():
        post = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=noor)
        return str(post.id)

    return submit


async def made_long_ago(key):
    moment = datetime.now(UTC) - KEPT_FOR - timedelta(seconds=1)
    await KeptRequest.filter(key=key).update(answered_at=moment)


async def test_the_same_request_is_done_once_and_answered_alike(submitting, noor, recorded):
    first = await once("a", digest="1", work=submitting, by=noor)
    again = await once("a", digest="1", work=submitting, by=noor)

    assert again == first
    assert await Post.all().count() == 1
    assert len(await recorded()) == 1


async def test_another_request_under_the_same_key_is_refused(submitting, noor, recorded):
    await once("a", digest="1", work=submitting, by=noor)
    facts = await recorded()

    with pytest.raises(KeyUsedBefore):
        await once("a", digest="2", work=submitting, by=noor)

    assert await Post.all().count() == 1
    assert await recorded() == facts


async def test_a_key_belongs_to_one_person(submitting, noor, tom):
    first = await once("a", digest="1", work=submitting, by=noor)

    assert await once("a", digest="1", work=submitting, by=tom) != first
    assert await Post.all().count() == 2


async def test_a_key_may_be_used_again_after_a_day(submitting, noor):
    first = await once("a", digest="1", work=submitting, by=noor)
    await made_long_ago("a")

    assert await once("a", digest="2", work=submitting, by=noor) != first
    assert await KeptRequest.all().count() == 1


async def test_old_requests_are_forgotten_and_new_ones_stay(submitting, noor):
    await once("old", digest="1", work=submitting, by=noor)
    await once("new", digest="1", work=submitting, by=noor)
    await made_long_ago("old")

    await forget_old_requests()

    assert [kept.key for kept in await KeptRequest.all()] == ["new"]
    assert await Post.all().count() == 2


class Crash(BaseException):
    """The process ends before the commit."""


@pytest.mark.parametrize("ending", [Crash, asyncio.CancelledError, InvalidInput("title", "No.")])
async def test_work_that_does_not_end_well_leaves_nothing_and_its_key_is_free(submitting, noor, recorded, ending):
    async def submit_and_end():
        await submitting()
        raise ending

    heard = []
    ledger.listeners.append(heard.extend)
    try:
        with pytest.raises(ending if isinstance(ending, type) else InvalidInput):
            await once("a", digest="1", work=submit_and_end, by=noor)
    finally:
        ledger.listeners.remove(heard.extend)

    assert await Post.all().count() == 0
    assert await KeptRequest.all().count() == 0
    assert await recorded() == []
    assert heard == []
    assert await once("a", digest="2", work=submitting, by=noor)


@pytest.mark.commits
async def test_while_the_first_is_under_way_the_second_is_told_at_once(submitting, noor):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def submit_slowly():
        answer = await submitting()
        begun.set()
        await go_on.wait()
        return answer

    first = asyncio.create_task(once("a", digest="1", work=submit_slowly, by=noor))
    await begun.wait()
    with pytest.raises(RequestUnderWay):
        await once("a", digest="1", work=submitting, by=noor)
    go_on.set()

    assert await once("b", digest="1", work=submitting, by=noor) != await first
    assert await once("a", digest="1", work=submitting, by=noor) == await first
    assert await Post.all().count() == 2


@pytest.mark.commits
async def test_a_connection_that_dies_before_the_commit_leaves_nothing(submitting, noor, database_url):
    async def submit_and_die():
        answer = await submitting()
        async with get_connection("default").acquire_connection() as connection:
            ours = await connection.fetchval("select pg_backend_pid()")
        other = await asyncpg.connect(**credentials(database_url))
        await other.execute("select pg_terminate_backend($1)", ours)
        await other.close()
        return answer

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, BaseORMException)):
        await once("a", digest="1", work=submit_and_die, by=noor)

    assert await Post.all().count() == 0
    assert await KeptRequest.all().count() == 0
    assert await Event.filter(kind=PostSubmitted.__name__).count() == 0
    assert await once("a", digest="1", work=submitting, by=noor)
