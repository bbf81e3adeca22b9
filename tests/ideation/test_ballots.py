"""Votes that come together are counted together, and everyone gets their own answer."""

import asyncio
import random
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from ideation import ledger
from ideation.actions import people, posts, votes
from ideation.actions.ballots import recount_votes
from ideation.errors import NotFound, VotingClosed
from ideation.events import VoteCast, VoteWithdrawn
from ideation.models import Person, Post, Vote
from ideation.vocabulary import Access, Kind

pytestmark = pytest.mark.commits


@pytest.fixture
async def crowd(stored):
    """Twelve customers."""
    return [await people.join(f"voter{number}@example.com") for number in range(12)]


@pytest.fixture
def heard():
    """What listeners are told, one list for each transaction."""
    told = []
    note = lambda recorded: told.append([entry.fact for entry in recorded])  # noqa: E731
    ledger.listeners.append(note)
    yield told
    ledger.listeners.remove(note)


async def counted_right():
    """Whether count and momentum of every post are what its rows, and those of its duplicates, say."""
    before = await Post.all().order_by("id").values_list("id", "vote_count", "momentum", "company_count")
    async with in_transaction():
        await Post.all().order_by("id").select_for_update()
        await recount_votes([row[0] for row in before])
        after = await Post.all().order_by("id").values_list("id", "vote_count", "momentum", "company_count")
    return [(row[:2], pytest.approx(row[2], abs=1e-9), row[3]) for row in before] == [
        (row[:2], row[2], row[3]) for row in after
    ]


async def merge(duplicate, original):
    """As merging does it: both locked in the order of their ids, then pointed, then counted anew."""
    async with in_transaction():
        locked = await Post.filter(id__in=[duplicate.id, original.id]).order_by("id").select_for_update(no_key=True)
        found = {post.id: post for post in locked}
        is_merged = found[duplicate.id].merged_into_id is not None
        await Post.filter(id=duplicate.id).update(
            merged_into_id=None if is_merged else original.id, merged_at=None if is_merged else datetime.now(UTC)
        )
        await recount_votes([duplicate.id, original.id])


async def test_votes_that_come_while_others_are_counted_share_one_transaction(dark_mode, crowd, heard):
    await asyncio.gather(*(votes.cast_vote(dark_mode, by=person) for person in crowd))

    assert [len(facts) for facts in heard] == [12]
    assert (await Post.get(id=dark_mode.id)).vote_count == await Vote.all().count() == 12
    assert await counted_right()


async def test_everyone_is_answered_after_the_commit_of_their_vote(dark_mode, crowd):
    async def vote(person):
        post = await votes.cast_vote(dark_mode, by=person)
        return post.vote_count, await Vote.filter(person_id=person.id).exists()

    assert await asyncio.gather(*map(vote, crowd)) == [(12, True)] * 12


async def test_one_person_who_changes_their_mind_within_a_batch_is_taken_at_their_last_word(
    dark_mode, noor, tom, heard
):
    cast, withdraw = votes.cast_vote, votes.withdraw_vote
    asked = [(cast, noor), (withdraw, noor), (cast, tom), (withdraw, tom), (cast, noor), (withdraw, tom)]
    await asyncio.gather(*(verb(dark_mode, by=person) for verb, person in asked))

    about = {"post_id": dark_mode.id, "board_id": dark_mode.board_id}
    kinds = [VoteCast, VoteCast, VoteWithdrawn, VoteWithdrawn, VoteCast]
    assert heard == [[kind(**about) for kind in kinds]]
    assert await Vote.all().values_list("person_id", flat=True) == [noor.id]
    assert await counted_right()


async def test_a_refusal_reaches_exactly_whom_it_concerns(app, dark_mode, noor, tom, ada, recorded):
    closed = await posts.submit_post(app, kind=Kind.IDEA, title="Closed", by=tom)
    await Post.filter(id=closed.id).update(closed_at=datetime.now(UTC))
    missing = Post(id=uuid4())

    answers = await asyncio.gather(
        votes.cast_vote(dark_mode, by=noor),
        votes.cast_vote(closed, by=noor),
        votes.cast_vote(missing, by=tom),
        votes.cast_vote(dark_mode, by=ada),
        return_exceptions=True,
    )

    assert [type(answer) for answer in answers] == [Post, VotingClosed, NotFound, Post]
    assert await Vote.all().count() == (await Post.get(id=dark_mode.id)).vote_count == 2
    assert (await Post.get(id=closed.id)).vote_count == 0


async def test_an_error_reaches_exactly_whose_vote_it_was(dark_mode, crowd, recorded):
    gone = await people.join("gone@example.com")
    await Person.filter(id=gone.id).delete()

    answers = await asyncio.gather(
        *(votes.cast_vote(dark_mode, by=person) for person in (*crowd, gone)), return_exceptions=True
    )

    assert [type(answer) for answer in answers] == [Post] * 12 + [asyncpg.ForeignKeyViolationError]
    assert await Vote.all().count() == (await Post.get(id=dark_mode.id)).vote_count == 12
    assert [type(fact) for fact in await recorded()].count(VoteCast) == 12


async def test_who_leaves_while_waiting_harms_nobody_else(dark_mode, crowd):
    async with get_connection("default").acquire_connection() as connection, connection.transaction():
        await connection.execute("select from post where id = $1 for update", dark_mode.id)
        first = asyncio.create_task(votes.cast_vote(dark_mode, by=crowd[0]))
        await asyncio.sleep(0.05)  # the first batch waits for the lock now
        others = [asyncio.create_task(votes.cast_vote(dark_mode, by=person)) for person in crowd[1:]]
        await asyncio.sleep(0.05)
        first.cancel()
        others[0].cancel()
        await asyncio.sleep(0)
    answers = await asyncio.gather(first, *others, return_exceptions=True)

    assert [type(answer) for answer in answers] == [asyncio.CancelledError] * 2 + [Post] * 10
    voted = set(await Vote.all().values_list("person_id", flat=True))
    # Of the first, whose batch was under way, the vote may count; who left before their batch began has not voted.
    assert {person.id for person in crowd[2:]} <= voted <= {person.id for person in crowd if person is not crowd[1]}
    assert await counted_right()


async def test_a_vote_for_a_duplicate_supports_its_original_and_counts_everyone_once(
    app, dark_mode, noor, tom, ada, mia
):
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    await votes.cast_vote(dark_mode, by=noor)
    await votes.cast_vote(night, by=noor)
    await votes.cast_vote(night, by=tom)
    await merge(night, dark_mode)

    post = await votes.cast_vote(night, by=ada)
    again = await votes.cast_vote(night, by=tom)
    await votes.cast_vote(dark_mode, by=mia)

    assert (post.id, post.vote_count) == (dark_mode.id, 3)
    assert (again.id, again.vote_count) == (dark_mode.id, 3)
    assert (await Post.get(id=dark_mode.id)).vote_count == 4
    assert await Vote.filter(post_id=night.id).count() == 2  # where they were cast
    assert await counted_right()


async def test_a_vote_is_taken_back_from_the_original_and_all_its_duplicates(app, dark_mode, noor, tom):
    night = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=tom)
    for post in (dark_mode, night):
        await votes.cast_vote(post, by=noor)
    await votes.cast_vote(night, by=tom)
    await merge(night, dark_mode)

    post = await votes.withdraw_vote(night, by=noor)

    assert (post.id, post.vote_count) == (dark_mode.id, 1)
    assert await Vote.all().values_list("person_id", flat=True) == [tom.id]
    assert await counted_right()
    await merge(night, dark_mode)  # parts them again
    assert (await Post.get(id=dark_mode.id)).vote_count == 0
    assert (await Post.get(id=night.id)).vote_count == 1


async def test_counters_stay_true_while_posts_are_merged_and_parted_and_closed(app, crowd, tom):
    seed = random.randrange(10**6)
    print("seed", seed)
    draw = random.Random(seed)
    ideas = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Idea {number}", by=tom) for number in range(4)]
    original, *duplicates = ideas

    async def vote(person):
        for _ in range(12):
            verb = draw.choice((votes.cast_vote, votes.cast_vote, votes.withdraw_vote))
            try:
                post = await verb(draw.choice(ideas), by=person)
            except VotingClosed:
                continue
            assert post.merged_into_id is None

    async def change():
        for _ in range(20):
            await merge(draw.choice(duplicates), original)
            closed = draw.choice(ideas)
            await Post.filter(id=closed.id).update(closed_at=draw.choice((None, None, datetime.now(UTC))))

    async with asyncio.timeout(20):
        await asyncio.gather(*map(vote, crowd), change())

    assert await counted_right()


async def test_rights_are_asked_of_each(app, dark_mode, noor, ada):
    app.vote_access = Access.STAFF
    await app.save(update_fields=["vote_access"])

    answers = await asyncio.gather(
        *(votes.cast_vote(dark_mode, by=person) for person in (noor, ada)), return_exceptions=True
    )

    assert [type(answer).__name__ for answer in answers] == ["NotAllowed", "Post"]
    assert await Vote.all().values_list("person_id", flat=True) == [ada.id]


async def test_a_lost_connection_loses_and_doubles_no_vote_that_was_acknowledged(dark_mode, crowd, ada, recorded):
    async with get_connection("default").acquire_connection() as connection, connection.transaction():
        await connection.execute("select from post where id = $1 for update", dark_mode.id)
        voting = [asyncio.create_task(votes.cast_vote(dark_mode, by=person)) for person in crowd]
        await asyncio.sleep(0.1)
        await connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'"
        )
    answers = await asyncio.gather(*voting, return_exceptions=True)
    await votes.cast_vote(dark_mode, by=ada)

    voted = set(await Vote.all().values_list("person_id", flat=True))
    acknowledged = {person.id for person, answer in zip(crowd, answers, strict=True) if isinstance(answer, Post)}
    assert acknowledged | {ada.id} <= voted
    assert [type(fact) for fact in await recorded()].count(VoteCast) == len(voted)
    assert await counted_right()
