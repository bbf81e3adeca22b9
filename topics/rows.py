"""Documents as the engine works on them: one row per different text, in a stable order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topics.clustering import UNSORTED, Halves, Labels, unit
from topics.documents import Document, normalise, text_hash
from topics.embedding import Embedder, pack, unpack
from topics.reading import Reading, language_of, read

LANGUAGE = "language"

# How much the context counts beside the sentence. Without it, the themes of the sentences of 432 posts whose theme is
# known tell less of it (AMI by majority 0.49 against 0.61), and those of banking77 too (0.77 against 0.81).
_WEIGHT_OF_CONTEXT = 1.0
_EMBEDDED_AT_A_TIME = 1_024
_FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Row:
    """One normalised text in one context, the documents that say exactly this there, and its words."""

    text: str
    context: str
    documents: tuple[Document, ...]
    language: str
    reading: Reading

    @property
    def key(self) -> str:
        return self.documents[0].id

    @property
    def source(self) -> str:
        """What the text comes from, as far as the context tells; else the text itself."""
        return self.context or self.text

    def values(self, attribute: str) -> list[str]:
        """The different values of an attribute among the documents; the language is always known."""
        given = {document.attributes[attribute] for document in self.documents if attribute in document.attributes}
        return sorted(given) or ([self.language] if attribute == LANGUAGE else [""])


def rows_of(documents: Iterable[Document]) -> list[Row]:
    """The different texts, sorted by the smallest id of the documents that have them."""
    same: dict[tuple[str, str], list[Document]] = {}
    contexts: dict[str, str] = {}
    for document in sorted(documents, key=lambda document: document.id):
        if document.context not in contexts:
            contexts[document.context] = normalise(document.context)
        same.setdefault((normalise(document.text), contexts[document.context]), []).append(document)
    languages = [_given(group) or language_of(text, otherwise="") for (text, _), group in same.items()]
    usual = Counter(filter(None, languages)).most_common(1)
    otherwise = usual[0][0] if usual else _FALLBACK_LANGUAGE
    return [
        Row(text, context, tuple(group), language or otherwise, read(text, language or otherwise))
        for ((text, context), group), language in zip(same.items(), languages, strict=True)
    ]


def _given(documents: Sequence[Document]) -> str:
    return next((document.attributes[LANGUAGE] for document in documents if LANGUAGE in document.attributes), "")


def embedded(
    rows: Sequence[Row], embedder: Embedder, stored: Mapping[str, bytes], progress: Callable[[int, int], None]
) -> tuple[Halves, dict[str, bytes]]:
    """A vector for every row, leaning towards its context, and the embeddings that had to be made, by text hash.

    New embeddings go through their stored form too, so that a run with stored ones gives the same topics.
    """
    hashes = {text: text_hash(text) for row in rows for text in (row.text, row.context) if text}
    missing = [text for text, key in hashes.items() if key not in stored]
    new: dict[str, bytes] = {}
    for begin in range(0, len(missing), _EMBEDDED_AT_A_TIME):
        some = missing[begin : begin + _EMBEDDED_AT_A_TIME]
        new.update(zip([hashes[text] for text in some], pack(embedder.embed(some)), strict=True))
        progress(begin + len(some), len(missing))
    vectors = np.empty((len(rows), embedder.dimensions), np.float16)
    for begin in range(0, len(rows), _EMBEDDED_AT_A_TIME):
        some_rows = rows[begin : begin + _EMBEDDED_AT_A_TIME]
        # Without a context a text is its own, which leaves its direction as it is.
        own, context = (
            unpack([new.get(key) or stored[key] for key in map(hashes.__getitem__, texts)], embedder.dimensions)
            for texts in ([row.text for row in some_rows], [row.context or row.text for row in some_rows])
        )
        vectors[begin : begin + len(some_rows)] = unit(own + _WEIGHT_OF_CONTEXT * context)
    return vectors, new


def last_places(rows: Sequence[Row], previous: Mapping[str, str]) -> Labels:
    """Where most documents of each row were in the last run, as numbers from 0; UNSORTED where none was anywhere."""
    numbers = {place: number for number, place in enumerate(sorted(set(previous.values())))}
    labels = np.full(len(rows), UNSORTED)
    for row, one in enumerate(rows):
        if places := Counter(previous[document.id] for document in one.documents if document.id in previous):
            labels[row] = numbers[min(places, key=lambda place: (-places[place], place))]
    return labels


def attributes_of(rows: Sequence[Row]) -> list[str]:
    """The names of all attributes, the language first."""
    names = {name for row in rows for document in row.documents for name in document.attributes}
    return [LANGUAGE, *sorted(names - {LANGUAGE})]


def sample(rows: Sequence[Row], most: int) -> NDArray[np.int64]:
    """The places of at most `most` rows, in their order: a fixed random choice by the hash of their texts."""
    if len(rows) <= most:
        return np.arange(len(rows))
    hashes = [text_hash(row.text) for row in rows]
    return np.array(sorted(sorted(range(len(rows)), key=hashes.__getitem__)[:most]))
