"""Statements that the ORM cannot say, one file each, and the way to run them.

A file may leave places open, such as `{where}`. They are filled with fragments that the queries themselves wrote;
what people typed travels as parameters only.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from asyncpg import Record
from tortoise.connection import get_connection


class Conditions:
    """Clauses joined by `and`, with their parameters numbered in the order of adding."""

    def __init__(self, parameters: list[object] | None = None) -> None:
        """`parameters` of other conditions are shared with them, so that both can stand in one statement."""
        self._clauses: list[str] = []
        self.parameters = [] if parameters is None else parameters

    def given(self, value: object) -> str:
        """The placeholder of one more parameter."""
        self.parameters.append(value)
        return f"${len(self.parameters)}"

    def add(self, clause: str, *values: object) -> None:
        """One more clause; each `{}` in it stands for the next of `values`."""
        self._clauses.append(clause.format(*map(self.given, values)))

    @property
    def sql(self) -> str:
        return " and ".join(self._clauses) or "true"


async def fetch(name: str, *parameters: object, **fragments: str) -> list[Record]:
    """The rows that the statement `name` answers with."""
    async with get_connection("default").acquire_connection() as connection:
        rows: list[Record] = await connection.fetch(statement(name, **fragments), *parameters)
        return rows


async def fetch_value(name: str, *parameters: object, **fragments: str) -> Any:
    """The first column of the first row that the statement `name` answers with."""
    rows = await fetch(name, *parameters, **fragments)
    return rows[0][0] if rows else None


def statement(name: str, **fragments: str) -> str:
    """The text of the statement `name`, its open places filled."""
    text = _text(name)
    for place, fragment in fragments.items():
        text = text.replace(f"{{{place}}}", fragment)
    return text


@cache
def _text(name: str) -> str:
    text = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    # The description names the open places too; statements also stand inside others, where it has no place.
    return re.sub(r"\A(--.*\n)+", "", text)
