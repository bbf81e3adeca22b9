"""Cursor pages for every list, after the Relay connection specification."""

import base64
import binascii
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
import strawberry

from ideation.errors import InvalidInput
from ideation.queries.paging import Page, Position

MOST = 100

_AMOUNT = re.compile(r"\d{1,20}(\.\d{1,4})?", re.ASCII)

Node = TypeVar("Node")
Row = TypeVar("Row")


@strawberry.type(description="Where a page ends.")
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type(description="One row of a page, with the cursor that the next page may begin after.")
class Edge(Generic[Node]):
    cursor: str
    node: Node


@strawberry.type(description="A page of a list.")
class Connection(Generic[Node]):
    edges: list[Edge[Node]]
    page_info: PageInfo
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="How many rows the whole list has.")
    async def total_count(self) -> int:
        return await self.count()


def connection(page: Page[Row], node: Callable[[Row], Node], count: Callable[[], Awaitable[int]]) -> Connection[Node]:
    """The page as GraphQL shows it; `count` is only called when the total is asked for."""
    edges = [
        Edge(cursor=write_cursor(position), node=node(row))
        for row, position in zip(page.rows, page.positions, strict=True)
    ]
    ending = PageInfo(has_next_page=page.has_next, end_cursor=edges[-1].cursor if edges else None)
    return Connection(edges=edges, page_info=ending, count=count)


def page_size(first: int) -> int:
    """How many rows were asked for; refuses what is no page."""
    if not 1 <= first <= MOST:
        raise InvalidInput("first", f"Ask for 1 to {MOST} rows at a time.")
    return first


def write_cursor(position: Position) -> str:
    """A place in a list as one opaque word."""
    value = position.value
    if isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, Decimal):
        value = str(value)
    return base64.urlsafe_b64encode(orjson.dumps([value, str(position.id)])).decode()


def read_cursor(after: str | None, kind: type[Any]) -> Position | None:
    """The place that a cursor names, in a list that is sorted by values of this kind."""
    if after is None:
        return None
    try:
        value, row_id = json.loads(base64.b64decode(after, altchars=b"-_", validate=True))
        return Position(_value(value, kind), UUID(row_id))
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        raise InvalidInput("after", "This cursor does not belong to this list. Begin again without it.") from None


def _value(value: object, kind: type[Any]) -> object:
    match value:
        case str() if kind is datetime:
            return _moment(value)
        case str() if kind is Decimal and _AMOUNT.fullmatch(value):
            return Decimal(value)
        case str() if kind is str and "\0" not in value:
            return _encodable(value)
        case int() if kind is int and abs(value) < 2**31:
            return value
        case int() | float() if kind is float:
            return float(value)
    raise ValueError("a value of another list")


def _encodable(text: str) -> str:
    text.encode()  # raises a ValueError for half a character, which JSON can hold and PostgreSQL cannot
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC)
