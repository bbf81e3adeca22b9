"""Putting rows in another order."""

from collections.abc import Collection, Sequence
from typing import Protocol
from uuid import UUID


class Placed(Protocol):
    """A row that knows its place among its like."""

    id: UUID
    position: int

    async def save(self, *, update_fields: Collection[str]) -> None: ...


async def reorder(rows: Sequence[Placed], wanted: Sequence[UUID]) -> bool:
    """Put the wanted rows first, in that order, and the others after them as they stood; whether that changed any."""
    place = {row_id: number for number, row_id in enumerate(dict.fromkeys(wanted))}
    ordered = sorted(rows, key=lambda row: place.get(row.id, len(place)))
    if list(ordered) == list(rows):
        return False
    for position, row in enumerate(ordered):
        if row.position != position:
            row.position = position
            await row.save(update_fields=["position"])
    return True
