"""Which words of a text can name a topic, and which of them belong together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from sys import intern

from topics.languages import LINKS, STOP_WORDS, guess

Run = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40
_MOST_LINKS = 2
_HYPHEN = re.compile(r"[-'’]")
_TITLE_CASE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and its naming words in lower case, in runs of those that stand together as one phrase."""

    text: str
    language: str
    runs: tuple[Run, ...]

    @property
    def terms(self) -> Iterator[str]:
        """The naming words."""
        return chain.from_iterable(self.runs)

    @property
    def pairs(self) -> Iterator[str]:
        """Two naming words after each other in one phrase."""
        return (" ".join(pair) for run in self.runs for pair in pairwise(run))

    @property
    def shows_capitals(self) -> bool:
        """Whether capitals say something here: not where everything is in capitals, as in headings."""
        words = [match[0] for run in _spans(self.text, self.language) for match in run]
        return not (self.text.isupper() or (len(words) >= _TITLE_CASE and all(word[0].isupper() for word in words)))

    def written(self, phrase: Run) -> Iterator[tuple[int, str]]:
        """Where a phrase begins, and how it is written there, with the small words in between."""
        for run, matches in zip(self.runs, _spans(self.text, self.language), strict=True):
            for place in places_in(run, phrase):
                begin = matches[place].start()
                yield begin, self.text[begin : matches[place + len(phrase) - 1].end()]


def places_in(run: Run, phrase: Run) -> list[int]:
    """Where in a run a phrase begins."""
    if phrase[0] not in run:
        return []
    return [place for place in range(len(run)) if run[place : place + len(phrase)] == phrase]


def read(text: str, language: str) -> Reading:
    """Leaves out the stop words of the language, numbers, single letters, and masks such as XXXX."""
    runs = (tuple(intern(match[0].lower()) for match in run) for run in _spans(text, language))
    return Reading(text, language, tuple(runs))


def language_of(text: str, otherwise: str) -> str:
    """The language of a text, guessed from its everyday words."""
    return guess(_TOKEN.findall(text.lower()), otherwise)


def _spans(text: str, language: str) -> list[list[re.Match[str]]]:
    """The naming words; a run goes on over a hyphen and over small words such as "of the", and over nothing else."""
    stop_words, links = STOP_WORDS.get(language, frozenset()), LINKS.get(language, frozenset())
    runs: list[list[re.Match[str]]] = []
    end, linked = -1, 0
    for word in _TOKEN.finditer(text):
        lowered, gap = word[0].lower(), text[max(end, 0) : word.start()]
        together = end >= 0 and (gap.isspace() or _HYPHEN.fullmatch(gap))
        if _names(lowered, stop_words):
            if not together:
                runs.append([])
            runs[-1].append(word)
            end, linked = word.end(), 0
        elif together and lowered in links and linked < _MOST_LINKS:
            end, linked = word.end(), linked + 1
        else:
            end = -1
    return runs


def _names(word: str, stop_words: frozenset[str]) -> bool:
    return (
        word not in stop_words
        and len(word) <= _LONGEST_WORD
        and len(set(word)) > 1
        and any(letter.isalpha() for letter in word)
    )
