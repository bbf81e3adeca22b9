"""Words for each topic, by BERTopic's c-TF-IDF."""

import warnings
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from topics.documents import Word
from topics.reading import Reading
from topics.titles import telling

if TYPE_CHECKING:
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer

    from topics.clustering import Labels, Vectors

_LEAST_ROWS_PER_TERM = 2
_WORDS_PER_TOPIC = 10
_CANDIDATES = 30
# Joins the words of a pair, so that they are one token; no word holds it.
_JOINT = "+"


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

    model = BERTopic(
        language="multilingual",  # otherwise it deletes every letter outside a to z
        top_n_words=_CANDIDATES,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusterer,
        vectorizer_model=_bag_of_words(readings),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
    )
    return model.fit([" ".join(_tokens(reading)) for reading in readings], embeddings=vectors, y=y)


def _tokens(reading: Reading) -> list[str]:
    return [*reading.terms, *(pair.replace(" ", _JOINT) for pair in reading.pairs)]


def _bag_of_words(readings: Sequence[Reading]) -> "CountVectorizer":
    """Counts the words and pairs that at least two rows have.

    BERTopic shows its vectorizer one long text per topic: left to itself, that would drop the words that one
    topic alone has, and pair words across the borders of sentences and phrases.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    found: Counter[str] = Counter()
    for reading in readings:
        found.update(set(_tokens(reading)))
    common = [term for term, count in found.items() if count >= _LEAST_ROWS_PER_TERM]
    return CountVectorizer(vocabulary=sorted(common or found), lowercase=False, tokenizer=str.split, token_pattern=None)


def words(
    model: "BERTopic", labels: "Labels", readings: Sequence[Reading], sources: Sequence[Hashable]
) -> dict[int, tuple[Word, ...]]:
    """The best terms of each fitted label, best first, none saying what another says already.

    A term weighs its c-TF-IDF times the root of its share of the label's sources (the posts that the rows come
    from), so that a name which one long post repeats does not stand for all the others.
    """
    numbers = dict(zip(labels.tolist(), model.topics_, strict=True))  # BERTopic numbers the labels its own way
    candidates = {
        label: {term.replace(_JOINT, " "): float(weight) for term, weight in model.get_topic(number) if term}
        for label, number in numbers.items()
    }
    using: dict[int, dict[str, set[Hashable]]] = {label: {} for label in numbers}
    every: dict[int, set[Hashable]] = {label: set() for label in numbers}
    for label, reading, source in zip(labels.tolist(), readings, sources, strict=True):
        every[label].add(source)
        for term in candidates[label].keys() & {*reading.terms, *reading.pairs}:
            using[label].setdefault(term, set()).add(source)
    return {
        label: _best(
            [
                Word(term, weight * (len(using[label].get(term, ())) / len(every[label])) ** 0.5)
                for term, weight in terms.items()
            ]
        )
        for label, terms in candidates.items()
    }


def _best(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(telling(sorted(words, key=lambda word: (-word.weight, word.text)))[:_WORDS_PER_TOPIC])
