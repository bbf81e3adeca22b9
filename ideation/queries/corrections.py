"""Typing errors: the word that somebody is likely to have meant, out of those that they may read."""

import re
from collections.abc import Mapping

from ideation import sql
from ideation.models import Person
from ideation.queries.boards import ensure_readable
from ideation.queries.entries import HOLDING, readable_entries
from ideation.queries.excerpts import LETTER, folded
from ideation.queries.posts import PostFilter
from ideation.queries.typed import Typed
from ideation.sql import Conditions

LONG = 6
"""Letters from which on a word may be two letters wrong: a typo and an ending, or one too many and one missing."""


async def likely_words(viewer: Person | None, typed: Typed, wanted: PostFilter) -> dict[str, str]:
    """For each word that occurs in nothing this viewer may find, the likeliest of those that do occur there."""
    if not typed.words:
        return {}
    entries = readable_entries(viewer, wanted)
    parameters = entries.conditions.parameters
    words = entries.conditions.given([word.text for word in typed.words])
    queries = entries.conditions.given(typed.forms)
    boards = Conditions(parameters)
    ensure_readable(boards, viewer)
    found = await sql.fetch(
        "corrections",
        *parameters,
        words=words,
        queries=queries,
        boards=boards.sql,
        of_typed=entries.of(HOLDING.format("typed.query"), most=1),
        of_close=entries.of(HOLDING.format("quote_literal(close.word)"), most=1),
    )
    likely: dict[str, tuple[int, str]] = {}
    for typed_word, word in found:  # the most frequent first
        distance = edits(typed_word, word)
        if distance <= (2 if len(typed_word) >= LONG else 1) and distance < likely.get(typed_word, (3, ""))[0]:
            likely[typed_word] = (distance, word)
    return {typed_word: word for typed_word, (_, word) in likely.items()}


def corrected(text: str, likely: Mapping[str, str]) -> str:
    """The text with these words in place of those that were typed."""
    return re.sub(f"{LETTER}+", lambda found: likely.get(folded(found.group()), found.group()), text)


def edits(one: str, other: str) -> int:
    """How many letters to leave out, add, replace or swap with their neighbour to come from one word to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            fewest = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                fewest = min(fewest, last[j - 2] + 1)
            row.append(fewest)
    return row[-1]
