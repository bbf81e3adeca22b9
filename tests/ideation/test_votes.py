"""Votes are true: one per person, whatever happens at once."""

import asyncio

import pytest

from ideation.actions import posts, votes
from ideation.errors import VotingClosed
from ideation.events import VoteCast, VoteWithdrawn
from ideation.models import Post, Vote
from ideation.vocabulary import Status


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
    await posts.change_status(dark_mode, to=Status.SHIPPED, reason="It is out.", by=ada)
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


async def test_withdrawing_is_a_fact(dark_mode, noor, recorded):
    await votes.cast_vote(dark_mode, by=noor)
    await votes.withdraw_vote(dark_mode, by=noor)

    assert (await recorded())[-1] == VoteWithdrawn(post_id=dark_mode.id, board_id=dark_mode.board_id)
