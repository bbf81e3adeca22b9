"""Live updates: what is committed anywhere reaches those who asked for it, and a gap never goes unnoticed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import asyncpg
import pytest

from ideation import ledger
from ideation.actions import comments, merges, posts, votes
from ideation.events import CommentAdded, Fact, PostsMerged, ThemesRunRequested, VoteCast
from ideation.ledger import Recorded, verb
from ideation.models import Person, Post, Vote
from ideation.vocabulary import Kind
from server.database import credentials
from server.live import CHANNEL, MOST_WAITING, READERS, Hub, after_commits, announce, live

pytestmark = pytest.mark.commits


@pytest.fixture
async def hub(stored: None, database_url: str) -> AsyncIterator[Hub]:
    async with live(database_url) as hub:
        yield hub
    assert ledger.listeners == []


async def test_a_commit_reaches_those_who_asked_for_its_post_or_its_board(dark_mode, noor, leak, hub):
    of_post, of_board = hub.changes(post_id=dark_mode.id), hub.changes(board_id=dark_mode.board_id)
    of_all, elsewhere = hub.changes(), hub.changes(post_id=leak.id)

    await votes.cast_vote(dark_mode, by=noor)

    for changes in (of_post, of_board, of_all):
        assert await heard(changes) == cast(dark_mode)
    await comments.add_comment(leak, body="Still late.", by=await Person.get(name="Mia"))
    assert isinstance(await heard(elsewhere), CommentAdded)


async def test_readers_of_a_duplicate_hear_that_it_was_merged(app, dark_mode, noor, ada, hub):
    double = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=noor)
    of_duplicate, of_original = hub.changes(post_id=double.id), hub.changes(post_id=dark_mode.id)

    await merges.merge_posts(double, into=dark_mode, by=ada)

    for changes in (of_duplicate, of_original):
        while not isinstance(await heard(changes), PostsMerged):
            pass


async def test_what_happens_between_asking_and_reading_is_not_lost(dark_mode, noor, hub):
    changes = hub.changes(board_id=dark_mode.board_id)
    await votes.cast_vote(dark_mode, by=noor)
    await votes.withdraw_vote(dark_mode, by=noor)
    await asyncio.sleep(0.1)

    assert [type(await heard(changes)).__name__ for _ in range(2)] == ["VoteCast", "VoteWithdrawn"]


async def test_what_another_process_announces_is_heard_here(dark_mode, noor, hub, database_url):
    async with live(database_url) as other:
        here, there = hub.changes(post_id=dark_mode.id), other.changes(post_id=dark_mode.id)
        await votes.cast_vote(dark_mode, by=noor)

        assert await heard(here) == await heard(there) == cast(dark_mode)


async def test_a_verb_that_is_rolled_back_announces_nothing(dark_mode, noor, tom, hub):
    changes = hub.changes(post_id=dark_mode.id)

    with pytest.raises(ZeroDivisionError):
        await vote_and_fail(dark_mode, by=noor)
    await votes.cast_vote(dark_mode, by=tom)

    assert await heard(changes) == cast(dark_mode)
    assert await Vote.filter(post=dark_mode).count() == 1
    with pytest.raises(TimeoutError):
        await heard(changes, within=0.1)


async def test_commits_at_once_share_a_notice(dark_mode, grace, ada, mia, noor, tom, hub, database_url):
    async with notices(database_url) as received:
        await asyncio.gather(*(votes.cast_vote(dark_mode, by=person) for person in (grace, ada, mia, noor, tom)))
        await until(lambda: sum(len(notice.split(",")) for notice in received) == 5)

        assert len(received) < 5


async def test_what_could_not_be_announced_is_announced_with_what_follows(dark_mode, noor, monkeypatch):
    monkeypatch.setattr("server.live.PAUSES", (0.05,))
    attempts: list[list[str]] = []

    async def publish(recorded: Sequence[Recorded]) -> None:
        attempts.append([type(item.fact).__name__ for item in recorded])
        if len(recorded) == 1:
            raise OSError("no connection")

    async with after_commits(publish):
        await votes.cast_vote(dark_mode, by=noor)
        await until(lambda: attempts == [["VoteCast"]])
        await votes.withdraw_vote(dark_mode, by=noor)
        await until(lambda: attempts[-1] == ["VoteCast", "VoteWithdrawn"])


async def test_thousands_of_events_fit_into_several_notices(stored, database_url):
    numbers = [2**63 - 1 - count for count in range(1000)]
    async with notices(database_url) as received:
        await announce([Recorded(number, ThemesRunRequested()) for number in numbers])
        await until(lambda: len(received) == 4)

        assert [int(number) for notice in received for number in notice.split(",")] == numbers


async def test_after_the_connection_was_killed_everyone_reads_again_and_hears_on(dark_mode, noor, hub, database_url):
    changes = hub.changes(post_id=dark_mode.id)

    assert await kill_listener(database_url)

    assert await heard(changes) is None
    await votes.cast_vote(dark_mode, by=noor)
    assert await heard(changes) == cast(dark_mode)


async def test_who_reads_too_slowly_is_told_to_read_again(dark_mode, hub):
    changes = hub.changes(board_id=dark_mode.board_id)

    for _ in range(MOST_WAITING + 1):
        changes.tell(cast(dark_mode))
    changes.tell(cast(dark_mode))

    assert await heard(changes) is None
    assert await heard(changes) == cast(dark_mode)


async def test_who_watches_a_post_reads_it_once_for_all_that_happened_meanwhile(dark_mode, hub):
    changes = hub.changes(post_id=dark_mode.id)

    for _ in range(5):
        changes.tell(cast(dark_mode))

    assert await heard(changes) == cast(dark_mode)
    with pytest.raises(TimeoutError):
        await heard(changes, within=0.1)


async def test_those_who_watch_take_turns_in_reading_however_many_they_are(dark_mode, noor, hub):
    reading = most = 0

    async def watch(changes):
        nonlocal reading, most
        async for _ in changes:
            async with hub.turns:
                reading += 1
                most = max(most, reading)
                await asyncio.sleep(0.01)
                reading -= 1
            return

    watching = [asyncio.create_task(watch(hub.changes(post_id=dark_mode.id))) for _ in range(20)]
    await asyncio.sleep(0)
    await votes.cast_vote(dark_mode, by=noor)
    await asyncio.gather(*watching)

    assert most == READERS


async def test_when_the_process_ends_so_do_its_subscriptions(dark_mode, noor, database_url):
    async with live(database_url) as ending:
        changes = ending.changes()
        reading = asyncio.create_task(anext(changes, "the end"))
        await asyncio.sleep(0)

    assert await reading == "the end"


@verb
async def vote_and_fail(post: Post, *, by: Person) -> None:
    await votes.cast_vote(post, by=by)
    raise ZeroDivisionError


def cast(post: Post) -> VoteCast:
    return VoteCast(post_id=post.id, board_id=post.board_id)


async def heard(changes: AsyncIterator[Fact | None], within: float = 5) -> Fact | None:
    async with asyncio.timeout(within):
        return await anext(changes)


@asynccontextmanager
async def notices(url: str) -> AsyncIterator[list[str]]:
    """The notices as PostgreSQL carries them."""
    received: list[str] = []
    connection = await asyncpg.connect(**credentials(url))
    await connection.add_listener(CHANNEL, lambda *notice: received.append(notice[-1]))
    yield received
    await connection.close()


async def kill_listener(url: str) -> bool:
    connection = await asyncpg.connect(**credentials(url))
    killed = await connection.fetch(
        "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'"
    )
    await connection.close()
    return len(killed) == 1


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("this never came true")
