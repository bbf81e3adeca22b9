"""Every fact is written down with what it changes, and told once it is certain."""

import asyncio
from dataclasses import fields
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs
from tortoise.exceptions import IntegrityError

from ideation import ledger
from ideation.actions import comments, people, posts, votes
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import FACTS, BoardCreated, CommentAdded, Fact, PostSubmitted, VoteCast
from ideation.ledger import fact_of, record, verb
from ideation.models import Event, Person, Post, Vote
from ideation.vocabulary import Access, Feeling, FlagReason, Kind, Outcome, Role, Verdict

SOME_VALUE: dict[Any, object] = {
    UUID: uuid4(),
    int: 7,
    str: "Ünïcode 'quoted' \"twice\" \\ 👩🏽‍🚒",
    Role: Role.AGENT,
    bool: True,
    tuple[str, ...]: ("one", "two"),
    Access: Access.STAFF,
    Outcome: Outcome.NOT_DONE,
    Feeling: Feeling.HEART,
    FlagReason: FlagReason.SPAM,
    Verdict: Verdict.NOT_GENUINE,
}


async def latest_event():
    return await Event.all().order_by("-id").first()


@pytest.fixture
def heard():
    """What listeners were told, verb by verb."""
    told = []

    def listen(recorded):
        told.append([entry.fact for entry in recorded])

    ledger.listeners.append(listen)
    yield told
    ledger.listeners.remove(listen)


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
async def test_every_fact_is_read_from_the_ledger_as_it_was_recorded(kind, noor):
    fact = kind(**{field.name: SOME_VALUE[field.type] for field in fields(kind)})

    @verb
    async def say_so():
        return await record(fact, by=noor)

    await say_so()

    event = await latest_event()
    assert fact_of(event) == fact
    assert [type(value) for value in vars(fact_of(event)).values()] == [field.type for field in fields(kind)]
    assert event.by_id == noor.id
    assert event.handled_at is None


async def test_listeners_hear_once_what_a_verb_recorded(app, noor, heard):
    post = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=noor)

    assert heard == [[PostSubmitted(post_id=post.id, board_id=app.id)]]


async def test_listeners_hear_the_place_in_the_ledger(app, noor):
    told = []
    ledger.listeners.append(told.extend)
    await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=noor)
    ledger.listeners.remove(told.extend)

    event = await latest_event()
    assert [(entry.event_id, entry.fact) for entry in told] == [(event.id, fact_of(event))]


async def test_a_refused_verb_tells_and_writes_nothing(app, noor, recorded, heard):
    with pytest.raises(InvalidInput):
        await posts.submit_post(app, kind=Kind.IDEA, title=" ", by=noor)

    assert heard == []
    assert await recorded() == []


async def test_a_verb_that_changes_nothing_tells_nothing(dark_mode, noor, heard):
    await votes.withdraw_vote(dark_mode, by=noor)

    assert heard == []


async def test_what_fails_after_recording_leaves_neither_change_nor_fact(dark_mode, noor, recorded, heard):
    @verb
    async def vote_and_stumble():
        await votes.cast_vote(dark_mode, by=noor)
        raise NotAllowed

    with pytest.raises(NotAllowed):
        await vote_and_stumble()

    assert (await Post.get(id=dark_mode.id)).vote_count == await Vote.all().count() == 0
    assert await recorded() == []
    assert heard == []


async def test_verbs_within_a_verb_share_its_transaction_and_are_told_together_in_order(
    dark_mode, noor, recorded, heard
):
    @verb
    async def vote_and_say_why():
        await votes.cast_vote(dark_mode, by=noor)
        assert heard == []
        return await comments.add_comment(dark_mode, body="At night.", by=noor)

    comment = await vote_and_say_why()

    about = {"post_id": dark_mode.id, "board_id": dark_mode.board_id}
    assert heard == [[VoteCast(**about), CommentAdded(**about, comment_id=comment.id)]]
    assert await recorded() == heard[0]


async def test_a_listener_that_stumbles_makes_no_verb_fail_and_keeps_nothing_from_the_others(dark_mode, noor):
    def stumble(recorded):
        raise RuntimeError("no ears")

    told = []
    ledger.listeners.extend([stumble, told.extend])
    try:
        with capture_logs() as logs:
            post = await votes.cast_vote(dark_mode, by=noor)
    finally:
        ledger.listeners.remove(stumble)
        ledger.listeners.remove(told.extend)

    assert post.vote_count == 1
    assert [entry.fact for entry in told] == [VoteCast(post_id=post.id, board_id=post.board_id)]
    assert [entry["event"] for entry in logs] == ["listener_failed"]


async def test_a_fact_outside_a_verb_is_an_error(noor, recorded):
    with pytest.raises(RuntimeError, match="inside a verb"):
        await record(BoardCreated(board_id=uuid4()), by=noor)

    assert await recorded() == []


async def test_after_a_failed_verb_the_next_one_is_told_as_usual(app, noor, heard):
    with pytest.raises(InvalidInput):
        await posts.submit_post(app, kind=Kind.IDEA, title=" ", by=noor)
    with pytest.raises(RuntimeError):
        await record(BoardCreated(board_id=app.id), by=noor)

    post = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=noor)

    assert heard == [[PostSubmitted(post_id=post.id, board_id=app.id)]]


async def test_the_ledger_outlives_the_people_in_it(stored, recorded):
    person = await people.join("lin@example.com")
    before = await recorded()
    await person.delete()

    assert await recorded() == before
    assert (await latest_event()).by_id is None


@pytest.mark.commits
async def test_verbs_at_the_same_time_are_each_told_what_they_recorded(dark_mode, noor, tom, ada, heard):
    before = await Event.all().count()
    said = await asyncio.gather(
        *(comments.add_comment(dark_mode, body="Yes.", by=person) for person in (noor, tom, ada))
    )

    assert sorted(len(facts) for facts in heard) == [1, 1, 1]
    assert {fact.comment_id for [fact] in heard} == {comment.id for comment in said}
    assert await Event.all().count() == before + 3


@pytest.mark.commits
async def test_listeners_hear_of_nothing_that_others_cannot_read_yet(app, noor):
    seen = []

    def look(recorded):
        seen.extend(asyncio.ensure_future(Post.get_or_none(id=entry.fact.post_id)) for entry in recorded)

    ledger.listeners.append(look)
    post = await posts.submit_post(app, kind=Kind.IDEA, title="Dark mode", by=noor)
    ledger.listeners.remove(look)

    assert await asyncio.gather(*seen) == [post]


@pytest.mark.commits
async def test_what_the_database_refuses_is_told_to_nobody(noor, heard):
    @verb
    async def take_the_same_address():
        await record(BoardCreated(board_id=uuid4()), by=noor)
        await Person.create(name="Mallory", email="NOOR@example.com")

    with pytest.raises(IntegrityError):
        await take_the_same_address()

    assert heard == []
    assert await Event.filter(kind="BoardCreated").count() == 0


def test_every_fact_is_a_fact():
    assert all(issubclass(kind, Fact) for kind in FACTS.values())
