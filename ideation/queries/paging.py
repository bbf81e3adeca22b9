"""Pages of long lists: where one begins and what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

Row = TypeVar("Row")


@dataclass(frozen=True)
class Position:
    """The place of a row in a list: the value that the list is sorted by, and the row's id for equal values."""

    value: object
    id: UUID


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, each with its place, and whether more follow."""

    rows: Sequence[Row]
    positions: Sequence[Position]
    has_next: bool


def page(rows: Sequence[Row], positions: Sequence[Position], first: int) -> Page[Row]:
    """A page of at most `first` rows out of `first` + 1 that were read."""
    return Page(rows[:first], positions[:first], has_next=len(rows) > first)
