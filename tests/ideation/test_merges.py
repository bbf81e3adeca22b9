"""Merging loses no word and no vote, and what was merged can be parted as if it had never been."""

import asyncio
import math
from datetime import UTC, datetime

import pytest
from asyncpg import CheckViolationError
from hypothesis import given, settings
from hypothesis import strategies as some
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from ideation.actions import comments, follows, merges, posts, votes
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PostsMerged
from ideation.models import Comment, Follow, Post, Vote
from ideation.queries.votes import votes_of
from ideation.vocabulary import Kind, Standing


@pytest.fixture
async def night_mode(app, noor):
    """Noor's idea, which says what Tom's `dark_mode` says."""
    return await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", body="Black, please.", by=noor)


@pytest.fixture
async def black(app, mia):
    """Mia's idea, which says so once more."""
    return await posts.submit_post(app, kind=Kind.IDEA, title="Black background", by=mia)


async def links(*wanted):
    """Where each post points: its original, and what it came with."""
    found = {post.id: post for post in await Post.all()}
    titles = {post.id: post.title for post in found.values()} | {None: None}
    return {
        found[post.id].title: (titles[found[post.id].merged_into_id], titles[found[post.id].merged_with_id])
        for post in wanted
    }


class Sum(float):
    """A sum of floats, which depends a little on the order of adding."""

    def __eq__(self, other):
        return math.isclose(self, other, rel_tol=1e-12)

    __hash__ = float.__hash__


async def everything():
    """Every row of posts, votes, comments and follows, with all columns."""
    async with get_connection("default").acquire_connection() as connection:
        rows = {
            table: await connection.fetch(f"select * from {table} order by id")
            for table in ("post", "vote", "comment", "follow")
        }
    return {
        table: [{name: Sum(value) if name == "momentum" else value for name, value in row.items()} for row in found]
        for table, found in rows.items()
    }


async def assert_counters_are_true():
    """The counters of every post are what its rows and those of its duplicates say."""
    for post in await Post.all():
        together = [row.id for row in await Post.all() if post.id in (row.id, row.merged_into_id)]
        voters = {vote.person_id for vote in await Vote.filter(post_id__in=together)}
        said = await Comment.filter(post_id__in=together, is_private=False, standing=Standing.PUBLISHED).count()
        assert (post.title, post.vote_count, post.comment_count) == (post.title, len(voters), said)
        listed = (await votes_of(None, [post.id], first=100, after=None))[post.id].rows
        assert sorted(row.person.id for row in listed) == sorted(voters)


async def test_the_original_counts_everyone_once_who_voted_for_either(
    dark_mode, night_mode, noor, tom, mia, ada, recorded
):
    await votes.cast_vote(dark_mode, by=tom)
    await votes.cast_vote(dark_mode, by=mia)
    await votes.cast_vote(night_mode, by=mia)
    await votes.cast_vote(night_mode, by=noor)
    await comments.add_comment(night_mode, body="Black saves power.", by=tom)
    before = await recorded()

    original = await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    assert (original.id, original.vote_count, original.comment_count) == (dark_mode.id, 3, 1)
    assert (await recorded())[len(before) :] == [
        PostsMerged(post_id=dark_mode.id, board_id=dark_mode.board_id, duplicate_id=night_mode.id)
    ]
    duplicate = await Post.get(id=night_mode.id)
    assert (duplicate.merged_into_id, duplicate.merged_with_id, duplicate.vote_count) == (dark_mode.id, None, 2)
    assert await Vote.filter(post_id=night_mode.id).count() == 2
    assert await Comment.filter(post_id=night_mode.id).count() == 1
    await assert_counters_are_true()


async def test_merging_and_parting_leaves_every_row_as_it_was(dark_mode, night_mode, black, noor, tom, mia, ada):
    await merges.merge_posts(black, into=night_mode, by=ada)
    for post, person in ((dark_mode, tom), (night_mode, tom), (night_mode, noor), (black, mia)):
        await votes.cast_vote(post, by=person)
        await comments.add_comment(post, body="Yes.", by=person)
        await follows.follow_post(post, by=person)
    before = await everything()

    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    assert await everything() != before
    await merges.unmerge_post(night_mode, by=ada)

    assert await everything() == before
    await assert_counters_are_true()


async def test_duplicates_come_along_and_go_back_with_the_post_that_brought_them(
    app, dark_mode, night_mode, black, noor, ada
):
    theme_switch = await posts.submit_post(app, kind=Kind.IDEA, title="Theme switch", by=noor)
    await merges.merge_posts(black, into=night_mode, by=ada)
    first = await everything()
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    second = await everything()
    assert await links(black, night_mode) == {
        "Black background": ("Dark mode", "Night mode"),
        "Night mode": ("Dark mode", None),
    }

    await merges.merge_posts(dark_mode, into=theme_switch, by=ada)
    assert await links(black, night_mode, dark_mode) == {
        "Black background": ("Theme switch", "Night mode"),
        "Night mode": ("Theme switch", "Dark mode"),
        "Dark mode": ("Theme switch", None),
    }
    await merges.unmerge_post(dark_mode, by=ada)
    assert await everything() == second
    await merges.unmerge_post(night_mode, by=ada)
    assert await everything() == first


async def test_what_came_along_can_be_parted_by_itself(dark_mode, night_mode, black, ada):
    await merges.merge_posts(black, into=night_mode, by=ada)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    await merges.unmerge_post(black, by=ada)

    assert await links(black, night_mode) == {"Black background": (None, None), "Night mode": ("Dark mode", None)}


async def test_merging_into_a_duplicate_means_its_original(dark_mode, night_mode, black, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    original = await merges.merge_posts(black, into=night_mode, by=ada)

    assert original.id == dark_mode.id
    assert await links(black) == {"Black background": ("Dark mode", None)}


async def test_merging_what_is_merged_there_already_changes_nothing(dark_mode, night_mode, ada, recorded):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await everything(), await recorded()

    original = await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    assert original.id == dark_mode.id
    assert (await everything(), await recorded()) == before


async def test_what_cannot_be_one_is_refused_and_stays_as_it_is(
    app, beta, leak, dark_mode, night_mode, black, noor, ada, mia, recorded
):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    elsewhere = await posts.submit_post(beta, kind=Kind.IDEA, title="Dark mode here too", by=noor)
    private = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Between us", by=noor)
    await private.update_from_dict({"is_private": True}).save()
    held = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Buy my pills", by=noor)
    await held.update_from_dict({"standing": Standing.HELD}).save()
    before = await everything(), await recorded()

    for post, into, words in (
        (black, black, "into itself"),
        (dark_mode, night_mode, "That one is merged into this one"),
        (night_mode, black, "merged into another post already"),
        (elsewhere, dark_mode, "different boards"),
        (leak, dark_mode, "different boards"),
        (dark_mode, leak, "different boards"),
        (private, dark_mode, "not read by everyone"),
        (dark_mode, private, "not read by everyone"),
        (held, dark_mode, "not read by everyone"),
    ):
        with pytest.raises(InvalidInput, match=words):
            await merges.merge_posts(post, into=into, by=ada)
    for person in (noor, mia):
        with pytest.raises(NotAllowed):
            await merges.merge_posts(black, into=dark_mode, by=person)
        with pytest.raises(NotAllowed):
            await merges.unmerge_post(night_mode, by=person)
    with pytest.raises(InvalidInput, match="nothing to separate"):
        await merges.unmerge_post(dark_mode, by=ada)

    assert (await everything(), await recorded()) == before


async def test_what_comes_to_a_duplicate_goes_to_its_original_and_stays_there(dark_mode, night_mode, noor, tom, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    counted = await votes.cast_vote(night_mode, by=tom)
    comment = await comments.add_comment(night_mode, body="Me too.", by=tom)
    followed = await follows.follow_post(night_mode, by=tom)
    await merges.unmerge_post(night_mode, by=ada)

    assert (counted.id, comment.post_id, followed.id) == (dark_mode.id,) * 3
    assert await Vote.filter(post_id=dark_mode.id).count() == 1
    assert await Vote.filter(post_id=night_mode.id).count() == 0
    await assert_counters_are_true()


async def test_a_vote_for_the_duplicate_is_a_vote_for_the_original_and_is_withdrawn_everywhere(
    dark_mode, night_mode, noor, tom, ada, recorded
):
    await votes.cast_vote(dark_mode, by=tom)
    await votes.cast_vote(night_mode, by=tom)
    await votes.cast_vote(night_mode, by=noor)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await recorded()

    assert (await votes.cast_vote(dark_mode, by=noor)).vote_count == 2
    assert await recorded() == before
    assert (await votes.withdraw_vote(dark_mode, by=tom)).vote_count == 1

    assert await Vote.filter(person=tom).count() == 0
    await assert_counters_are_true()
    await merges.unmerge_post(night_mode, by=ada)
    await assert_counters_are_true()


async def test_the_database_itself_refuses_chains_cycles_and_other_boards(dark_mode, night_mode, black, leak, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await everything()

    for post, into in ((black, night_mode), (dark_mode, black), (dark_mode, night_mode), (black, leak), (black, black)):
        with pytest.raises((CheckViolationError, IntegrityError)):
            async with in_transaction():
                await Post.filter(id=post.id).update(merged_into_id=into.id, merged_at=datetime.now(UTC))

    assert await everything() == before


DOINGS = some.lists(
    some.tuples(
        some.sampled_from(["vote", "withdraw", "comment", "follow", "unfollow", "merge", "unmerge", "part and join"]),
        some.integers(0, 2),
        some.integers(0, 3),
        some.integers(0, 3),
    ),
    max_size=14,
)


class _Undone(Exception):
    pass


@settings(max_examples=40)
@given(DOINGS)
async def test_whatever_is_done_counters_tell_what_the_rows_say(
    app, dark_mode, night_mode, black, noor, tom, mia, ada, doings
):
    people = (noor, tom, mia)
    try:
        async with in_transaction():
            wishes = [dark_mode, night_mode, black, await posts.submit_post(app, kind=Kind.IDEA, title="Four", by=noor)]
            for doing, who, one, other in doings:
                await do(doing, wishes[one], wishes[other], people[who], ada)
                await assert_counters_are_true()
            raise _Undone
    except _Undone:
        pass


async def do(doing, post, other, person, ada):
    match doing:
        case "vote":
            await votes.cast_vote(post, by=person)
        case "withdraw":
            await votes.withdraw_vote(post, by=person)
        case "comment":
            await comments.add_comment(post, body="Yes.", by=person)
        case "follow":
            await follows.follow_post(post, by=person)
        case "unfollow":
            await follows.unfollow_post(post, by=person)
        case "merge":
            await unless_refused(merges.merge_posts(post, into=other, by=ada))
        case "unmerge":
            await unless_refused(merges.unmerge_post(post, by=ada))
        case "part and join":
            before = await everything()
            if (await Post.get(id=post.id)).merged_into_id is None and await unless_refused(
                merges.merge_posts(post, into=other, by=ada)
            ):
                await merges.unmerge_post(post, by=ada)
            assert await everything() == before


async def unless_refused(work):
    try:
        return await work
    except InvalidInput:
        return None


@pytest.mark.commits
async def test_whoever_merges_at_once_makes_no_chain_and_waits_for_no_circle(app, ada, noor):
    wishes = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Wish {number}", by=noor) for number in range(6)]
    for _ in range(4):
        await asyncio.gather(
            *(
                unless_refused(merges.merge_posts(one, into=other, by=ada))
                for one in wishes
                for other in wishes
                if one is not other
            ),
            *(unless_refused(votes.cast_vote(one, by=noor)) for one in wishes),
        )
        assert await Post.filter(merged_into__merged_into_id__isnull=False).count() == 0
        assert await Post.filter(merged_into_id__isnull=True).count() == 1
        await assert_counters_are_true()
        await asyncio.gather(*(unless_refused(merges.unmerge_post(one, by=ada)) for one in wishes))
        await assert_counters_are_true()
    assert await Follow.all().count() == 0
