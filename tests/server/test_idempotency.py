"""A mutation that brings an Idempotency-Key is done once, however often the network delivers it."""

import asyncio
import inspect
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from strawberry.utils.str_converters import to_camel_case

from api.context import Context, Installation
from api.guard import Guard, Operation
from api.once import SETS_COOKIES
from api.schema import Mutation
from ideation import markdown
from ideation.actions import people
from ideation.models import Delivery, Event, KeptRequest, Person, Post, Session, SignInCode, Vote
from server.app import create_app
from server.auth.sessions import COOKIE
from server.settings import read_settings
from tests.asking import Browser, Silence, guard

SUBMIT = """
mutation Submit($title: String!, $body: String = "") {
  submitPost(input: {board: "app", kind: IDEA, title: $title, body: $body}) {
    __typename
    ... on PostSubmitted { post { id slug title createdAt voteCount author { name } bodyHtml } }
    ... on Refusal { message }
  }
}
"""


@pytest.fixture
async def web(stored: None, database_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(read_settings(jobs="separate", data=tmp_path), database_url)
    app.state.hub = Silence()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
        yield client


@pytest.fixture
def send(web: httpx.AsyncClient) -> Any:
    async def send(
        key: str | None, query: str = SUBMIT, *, by: Person | None, name: str | None = None, **variables: object
    ) -> httpx.Response:
        headers = {} if key is None else {"idempotency-key": key}
        if by is not None:
            headers["cookie"] = f"{COOKIE}={await people.open_session(by)}"
        asked = {"query": query, "variables": variables} | ({"operationName": name} if name else {})
        return await web.post("/graphql", json=asked, headers=headers)

    return send


def code_of(answer: httpx.Response) -> str:
    body = answer.json()
    assert "data" not in body
    [error] = body["errors"]
    assert error["message"].endswith(".")
    code: str = error["extensions"]["code"]
    return code


def message_of(answer: httpx.Response) -> str:
    [error] = answer.json()["errors"]
    message: str = error["message"]
    return message


async def test_the_same_request_again_gets_the_same_answer_byte_by_byte(send, app, noor, recorded):
    first = await send("k-1", by=noor, title="Dark mode", body="Please, “now”.\n\u2028<b>")
    facts = await recorded()
    again = await send("k-1", by=noor, body="Please, “now”.\n\u2028<b>", title="Dark mode")

    assert first.json()["data"]["submitPost"]["__typename"] == "PostSubmitted"
    assert (again.status_code, again.content) == (200, first.content)
    assert await Post.all().count() == 1
    assert await recorded() == facts


async def test_without_a_key_every_request_counts(send, app, noor):
    await send(None, by=noor, title="Dark mode")
    await send(None, by=noor, title="Dark mode")

    assert await Post.all().count() == 2
    assert await KeptRequest.all().count() == 0


@pytest.mark.parametrize(
    "other", [{"title": "Light mode"}, {"query": SUBMIT + "# again"}, {"name": "Submit"}, {"body": ""}]
)
async def test_another_request_under_the_same_key_is_refused(send, app, noor, recorded, other):
    await send("k-1", by=noor, title="Dark mode")
    facts = await recorded()

    answer = await send("k-1", by=noor, **{"title": "Dark mode"} | other)

    assert answer.status_code == 422
    assert code_of(answer) == "KEY_USED_BEFORE"
    assert await Post.all().count() == 1
    assert await recorded() == facts


async def test_the_same_key_of_another_person_is_another_key(send, app, noor, tom):
    first = await send("k-1", by=noor, title="Dark mode")
    second = await send("k-1", by=tom, title="Dark mode")

    assert second.json()["data"]["submitPost"]["post"]["author"] == {"name": "Tom"}
    assert first.content != second.content


async def test_what_was_refused_may_be_put_right_and_sent_again_under_the_same_key(send, app, noor, recorded):
    refused = await send("k-1", by=noor, title="  ")

    assert refused.json()["data"]["submitPost"]["__typename"] == "InvalidInput"
    assert await recorded() == []
    assert await KeptRequest.all().count() == 0
    accepted = await send("k-1", by=noor, title="Dark mode")
    assert accepted.json()["data"]["submitPost"]["__typename"] == "PostSubmitted"


async def test_what_breaks_leaves_nothing_behind(send, app, noor, recorded, monkeypatch):
    async def submit_and_break(self, admitted, operation, context):
        answer = await execute(self, admitted, operation, context)
        assert await Post.all().count() == 1
        raise RuntimeError(answer)

    execute = Guard._execute
    monkeypatch.setattr(Guard, "_execute", submit_and_break)
    answer = await send("k-1", by=noor, title="Dark mode")
    monkeypatch.undo()

    assert answer.status_code == 500
    assert await Post.all().count() == 0
    assert await KeptRequest.all().count() == 0
    assert await recorded() == []
    assert (await send("k-1", by=noor, title="Dark mode")).status_code == 200
    assert await Post.all().count() == 1


async def test_a_field_that_breaks_takes_back_what_its_mutation_did(send, app, noor, recorded, monkeypatch):
    monkeypatch.setattr(markdown, "render", None)
    broken = await send("k-1", by=noor, title="Dark mode", body="A body that nobody rendered before.")
    monkeypatch.undo()

    assert broken.json()["data"] is None
    assert await Post.all().count() == 0
    assert await recorded() == []


async def test_nobody_has_keys(send, app, recorded):
    answer = await send("k-1", by=None, title="Dark mode")

    assert answer.status_code == 401
    assert code_of(answer) == "NOT_SIGNED_IN"
    assert "Sign in first" in message_of(answer)
    assert await recorded() == []


async def test_signing_in_takes_no_key_so_that_a_wrong_code_counts(send, noor):
    await people.request_sign_in_code("noor@example.com")
    sign_in = 'mutation { signIn(email: "noor@example.com", code: "1") { __typename } }'
    for by in (noor, None):
        answer = await send("k-1", sign_in, by=by)
        assert answer.status_code == 400
        assert message_of(answer) == "signIn sets a cookie and takes no idempotency key. Send it without."
    sign_out = await send("k-1", "mutation { signOut { __typename } }", by=noor)

    assert sign_out.status_code == 400
    assert "set-cookie" not in sign_out.headers
    assert await Session.all().count() == 2
    assert (await SignInCode.get()).attempts == 0


def test_every_mutation_that_sets_a_cookie_is_known():
    setting = {
        field.name
        for field in Mutation.__strawberry_definition__.fields
        if re.search(r"session\.(begin|end)\(", inspect.getsource(field.base_resolver.wrapped_func))
    }

    assert {to_camel_case(name) for name in setting} == SETS_COOKIES


async def test_a_key_goes_with_one_mutation(send, app, noor, recorded):
    submit = 'submitPost(input: {board: "app", kind: IDEA, title: "T"}) { __typename }'
    hidden = f"mutation {{ a: {submit} ...More }} fragment More on Mutation {{ b: {submit} }}"
    for query in (f"mutation {{ a: {submit} b: {submit} }}", hidden, "mutation { __typename }"):
        answer = await send("k-1", query, by=noor)
        assert answer.status_code == 400
        assert "one by one" in message_of(answer)

    assert await recorded() == []
    assert (await send("k-1", f"mutation {{ {submit} __typename }}", by=noor)).status_code == 200


async def test_a_question_needs_no_key_and_minds_none(send, app, noor):
    for by in (noor, None):
        answer = await send("k-1", "{ boards { slug } }", by=by)
        assert answer.json() == {"data": {"boards": [{"slug": "app"}]}}

    assert await KeptRequest.all().count() == 0


@pytest.mark.parametrize("key", ["", " ", "two words", "é", "tab\t", "x" * 256, "\x7f"])
async def test_what_is_no_key_is_refused(web, app, noor, key, recorded):
    headers = [(b"idempotency-key", key.encode("latin-1"))]
    answer = await web.post("/graphql", json={"query": "{ __typename }"}, headers=headers)

    assert answer.status_code == 400
    assert "1 to 255" in message_of(answer)


async def test_two_keys_are_one_too_many(web):
    headers = [("idempotency-key", "a"), ("idempotency-key", "b")]
    answer = await web.post("/graphql", json={"query": "{ __typename }"}, headers=headers)

    assert answer.status_code == 400


async def test_where_there_are_no_headers_the_key_stands_in_the_extensions(web, app, noor):
    headers = {"cookie": f"{COOKIE}={await people.open_session(noor)}"}
    asked = {"query": SUBMIT, "variables": {"title": "Dark mode"}, "extensions": {"idempotencyKey": "k-1"}}
    first = await web.post("/graphql", json=asked, headers=headers)

    assert (await web.post("/graphql", json=asked, headers=headers)).content == first.content
    assert await Post.all().count() == 1
    for wrong in ("", 5, None):
        asked["extensions"] = {"idempotencyKey": wrong}
        assert (await web.post("/graphql", json=asked, headers=headers)).status_code == 400


async def test_a_mail_is_sent_once(send, noor):
    request = 'mutation { requestSignInCode(email: "zoe@example.com") { __typename } }'
    first = await send("k-1", request, by=noor)

    assert (await send("k-1", request, by=noor)).content == first.content
    assert await Delivery.all().count() == 1


@pytest.mark.commits
async def test_twenty_at_once_make_one_post(send, app, noor):
    answers = await asyncio.gather(*(send("k-1", by=noor, title="Dark mode") for _ in range(20)))

    assert await Post.all().count() == 1
    done = {answer.content for answer in answers if answer.status_code == 200}
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(done) == 1
    assert refused
    assert {(answer.status_code, code_of(answer)) for answer in refused} == {(409, "REQUEST_UNDER_WAY")}
    assert (await send("k-1", by=noor, title="Dark mode")).content in done


@pytest.mark.commits
async def test_of_different_requests_at_once_under_one_key_one_is_done(send, app, noor):
    answers = await asyncio.gather(*(send("k-1", by=noor, title=f"Dark mode {number}") for number in range(10)))

    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert {answer.status_code for answer in answers} <= {200, 409, 422}
    assert await Post.all().count() == 1


@pytest.mark.commits
async def test_votes_with_a_key_and_without_are_counted_together(send, dark_mode, noor, tom, ada, mia, grace):
    vote = "mutation($post: UUID!) { castVote(postId: $post) { ... on VoteCast { post { voteCount } } } }"
    voting = [
        send(key, vote, by=person, post=str(dark_mode.id)) for key in ("k-1", None) for person in (noor, tom, ada)
    ]
    answers = await asyncio.gather(
        *voting, *(send("k-2", vote, by=person, post=str(dark_mode.id)) for person in (mia, grace))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert (await Post.get(id=dark_mode.id)).vote_count == await Vote.all().count() == 5
    assert await Event.filter(kind="VoteCast").count() == 5


async def test_over_a_websocket_the_key_does_the_same(app, noor):
    async def look() -> Context:
        return Context(viewer=noor, session=Browser(), feed=Silence(), installation=Installation("Test"))

    operation = Operation(SUBMIT, {"title": "Dark mode"}, key="k-1")
    [first] = [answer async for answer in guard.stream(operation, look)]
    [again] = [answer async for answer in guard.stream(operation, look)]
    [other] = [answer async for answer in guard.stream(Operation(SUBMIT, {"title": "Other"}, key="k-1"), look)]

    assert again.body == first.body
    assert (other.executed, other.errors[0]["extensions"]["code"]) == (False, "KEY_USED_BEFORE")
    assert await Post.all().count() == 1
