"""Meaning without a model: tests say which posts are how much like what is typed."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID


class Known:
    """A likeness that is told beforehand: the edge where the model would stand."""

    def __init__(self, alike: Mapping[UUID, float]) -> None:
        self._alike = alike
        self.asked: list[str] = []

    async def likeness(self, text: str) -> "Known":
        self.asked.append(text)
        return self

    def nearest(self, most: int, *, least: float) -> Sequence[tuple[UUID, float]]:
        alike = [item for item in self._alike.items() if item[1] >= least]
        return sorted(alike, key=lambda item: -item[1])[:most]

    def to(self, post_ids: Iterable[UUID]) -> Mapping[UUID, float]:
        return {post: self._alike[post] for post in post_ids if post in self._alike}
