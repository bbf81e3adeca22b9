"""Counting the words of the dictionary that corrects typos and tells rare words from frequent ones."""

from ideation.actions.words import count_words
from ideation.models import SearchEntry


class WordCounter:
    """Counts again when something was written since it counted last, because it reads everything for that."""

    def __init__(self) -> None:
        self._counted_until = 0

    async def count_if_grown(self) -> None:
        latest = await SearchEntry.all().order_by("-id").first()
        if latest is not None and latest.id > self._counted_until:
            self._counted_until = latest.id
            await count_words()
