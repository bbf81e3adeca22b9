"""Pages of long lists: whatever their size and however many rows are equal, they show every row once, in order."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from ideation.actions import comments, people, posts, reports, votes
from ideation.events import BoardCreated
from ideation.ledger import record, verb
from ideation.models import Comment, Notification, Post, Report, Theme, Vote
from ideation.queries.comments import comments_of
from ideation.queries.notifications import list_notifications
from ideation.queries.posts import PostFilter, PostSort, list_posts
from ideation.queries.reports import About, audiences, list_reports, told_of
from ideation.queries.themes import ThemeSort, list_themes, people_of_themes, sentences_of_themes
from ideation.queries.votes import votes_of
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Kind, NotificationKind, Outcome
from tests.ideation.runs import divide, found, look, placed

ROWS = 11
SIZES = (1, 2, 3, ROWS - 1, ROWS, ROWS + 1)


def moment(number):
    """One of three moments, so that many rows are equal."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=number % 3)


async def read_through(read, size):
    """The values and ids of a whole list, page by page."""
    positions, after = [], None
    while True:
        page = await read(first=size, after=after)
        assert len(page.rows) == len(page.positions) <= size
        positions += page.positions
        if not page.has_next:
            return positions
        assert len(page.rows) == size
        after = page.positions[-1]


async def assert_every_row_once(read, ids, *, descending):
    for size in SIZES:
        positions = await read_through(read, size)
        keys = [(position.value, position.id) for position in positions]
        assert {position.id for position in positions} == set(ids)
        assert keys == sorted(set(keys), reverse=descending)


@pytest.fixture
async def crowd(stored):
    """As many people as a list has rows."""
    return [await people.join(f"person{number}@example.com") for number in range(ROWS)]


@pytest.fixture
async def sentences(app, tom):
    """A sentence for every row, all in one theme."""
    post = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=tom)
    return await divide(post, *(f"Sentence {number}." for number in range(ROWS)))


@pytest.mark.parametrize("sort", PostSort)
async def test_posts_in_every_order(sort, app, tom, mia):
    written = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Post {number}", by=tom) for number in range(ROWS)]
    for number, post in enumerate(written):
        await Post.filter(id=post.id).update(
            created_at=moment(number), vote_count=number % 3, momentum=posts.momentum_at(moment(number))
        )

    for wanted in (PostFilter(), PostFilter(board="app", text="post")):
        await assert_every_row_once(
            partial(list_posts, mia, wanted, sort=sort), [post.id for post in written], descending=True
        )


@pytest.mark.parametrize("sort", ThemeSort)
async def test_themes_in_every_order(sort, sentences, mia):
    themes = [found(("Night", "night", "Nïght")[number % 3]) for number in range(ROWS)]
    await look(themes, [placed(sentence, themes[number % 3]) for number, sentence in enumerate(sentences)])
    for number, theme in enumerate(themes):
        await Theme.filter(id=theme.id).update(created_at=moment(number))

    read = partial(list_themes, mia, level=1, text=None, sort=sort)
    await assert_every_row_once(read, [theme.id for theme in themes], descending=sort is not ThemeSort.NAME)


async def test_sentences_of_a_theme(sentences, mia):
    theme = found("Night")
    await look([theme], [placed(sentence, theme, similarity=number % 3) for number, sentence in enumerate(sentences)])

    read = partial(of_one, theme.id, partial(sentences_of_themes, mia, text=None))
    await assert_every_row_once(read, [sentence.id for sentence in sentences], descending=True)


async def test_comments_of_a_post(dark_mode, leak, mia):
    written = [await comments.add_comment(dark_mode, body=f"Comment {number}", by=mia) for number in range(ROWS)]
    await comments.add_comment(leak, body="Elsewhere", by=mia)
    for number, comment in enumerate(written):
        await Comment.filter(id=comment.id).update(created_at=moment(number))

    async def read(**where):
        return (await comments_of(None, [leak.id, dark_mode.id], **where))[dark_mode.id]

    await assert_every_row_once(read, [comment.id for comment in written], descending=False)


async def test_voters_of_a_post(dark_mode, crowd):
    for number, person in enumerate(crowd):
        await votes.cast_vote(dark_mode, by=person)
        await Vote.filter(person_id=person.id).update(created_at=moment(number))

    async def read(**where):
        return (await votes_of(None, [dark_mode.id], **where))[dark_mode.id]

    ids = await Vote.all().values_list("id", flat=True)
    await assert_every_row_once(read, ids, descending=True)


async def test_reports_that_a_customer_reads(dark_mode, noor, ada):
    written = [
        await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title=f"{number}", body="Done.", by=ada)
        for number in range(ROWS)
    ]
    for number, report in enumerate(written):
        await Report.filter(id=report.id).update(created_at=moment(number))

    for board in (None, "app"):
        read = partial(list_reports, noor, board=board)
        await assert_every_row_once(read, [report.id for report in written], descending=True)


async def test_the_audience_of_a_report(dark_mode, crowd, tom, ada):
    for person in crowd:
        await votes.cast_vote(dark_mode, by=person)

    read = partial(of_one, dark_mode.id, partial(audiences, ada, About.POST))
    await assert_every_row_once(read, [tom.id, *(person.id for person in crowd)], descending=False)


async def test_who_was_told_of_a_report(dark_mode, crowd, tom, ada):
    for person in crowd:
        await votes.cast_vote(dark_mode, by=person)
    report = await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Done", body="Done.", by=ada)
    await handle_events()

    read = partial(of_one, report.id, partial(told_of, ada))
    await assert_every_row_once(read, [tom.id, *(person.id for person in crowd)], descending=False)


async def test_the_people_of_a_theme(app, crowd, mia):
    theme, placements = found("Night"), []
    for person in crowd:
        post = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=person)
        placements += [placed(sentence, theme) for sentence in await divide(post, "At night.", "And in the morning.")]
    await look([theme], placements)

    read = partial(of_one, theme.id, partial(people_of_themes, mia))
    await assert_every_row_once(read, [person.id for person in crowd], descending=False)


async def test_notifications(noor):
    @verb
    async def happen():
        return await record(BoardCreated(board_id=noor.id), by=None)

    told = [
        await Notification.create(person=noor, event=await happen(), kind=NotificationKind.COMMENTED, title="Hello")
        for _ in range(ROWS)
    ]
    for number, notification in enumerate(told):
        await Notification.filter(id=notification.id).update(created_at=moment(number))

    read = partial(list_notifications, noor, unread=True)
    await assert_every_row_once(read, [notification.id for notification in told], descending=True)


async def test_an_empty_list_is_one_empty_page(app):
    page = await list_posts(None, PostFilter(), sort=PostSort.NEWEST, first=5, after=None)

    assert (page.rows, page.positions, page.has_next) == ([], [], False)


@pytest.mark.parametrize("sort", PostSort)
async def test_what_is_new_meanwhile_makes_no_page_repeat_or_skip(sort, app, tom, mia):
    written = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Post {number}", by=tom) for number in range(4)]
    first = await list_posts(mia, PostFilter(), sort=sort, first=2, after=None)
    late = await posts.submit_post(app, kind=Kind.IDEA, title="Late", by=tom)
    await Post.filter(id=late.id).update(vote_count=1, company_count=1, company_value=1)

    rest = await list_posts(mia, PostFilter(), sort=sort, first=9, after=first.positions[-1])

    assert {row.id for row in (*first.rows, *rest.rows)} == {post.id for post in written}
    assert len(first.rows) + len(rest.rows) == 4


async def of_one(owner, read, **where):
    """The page of one of the owners whose lists are read together."""
    return (await read([uuid4(), owner], **where))[owner]
