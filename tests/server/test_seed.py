"""The demo begins with a company that has a past, and only with one."""

import math
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from ideation.actions.posts import momentum_at
from ideation.models import Board, Comment, Delivery, Event, Notification, Person, Post, Report, Vote
from ideation.queries.changelog import list_entries, posts_of_entries
from ideation.queries.events import status_history
from ideation.queries.roadmap import roadmap_cards
from ideation.vocabulary import Outcome, Role, StatusKind
from server.sample import sample_company
from server.seed import seed

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


class _RolledBack(Exception):
    pass


@pytest.fixture(scope="module")
async def filled(open_database: None) -> AsyncIterator[None]:
    """The company, filled in once for all tests here."""
    with suppress(_RolledBack):
        async with in_transaction():
            assert await seed(NOW)
            yield
            raise _RolledBack


@pytest.fixture
async def past(filled: None, stored: None) -> None:
    """The company, with what a test changes in it rolled back."""


async def test_an_installation_in_use_is_left_alone(app):
    before = await _fingerprint()

    assert not await seed(NOW)

    assert await _fingerprint() == before


async def test_an_empty_installation_gets_the_whole_company(past):
    company = sample_company()
    assert await Person.all().count() == len(company.people)
    boards = await Board.all().order_by("position")
    assert [board.slug for board in boards] == [board.slug for board in company.boards]
    assert await Comment.all().count() == sum(len(post.comments) for post in company.posts)
    posts = {post.slug: post for post in await Post.all().prefetch_related("author", "board")}
    assert posts.keys() == {post.key for post in company.posts}
    for sample in company.posts:
        post = posts[sample.key]
        assert post.author is not None
        assert (post.title, post.body, post.status_id, post.author.email, post.board.slug, post.created_at) == (
            sample.title,
            sample.body,
            sample.status,
            sample.author,
            sample.board,
            sample.written.at(NOW),
        )


async def test_a_second_start_changes_nothing(past):
    before = await _fingerprint()

    assert not await seed(NOW + timedelta(days=1))

    assert await _fingerprint() == before


async def test_counters_equal_rows_and_momentum_counts_every_vote_at_its_own_date(past):
    votes: dict[object, list[datetime]] = {}
    for post_id, cast in await Vote.all().values_list("post_id", "created_at"):
        votes.setdefault(post_id, []).append(cast)
    comments = Counter([comment.post_id for comment in await Comment.all()])
    for post in await Post.all():
        cast = votes.get(post.id, [])
        assert post.vote_count == len(cast)
        assert post.comment_count == comments[post.id]
        newest = max(momentum_at(moment) for moment in [post.created_at, *cast])
        total = sum(math.exp(momentum_at(moment) - newest) for moment in [post.created_at, *cast])
        assert post.momentum == pytest.approx(newest + math.log(total), abs=1e-9)


async def test_settled_posts_took_no_votes_afterwards(past):
    settled = await Post.filter(status__kind__in=[StatusKind.DONE, StatusKind.DECLINED])
    history = await status_history(None, [post.id for post in settled])
    for post in settled:
        settled_at = history[post.id][-1].at
        assert await Vote.filter(post=post, created_at__gt=settled_at).count() == 0


async def test_every_status_has_its_change_in_the_past_with_a_reason(past):
    posts = await Post.all()
    history = await status_history(None, [post.id for post in posts])
    for post in posts:
        if post.status_id == "open":
            assert history[post.id] == []
        else:
            (change,) = history[post.id]
            assert (change.status.key, change.reason) == (post.status_id, post.status_reason)
            assert change.by is not None
            assert change.by.role is Role.PRODUCT_MANAGER
            assert post.created_at < change.at < NOW


async def test_the_ledger_is_in_order_and_everything_in_it_is_handled(past):
    moments = [event.created_at for event in await Event.all().order_by("id")]
    assert moments == sorted(moments)
    assert moments[-1] < NOW
    assert await Event.filter(handled_at__isnull=True).count() == 0
    assert await Event.filter(kind="VoteCast").count() == await Vote.all().count()


async def test_contributors_were_answered_without_mail(past):
    reports = await Report.all().order_by("created_at").prefetch_related("post")
    assert {report.outcome for report in reports} == set(Outcome)
    for report in reports:
        assert report.post is not None
        wanted = "shipped" if report.outcome is Outcome.DONE else "declined"
        assert report.post.status_id == wanted
        told = await Notification.filter(report=report)
        assert report.told_count == len(told) > 10
        assert {notification.created_at for notification in told} == {report.created_at}
        assert (await status_history(None, [report.post.id]))[report.post.id][-1].at < report.created_at < NOW
        assert report.post.author_id in {notification.person_id for notification in told}
    assert await Notification.filter(read_at__isnull=True).count() == reports[-1].told_count
    assert await Delivery.all().count() == 0


async def test_the_roadmap_has_columns_with_quarters_that_are_still_to_come(past):
    columns = await roadmap_cards(None, ["planned", "in_progress"], board=None, first=50, after=None)

    assert all(len(column.rows) >= 5 for column in columns.values())
    expected = {row.quarter for column in columns.values() for row in column.rows}
    assert {"2026-Q1", "2026-Q2", "2026-Q3"} <= expected <= {None, "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}
    assert await Post.filter(status_id="shipped", status_changed_at__gt=NOW - timedelta(days=90)).count() >= 5
    assert await Post.filter(status_id="shipped", quarter__isnull=False).count() == 0


async def test_the_changelog_answers_what_was_shipped(past):
    entries = (await list_entries(None, board=None, drafts=False, first=50, after=None)).rows
    assert len(entries) == 3
    for entry_id, answered in (await posts_of_entries(None, [entry.id for entry in entries])).items():
        published = next(entry.published_at for entry in entries if entry.id == entry_id)
        assert answered
        for row in answered:
            assert row.status.key == "shipped"
            assert (await status_history(None, [row.id]))[row.id][-1].at < published < NOW


async def _fingerprint() -> list[tuple[object, ...]]:
    async with get_connection("default").acquire_connection() as connection:
        rows = await connection.fetch(
            "select 'post', count(*), md5(string_agg(post::text, ',' order by id)) from post"
            " union all select 'vote', count(*), md5(string_agg(vote::text, ',' order by id)) from vote"
            " union all select 'event', count(*), md5(string_agg(event::text, ',' order by id)) from event"
            " union all select 'notification', count(*), md5(string_agg(n::text, ',' order by id)) from notification n"
        )
        return [tuple(row) for row in rows]
