"""What somebody typed, as PostgreSQL looks for it among the entries of search (see the migration `search`)."""

import re
import string
from dataclasses import dataclass
from functools import cached_property

from asyncpg import Record

from ideation import sql
from ideation.text import clean_line

MOST_CHARACTERS = 200
MOST_WORDS = 10
VERY_MANY = 10_000  # entries
MOST_KNOWN = 5_000
"""Words that a process remembers."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its accents, its stems in all languages, and the languages in which it says nothing."""

    text: str
    stems: tuple[str, ...]
    empty_in: frozenset[str]

    @classmethod
    def of(cls, record: Record) -> "Word":
        return cls(record["word"], tuple(dict.fromkeys(record["stems"])), frozenset(record["empty_in"]))

    def forms(self, *, unfinished: bool = False) -> str:
        """A query for the word as it is, or as the beginning of one, and for its stems."""
        return " | ".join([_quoted(self.text) + (":*" if unfinished else ""), *map(_quoted, self.stems)])


@dataclass(frozen=True)
class Typed:
    """The words of a text; the last of them may be unfinished. A text without words is found nowhere."""

    words: tuple[Word, ...]

    @cached_property
    def every_word(self) -> str:
        """A query for entries that hold every word, but for those that say nothing in the language of the entry."""
        empty = frozenset.intersection(*(word.empty_in for word in self.words)) if self.words else frozenset()
        factors = [
            " | ".join([forms, *(_quoted(f"#{language}") for language in sorted(word.empty_in - empty))])
            for word, forms in zip(self.words, self.forms, strict=True)
        ]
        return " & ".join(f"({factor})" for factor in factors)

    @cached_property
    def any_word(self) -> str:
        """A query for entries that hold one of the words."""
        return " | ".join(self.forms)

    def any_word_in(self, language: str) -> str:
        """The same for entries in one language, without what says nothing in it, unless all words say nothing."""
        code = language.partition("-")[0]
        telling = [form for word, form in zip(self.words, self.forms, strict=True) if code not in word.empty_in]
        return " | ".join(telling or self.forms)

    @property
    def forms(self) -> list[str]:
        """A query for each word."""
        return [word.forms(unfinished=word is self.words[-1]) for word in self.words]


async def very_many_hold(typed: Typed) -> bool:
    """Whether so many entries hold every word that a walk through them finds some sooner than the index tells all."""
    held: int = await sql.fetch_value("count_entries", typed.every_word, VERY_MANY)
    return held == VERY_MANY


async def read_typed(text: str, *, characters: int = MOST_CHARACTERS, words: int = MOST_WORDS) -> Typed:
    """The first words of a text, each once, whatever it is."""
    # Cut twice, because cleaning a million characters takes a while.
    parts = _BETWEEN.sub(" ", clean_line(text[: characters * 4])[:characters]).split()[: words * 2]
    await _look_up([part for part in dict.fromkeys(parts) if part not in _known])
    found = {word.text: word for part in parts for word in _known.get(part, ())}
    return Typed(tuple(found.values())[:words])


async def _look_up(parts: list[str]) -> None:
    """Ask the database what it sees in these, and remember it: people type one word after the other."""
    if not parts:
        return
    if len(_known) > MOST_KNOWN:
        _known.clear()
    seen: dict[str, tuple[Word, ...]] = dict.fromkeys(parts, ())
    for row in await sql.fetch("typed_words", parts):
        seen[parts[row["number"] - 1]] += (Word.of(row),)
    _known.update(seen)


# What PostgreSQL's dictionaries make of a word never changes.
_known: dict[str, tuple[Word, ...]] = {}
_BETWEEN = re.compile(f"[{re.escape(string.punctuation)}]")


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
