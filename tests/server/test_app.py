"""The application as a browser meets it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from asyncpg import Connection
from starlette.applications import Starlette

from ideation.models import Delivery
from server.app import create_app
from server.auth.sessions import COOKIE
from server.endpoints.page import page_routes
from server.headers import HEADERS
from server.settings import read_settings
from tests.asking import Silence

SIGN_IN = 'mutation($code: String!) { signIn(email: "zoe@example.com", code: $code) { __typename } }'


@asynccontextmanager
async def visiting(database_url: str, *, demo: bool = False, **chosen: object) -> AsyncIterator[httpx.AsyncClient]:
    settings = read_settings(jobs="separate", **chosen)
    app = create_app(settings, database_url, demo=demo)
    app.state.hub = Silence()  # what the lifespan opens: the rest of it, the database, is open for the test already
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@pytest.fixture
async def client(stored: None, database_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(database_url, data=tmp_path) as client:
        yield client


async def ask(client: httpx.AsyncClient, query: str, **variables: object) -> Any:
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    return answer.json()["data"]


async def test_every_answer_carries_the_security_headers(client):
    for path in ("/", "/health", "/schema.graphql", "/assets/none.js", "/metrics"):
        answer = await client.get(path)
        assert set(HEADERS) <= set(answer.headers)


async def test_it_says_whether_it_reaches_its_database(client):
    assert (await client.get("/health")).json() == {"status": "ok"}


async def test_signing_in_sets_a_cookie_that_scripts_cannot_read_and_signing_out_takes_it_away(client):
    await ask(client, 'mutation { requestSignInCode(email: "zoe@example.com") { __typename } }')
    code = (await Delivery.all().order_by("-due_at").first()).data["code"]
    answer = await client.post("/graphql", json={"query": SIGN_IN, "variables": {"code": code}})

    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert await ask(client, "{ viewer { email } }") == {"viewer": {"email": "zoe@example.com"}}

    token = client.cookies[COOKIE]
    await ask(client, "mutation { signOut { __typename } }")
    client.cookies.set(COOKIE, token)
    assert await ask(client, "{ viewer { email } }") == {"viewer": None}


async def test_who_asks_too_often_from_one_address_is_refused(stored, database_url, tmp_path):
    code = 'mutation { requestSignInCode(email: "zoe@example.com") { __typename } }'
    async with visiting(database_url, data=tmp_path, sign_in_rate="1/hour", address_factor=2) as client:
        answers = [await ask(client, code) for _ in range(3)]
    async with visiting(database_url, data=tmp_path, sign_in_rate="1/hour", address_factor=2, demo=True) as client:
        in_demo = [await ask(client, code) for _ in range(3)]

    names = [answer["requestSignInCode"]["__typename"] for answer in answers]
    assert names == ["SignInCodeSent", "SignInCodeSent", "TooManyAttempts"]
    assert {answer["requestSignInCode"]["__typename"] for answer in in_demo} == {"SignInCodeSent"}


async def test_the_cookie_is_for_https_only_where_people_come_by_https(stored, database_url, tmp_path):
    async with visiting(database_url, data=tmp_path, public_url="https://feedback.example.com") as client:
        await ask(client, 'mutation { requestSignInCode(email: "zoe@example.com") { __typename } }')
        code = (await Delivery.all().order_by("-due_at").first()).data["code"]
        answer = await client.post("/graphql", json={"query": SIGN_IN, "variables": {"code": code}})
    assert "Secure" in answer.headers["set-cookie"].split("; ")


async def test_only_a_demo_lets_visitors_in_by_one_click(client, noor):
    assert "json" not in (await client.get("/demo/people")).headers["content-type"]
    answer = await client.post("/demo/sign-in", json={"email": noor.email})
    assert answer.status_code in (404, 405)
    assert "set-cookie" not in answer.headers


async def test_in_a_demo_one_may_be_any_of_its_people_and_nobody_else(stored, database_url, tmp_path, ada, noor, tom):
    async with visiting(database_url, data=tmp_path, demo=True) as client:
        people = (await client.get("/demo/people")).json()
        assert [person["role"] for person in people] == ["CUSTOMER", "PRODUCT_MANAGER"]
        assert (await client.post("/demo/sign-in", json={"email": "tom@example.com"})).status_code == 400
        assert (await client.post("/demo/sign-in", data={"email": ada.email})).status_code == 415
        foreign = {"origin": "https://evil.example"}
        assert (await client.post("/demo/sign-in", json={"email": ada.email}, headers=foreign)).status_code == 403
        assert await ask(client, "{ viewer { email } }") == {"viewer": None}

        assert (await client.post("/demo/sign-in", json={"email": ada.email})).status_code == 204
        assert await ask(client, "{ viewer { mayManage } }") == {"viewer": {"mayManage": True}}


async def test_introspection_is_for_demos_and_staff(stored, database_url, tmp_path, mia, noor):
    question = {"query": "{ __schema { queryType { name } } }"}
    async with visiting(database_url, data=tmp_path) as client:
        assert (await client.post("/graphql", json=question)).status_code == 400
    async with visiting(database_url, data=tmp_path, demo=True) as client:
        assert (await client.post("/graphql", json=question)).status_code == 200


async def test_metrics_are_for_whoever_holds_the_token(client, stored, database_url, tmp_path):
    async with visiting(database_url, data=tmp_path, metrics_token="a-long-enough-token") as monitored:
        assert (await monitored.get("/metrics")).status_code == 401
        answer = await monitored.get("/metrics", headers={"authorization": "Bearer a-long-enough-token"})
        assert "hearback_graphql_errors_total" in answer.text
    assert "hearback_graphql_errors_total" not in (await client.get("/metrics")).text


async def test_any_address_of_the_page_gets_the_page_and_only_built_files_are_sent(tmp_path):
    (tmp_path / "built" / "assets").mkdir(parents=True)
    (tmp_path / "built" / "index.html").write_text("<title>Page</title>")
    (tmp_path / "built" / "theme.js").write_text("// theme")
    (tmp_path / "built" / "assets" / "a1.js").write_text("// a")
    (tmp_path / "secret.txt").write_text("secret")
    app = Starlette(routes=page_routes(tmp_path / "built"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
        assert (await client.get("/b/app/i/dark-mode")).text == "<title>Page</title>"
        assert (await client.get("/theme.js")).text == "// theme"
        assert "immutable" in (await client.get("/assets/a1.js")).headers["cache-control"]
        for path in (
            "/..%2fsecret.txt",
            "/%2e%2e/secret.txt",
            "/assets/..%2f..%2fsecret.txt",
            "/assets/none.js",
            "/%00",
            "/" + "a" * 300,
        ):
            assert "secret" not in (await client.get(path)).text


async def test_a_page_that_is_not_built_says_so_at_every_address(tmp_path):
    app = Starlette(routes=page_routes(tmp_path))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
        for path in ("/", "/assets/a1.js"):
            answer = await client.get(path)
            assert (answer.status_code, answer.text) == (503, "The page is not built. Run `make set-up`.")


async def test_the_health_check_says_when_the_database_is_gone(client, monkeypatch):
    async def broken(self, *_, **__):
        raise OSError("gone")

    monkeypatch.setattr(Connection, "fetchval", broken)
    answer = await client.get("/health")
    assert answer.status_code == 503


@pytest.mark.parametrize(
    "path", ["/%00", "/assets/%00", "/b/%ed%a0%80/i/%ff", "/assets/%ed%a0%80", "/" + "w" * 5_000, "/b/..%2f..%2fetc"]
)
async def test_an_address_that_is_none_breaks_nothing(client, path):
    answer = await client.get(path)

    assert answer.status_code < 500 or "The page is not built." in answer.text


@pytest.mark.parametrize("token", [b"\xff\xfe", b"a\0b", b"\xed\xa0\x80", b"w" * 10_000, b""])
async def test_a_cookie_that_is_none_of_ours_signs_nobody_in(client, token):
    cookie = [(b"cookie", COOKIE.encode() + b"=" + token)]
    answer = await client.post("/graphql", json={"query": "{ viewer { email } }"}, headers=cookie)

    assert answer.json() == {"data": {"viewer": None}}
