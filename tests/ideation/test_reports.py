"""Reporting back: to everyone who took part, each once, in their own words."""

from typing import Any

import pytest

from ideation.actions import comments, posts, reports, votes
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import ReportedBackOnPost, ReportedBackOnTheme
from ideation.models import Event, Notification, Report, Theme
from ideation.queries.reports import (
    About,
    audiences,
    count_audiences,
    count_reports,
    list_reports,
    read_reports,
    reports_on_posts,
    reports_on_themes,
    told_of,
)
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Contribution, Kind, NotificationKind, Outcome
from tests.ideation.runs import divide, found, look, placed

ANSWER: dict[str, Any] = {
    "outcome": Outcome.DONE,
    "title": "Dark mode is here",
    "body": "You asked for it, and we built it.",
}


@pytest.fixture
async def screens(dark_mode):
    """The theme that the sentences of Tom's post are in, the second one nearer to it."""
    first, second = await divide(dark_mode, "White screens hurt my eyes at night.", "Please.")
    theme = found("Night")
    await look([theme], [placed(first, theme, similarity=0.3), placed(second, theme, similarity=0.8)])
    return await Theme.get(id=theme.id)


async def audience(viewer, *, post_id=None, theme_id=None):
    about, owner = (About.POST, post_id) if post_id else (About.THEME, theme_id)
    page = (await audiences(viewer, about, [owner], first=50, after=None))[owner]
    assert await count_audiences(viewer, about, [owner]) == {owner: len(page.rows)}
    return {row.person.name: (row.contribution, row.quote) for row in page.rows}


async def titles(viewer, board=None):
    page = await list_reports(viewer, board=board, first=50, after=None)
    assert await count_reports(viewer, board=board) == len(page.rows)
    return [row.title for row in page.rows]


async def tell(report, *people):
    """Let people hear of a report, as a reaction would."""
    event = await Event.all().order_by("-id").first()
    for person in people:
        await Notification.create(
            person=person, event=event, kind=NotificationKind.REPORTED_BACK, title=report.title, report=report
        )


async def test_a_report_on_a_post_is_kept_and_told(dark_mode, ada, recorded):
    report = await reports.report_back_on_post(dark_mode, **ANSWER, by=ada)

    assert (report.post_id, report.theme_id, report.board_id) == (dark_mode.id, None, dark_mode.board_id)
    assert await recorded() == [
        ReportedBackOnPost(post_id=dark_mode.id, board_id=dark_mode.board_id, report_id=report.id, outcome=Outcome.DONE)
    ]


async def test_a_report_on_a_theme_is_kept_and_told(screens, app, ada, recorded):
    report = await reports.report_back_on_theme(screens, **ANSWER, publish_on=app, by=ada)

    assert (report.post_id, report.theme_id, report.board_id) == (None, screens.id, app.id)
    assert await recorded() == [ReportedBackOnTheme(theme_id=screens.id, report_id=report.id, outcome=Outcome.DONE)]


async def test_only_those_who_decide_report_back(dark_mode, screens, noor, mia, recorded):
    for somebody in (noor, mia):
        with pytest.raises(NotAllowed):
            await reports.report_back_on_post(dark_mode, **ANSWER, by=somebody)
        with pytest.raises(NotAllowed):
            await reports.report_back_on_theme(screens, **ANSWER, by=somebody)

    assert await Report.all().count() == 0
    assert await recorded() == []


@pytest.mark.parametrize(
    ("field", "words"), [("title", " "), ("title", "t" * 201), ("body", "\u200b"), ("body", "b" * 20_001)]
)
async def test_a_report_needs_words_that_fit(field, words, dark_mode, ada, recorded):
    with pytest.raises(InvalidInput) as refused:
        await reports.report_back_on_post(dark_mode, **{**ANSWER, field: words}, by=ada)

    assert refused.value.field == field
    assert await Report.all().count() == 0
    assert await recorded() == []


async def test_everybody_behind_a_post_hears_once_in_the_words_nearest_to_them(dark_mode, screens, tom, noor, mia, ada):
    await comments.add_comment(dark_mode, body="Me first.", by=noor)
    await comments.add_comment(dark_mode, body="And again.", by=noor)
    for person in (tom, noor, mia, ada):
        await votes.cast_vote(dark_mode, by=person)
    await comments.add_comment(dark_mode, body="My own post, after all.", by=tom)

    assert await audience(ada, post_id=dark_mode.id) == {
        "Tom": (Contribution.WROTE, "White screens hurt my eyes at night."),
        "Noor": (Contribution.COMMENTED, "Me first."),
        "Mia": (Contribution.VOTED, "Dark mode"),
    }


async def test_a_post_that_was_not_divided_yet_is_quoted_by_its_title(dark_mode, ada):
    assert await audience(ada, post_id=dark_mode.id) == {"Tom": (Contribution.WROTE, "Dark mode")}


async def test_everybody_behind_a_theme_hears_once_in_their_most_typical_words(
    app, dark_mode, tom, noor, mia, ada, grace
):
    eyes = await posts.submit_post(app, kind=Kind.COMPLAINT, title="My eyes", by=tom)
    bill = await posts.submit_post(app, kind=Kind.COMPLAINT, title="The bill", by=grace)
    (one,) = await divide(dark_mode, "White screens hurt.")
    (two,) = await divide(eyes, "I cannot sleep after work.")
    (three,) = await divide(bill, "I was billed twice.")
    theme, other = found("Night"), found("Money")
    await look(
        [theme, other],
        [placed(one, theme, similarity=0.4), placed(two, theme, similarity=0.9), placed(three, other)],
    )
    await comments.add_comment(eyes, body="Neither can I.", by=noor)
    await votes.cast_vote(dark_mode, by=noor)
    await votes.cast_vote(dark_mode, by=mia)
    await votes.cast_vote(eyes, by=ada)

    assert await audience(ada, theme_id=theme.id) == {
        "Tom": (Contribution.WROTE, "I cannot sleep after work."),
        "Noor": (Contribution.COMMENTED, "Neither can I."),
        "Mia": (Contribution.VOTED, "Dark mode"),
    }
    assert await audience(grace, theme_id=other.id) == {}


async def test_who_answers_is_left_out_also_when_they_wrote_themselves(app, ada):
    post = await posts.submit_post(app, kind=Kind.IDEA, title="My own idea", by=ada)

    assert await audience(ada, post_id=post.id) == {}


async def test_posts_without_an_author_have_an_audience_all_the_same(dark_mode, screens, noor, ada, tom):
    await votes.cast_vote(dark_mode, by=noor)
    await tom.delete()

    assert await audience(ada, post_id=dark_mode.id) == {"Noor": (Contribution.VOTED, "Dark mode")}
    assert await audience(ada, theme_id=screens.id) == {"Noor": (Contribution.VOTED, "Dark mode")}


async def test_an_answer_to_a_post_without_an_author_reaches_everybody_else(dark_mode, noor, ada, tom):
    await votes.cast_vote(dark_mode, by=noor)
    await tom.delete()
    report = await reports.report_back_on_post(dark_mode, **ANSWER, by=ada)

    await handle_events()

    assert await Notification.filter(report_id=report.id).values_list("person_id", flat=True) == [noor.id]


async def test_a_long_comment_is_quoted_by_its_beginning(dark_mode, noor, ada):
    await comments.add_comment(dark_mode, body="Long. " * 500, by=noor)

    _, quote = (await audience(ada, post_id=dark_mode.id))["Noor"]
    assert len(quote) == 500


async def test_only_those_who_decide_learn_whom_a_report_would_reach(dark_mode, screens, noor, mia):
    for somebody in (None, noor, mia):
        assert await audience(somebody, post_id=dark_mode.id) == {}
        assert await audience(somebody, theme_id=screens.id) == {}


async def test_whoever_reads_the_board_reads_the_report_on_its_post(dark_mode, leak, noor, mia, ada):
    await reports.report_back_on_post(dark_mode, **ANSWER, by=ada)
    await reports.report_back_on_post(leak, outcome=Outcome.NOT_DONE, title="The contract", body="Not yet.", by=ada)

    assert await titles(None) == await titles(noor) == ["Dark mode is here"]
    assert await titles(mia) == ["The contract", "Dark mode is here"]
    assert await titles(None, board="app") == await titles(mia, board="APP") == ["Dark mode is here"]
    assert await titles(noor, board="backstage") == []


async def test_a_report_on_a_theme_is_read_by_staff_and_those_who_were_told(screens, noor, tom, mia, ada):
    report = await reports.report_back_on_theme(screens, **ANSWER, by=ada)
    await tell(report, tom)

    assert await titles(None) == await titles(noor) == []
    assert await titles(tom) == await titles(mia) == ["Dark mode is here"]


async def test_a_report_published_on_a_board_is_read_by_its_circle(screens, beta, noor, ada):
    await reports.report_back_on_theme(screens, **ANSWER, publish_on=beta, by=ada)

    assert await titles(None) == []
    assert await titles(noor) == await titles(noor, board="beta") == ["Dark mode is here"]


async def test_a_report_that_many_were_told_of_is_listed_once(dark_mode, screens, app, noor, tom, mia, ada):
    report = await reports.report_back_on_theme(screens, **ANSWER, publish_on=app, by=ada)
    await tell(report, noor, tom, mia)

    assert await titles(noor) == ["Dark mode is here"]
    assert await titles(noor, board="app") == ["Dark mode is here"]
    assert ids(await reports_on_themes(noor, [screens.id])) == {screens.id: [report.id]}
    assert (await read_reports(noor, [report.id])).keys() == {report.id}


async def test_reports_are_found_by_what_they_answer(dark_mode, leak, screens, noor, ada):
    on_post = await reports.report_back_on_post(dark_mode, **ANSWER, by=ada)
    on_theme = await reports.report_back_on_theme(screens, **ANSWER, by=ada)

    later = await reports.report_back_on_post(dark_mode, **ANSWER, by=ada)

    on_posts = await reports_on_posts(noor, [dark_mode.id, leak.id])
    assert ids(on_posts) == {dark_mode.id: [later.id, on_post.id], leak.id: []}
    assert ids(await reports_on_themes(ada, [screens.id])) == {screens.id: [on_theme.id]}
    assert ids(await reports_on_themes(noor, [screens.id])) == {screens.id: []}
    assert (await read_reports(noor, [on_post.id, on_theme.id])).keys() == {on_post.id}


def ids(found):
    return {owner: [report.id for report in reports] for owner, reports in found.items()}


async def test_staff_read_who_was_told_of_a_report_and_nobody_else_does(dark_mode, noor, tom, mia, ada):
    report = await reports.report_back_on_post(dark_mode, **ANSWER, by=ada)
    await tell(report, tom)

    async def told(viewer):
        page = (await told_of(viewer, [report.id], first=9, after=None))[report.id]
        return [(row.person.name, row.contribution, row.quote) for row in page.rows]

    assert await told(mia) == await told(ada) == [("Tom", Contribution.WROTE, "")]
    assert await told(None) == await told(noor) == await told(tom) == []
