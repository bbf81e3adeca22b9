"""Reads what clients send: strict JSON of bounded size, from pages of our own origin."""

import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import orjson
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from strawberry.http.websocket_origin import is_same_origin

from api.guard import Operation

ContextT = TypeVar("ContextT")
MakeContext = Callable[[HTTPConnection, Response | None], Awaitable[ContextT]]
"""Tells who asks and what they may, for one operation; over HTTP, cookies are set on the response."""

MAX_BYTES = 1_000_000
MAX_NESTING = 20
MAX_ITEMS = 1_000
"""In one list; an id takes about 30 µs to be read, and a tag several statements to be stored."""

# Every escape in JSON: a pair of half characters, one that stands alone, or another.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
_KEY = re.compile("[!-~]{1,255}")


class Unreadable(Exception):
    """What came is not a GraphQL request; the message says what is wrong with it."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def ensure_own_origin(connection: HTTPConnection) -> None:
    """Refuse what a browser sends from a page of another site."""
    origin = connection.headers.get("origin")
    if origin is not None and not is_same_origin(origin, connection.headers.get("host")):
        raise Unreadable("Pages of other sites may not use this API. Ask from your own server instead.", 403)


def read_json(text: bytes) -> object:
    """Decode strict JSON in UTF-8 that no recursion stumbles over; half characters are left out, as everywhere."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            value = orjson.loads(_ESCAPE.sub(lambda escape: b"" if escape[1] else escape[0], text))
        except orjson.JSONDecodeError:
            raise Unreadable("This is not valid JSON in UTF-8.") from None
    _ensure_bounded(value)
    return value


def read_key(headers: Headers) -> str | None:
    """The idempotency key that came with a request."""
    keys = headers.getlist("idempotency-key")
    if len(keys) > 1:
        raise Unreadable("A request has one Idempotency-Key at most.")
    return _ensure_key(keys[0]) if keys else None


def read_operation(value: object, key: str | None = None) -> Operation:
    """Take one operation out of a decoded message; whatever else is in it is ignored.

    Where there are no headers, the idempotency key stands in `extensions`.
    """
    if isinstance(value, list):
        raise Unreadable("Send one operation at a time: a JSON object, not a list.")
    if not isinstance(value, dict):
        raise Unreadable("Send a JSON object with a 'query'.")
    query = value.get("query")
    if not isinstance(query, str) or not query:
        raise Unreadable("'query' must be text, and not empty.")
    variables = value.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise Unreadable("'variables' must be an object or null.")
    name = value.get("operationName")
    if name is not None and not isinstance(name, str):
        raise Unreadable("'operationName' must be text or null.")
    extensions = value.get("extensions")
    if key is None and isinstance(extensions, dict) and "idempotencyKey" in extensions:
        key = _ensure_key(extensions["idempotencyKey"])
    return Operation(query, variables or {}, name, key)


def _ensure_key(key: object) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Unreadable("An idempotency key is 1 to 255 letters, digits and other visible ASCII characters.")
    return key


def _ensure_bounded(value: object) -> None:
    level = [value]
    for _ in range(MAX_NESTING + 1):
        if any(isinstance(outer, list) and len(outer) > MAX_ITEMS for outer in level):
            raise Unreadable(f"A list in the JSON has more than {MAX_ITEMS:,} items. Send them in parts.")
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise Unreadable(f"The JSON is nested more than {MAX_NESTING} levels deep.")
