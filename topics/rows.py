"""Documents as the engine works on them: one row per different text, in a stable order."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topics.clustering import Vectors
from topics.documents import Document, normalise, text_hash
from topics.embedding import Embedder, pack, unpack
from topics.naming import Reading, language_of, read

LANGUAGE = "language"

_EMBEDDED_AT_A_TIME = 1_024
_FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Row:
    """One normalised text, the documents that say exactly this, and its words."""

    text: str
    documents: tuple[Document, ...]
    language: str
    reading: Reading

    @property
    def key(self) -> str:
        return self.documents[0].id

    def values(self, attribute: str) -> list[str]:
        """The different values of an attribute among the documents; the language is always known."""
        given = {document.attributes[attribute] for document in self.documents if attribute in document.attributes}
        return sorted(given) or ([self.language] if attribute == LANGUAGE else [""])


def rows_of(documents: Iterable[Document]) -> list[Row]:
    """The different texts, sorted by the smallest id of the documents that have them."""
    same: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda document: document.id):
        same.setdefault(normalise(document.text), []).append(document)
    languages = [_given(group) or language_of(text, otherwise="") for text, group in same.items()]
    usual = Counter(filter(None, languages)).most_common(1)
    otherwise = usual[0][0] if usual else _FALLBACK_LANGUAGE
    return [
        Row(text, tuple(group), language or otherwise, read(text, language or otherwise))
        for (text, group), language in zip(same.items(), languages, strict=True)
    ]


def _given(documents: Sequence[Document]) -> str:
    return next((document.attributes[LANGUAGE] for document in documents if LANGUAGE in document.attributes), "")


def embedded(
    rows: Sequence[Row], embedder: Embedder, progress: Callable[[int, int], None]
) -> tuple[Vectors, dict[str, bytes]]:
    """A vector for every row, and those that had to be made, packed, by text hash.

    New vectors go through their stored form too, so that a run with stored ones gives the same topics.
    """
    stored = {row: next((one.vector for one in rows[row].documents if one.vector), None) for row in range(len(rows))}
    missing = [row for row, vector in stored.items() if vector is None]
    new: dict[str, bytes] = {}
    for begin in range(0, len(missing), _EMBEDDED_AT_A_TIME):
        some = missing[begin : begin + _EMBEDDED_AT_A_TIME]
        for row, vector in zip(some, pack(embedder.embed([rows[row].text for row in some])), strict=True):
            stored[row] = new[text_hash(rows[row].text)] = vector
        progress(begin + len(some), len(missing))
    return unpack([vector for vector in stored.values() if vector], embedder.dimensions), new


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
