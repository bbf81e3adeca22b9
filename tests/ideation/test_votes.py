"""Votes are true: one per person, whatever happens at once."""

import asyncio
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ideation.actions import posts, votes
from ideation.errors import VotingClosed
from ideation.events import VoteCast, VoteWithdrawn
from ideation.models import Post, Vote
from ideation.queries.votes import votes_of


async def test_voting_twice_counts_once(dark_mode, noor, recorded):
    await votes.cast_vote(dark_mode, by=noor)
    post = await votes.cast_vote(dark_mode, by=noor)

    assert post.vote_count == 1
    assert await Vote.filter(post=dark_mode).count() == 1
    assert await recorded() == [VoteCast(post_id=dark_mode.id, board_id=dark_mode.board_id)]


async def test_withdrawing_gives_back_the_vote_and_the_momentum(dark_mode, noor, ada, recorded):
    await votes.cast_vote(dark_mode, by=ada)
    before = await Post.get(id=dark_mode.id)
    await votes.cast_vote(dark_mode, by=noor)

    await votes.withdraw_vote(dark_mode, by=noor)

    after = await Post.get(id=dark_mode.id)
    assert after.vote_count == before.vote_count == 1
    assert after.momentum == pytest.approx(before.momentum, abs=1e-9)


async def test_withdrawing_what_was_not_cast_changes_nothing(dark_mode, noor, recorded):
    post = await votes.withdraw_vote(dark_mode, by=noor)

    assert post.vote_count == 0
    assert await recorded() == []


async def test_a_shipped_post_takes_no_votes_and_gives_none_back(dark_mode, noor, tom, ada, recorded):
    await votes.cast_vote(dark_mode, by=tom)
    await posts.change_status(dark_mode, to="shipped", reason="It is out.", by=ada)
    before = await recorded()

    with pytest.raises(VotingClosed):
        await votes.cast_vote(dark_mode, by=noor)
    with pytest.raises(VotingClosed):
        await votes.withdraw_vote(dark_mode, by=tom)

    assert (await Post.get(id=dark_mode.id)).vote_count == 1
    assert await recorded() == before


@pytest.mark.commits
async def test_two_hundred_parallel_votes_of_one_person_count_once(dark_mode, noor, recorded):
    await asyncio.gather(*(votes.cast_vote(dark_mode, by=noor) for _ in range(200)))

    assert (await Post.get(id=dark_mode.id)).vote_count == 1
    assert await Vote.filter(post=dark_mode).count() == 1
    assert await recorded() == [VoteCast(post_id=dark_mode.id, board_id=dark_mode.board_id)]


@pytest.mark.commits
async def test_voting_and_withdrawing_at_once_leaves_counter_and_rows_equal(dark_mode, noor, tom, ada):
    people = (noor, tom, ada)
    await asyncio.gather(
        *(verb(dark_mode, by=person) for person in people for verb in (votes.cast_vote, votes.withdraw_vote) * 10)
    )

    assert (await Post.get(id=dark_mode.id)).vote_count == await Vote.filter(post=dark_mode).count()


async def told_at(post, moment):
    await Post.filter(id=post.id).update(created_at=moment, momentum=posts.momentum_at(moment))


@settings(max_examples=20)
@given(some.lists(some.tuples(some.integers(0, 2), some.booleans()), max_size=12))
async def test_however_votes_come_and_go_momentum_is_that_of_the_votes_that_stand(dark_mode, noor, tom, ada, doings):
    people, standing = (noor, tom, ada), set()
    for who, casts in doings:
        if casts:
            await votes.cast_vote(dark_mode, by=people[who])
            standing.add(people[who].id)
        else:
            await votes.withdraw_vote(dark_mode, by=people[who])
            standing.discard(people[who].id)

    post = await Post.get(id=dark_mode.id)
    rows = await Vote.filter(post_id=post.id)
    voices = [posts.momentum_at(moment) for moment in (post.created_at, *(vote.created_at for vote in rows))]
    assert {vote.person_id for vote in rows} == standing
    assert post.vote_count == len(standing)
    assert post.momentum == pytest.approx(math.log(sum(math.exp(voice - voices[0]) for voice in voices)) + voices[0])
    await Vote.filter(post_id=post.id).delete()
    await Post.filter(id=post.id).update(vote_count=0, momentum=posts.momentum_at(post.created_at))


@pytest.mark.parametrize("year", [1970, 1999, 2019, 2999])
async def test_a_post_of_any_age_takes_votes_and_gives_them_back(year, dark_mode, noor, tom):
    moment = datetime(year, 1, 1, tzinfo=UTC)
    await told_at(dark_mode, moment)

    await votes.cast_vote(dark_mode, by=noor)
    await votes.cast_vote(dark_mode, by=tom)
    assert math.isfinite((await Post.get(id=dark_mode.id)).momentum)
    await votes.withdraw_vote(dark_mode, by=noor)
    await votes.withdraw_vote(dark_mode, by=tom)

    post = await Post.get(id=dark_mode.id)
    assert post.vote_count == 0
    assert post.momentum == pytest.approx(posts.momentum_at(moment), abs=1e-9)


async def test_voters_are_read_with_the_latest_first(dark_mode, noor, tom, mia):
    for year, person in ((2024, noor), (2026, tom), (2025, mia)):
        await votes.cast_vote(dark_mode, by=person)
        await Vote.filter(person_id=person.id).update(created_at=datetime(year, 1, 1, tzinfo=UTC))

    page = (await votes_of(None, [dark_mode.id], first=2, after=None))[dark_mode.id]

    assert [vote.person.name for vote in page.rows] == ["Tom", "Mia"]
    assert page.has_next


async def test_withdrawing_is_a_fact(dark_mode, noor, recorded):
    await votes.cast_vote(dark_mode, by=noor)
    await votes.withdraw_vote(dark_mode, by=noor)

    assert (await recorded())[-1] == VoteWithdrawn(post_id=dark_mode.id, board_id=dark_mode.board_id)
