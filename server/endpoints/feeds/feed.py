"""What a feed holds, whatever its format."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Item:
    """One piece of news. Its id stays the same for ever."""

    id: UUID
    title: str
    html: str
    link: str
    author: str | None
    at: datetime


@dataclass(frozen=True)
class Feed:
    """Pieces of news, the newest first, and where people read the same."""

    id: UUID
    title: str
    summary: str
    link: str
    publisher: str
    began: datetime
    items: list[Item]

    @property
    def updated(self) -> datetime:
        """When the newest piece of news appeared."""
        return max([self.began, *(item.at for item in self.items)])
