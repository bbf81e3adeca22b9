"""Who hears of a fact: everyone concerned, once, with their own words, and not the person who acted."""

import asyncio
from uuid import uuid4

import pytest

from ideation.actions import comments, people, posts, reports, votes
from ideation.events import (
    FACTS,
    CommentAdded,
    PostSubmitted,
    ReportedBackOnPost,
    StatusChanged,
    ThemesRunRequested,
    VoteCast,
)
from ideation.models import (
    Comment,
    Delivery,
    Event,
    Membership,
    Notification,
    Person,
    Post,
    Report,
    Segment,
    Theme,
    TopicRun,
)
from ideation.queries.reports import About, count_audiences
from ideation.reactions import REACTIONS
from ideation.reactions.handling import events_wait, handle_events
from ideation.vocabulary import Contribution, Kind, NotificationKind, Outcome, Role, RunState, Template


async def test_everyone_who_wrote_commented_or_voted_hears_a_report_once_with_their_own_words(
    dark_mode, app, ada, mia, noor, tom
):
    await comments.add_comment(dark_mode, body="My eyes too.", by=noor)
    await votes.cast_vote(dark_mode, by=noor)
    await votes.cast_vote(dark_mode, by=mia)
    await votes.cast_vote(dark_mode, by=tom)
    await votes.cast_vote(dark_mode, by=ada)
    await Segment.create(post=dark_mode, position=0, text="White screens hurt my eyes at night.", digest="1")
    report = await reports.report_back_on_post(
        dark_mode, outcome=Outcome.DONE, title="Dark mode is here", body="Look in your settings.", by=ada
    )

    await handle_events()

    told = await Notification.filter(report_id=report.id).prefetch_related("person", "deliveries")
    assert {(row.person.name, row.contribution, row.quote) for row in told} == {
        ("Tom", Contribution.WROTE, "White screens hurt my eyes at night."),
        ("Noor", Contribution.COMMENTED, "My eyes too."),
        ("Mia", Contribution.VOTED, "Dark mode"),
    }
    assert {(row.kind, row.title, row.body) for row in told} == {
        (NotificationKind.REPORTED_BACK, "Dark mode is here", "Look in your settings.")
    }
    mails = {row.person.name: [(mail.template, mail.address) for mail in row.deliveries] for row in told}
    assert mails == {
        "Tom": [(Template.REPORTED_BACK, "tom@example.com")],
        "Noor": [(Template.REPORTED_BACK, "noor@example.com")],
        "Mia": [(Template.REPORTED_BACK, "mia@example.com")],
    }
    assert (await Report.get(id=report.id)).told_count == 3


async def test_a_theme_is_answered_with_the_sentence_that_lies_nearest_to_it(dark_mode, app, ada, noor, tom):
    theme = await Theme.create(name="Night")
    await votes.cast_vote(dark_mode, by=noor)
    await place(theme, dark_mode, {"Hello there.": 0.1, "White screens hurt my eyes at night.": 0.9})
    elsewhere = await posts.submit_post(app, kind=Kind.PRAISE, title="Nice", by=noor)
    report = await reports.report_back_on_theme(theme, outcome=Outcome.NOT_DONE, title="Not now", body="Money.", by=ada)

    await handle_events()

    told = await Notification.filter(report_id=report.id).prefetch_related("person")
    assert {(row.person.name, row.quote, row.post_id) for row in told} == {
        ("Tom", "White screens hurt my eyes at night.", dark_mode.id),
        ("Noor", "Dark mode", dark_mode.id),
    }
    assert elsewhere.id not in {row.post_id for row in told}
    assert (await Report.get(id=report.id)).told_count == 2


async def test_handling_twice_tells_nobody_twice(dark_mode, ada, noor):
    report = await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Here", body="It is.", by=ada)
    first = await handle_events()

    assert await handle_events() == []
    assert not await events_wait()
    await Event.filter(kind="ReportedBackOnPost").update(handled_at=None)
    again = await handle_events()

    assert first[-1] == again[0]
    assert isinstance(again[0], ReportedBackOnPost)
    assert await Notification.filter(report_id=report.id).count() == 1
    assert await Delivery.filter(notification__report_id=report.id).count() == 1
    assert (await Report.get(id=report.id)).told_count == 1


async def test_who_has_no_address_hears_in_the_app_only(dark_mode, ada):
    silent = await Person.create(name="No Address")
    await votes.cast_vote(dark_mode, by=silent)
    await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Here", body="It is.", by=ada)

    await handle_events()

    told = await Notification.get(person=silent).prefetch_related("deliveries")
    assert list(told.deliveries) == []


async def test_a_new_status_is_told_with_its_reason_to_everyone_but_the_person_who_set_it(dark_mode, ada, noor):
    await votes.cast_vote(dark_mode, by=noor)
    await votes.cast_vote(dark_mode, by=ada)
    await posts.change_status(dark_mode, to="under_review", reason="We are looking at it.", by=ada)

    await handle_events()

    told = await Notification.all().prefetch_related("person", "deliveries")
    assert {(row.person.name, row.kind, row.title, row.body) for row in told} == {
        (name, NotificationKind.STATUS_CHANGED, "“Dark mode” is now Under review", "We are looking at it.")
        for name in ("Tom", "Noor")
    }
    assert [mail.template for row in told for mail in row.deliveries] == [Template.STATUS_CHANGED] * 2


async def test_nobody_hears_of_what_they_may_no_longer_read(leak, app, ada, grace, mia):
    theme = await Theme.create(name="Zebrafish")
    await place(theme, leak, {"The zebrafish contract is late.": 0.9})
    await comments.add_comment(leak, body="Zebrafish, still.", by=mia)
    await people.give_role(mia, role=Role.CUSTOMER, by=grace)
    await comments.add_comment(leak, body="The zebrafish lawyers say no.", by=ada)
    await posts.change_status(leak, to="planned", reason="Because of the zebrafish.", by=ada)
    await reports.report_back_on_post(leak, outcome=Outcome.DONE, title="Zebrafish", body="It is solved.", by=ada)
    await reports.report_back_on_theme(theme, outcome=Outcome.DONE, title="Zebrafish", body="Solved.", by=ada)

    await handle_events()

    assert await Notification.filter(person=mia).count() == await Delivery.filter(address=mia.email).count() == 0
    assert await count_audiences(ada, About.POST, [leak.id]) == {leak.id: 0}
    assert await count_audiences(ada, About.THEME, [theme.id]) == {theme.id: 0}


async def test_a_status_set_by_someone_who_has_left_is_still_told(dark_mode, ada, tom):
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await Event.filter(kind="StatusChanged").update(by_id=None)

    await handle_events()

    assert await Notification.filter(person=tom).count() == 1


async def test_the_author_hears_of_a_comment_in_the_app_but_not_of_their_own(dark_mode, noor, tom):
    await comments.add_comment(dark_mode, body="My eyes too.", by=noor)
    await comments.add_comment(dark_mode, body="Thank you, Noor.", by=tom)

    await handle_events()

    told = await Notification.all().prefetch_related("deliveries")
    assert [(row.person_id, row.kind, row.title, row.body) for row in told] == [
        (tom.id, NotificationKind.COMMENTED, "Noor commented on “Dark mode”", "My eyes too.")
    ]
    assert list(told[0].deliveries) == []


async def test_a_reaction_that_fails_changes_nothing_and_lets_the_others_go_on(dark_mode, ada, noor, tom):
    await comments.add_comment(dark_mode, body="Soon gone.", by=noor)
    await Comment.all().delete()
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)

    handled = await handle_events()

    assert [type(fact) for fact in handled if REACTIONS[type(fact)]] == [PostSubmitted, StatusChanged]
    assert [row.kind for row in await Notification.filter(person=tom)] == [NotificationKind.STATUS_CHANGED]
    assert [event.kind for event in await Event.filter(handled_at__isnull=True)] == ["CommentAdded"]
    assert await handle_events() == []


async def test_a_verb_that_commits_late_is_handled_although_later_events_are(dark_mode, noor, ada, tom):
    await comments.add_comment(dark_mode, body="First.", by=noor)
    first = await Event.get(kind="CommentAdded")
    await Event.filter(id=first.id).update(handled_at=first.created_at)
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await handle_events()

    await Event.filter(id=first.id).update(handled_at=None)

    assert [type(fact) for fact in await handle_events()] == [CommentAdded]


async def test_a_limit_leaves_the_rest_for_later(dark_mode, noor, tom):
    await handle_events()
    await comments.add_comment(dark_mode, body="One.", by=noor)
    await comments.add_comment(dark_mode, body="Two.", by=noor)

    await handle_events(limit=1)

    assert [row.body for row in await Notification.filter(person=tom)] == ["One."]
    assert await events_wait()


async def test_a_fact_is_marked_only_together_with_what_goes_along(dark_mode, ada, noor):
    await votes.cast_vote(dark_mode, by=noor)
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)

    async def fail(facts):
        raise OSError("the queue is away")

    with pytest.raises(OSError, match="away"):
        await handle_events(along=fail)

    assert await Event.filter(kind="VoteCast", handled_at__isnull=True).count() == 1


async def test_facts_that_nobody_hears_of_are_marked_all_the_same(dark_mode, noor):
    await votes.cast_vote(dark_mode, by=noor)

    assert VoteCast(post_id=dark_mode.id, board_id=dark_mode.board_id) in await handle_events()
    assert not await events_wait()
    assert await Notification.all().count() == 0


def test_every_fact_has_a_reaction_or_says_that_it_needs_none():
    assert set(REACTIONS) == set(FACTS.values())
    assert REACTIONS[ThemesRunRequested] is None


@pytest.mark.commits
async def test_several_workers_at_once_tell_everyone_once_and_in_order(app, ada, tom):
    wish = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=tom)
    for status in ("under_review", "planned", "in_progress", "shipped"):
        await posts.change_status(wish, to=status, reason="Because.", by=ada)

    rounds = await asyncio.gather(*(handle_events() for _ in range(5)))

    assert len([fact for facts in rounds for fact in facts]) == len({fact for facts in rounds for fact in facts})
    told = await Notification.filter(person=tom).order_by("created_at")
    assert [row.title.split("now ")[1] for row in told] == ["Under review", "Planned", "In progress", "Shipped"]


async def place(theme: Theme, post: Post, sentences: dict[str, float]) -> None:
    """What a themes run leaves behind: these sentences of the post in the theme, each with its similarity."""
    run = await TopicRun.create(state=RunState.COMPLETE, finished_at=post.created_at)
    for position, (text, similarity) in enumerate(sentences.items()):
        segment = await Segment.create(post=post, position=position, text=text, digest=uuid4().hex)
        await Membership.create(run=run, segment=segment, theme=theme, similarity=similarity, x=0, y=0)
