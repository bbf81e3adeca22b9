"""A short name for each topic, as people write it, that no other topic of the run has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from topics.documents import Word
from topics.reading import Reading, Run, places_in, read

_WORDS_IN_TITLE = 4
_PARTS_IN_TITLE = 3
_WORTH_A_PAIR = 0.5
_LONGEST_PHRASE = 4
_MEMBERS_READ = 1_000
_LEAST_SEEN = 3
_ALWAYS = 0.6
_STILL_TOLD = 0.5
_LONGEST_INITIALS = 3


def title(best: Sequence[Word], members: Sequence[Reading], taken: Container[str] = ()) -> str:
    """A name made of the best words, none of them twice in whatever form; `taken` names are in lower case.

    `members` come with the most typical first. Without words there is no name: the empty text.
    """
    members = members[:_MEMBERS_READ]
    parts: list[str] = []
    length = 0
    name = ""
    for phrase in _phrases(best, members):
        length += len(phrase)
        full = len(parts) == _PARTS_IN_TITLE or length > _WORDS_IN_TITLE
        if full and name and name.lower() not in taken:
            break
        parts.append(_as_written(phrase, members))
        name = ", ".join(parts)
        name = name[:1].upper() + name[1:]
    return name if name.lower() not in taken else _numbered(name, taken)


def still_tells(name: str, words: Sequence[Word], language: str) -> bool:
    """Whether a name that was made of a topic's words earlier is still made of its words."""
    stems = {stem(word) for term in words for word in term.text.split()}
    own = [stem(word) for word in read(name, language).terms]
    return bool(own) and sum(any(alike(one, other) for other in stems) for one in own) >= _STILL_TOLD * len(own)


def telling(words: Sequence[Word]) -> list[Word]:
    """The words that say something which those before them do not, pairs before their parts."""
    used: list[str] = []
    chosen = []
    for word in _pairs_first(words):
        new = [one for one in map(stem, word.text.split()) if not any(alike(one, other) for other in used)]
        if new and not _repeats(tuple(word.text.split()), ()):
            chosen.append(word)
            used += new
    return chosen


_ENDINGS = re.compile(r"(?:ments?|ings?|tions?|ed|ies|es|s|e|y)$")


def stem(word: str) -> str:
    """A word without accents and without its commonest English, French, Dutch or Spanish ending."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    short = _ENDINGS.sub("", plain)
    return short if len(short) >= 3 else plain


def alike(one: str, other: str) -> bool:
    """Whether two stems begin so alike that a reader takes them for the same word."""
    shorter, longer = sorted((one, other), key=len)
    same = next((place for place, sign in enumerate(shorter) if longer[place] != sign), len(shorter))
    return one == other or same >= max(4, 0.8 * len(shorter))


def _pairs_first(words: Sequence[Word]) -> list[Word]:
    """The terms, best first, each word behind the best pair that holds it when that is nearly as telling."""
    order: list[Word] = []
    for word in words:
        pairs = [
            other
            for other in words
            if word.text in other.text.split()
            and other.text != word.text
            and other.weight >= _WORTH_A_PAIR * word.weight
        ]
        order += [*pairs[:1], word]
    return list(dict.fromkeys(order))


def _phrases(best: Sequence[Word], members: Sequence[Reading]) -> Iterator[Run]:
    """The best terms, each completed to the phrase that it is nearly always part of, no word twice."""
    used: list[str] = []
    for word in _pairs_first(best):
        phrase = tuple(word.text.split())
        if _repeats(phrase, used):
            continue
        longer = _completed(phrase, members)
        phrase = phrase if _repeats(longer, used) else longer
        used += map(stem, phrase)
        yield phrase


def _repeats(phrase: Run, used: Sequence[str]) -> bool:
    stems = [stem(word) for word in phrase]
    return any(alike(one, other) for place, one in enumerate(stems) for other in [*used, *stems[:place]])


def _completed(phrase: Run, members: Sequence[Reading]) -> Run:
    """A phrase with the word that nearly always follows or precedes it: "sri" is "sri lanka"."""
    while len(phrase) < _LONGEST_PHRASE:
        seen = 0
        longer: Counter[Run] = Counter()
        for run in (run for reading in members for run in reading.runs):
            for place in places_in(run, phrase):
                seen += 1
                longer.update(run[begin:end] for begin, end in _wider(place, place + len(phrase), len(run)))
        best = min(longer, key=lambda other: (-longer[other], other), default=phrase)
        if longer[best] < max(_LEAST_SEEN, _ALWAYS * seen):
            break
        phrase = best
    return phrase


def _wider(begin: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    if begin > 0:
        yield begin - 1, end
    if end < length:
        yield begin, end + 1


def _as_written(phrase: Run, members: Sequence[Reading]) -> str:
    """How the members mostly write a phrase; capitals count only within a sentence that does not abound in them."""
    surely: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    for reading in members:
        for begin, form in reading.written(phrase) if phrase[0] in reading.terms else ():
            perhaps[form[0].lower() + form[1:] if begin == 0 and form[1:].islower() else form] += 1
            surely[form] += bool(begin) and reading.shows_capitals
    for forms in (surely, perhaps):
        if forms.total():
            form = min(forms, key=lambda form: (-forms[form], form))
            return form.lower() if len(phrase) > 1 and form.isupper() and _shouted(phrase) else form
    return " ".join(phrase)


def _shouted(phrase: Run) -> bool:
    """Whether a phrase that is all in capitals is no name made of initials."""
    return min(map(len, phrase)) > _LONGEST_INITIALS


def _numbered(name: str, taken: Container[str]) -> str:
    number = 2
    while name and f"{name} {number}".lower() in taken:
        number += 1
    return f"{name} {number}" if name else ""
