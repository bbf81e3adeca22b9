"""Asks the API as a client does, without HTTP in between."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import orjson
import pytest
from asyncpg.connection import LoggedQuery
from tortoise.connection import get_connection

from api.attempts import Attempts
from api.context import NO_MEANING, Context, Installation
from api.guard import Guard, Operation
from api.once import answer_once
from api.schema import schema
from ideation.errors import Refusal
from ideation.events import Fact
from ideation.models import Person
from ideation.queries.similar import Meaning

guard = Guard[Context](schema, may_introspect=lambda context: False, refusal=Refusal, once=answer_once)


@dataclass
class Browser:
    """What a browser remembers."""

    token: str | None = None

    def begin(self, token: str) -> None:
        self.token = token

    def end(self) -> None:
        self.token = None


class Silence:
    """A feed in which nothing ever happens."""

    turns = nullcontext()

    async def changes(self, *, post_id: UUID | None = None, board_id: UUID | None = None) -> AsyncIterator[Fact | None]:
        return
        yield None


class Ask:
    """Calling it answers with the only root field of a document; refuses to hide errors."""

    def __init__(self) -> None:
        self.browser = Browser()
        self.meaning: Meaning = NO_MEANING
        self.address: str | None = None
        self.attempts: Attempts | None = None

    async def __call__(self, document: str, *, by: Person | None = None, **variables: object) -> Any:
        answer = await self.whole(document, by=by, **variables)
        assert "errors" not in answer, answer["errors"]
        [value] = answer["data"].values()
        return value

    async def whole(self, document: str, *, by: Person | None = None, **variables: object) -> dict[str, Any]:
        """The answer with its errors."""
        context = Context(
            viewer=by,
            session=self.browser,
            feed=Silence(),
            installation=Installation("Test"),
            address=self.address,
            attempts=self.attempts,
            meaning=self.meaning,
        )
        given = orjson.loads(orjson.dumps({_camel(name): value for name, value in variables.items()}, default=str))
        answer = await guard.execute(Operation(document, given), context)
        return cast("dict[str, Any]", orjson.loads(orjson.dumps(answer.body, default=str)))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.title, rest))


@pytest.fixture
def ask(stored: None) -> Ask:
    return Ask()


class Statements:
    """Counts the SQL that something causes."""

    def __init__(self) -> None:
        self._caused: list[str] = []

    def note(self, statement: LoggedQuery) -> None:
        self._caused.append(statement.query)

    async def during(self, work: Awaitable[object]) -> list[str]:
        """The statements that the work causes, in order."""
        await asyncio.sleep(0)  # asyncpg notes a statement at the loop's next turn
        self._caused.clear()
        await work
        await asyncio.sleep(0)
        return list(self._caused)


@pytest.fixture
async def statements(stored: None) -> AsyncIterator[Statements]:
    """For tests that count."""
    counter = Statements()
    async with get_connection("default").acquire_connection() as connection:
        connection.add_query_logger(counter.note)
    yield counter
    async with get_connection("default").acquire_connection() as connection:
        connection.remove_query_logger(counter.note)
