"""Bursts of votes: the trend leaves them out, the count never, and staff decide."""

from datetime import UTC, datetime, timedelta

import pytest

from ideation.actions import people, posts
from ideation.actions.bursts import MANY, forget_addresses, hold_bursts
from ideation.actions.votes import cast_vote, cast_vote_on_behalf
from ideation.addresses import block_of
from ideation.models import Burst, Person, Post, Vote
from ideation.queries import bursts as queries
from ideation.vocabulary import Kind

CAST = "mutation Cast($post: UUID!) { castVote(postId: $post) { __typename } }"
BURSTS = """
query Bursts($undecided: Boolean! = false) {
  bursts(undecided: $undecided) { totalCount edges { node {
    id reason voteCount verdict decidedBy { name } post { title voteCount }
  } } }
}
"""
JUDGE = """
mutation Judge($burst: UUID!, $verdict: Verdict!) {
  judgeBurst(burstId: $burst, verdict: $verdict) {
    __typename
    ... on BurstJudged { burst { verdict voteCount decidedBy { name } post { bursts { verdict } } } }
    ... on Refusal { message }
  }
}
"""
YEARS = timedelta(days=700)


async def crowd(count, *, name, joined=timedelta(0)):
    found = [await people.join(f"{name}{number}@example.com") for number in range(count)]
    await Person.filter(id__in=[person.id for person in found]).update(created_at=datetime.now(UTC) - joined)
    return found


async def vote(ask, post, voters, *, address=None):
    for number, person in enumerate(voters):
        ask.address = address and address.format(number + 1)
        assert await ask(CAST, post=post.id, by=person) == {"__typename": "VoteCast"}


async def momentum(post):
    return (await Post.get(id=post.id)).momentum


async def found(ask, by, **asked):
    return [edge["node"] for edge in (await ask(BURSTS, by=by, **asked))["edges"]]


@pytest.fixture
async def burst(ask, dark_mode):
    """Twelve accounts made just now voted for dark mode, beside two old ones."""
    await vote(ask, dark_mode, await crowd(2, name="old", joined=YEARS))
    await vote(ask, dark_mode, await crowd(12, name="new"))
    await hold_bursts()
    return await Burst.get()


async def test_votes_of_many_young_accounts_count_and_stay_out_of_the_trend(ask, app, dark_mode, tom, mia, burst):
    other = await posts.submit_post(app, kind=Kind.IDEA, title="Quiet", by=tom)
    await Post.filter(id=other.id).update(created_at=dark_mode.created_at, momentum=dark_mode.momentum)
    await vote(ask, other, await Person.filter(email__startswith="old"))

    [seen] = await found(ask, mia, undecided=True)

    assert (seen["reason"], seen["voteCount"], seen["verdict"]) == ("YOUNG_ACCOUNTS", 12, None)
    assert seen["post"] == {"title": "Dark mode", "voteCount": 14}
    assert await Vote.filter(post_id=dark_mode.id).count() == 14
    assert await momentum(dark_mode) == pytest.approx(await momentum(other), abs=1e-3)


async def test_votes_from_one_address_block_are_a_burst_however_old_the_accounts(ask, dark_mode, mia):
    await vote(ask, dark_mode, await crowd(5, name="far", joined=YEARS), address="198.51.{}.7")
    await vote(ask, dark_mode, await crowd(8, name="near", joined=YEARS), address="203.0.113.{}")

    await hold_bursts()

    [seen] = await found(ask, mia)
    assert (seen["reason"], seen["voteCount"]) == ("ONE_ADDRESS_BLOCK", 8)


async def test_old_accounts_from_everywhere_are_no_burst(ask, dark_mode, mia):
    await vote(ask, dark_mode, await crowd(20, name="old", joined=YEARS), address="198.{}.100.7")

    assert await hold_bursts() == 0
    assert await found(ask, mia) == []


async def test_a_few_young_accounts_or_many_over_days_are_no_burst(ask, app, dark_mode, tom, mia):
    slow = await posts.submit_post(app, kind=Kind.IDEA, title="Slow", by=tom)
    await vote(ask, dark_mode, await crowd(MANY - 1, name="few"))
    await vote(ask, slow, await crowd(15, name="slow"))
    for number, row in enumerate(await Vote.filter(post_id=slow.id)):
        await Vote.filter(id=row.id).update(created_at=datetime.now(UTC) - timedelta(minutes=2 * number))

    assert await hold_bursts() == 0


async def test_what_staff_entered_is_no_burst(dark_mode, mia):
    for number in range(MANY + 2):
        await cast_vote_on_behalf(dark_mode, email=f"heard{number}@example.com", source="A call", by=mia)

    assert await hold_bursts() == 0


async def test_a_burst_that_goes_on_stays_one(ask, dark_mode, burst, mia):
    await vote(ask, dark_mode, await crowd(3, name="late"))

    await hold_bursts()
    await hold_bursts()

    [seen] = await found(ask, mia)
    assert seen["voteCount"] == 15


async def test_what_staff_find_genuine_counts_into_the_trend_and_back(ask, dark_mode, burst, mia, recorded):
    held = await momentum(dark_mode)

    answer = await ask(JUDGE, burst=burst.id, verdict="GENUINE", by=mia)
    counted = await momentum(dark_mode)
    await ask(JUDGE, burst=burst.id, verdict="GENUINE", by=mia)
    await ask(JUDGE, burst=burst.id, verdict="NOT_GENUINE", by=mia)

    assert answer["burst"] == {
        "verdict": "GENUINE",
        "voteCount": 12,
        "decidedBy": {"name": "Mia"},
        "post": {"bursts": [{"verdict": "GENUINE"}]},
    }
    assert counted > held
    assert await momentum(dark_mode) == pytest.approx(held, abs=1e-9)
    assert (await Post.get(id=dark_mode.id)).vote_count == 14
    assert await found(ask, mia, undecided=True) == []
    assert [type(fact).__name__ for fact in await recorded()] == ["BurstJudged", "BurstJudged"]


async def test_votes_that_staff_decided_about_are_not_held_again(ask, dark_mode, burst, mia):
    await ask(JUDGE, burst=burst.id, verdict="GENUINE", by=mia)

    assert await hold_bursts() == 0


async def test_withdrawing_from_a_burst_keeps_count_and_trend_true(ask, dark_mode, burst, noor):
    before = await momentum(dark_mode)
    someone = await Person.get(email="new3@example.com")

    await ask("mutation W($post: UUID!) { withdrawVote(postId: $post) { __typename } }", post=dark_mode.id, by=someone)

    assert (await Post.get(id=dark_mode.id)).vote_count == 13
    assert await momentum(dark_mode) == pytest.approx(before, abs=1e-9)


async def test_customers_learn_of_no_burst(ask, dark_mode, burst, noor, recorded):
    held = (
        "query H($slug: String!) { post(slug: $slug) { voteCount bursts { id } votes { edges { node { isHeld } } } } }"
    )
    for viewer in (None, noor):
        assert await ask(BURSTS, by=viewer) == {"totalCount": 0, "edges": []}
        post = await ask(held, slug=dark_mode.slug, by=viewer)
        assert (post["voteCount"], post["bursts"]) == (14, [])
        assert {edge["node"]["isHeld"] for edge in post["votes"]["edges"]} == {False}
        assert await queries.read_burst(viewer, burst.id) is None

    assert (await ask(JUDGE, burst=burst.id, verdict="GENUINE", by=noor))["__typename"] == "NotFound"
    assert (await ask(JUDGE, burst=burst.id, verdict="GENUINE"))["__typename"] == "NotSignedIn"
    assert (await Burst.get()).verdict is None
    assert await recorded() == []


async def test_of_an_address_only_a_keyed_hash_of_its_block_is_kept_for_a_day(dark_mode, noor, tom, ada):
    for person, address in ((noor, "203.0.113.5"), (tom, "::ffff:203.0.113.77"), (ada, "2001:db8:1:2::3")):
        await cast_vote(dark_mode, address=address, by=person)

    kept = dict(await Vote.all().values_list("person_id", "address_block"))
    assert kept[noor.id] == kept[tom.id] != kept[ada.id]
    assert all(len(block) == 64 for block in kept.values())
    await Vote.filter(person_id=noor.id).update(created_at=datetime.now(UTC) - timedelta(days=2))

    await forget_addresses()

    kept = dict(await Vote.all().values_list("person_id", "address_block"))
    assert kept[noor.id] is None
    assert kept[tom.id] is not None


def test_blocks_are_what_one_household_is_given():
    assert block_of("203.0.113.5") == block_of("::ffff:203.0.113.9") == "203.0.113.0/24"
    assert block_of("2001:db8:1:2::3") == "2001:db8:1::/48"
    assert block_of("testclient") is None
