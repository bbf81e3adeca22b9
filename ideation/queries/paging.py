"""Pages of long lists: where one begins and what it holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from asyncpg import Record

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


def pages(
    records: Iterable[Record],
    owners: Sequence[UUID],
    first: int,
    *,
    row: Callable[[Record], Row],
    at: Callable[[Record], Position],
) -> dict[UUID, Page[Row]]:
    """A page for each owner of a list, out of records that name their owner as `parent_id`."""
    of_owner: dict[UUID, list[Record]] = {owner: [] for owner in owners}
    for record in records:
        of_owner[record["parent_id"]].append(record)
    return {owner: page(list(map(row, found)), list(map(at, found)), first) for owner, found in of_owner.items()}


def nothing_for(owners: Iterable[UUID]) -> dict[UUID, Page[Row]]:
    """An empty page for each owner of a list."""
    return {owner: Page([], [], has_next=False) for owner in owners}
