"""The part of a text that shows why it was found, as pieces that say which of them match: nobody writes HTML here."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ideation import sql
from ideation.queries.typed import Typed

LENGTH = 220  # characters of an excerpt, about
BEFORE = 60  # of which as many stand before the first match

_MARKS = "".join(mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.category(mark).startswith("M"))
LETTER = f"[\\w{_MARKS}]"
_LIGATURES = {"ae": "æ", "oe": "œ", "ss": "ß"}
_STROKES = str.maketrans("øłđðı", "olddi")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text, and whether they are what was looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A title and a body in which matches are to be shown, and their language."""

    title: str
    body: str
    language: str


def folded(text: str) -> str:
    """The text in small letters without accents, as `hearback_fold` folds it in the database."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text)).lower().translate(_STROKES)
    for letters, ligature in _LIGATURES.items():
        plain = plain.replace(ligature, letters)
    return plain


async def excerpts(typed: Typed, shown: Sequence[Shown]) -> list[tuple[list[Piece], list[Piece]]]:
    """For each text its whole title and an excerpt of its body, in pieces."""
    pattern = _beginnings(typed)
    texts = [(one.title, " ".join(one.body.split()), one.language) for one in shown]
    words = {
        (found.group(), language)
        for title, body, language in texts
        for text in (title, body)
        for found in pattern.finditer(text)
    }
    matching = await _matching(typed, words)
    return [
        (
            _pieces(title, _places(title, pattern, matching, language)),
            _excerpt(body, _places(body, pattern, matching, language)),
        )
        for title, body, language in texts
    ]


def _beginnings(typed: Typed) -> re.Pattern[str]:
    """Finds the words that begin like one that was typed: stemmers change endings only."""
    starts = {lexeme.rpartition(":")[2][:2] for word in typed.words for lexeme in (word.text, *word.stems)}
    ways = "|".join(_spelled(start) for start in sorted(starts)) or "(?!)"
    return re.compile(f"(?<!{LETTER})(?:{ways}){LETTER}*", re.IGNORECASE)


def _spelled(start: str) -> str:
    """One or two folded letters with every accent that they may have."""
    ways = ["".join(f"[{re.escape(letter)}{_ACCENTED.get(letter, '')}]" for letter in start)]
    if start in _LIGATURES:
        ways.append(_LIGATURES[start])
    return "|".join(ways)


async def _matching(typed: Typed, words: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these words, each with its language, that are found by what was typed."""
    if not (given := list(words)):
        return set()
    texts, languages = zip(*given, strict=True)
    queries = {language: typed.any_word_in(language) for language in set(languages)}
    found = await sql.fetch("matching_words", texts, languages, [queries[language] for language in languages])
    return {(row["word"], row["language"]) for row in found}


def _places(
    text: str, pattern: re.Pattern[str], matching: set[tuple[str, str]], language: str
) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text) if (found.group(), language) in matching]


def _excerpt(text: str, places: list[tuple[int, int]]) -> list[Piece]:
    """The neighbourhood of the first match, or the beginning."""
    begin = max(places[0][0] - BEFORE, 0) if places else 0
    if begin > 0:
        begin = text.find(" ", begin, places[0][0]) + 1 or begin
    end = begin + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", begin, end), places[0][1] if places else begin + 1)
    inside = [(start - begin, stop - begin) for start, stop in places if begin <= start and stop <= end]
    pieces = _pieces(text[begin:end], inside)
    if begin > 0:
        pieces.insert(0, Piece("… ", is_match=False))
    if end < len(text):
        pieces.append(Piece(" …", is_match=False))
    return pieces


def _pieces(text: str, places: list[tuple[int, int]]) -> list[Piece]:
    pieces, reached = [], 0
    for start, stop in places:
        pieces += [Piece(text[reached:start], is_match=False), Piece(text[start:stop], is_match=True)]
        reached = stop
    pieces.append(Piece(text[reached:], is_match=False))
    return [piece for piece in pieces if piece.text]


def _accented_letters() -> dict[str, str]:
    """Every letter of the Latin alphabet that folds to another one, by what it folds to."""
    found: dict[str, str] = {}
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        plain = folded(letter)
        if plain != letter.lower() and len(plain) == 1:
            found[plain] = found.get(plain, "") + letter
    return found


_ACCENTED = _accented_letters()
