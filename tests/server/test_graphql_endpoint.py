import asyncio
import gzip
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.responses import Response
from structlog.testing import capture_logs
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from api.guard import Guard
from server.endpoints.graphql import KeptAnswers, graphql_routes, messages, over_http, over_websocket


class Refusal(Exception):
    message = "This board is not yours to read."


@dataclass
class Context:
    is_staff: bool
    response: Response | None


class Streams:
    """Counts the subscriptions that have begun and not ended."""

    open = 0


@strawberry.type
class Query:
    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("password=hunter2")

    @strawberry.field
    async def waiting(self) -> str:
        await asyncio.sleep(60)
        return "late"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def sign_in(self, info: strawberry.Info[Context, None]) -> str:
        if info.context.response is None:
            return "no cookie over a websocket"
        info.context.response.set_cookie("session", "ada")
        return "signed in"


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int = 1) -> AsyncIterator[int]:
        for number in range(to):
            yield number

    @strawberry.subscription
    async def forever(self) -> AsyncIterator[int]:
        Streams.open += 1
        try:
            yield 0
            await asyncio.sleep(60)
        finally:
            Streams.open -= 1

    @strawberry.subscription
    async def refusing(self) -> AsyncIterator[int]:
        yield 0
        raise Refusal

    @strawberry.subscription
    async def breaking(self) -> AsyncIterator[int]:
        yield 0
        raise RuntimeError("password=hunter2")


async def make_context(connection: HTTPConnection, response: Response | None) -> Context:
    if connection.headers.get("x-database") == "gone":
        raise RuntimeError("password=hunter2")
    return Context(connection.headers.get("x-role") == "staff", response)


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    schema = strawberry.Schema(Query, Mutation, Subscription)
    guard: Guard[Context] = Guard(schema, may_introspect=lambda context: context.is_staff, refusal=Refusal)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            Starlette(routes=graphql_routes(guard, make_context, KeptAnswers())), log_config=None, lifespan="off"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


@pytest.fixture
async def web(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://{address}", trust_env=False) as client:
        yield client


def message(response: httpx.Response) -> str:
    body = response.json()
    assert list(body) == ["errors"]
    found = body["errors"][0]["message"]
    assert isinstance(found, str)
    return found


async def test_a_question_is_answered_in_json_that_nobody_keeps(web: httpx.AsyncClient) -> None:
    query = "query($text: String!) { echo(text: $text) }"
    response = await web.post(
        "/graphql", json={"query": query, "variables": {"text": "Ça marche"}, "extensions": {"tracing": True}}
    )

    assert response.status_code == 200
    assert response.json() == {"data": {"echo": "Ça marche"}}
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert not [name for name in response.headers if name.startswith("access-control")]


async def test_what_is_not_executed_answers_400(web: httpx.AsyncClient) -> None:
    for query in ("{", "{ nope }", "subscription { count }", "query($a: Int!) { echo(text: $a) }"):
        response = await web.post("/graphql", json={"query": query})
        assert response.status_code == 400
        assert message(response)


async def test_cookies_set_while_answering_reach_the_browser(web: httpx.AsyncClient) -> None:
    response = await web.post("/graphql", json={"query": "mutation { signIn }"})

    assert response.json() == {"data": {"signIn": "signed in"}}
    assert response.headers.get_list("set-cookie") == ["session=ada; Path=/; SameSite=lax"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_every_other_method_is_refused(web: httpx.AsyncClient, method: str) -> None:
    response = await web.request(
        method, "/graphql", params={"query": "{ __typename }"}, headers={"origin": "https://evil.example"}
    )

    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "text/plain; application/json",
        "application/json; charset=latin-1",
        "application/json; charset=utf-8; charset=utf-16",
    ],
)
async def test_only_json_in_utf_8_is_read(web: httpx.AsyncClient, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    response = await web.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)

    assert response.status_code == 415
    assert "application/json" in message(response)


async def test_the_charset_may_be_stated(web: httpx.AsyncClient) -> None:
    response = await web.post(
        "/graphql",
        content=b'{"query": "{ __typename }"}',
        headers={"content-type": 'Application/JSON; Charset="UTF-8"'},
    )

    assert response.status_code == 200


async def test_a_compressed_body_is_refused(web: httpx.AsyncClient) -> None:
    response = await web.post(
        "/graphql",
        content=gzip.compress(b'{"query": "{ __typename }"}'),
        headers={"content-type": "application/json", "content-encoding": "gzip"},
    )

    assert response.status_code == 415


async def test_a_large_body_is_refused_declared_or_not(web: httpx.AsyncClient) -> None:
    body = b'{"query": "{ __typename }", "x": "' + b"x" * messages.MAX_BYTES + b'"}'

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    for content in (body, chunks()):
        response = await web.post("/graphql", content=content, headers={"content-type": "application/json"})
        assert response.status_code == 413
        assert message(response) == "The body is larger than 1,000,000 bytes."


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"\xff\xfe{}", "not valid JSON"),
        (b'{"query": "\xc3\x28"}', "not valid JSON"),
        (b'{"query": "{ __typename }", "variables": {"x": NaN}}', "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"query": "{ __typename }", "variables": {"x": ' + b"[" * 21 + b"]" * 21 + b"}}", "20 levels"),
        (b'{"query": "{ __typename }", "variables": {"x": ' + b"[" * 900 + b"]" * 900 + b"}}", "20 levels"),
        (b'{"query": "{ __typename }", "variables": {"x": {"y": [' + b"0," * 1_000 + b"0]}}}", "1,000 items"),
        (b"null", "JSON object"),
        (b"1", "JSON object"),
        (b'"x"', "JSON object"),
        (b"[]", "one operation at a time"),
        (b'[{"query": "{ __typename }"}]', "one operation at a time"),
        (b"{}", "'query'"),
        (b'{"query": null}', "'query'"),
        (b'{"query": ""}', "'query'"),
        (b'{"query": ["{ __typename }"]}', "'query'"),
        (b'{"query": "{ __typename }", "variables": "x"}', "'variables'"),
        (b'{"query": "{ __typename }", "variables": [1]}', "'variables'"),
        (b'{"query": "{ __typename }", "operationName": 5}', "'operationName'"),
    ],
)
async def test_a_body_that_is_no_request_is_refused_in_words(web: httpx.AsyncClient, body: bytes, reason: str) -> None:
    response = await web.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert response.status_code == 400
    assert reason in message(response)


async def test_a_body_that_does_not_arrive_is_not_waited_for(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_http, "SECONDS_TO_SEND", 0.1)
    reader, writer = await asyncio.open_connection(*address.split(":"))
    head = "POST /graphql HTTP/1.1", f"Host: {address}", "Content-Type: application/json", "Content-Length: 100"
    writer.write("\r\n".join((*head, "", "{")).encode())

    async with asyncio.timeout(5):
        answer = await reader.read()

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"did not arrive" in answer
    writer.close()


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"a\u0000b", "ab"),
        (r"a\\\u0000b", "a\\b"),
        (r"\\u0000", r"\u0000"),
        (r"a\ud800b", "ab"),
        (r"a\uDC00b\ud83d", "ab"),
        (r"\ud800\ud83d\ude00\ude00", "😀"),
        (r"\\ud800 \ud800", r"\ud800"),
        (r" e\u0301\u202e\ufeff ", "é"),
    ],
)
async def test_what_no_text_may_hold_is_left_out_of_variables(web, escaped, text):
    query = "query($text: String!) { echo(text: $text) }"
    body = f'{{"query": "{query}", "variables": {{"text": "{escaped}"}}}}'
    response = await web.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert response.json() == {"data": {"echo": text}}


@pytest.mark.parametrize("literal", [r'"a\u0000b"', '"""a\u202eb"""', r'" a\u{7f}b\ufeff "'])
async def test_what_no_text_may_hold_is_left_out_of_documents(web, literal):
    response = await web.post("/graphql", json={"query": f"{{ echo(text: {literal}) }}"})

    assert response.json() == {"data": {"echo": "ab"}}


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:1", 403), ("", 403), ("own", 200)],
)
async def test_only_pages_of_the_same_origin_may_ask(
    web: httpx.AsyncClient, address: str, origin: str, status: int
) -> None:
    headers = {"origin": f"http://{address}" if origin == "own" else origin}
    response = await web.post("/graphql", json={"query": "{ __typename }"}, headers=headers)

    assert response.status_code == status
    assert not [name for name in response.headers if name.startswith("access-control")]


async def test_the_contract_is_always_served(web: httpx.AsyncClient) -> None:
    response = await web.get("/schema.graphql")

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "type Query" in response.text


async def test_the_explorer_opens_for_those_who_may_introspect(web: httpx.AsyncClient) -> None:
    browser = {"accept": "text/html"}
    assert (await web.get("/graphql", headers=browser)).status_code == 405

    page = await web.get("/graphql", headers={**browser, "x-role": "staff"})
    script = await web.get("/graphql/explorer.js")

    assert "Try the API" in page.text
    assert "'unsafe" not in page.headers["content-security-policy"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert "//" not in page.text + script.text, "nothing is loaded from elsewhere"


async def test_what_breaks_before_any_field_is_masked_too(web: httpx.AsyncClient) -> None:
    with capture_logs() as logs:
        response = await web.post("/graphql", json={"query": "{ __typename }"}, headers={"x-database": "gone"})

    assert response.status_code == 500
    assert message(response).startswith("Something went wrong on our side.")
    assert [str(entry["exc_info"]) for entry in logs] == ["password=hunter2"]


@dataclass
class Talk:
    """One websocket conversation."""

    socket: ClientConnection

    async def say(self, text: str | dict[str, Any]) -> None:
        await self.socket.send(text if isinstance(text, str) else json.dumps(text))

    async def ask(self, key: str, query: str) -> None:
        await self.say({"id": key, "type": "subscribe", "payload": {"query": query}})

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            heard: dict[str, Any] = json.loads(await self.socket.recv())
        return heard

    async def closing(self) -> int:
        """The code that the server closes with, whatever it says before."""
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await self.hear()
        assert closed.value.rcvd is not None
        return closed.value.rcvd.code


def call(address: str, **options: Any) -> connect:
    options = {"subprotocols": [Subprotocol("graphql-transport-ws")], "compression": None} | options
    return connect(f"ws://{address}/graphql", proxy=None, **options)


@pytest.fixture
async def stranger(address: str) -> AsyncIterator[Talk]:
    async with call(address) as websocket:
        yield Talk(websocket)


@pytest.fixture
async def talk(stranger: Talk) -> Talk:
    await stranger.say({"type": "connection_init"})
    assert await stranger.hear() == {"type": "connection_ack"}
    return stranger


async def test_a_subscription_sends_its_events_and_completes(talk: Talk) -> None:
    await talk.ask("1", "subscription { count(to: 2) }")

    assert [await talk.hear() for _ in range(3)] == [
        {"id": "1", "type": "next", "payload": {"data": {"count": 0}}},
        {"id": "1", "type": "next", "payload": {"data": {"count": 1}}},
        {"id": "1", "type": "complete"},
    ]


async def test_queries_and_mutations_are_answered_once_and_their_id_is_free_again(talk: Talk) -> None:
    for query, data in (
        ("{ __typename }", {"__typename": "Query"}),
        ("mutation { signIn }", {"signIn": "no cookie over a websocket"}),
    ):
        await talk.ask("1", query)
        assert await talk.hear() == {"id": "1", "type": "next", "payload": {"data": data}}
        assert await talk.hear() == {"id": "1", "type": "complete"}


async def test_a_ping_is_answered(stranger: Talk) -> None:
    await stranger.say({"type": "pong"})
    await stranger.say({"type": "ping", "payload": {}})

    assert await stranger.hear() == {"type": "pong"}


async def test_the_limits_hold_over_the_websocket(talk: Talk) -> None:
    await talk.ask("1", "{" + " ".join(f"a{i}: __typename" for i in range(51)) + "}")

    heard = await talk.hear()
    assert (heard["id"], heard["type"]) == ("1", "error")
    assert "50 aliases" in heard["payload"][0]["message"]


async def test_a_refusal_ends_a_subscription_in_its_own_words(talk: Talk) -> None:
    await talk.ask("1", "subscription { refusing }")

    assert (await talk.hear())["type"] == "next"
    assert await talk.hear() == {
        "id": "1",
        "type": "error",
        "payload": [{"message": "This board is not yours to read.", "extensions": {"code": "REFUSAL"}}],
    }


async def test_a_subscription_that_breaks_is_masked_and_the_socket_goes_on(talk: Talk) -> None:
    with capture_logs() as logs:
        await talk.ask("1", "subscription { breaking }")
        assert (await talk.hear())["type"] == "next"
        heard = await talk.hear()

    assert heard["type"] == "error"
    assert heard["payload"][0]["message"].startswith("Something went wrong on our side.")
    assert len(logs) == 1
    await talk.ask("1", "{ __typename }")
    assert (await talk.hear())["type"] == "next"


async def test_completing_ends_the_stream_and_frees_its_id(talk: Talk) -> None:
    await talk.ask("1", "subscription { forever }")
    assert (await talk.hear())["type"] == "next"
    assert Streams.open == 1

    await talk.say({"id": "1", "type": "complete"})
    await talk.say({"id": "never begun", "type": "complete"})
    await talk.ask("1", "{ __typename }")

    assert await talk.hear() == {"id": "1", "type": "next", "payload": {"data": {"__typename": "Query"}}}
    assert Streams.open == 0


async def test_leaving_ends_every_stream(address: str) -> None:
    async with call(address) as websocket:
        talk = Talk(websocket)
        await talk.say({"type": "connection_init", "payload": {"any": "thing"}})
        await talk.ask("1", "subscription { forever }")
        await talk.ask("2", "subscription { forever }")
        assert [(await talk.hear())["type"] for _ in range(3)] == ["connection_ack", "next", "next"]
        assert Streams.open == 2

    async with asyncio.timeout(5):
        while Streams.open:
            await asyncio.sleep(0.01)


async def test_one_socket_runs_fifty_operations_at_one_time(talk: Talk) -> None:
    for number in range(60):
        await talk.ask(str(number), "{ waiting }")
    await talk.say({"type": "ping"})

    refused = []
    while (heard := await talk.hear())["type"] != "pong":
        assert heard["type"] == "error"
        refused.append(heard["id"])
    assert refused == [str(number) for number in range(50, 60)]


async def test_nothing_is_executed_before_the_connection_is_initialised(stranger: Talk) -> None:
    await stranger.ask("1", "{ __typename }")

    assert await stranger.closing() == 4401


async def test_initialising_twice_closes(talk: Talk) -> None:
    await talk.say({"type": "connection_init"})

    assert await talk.closing() == 4429


async def test_a_client_that_never_initialises_is_closed(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_websocket, "SECONDS_TO_INITIALISE", 0.05)
    async with call(address) as websocket:
        assert await Talk(websocket).closing() == 4408


async def test_an_id_in_use_closes(talk: Talk) -> None:
    await talk.ask("é" * 100, "{ waiting }")
    await talk.ask("é" * 100, "{ waiting }")

    assert await talk.closing() == 4409


@pytest.mark.parametrize(
    "garbage",
    [
        "{",
        "[]",
        "null",
        "{}",
        '{"type": 1}',
        '{"type": "nope"}',
        '{"type": "subscribe", "payload": {"query": "{ __typename }"}}',
        '{"id": 1, "type": "subscribe", "payload": {"query": "{ __typename }"}}',
        '{"id": "", "type": "subscribe", "payload": {"query": "{ __typename }"}}',
        '{"id": "1", "type": "subscribe"}',
        '{"id": "1", "type": "subscribe", "payload": null}',
        '{"id": "1", "type": "subscribe", "payload": [{"query": "{ __typename }"}]}',
        '{"id": "1", "type": "subscribe", "payload": {"query": 1}}',
        '{"id": "1", "type": "subscribe", "payload": {"query": "{ __typename }", "variables": []}}',
        '{"type": "complete"}',
        '{"type": "connection_init", "payload": "x"}',
        '{"x": ' + "[" * 5_000 + "]" * 5_000 + "}",
    ],
)
async def test_garbage_closes_with_a_reason(talk: Talk, garbage: str) -> None:
    await talk.say(garbage)

    assert await talk.closing() == 4400


async def test_bytes_and_broken_text_close(address: str) -> None:
    for data, is_text, code in ((b'{"type": "ping"}', False, 4400), (b"\xff\xfe", True, 1007)):
        async with call(address) as websocket:
            await websocket.send(data, text=is_text)
            assert await Talk(websocket).closing() == code


async def test_a_large_message_closes(talk: Talk) -> None:
    await talk.say({"type": "ping", "payload": {"x": "x" * messages.MAX_BYTES}})

    assert await talk.closing() == 1009


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"origin": Origin("https://evil.example")}, 403),
        ({"origin": Origin("null")}, 403),
        ({"subprotocols": [Subprotocol("graphql-ws")]}, 400),
        ({"subprotocols": None}, 400),
    ],
)
async def test_a_foreign_handshake_is_refused(address: str, options: dict[str, Any], status: int) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await call(address, **options)

    assert refused.value.response.status_code == status


async def test_a_page_of_the_same_origin_may_connect(address: str) -> None:
    async with call(address, origin=Origin(f"http://{address}")) as websocket:
        assert websocket.subprotocol == "graphql-transport-ws"
