"""Who may change something, and how often."""

import re

import pytest
from strawberry.types.union import StrawberryUnion

from api.admission import OPEN_TO_BLOCKED, Admission
from api.attempts import Attempts, Doing, Rate, network_of
from api.schema import Mutation
from ideation.errors import TooManyAttempts
from ideation.models import Comment, Post, Vote

SUBMIT = """
mutation Submit($title: String!) {
  submitPost(input: {board: "app", kind: IDEA, title: $title}) {
    __typename ... on Refusal { message } ... on TooManyAttempts { retryAfterSeconds }
  }
}
"""
ADD = 'mutation Add($post: UUID!) { addComment(postId: $post, body: "Yes.") { __typename } }'
VOTE = "mutation V($post: UUID!) { castVote(postId: $post) { __typename } }"
CODE = "mutation C($email: String!) { requestSignInCode(email: $email) { __typename } }"
TWICE = """
mutation T($post: UUID!) {
  one: castVote(postId: $post) { __typename }
  two: withdrawVote(postId: $post) { __typename }
}
"""


class Clock:
    """Tells the time that a test says it is."""

    now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def attempts(clock):
    """Two of everything in a minute, and four from one address."""
    return Attempts(dict.fromkeys(Doing, Rate(2, 60)), address_factor=2, clock=clock)


async def test_who_posts_too_much_is_refused_in_words_and_may_go_on_later(ask, app, noor, clock, attempts, recorded):
    ask.attempts = attempts
    first = await ask(SUBMIT, title="One", by=noor)
    clock.now += 20
    await ask(SUBMIT, title="Two", by=noor)
    before = await recorded()

    refused = await ask(SUBMIT, title="Three", by=noor)
    facts, posts = await recorded(), await Post.all().count()
    clock.now += 41
    later = await ask(SUBMIT, title="Three", by=noor)

    assert first["__typename"] == later["__typename"] == "PostSubmitted"
    assert refused == {
        "__typename": "TooManyAttempts",
        "message": "That was tried too often. Try again in 41 seconds.",
        "retryAfterSeconds": 41,
    }
    assert (facts, posts) == (before, 2)


async def test_each_person_and_each_thing_is_counted_for_itself(ask, app, dark_mode, noor, tom, attempts):
    ask.attempts = attempts
    for title in ("One", "Two"):
        await ask(SUBMIT, title=title, by=noor)

    assert (await ask(SUBMIT, title="Three", by=noor))["__typename"] == "TooManyAttempts"
    assert (await ask(SUBMIT, title="Three", by=tom))["__typename"] == "PostSubmitted"
    assert (await ask(ADD, post=dark_mode.id, by=noor))["__typename"] == "CommentAdded"
    assert (await ask(VOTE, post=dark_mode.id, by=noor))["__typename"] == "VoteCast"


async def test_an_address_is_counted_whoever_comes_from_it(ask, app, dark_mode, noor, tom, attempts):
    ask.attempts, ask.address = attempts, "2001:db8::1"
    for person in (noor, noor, tom):
        await ask(ADD, post=dark_mode.id, by=person)
    ask.address = "2001:db8::2"  # of the same /64
    await ask(ADD, post=dark_mode.id, by=tom)

    stranger = await ask(ADD, post=dark_mode.id)
    ask.address = "2001:db8:0:1::1"
    elsewhere = await ask(ADD, post=dark_mode.id)

    assert stranger["__typename"] == "TooManyAttempts"
    assert elsewhere["__typename"] == "NotSignedIn"
    assert await Comment.all().count() == 4


async def test_sign_in_codes_are_not_mailed_to_everybody_from_one_address(ask, stored, attempts):
    ask.attempts, ask.address = attempts, "192.0.2.1"

    answers = [await ask(CODE, email=f"somebody{number}@example.com") for number in range(5)]

    assert [answer["__typename"] for answer in answers] == ["SignInCodeSent"] * 4 + ["TooManyAttempts"]


async def test_several_changes_in_one_request_are_counted_one_by_one(ask, dark_mode, noor, attempts):
    ask.attempts = attempts
    await ask(VOTE, post=dark_mode.id, by=noor)

    answer = await ask.whole(TWICE, post=dark_mode.id, by=noor)

    assert [answer["data"][name]["__typename"] for name in ("one", "two")] == ["VoteCast", "TooManyAttempts"]
    assert await Vote.all().count() == 1


async def test_staff_are_not_counted(ask, dark_mode, mia, attempts):
    ask.attempts, ask.address = attempts, "192.0.2.1"

    answers = [await ask(ADD, post=dark_mode.id, by=mia) for _ in range(9)]

    assert {answer["__typename"] for answer in answers} == {"CommentAdded"}


def test_every_mutation_asks_for_admission_and_can_say_that_it_is_refused():
    for field in Mutation.__strawberry_definition__.fields:
        assert any(isinstance(extension, Admission) for extension in field.extensions), field.python_name
        if isinstance(field.type, StrawberryUnion):
            refusals = {member.__name__ for member in field.type.types}
            assert "TooManyAttempts" in refusals, field.python_name
            assert field.python_name in OPEN_TO_BLOCKED or "Blocked" in refusals, field.python_name
        else:
            assert field.python_name == "sign_out"


def test_who_has_gone_is_forgotten(clock, attempts):
    for number in range(100):
        attempts.count(Doing.VOTING, person_id=None, address=f"192.0.2.{number}")
    clock.now += 200
    attempts.count(Doing.VOTING, person_id=None, address="192.0.2.1")

    assert len(attempts._moments) == 1


def test_a_refused_attempt_is_not_counted(clock, attempts):
    for _ in range(2):
        attempts.count(Doing.VOTING, person_id=None, address="192.0.2.1")
        attempts.count(Doing.VOTING, person_id=None, address="192.0.2.1")
    for _ in range(50):
        clock.now += 1
        with pytest.raises(TooManyAttempts):
            attempts.count(Doing.VOTING, person_id=None, address="192.0.2.1")
    clock.now += 11

    attempts.count(Doing.VOTING, person_id=None, address="192.0.2.1")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_belongs_to_a_network(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize("written", ["30", "0/hour", "30/fortnight", "-1/hour", "", "1e3/hour"])
def test_a_rate_that_says_nothing_is_refused_in_words(written):
    with pytest.raises(ValueError, match=re.escape("such as 30/hour")):
        Rate.of(written)
