"""Which statuses there are; everyone may know them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tortoise.queryset import QuerySet

from ideation.models import Status
from ideation.vocabulary import StatusColor, StatusIcon, StatusKind


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A status as it came with the posts that have it."""

    key: str
    name: str
    color: StatusColor
    icon: StatusIcon
    position: int
    kind: StatusKind
    on_roadmap: bool
    definition: str

    @staticmethod
    @lru_cache(maxsize=100)  # the rows of all posts hold the same few
    def of(record: tuple[Any, ...]) -> "StatusRow":
        """Out of the columns of the table, in their order."""
        key, name, color, icon, position, kind, on_roadmap, definition = record
        return StatusRow(
            key, name, StatusColor(color), StatusIcon(icon), position, StatusKind(kind), on_roadmap, definition
        )

    @classmethod
    def gone(cls, key: str) -> "StatusRow":
        """A status that has been deleted since: what it meant is gone, but that it was there is not."""
        name = key.replace("_", " ").capitalize()
        return cls(key, name, StatusColor.NEUTRAL, StatusIcon.CIRCLE, 0, StatusKind.ACTIVE, False, "")

    @property
    def is_settled(self) -> bool:
        return self.kind.is_settled


def list_statuses() -> QuerySet[Status]:
    """The statuses of this installation, in their order."""
    return Status.all().order_by("position", "key")
