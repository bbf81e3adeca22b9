"""Answers operations sent by POST."""

import asyncio
from pathlib import Path
from typing import Any, Final, Generic

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from api.guard import Answer, Guard
from server.auth.sessions import comes_from_nobody
from server.endpoints.graphql.kept_answers import KeptAnswers
from server.endpoints.graphql.messages import (
    MAX_BYTES,
    ContextT,
    MakeContext,
    Unreadable,
    ensure_own_origin,
    read_json,
    read_key,
    read_operation,
)

SECONDS_TO_SEND = 30.0

_HEADERS: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_EXPLORER: Final = (Path(__file__).parent / "explorer.html").read_text(encoding="utf-8")
_EXPLORER_HEADERS: Final = _HEADERS | {
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}


class GraphQLOverHTTP(Generic[ContextT]):
    """The ASGI application at /graphql: POST answers, GET shows the explorer to those who may introspect."""

    def __init__(self, guard: Guard[ContextT], make_context: MakeContext[ContextT], kept: KeptAnswers) -> None:
        self._guard = guard
        self._make_context = make_context
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = await self._respond(request)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        try:
            if request.method == "POST":
                return await self._answer(request)
            if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
                return await self._show_explorer(request)
            return only_post()
        except Unreadable as refusal:
            return refuse(refusal)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:
            return json_response(self._guard.failure(error).body, status=500)

    async def _answer(self, request: Request) -> Response:
        ensure_own_origin(request)
        _ensure_plain_json(request)
        body = await _read_body(request)
        if not comes_from_nobody(request):
            return (await self._execute(request, body))[1]
        if (known := self._kept.find(body)) is not None:
            return _json(known)
        begun = self._kept.moment()
        answer, response = await self._execute(request, body)
        if answer.only_reads and not answer.errors:
            self._kept.keep(body, bytes(response.body), begun=begun)
        return response

    async def _execute(self, request: Request, body: bytes) -> tuple[Answer, Response]:
        operation = read_operation(read_json(body), read_key(request.headers))
        cookies = Response()
        context = await self._make_context(request, cookies)
        answer = await self._guard.execute(operation, context)
        response = json_response(answer.body, status=answer.status)
        for cookie in cookies.headers.getlist("set-cookie"):
            response.headers.append("set-cookie", cookie)
        return answer, response

    async def _show_explorer(self, request: Request) -> Response:
        context = await self._make_context(request, None)
        if not self._guard.may_introspect(context):
            return only_post()
        return HTMLResponse(_EXPLORER, headers=_EXPLORER_HEADERS)


def json_response(body: dict[str, Any], *, status: int = 200, **headers: str) -> Response:
    """A JSON answer that no cache keeps and no browser takes for anything else."""
    return _json(orjson.dumps(body), status, **headers)


def refuse(refusal: Unreadable) -> Response:
    """The answer to what could not be read; the connection closes where a body may be left unread."""
    close = {"connection": "close"} if refusal.status in (408, 413) else {}
    return json_response({"errors": [{"message": refusal.message}]}, status=refusal.status, **close)


def only_post() -> Response:
    """The answer to every other method."""
    message = "Send operations by POST, as application/json. The schema is at /schema.graphql."
    return json_response({"errors": [{"message": message}]}, status=405, allow="POST")


def _json(text: bytes, status: int = 200, **headers: str) -> Response:
    return Response(text, status, _HEADERS | headers, "application/json")


def _ensure_plain_json(request: Request) -> None:
    media_type, *parameters = request.headers.get("content-type", "").lower().split(";")
    stated = [parameter.strip().replace('"', "") for parameter in parameters]
    if media_type.strip() != "application/json" or stated not in ([], ["charset=utf-8"]):
        raise Unreadable("Send the content type 'application/json', in UTF-8.", 415)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Unreadable("Send the body uncompressed, without a content encoding.", 415)


async def _read_body(request: Request) -> bytes:
    too_large = Unreadable(f"The body is larger than {MAX_BYTES:,} bytes.", 413)
    if int(request.headers.get("content-length", 0)) > MAX_BYTES:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise too_large
    except TimeoutError:
        raise Unreadable(f"The body did not arrive within {SECONDS_TO_SEND:.0f} seconds.", 408) from None
    return bytes(body)
