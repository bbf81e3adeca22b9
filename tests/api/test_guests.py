"""Guests over GraphQL: posting without signing in, with an email to confirm."""

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest

from api.context import Context, Installation
from api.guard import Operation
from ideation.actions import boards, reports
from ideation.actions.guests import CONFIRMATION_LASTS, POSTS_PER_WINDOW
from ideation.events import GuestPosted, PersonJoined, PostPublished
from ideation.models import Confirmation, Delivery, Person, Post, Session
from ideation.queries.segments import posts_without_sentences
from ideation.vocabulary import Access, Outcome, Standing, Template
from server.jobs.sweep import sweep
from tests.asking import Browser, Silence, guard

REFUSED = "__typename ... on Refusal { message }"
POST_AS_GUEST = f"""mutation($input: GuestPostInput!, $email: String!, $name: String) {{
  submitPostAsGuest(input: $input, email: $email, name: $name) {{
    {REFUSED} ... on InvalidInput {{ field }} ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on ConfirmationSent {{ email }} }} }}"""
CONFIRM = f"""mutation($token: String!) {{
  confirmPost(token: $token) {{
    {REFUSED} ... on PostConfirmed {{ post {{ id title isPrivate author {{ name isStaff }} }} }} }} }}"""
POST = "query($id: UUID!) { post(id: $id) { title standing author { name } } }"
POSTS = "query($text: String) { posts(text: $text) { totalCount edges { node { title author { name } } } } }"
BOARD = '{ board(slug: "app") { takesGuestPosts mayPost } }'
WORDS = {"board": "app", "kind": "COMPLAINT", "title": "Zebrafish", "body": "In the lake."}


@pytest.fixture
async def open_board(app, grace):
    """The public board, where guests may post."""
    return await boards.update_board(app, post_access=Access.PUBLIC, by=grace)


async def token():
    """The one in the latest mail."""
    return (await Delivery.filter(template=Template.CONFIRM_POST).order_by("-due_at").first()).data["token"]


async def test_what_a_guest_wrote_is_published_once_they_follow_the_link(ask, open_board, recorded):
    assert await ask(BOARD) == {"takesGuestPosts": True, "mayPost": False}
    sent = await ask(POST_AS_GUEST, input=WORDS, email=" Zoe@Example.com", name="Zoe")
    assert sent == {"__typename": "ConfirmationSent", "email": "zoe@example.com"}
    post, delivery = await Post.get(), await Delivery.get()
    assert (post.standing, delivery.address) == (Standing.UNCONFIRMED, "zoe@example.com")
    assert (delivery.data["title"], delivery.data["beginning"]) == ("Zebrafish", "In the lake.")

    confirmed = await ask(CONFIRM, token=await token())
    author = {"name": "Zoe", "isStaff": False}
    assert confirmed["post"] == {"id": str(post.id), "title": "Zebrafish", "isPrivate": False, "author": author}
    assert (await ask(POSTS))["edges"] == [{"node": {"title": "Zebrafish", "author": {"name": "Zoe"}}}]
    zoe = await Person.get(email="zoe@example.com")
    place = {"post_id": post.id, "board_id": open_board.id}
    assert await recorded() == [
        GuestPosted(post_id=post.id, delivery_id=delivery.id),
        PersonJoined(person_id=zoe.id),
        PostPublished(**place),
    ]
    assert (await Post.get()).created_at > post.created_at
    assert [await Session.all().count(), ask.browser.token] == [0, None]  # a link in a mail signs nobody in


async def test_a_guests_post_is_live_news_once_it_is_published(ask, open_board):
    heard = asyncio.Queue()

    class Feed(Silence):
        async def changes(self, *, post_id=None, board_id=None):
            while True:
                yield await heard.get()

    async def look():
        return Context(viewer=None, session=Browser(), feed=Feed(), installation=Installation("Test"))

    query = 'subscription { postSubmitted(board: "app") { title author { name } } }'
    async with aclosing(guard.stream(Operation(query, {}), look)) as news:
        await ask(POST_AS_GUEST, input=WORDS, email="zoe@example.com")
        post = await Post.get()
        published = PostPublished(post_id=post.id, board_id=open_board.id)
        heard.put_nowait(published)  # a false alarm shows nothing
        upcoming = asyncio.ensure_future(anext(news))
        await asyncio.sleep(0.05)
        assert not upcoming.done()
        await ask(CONFIRM, token=await token())
        heard.put_nowait(published)
        assert (await upcoming).body["data"]["postSubmitted"] == {"title": "Zebrafish", "author": {"name": "zoe"}}


async def test_nobody_but_the_team_meets_what_is_not_confirmed(ask, open_board, noor, mia):
    await ask(POST_AS_GUEST, input=WORDS, email="noor@example.com")
    post = await Post.get()

    # Not even the person whose address was given: it may have been somebody else who gave it.
    for viewer in (None, noor):
        assert await ask(POST, id=post.id, by=viewer) is None
        for text in (None, "zebrafish"):
            assert (await ask(POSTS, text=text, by=viewer))["totalCount"] == 0
    assert await ask(POST, id=post.id, by=mia) == {"title": "Zebrafish", "standing": "UNCONFIRMED", "author": None}
    assert (await ask(POSTS, by=mia))["totalCount"] == 0
    assert await posts_without_sentences(9) == []


async def test_a_link_works_once_and_for_a_week(ask, open_board, recorded):
    await ask(POST_AS_GUEST, input=WORDS, email="zoe@example.com")
    await ask(POST_AS_GUEST, input=WORDS | {"title": "Late"}, email="zoe@example.com")
    late = await token()
    await Confirmation.filter(post__title="Late").update(created_at=datetime.now(UTC) - CONFIRMATION_LASTS)
    first = (await Delivery.all().order_by("due_at").first()).data["token"]

    assert (await ask(CONFIRM, token=first))["__typename"] == "PostConfirmed"
    before = await recorded()
    for refused in (first, late, "", "\0", "x" * 10_000):
        answer = await ask(CONFIRM, token=refused)
        assert answer["__typename"] == "ConfirmationRefused"
        assert "used already" in answer["message"]
    assert await recorded() == before
    assert (await ask(POSTS))["totalCount"] == 1


async def test_the_answer_never_tells_whether_an_address_is_known_or_blocked(ask, open_board, noor, tom, recorded):
    await tom.update_from_dict({"blocked_at": tom.created_at}).save()

    async def answers(email):
        return [await ask(POST_AS_GUEST, input=WORDS, email=email) for _ in range(POSTS_PER_WINDOW + 1)]

    unknown, known, blocked = [await answers(f"{name}@example.com") for name in ("new", "noor", "tom")]
    shapes = [[sorted(answer) for answer in told] for told in (unknown, known, blocked)]
    assert shapes[0] == shapes[1] == shapes[2]
    assert [answer["__typename"] for answer in blocked] == ["ConfirmationSent"] * 5 + ["TooManyAttempts"]
    assert 3_500 < unknown[-1]["retryAfterSeconds"] <= 3_600
    assert await Delivery.filter(address="tom@example.com").count() == 0
    assert {type(fact) for fact in await recorded()} == {GuestPosted}
    assert len(await recorded()) == await Delivery.all().count() == 2 * POSTS_PER_WINDOW


async def test_whoever_was_blocked_since_publishes_nothing(ask, open_board, noor, recorded):
    await ask(POST_AS_GUEST, input=WORDS, email="noor@example.com")
    await noor.update_from_dict({"blocked_at": noor.created_at}).save()
    before = await recorded()

    assert (await ask(CONFIRM, token=await token()))["__typename"] == "ConfirmationRefused"
    assert [await recorded(), (await Post.get()).standing] == [before, Standing.UNCONFIRMED]


async def test_a_guest_who_is_known_keeps_their_name_and_what_they_are(ask, open_board, mia):
    await ask(POST_AS_GUEST, input=WORDS, email="mia@example.com", name="The boss")
    confirmed = await ask(CONFIRM, token=await token())

    assert confirmed["post"]["author"] == {"name": "Mia", "isStaff": True}


async def test_a_private_complaint_of_a_guest_is_for_them_and_the_team(ask, open_board, mia, noor):
    await ask(POST_AS_GUEST, input=WORDS | {"isPrivate": True}, email="zoe@example.com")
    post = (await ask(CONFIRM, token=await token()))["post"]

    assert post["isPrivate"]
    zoe = await Person.get(email="zoe@example.com")
    for viewer, sees in ((None, False), (noor, False), (zoe, True), (mia, True)):
        assert (await ask(POST, id=post["id"], by=viewer) is not None) == sees


async def test_guests_post_only_where_everybody_may(ask, app, beta, backstage, grace, recorded):
    await boards.update_board(beta, post_access=Access.PUBLIC, by=grace)
    before = await recorded()

    for board, refusal in (("app", "NotSignedIn"), ("beta", "NotFound"), ("backstage", "NotFound")):
        answer = await ask(POST_AS_GUEST, input=WORDS | {"board": board}, email="zoe@example.com")
        assert answer["__typename"] == refusal
    assert [await Post.all().count(), await recorded()] == [0, before]


@pytest.mark.parametrize(
    ("field", "wrong", "email"),
    [
        ("email", {}, "zoe"),
        ("title", {"title": " "}, "zoe@example.com"),
        ("language", {"language": "!"}, "zoe@example.com"),
        ("isPrivate", {"kind": "IDEA", "isPrivate": True}, "zoe@example.com"),
    ],
)
async def test_a_guest_is_refused_in_the_same_words_as_anybody(ask, open_board, recorded, field, wrong, email):
    answer = await ask(POST_AS_GUEST, input=WORDS | wrong, email=email)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert [await Post.all().count(), await Delivery.all().count(), await recorded()] == [0, 0, []]


async def test_what_nobody_confirmed_is_forgotten_after_a_week(ask, open_board, dark_mode, ada):
    for name in ("old", "answered", "new"):
        await ask(POST_AS_GUEST, input=WORDS | {"title": name}, email=f"{name}@example.com")
    answered = await Post.get(title="answered")
    await reports.report_back_on_post(answered, outcome=Outcome.DONE, title="Done", body="It is.", by=ada)
    long_ago = datetime.now(UTC) - CONFIRMATION_LASTS - timedelta(minutes=1)
    await Post.exclude(title="new").update(created_at=long_ago)

    await sweep()
    assert {post.title for post in await Post.all()} == {"new", "answered", "Dark mode"}
    assert await Confirmation.all().count() == 2
