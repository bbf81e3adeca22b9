"""Words and a title for each topic, by BERTopic's c-TF-IDF."""

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from topics.documents import Word
from topics.languages import STOP_WORDS, guess

if TYPE_CHECKING:
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer

    from topics.clustering import Labels, Vectors

_TOKEN = re.compile(r"\w+")
_LONGEST_WORD = 40
_LEAST_ROWS_PER_TERM = 2
_WORDS_PER_TOPIC = 10
_WORDS_IN_TITLE = 4
_WORTH_A_PAIR = 0.6
_WIDEST_PAIR = 4
_PHRASE = re.compile(r"[\w\s'’-]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, where its words begin and end, and which of them can name a topic."""

    text: str
    words: tuple[tuple[int, int], ...]
    content: tuple[int, ...]

    @property
    def terms(self) -> list[str]:
        """The naming words in lower case."""
        return [self.written(place, place).lower() for place in self.content]

    def written(self, first: int, last: int) -> str:
        """The text from one word to another."""
        return self.text[self.words[first][0] : self.words[last][1]]


def read(text: str, language: str) -> Reading:
    """Leaves out the stop words of the language, numbers and single letters."""
    words = list(_TOKEN.finditer(text))
    stop_words = STOP_WORDS.get(language, frozenset())
    content = (place for place, word in enumerate(words) if _names(word[0].lower(), stop_words))
    return Reading(text, tuple(word.span() for word in words), tuple(content))


def language_of(text: str, otherwise: str) -> str:
    """The language of a text, guessed from its everyday words."""
    return guess(_TOKEN.findall(text.lower()), otherwise)


def _names(word: str, stop_words: frozenset[str]) -> bool:
    return word not in stop_words and 1 < len(word) <= _LONGEST_WORD and any(letter.isalpha() for letter in word)


def fit(clusterer: Any, readings: Sequence[Reading], vectors: "Vectors") -> "BERTopic":
    """BERTopic with the communities that this clusterer finds, and their words."""
    return _fit(clusterer, readings, vectors, None)


def fit_to(labels: "Labels", readings: Sequence[Reading], vectors: "Vectors") -> "BERTopic":
    """BERTopic with communities that are known already, and their words."""
    from bertopic.cluster import BaseCluster

    return _fit(BaseCluster(), readings, vectors, labels)


def _fit(clusterer: Any, readings: Sequence[Reading], vectors: "Vectors", y: "Labels | None") -> "BERTopic":
    """The vectors are given and already centred, so BERTopic neither embeds nor reduces them."""
    with warnings.catch_warnings():  # its import switches warnings off for the whole process
        from bertopic import BERTopic
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer

    rows = [reading.terms for reading in readings]
    model = BERTopic(
        language="multilingual",  # otherwise it deletes every letter outside a to z
        top_n_words=_WORDS_PER_TOPIC,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusterer,
        vectorizer_model=_bag_of_words(rows),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
    )
    return model.fit([" ".join(row) for row in rows], embeddings=vectors, y=y)


def _bag_of_words(rows: Sequence[Sequence[str]]) -> "CountVectorizer":
    """Counts the words and pairs that at least two rows have.

    BERTopic shows its vectorizer one long text per topic: it would drop the words that one topic alone has,
    and pair the end of one sentence with the beginning of the next. A vocabulary taken from the rows does
    neither.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    found: Counter[str] = Counter()
    for row in rows:
        found.update({*row, *map(" ".join, pairwise(row))})
    common = [term for term, count in found.items() if count >= _LEAST_ROWS_PER_TERM]
    return CountVectorizer(
        vocabulary=sorted(common or found),
        ngram_range=(1, 2),
        lowercase=False,
        tokenizer=str.split,
        token_pattern=None,
    )


def words(model: "BERTopic", labels: "Labels") -> dict[int, tuple[Word, ...]]:
    """The best terms of each fitted label, best first; BERTopic numbers the labels its own way."""
    numbers = dict(zip(labels.tolist(), model.topics_, strict=True))
    return {
        label: tuple(Word(term, float(weight)) for term, weight in model.get_topic(number) if term)
        for label, number in numbers.items()
    }


def title(best: Sequence[Word], members: Iterable[Reading]) -> str:
    """A short name made of the best words, none of them twice in whatever form, as the members write them."""
    chosen: list[str] = []
    used: list[str] = []
    for term in _pairs_first(best):
        stems = [_stem(word) for word in term.split()]
        repeats = any(_alike(stem, other) for place, stem in enumerate(stems) for other in used + stems[:place])
        if not repeats and len(used) + len(stems) <= _WORDS_IN_TITLE:
            chosen.append(term)
            used += stems
    written = _as_written(chosen, members)
    name = ", ".join(written[term] for term in chosen)
    return name[:1].upper() + name[1:]


def _pairs_first(words: Sequence[Word]) -> list[str]:
    """The terms, best first, each word behind the best pair that holds it when that is nearly as telling."""
    order: list[str] = []
    for word in words:
        pairs = [
            other.text
            for other in words
            if word.text in other.text.split()
            and other.text != word.text
            and other.weight >= _WORTH_A_PAIR * word.weight
        ]
        order += [*pairs[:1], word.text]
    return list(dict.fromkeys(order))


_ENDINGS = re.compile(r"(?:ments?|ings?|tions?|ed|ies|es|s|e|y)$")


def _stem(word: str) -> str:
    """A word without accents and without its commonest English, French, Dutch or Spanish ending."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    stem = _ENDINGS.sub("", plain)
    return stem if len(stem) >= 3 else plain


def _alike(one: str, other: str) -> bool:
    """Whether two stems begin so alike that a reader takes them for the same word."""
    shorter, longer = sorted((one, other), key=len)
    same = next((place for place, sign in enumerate(shorter) if longer[place] != sign), len(shorter))
    return one == other or same >= max(4, 0.8 * len(shorter))


def _as_written(terms: Sequence[str], members: Iterable[Reading]) -> dict[str, str]:
    """How the members mostly write each term: with its capitals, a pair with the small words in between."""
    seen: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for reading in members:
        if reading.text.isupper():
            continue
        lowered, places = reading.terms, reading.content
        for spot, term in enumerate(lowered):
            if term in seen and places[spot] > 0:
                seen[term][reading.written(places[spot], places[spot])] += 1
            pair = " ".join(lowered[spot : spot + 2])
            if pair in seen and pair != term and places[spot + 1] - places[spot] < _WIDEST_PAIR:
                phrase = reading.written(places[spot], places[spot + 1])
                seen[pair][phrase] += bool(_PHRASE.fullmatch(phrase))
    return {term: _commonest(forms) or term for term, forms in seen.items()}


def _commonest(forms: Counter[str]) -> str:
    return min((form for form in forms if forms[form]), key=lambda form: (-forms[form], form), default="")
