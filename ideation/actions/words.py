"""Keeping the dictionary of search."""

from asyncpg import Record

from ideation import sql
from ideation.ledger import verb

BATCH = 500
"""Words per transaction: whoever says one of them for the first time waits for its end."""


async def count_words() -> int:
    """Count how many texts hold each word, and forget what none holds any more; returns how many words that changed.

    Roughly is enough: the counts only tell rare words from frequent ones.
    """
    changed = await sql.fetch("words_counted")
    for begin in range(0, len(changed), BATCH):
        await _keep(changed[begin : begin + BATCH])
    return len(changed)


@verb
async def _keep(batch: list[Record]) -> None:
    await sql.fetch("keep_word_counts", [row["id"] for row in batch], [row["entry_count"] for row in batch])
