"""The whole way from documents to topics."""

import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from topics import clustering, continuity, naming, titles
from topics.clustering import UNSORTED, GraphCommunities, Halves, Labels, Vectors, unit
from topics.documents import Document, Level, Membership, Previous, State, Topic, TopicMap, Word
from topics.embedding import Embedder, pack
from topics.layout import positions
from topics.rows import Row, attributes_of, embedded, last_places, rows_of, sample

LEAST_SENTENCES = 100

_EXAMPLES = 5
_AT_A_GLANCE = range(4, 31)  # words

Progress = Callable[[str, int, int], None]


class Stage(StrEnum):
    """What a run is doing, in this order."""

    READING = "reading"
    EMBEDDING = "embedding"
    CLUSTERING = "clustering"
    NAMING = "naming"
    PLACING = "placing"


def discover(
    documents: Iterable[Document],
    *,
    embedder: Embedder,
    previous: Previous | None = None,
    stored: Mapping[str, bytes] = MappingProxyType({}),
    progress: Progress = lambda stage, done, total: None,
) -> TopicMap:
    """Finds the themes and sub-themes in sentences, and the place of every sentence among them.

    The same documents give the same answer in whatever order they come; their ids must be unique. Too little
    text is a state of the answer, not an error. `stored` are embeddings by `text_hash` that this embedder made before,
    as `embedding.pack` made them. `progress` hears each stage and how much of it is done, from this thread.
    """
    seconds: dict[str, float] = {}
    with _stage(Stage.READING, progress, seconds):
        rows = rows_of(documents)
        given = sum(len(row.documents) for row in rows)
        telling = [row for row in rows if row.reading.runs]
        silent = [row for row in rows if not row.reading.runs]
    if len(telling) < LEAST_SENTENCES:
        return TopicMap(State.TOO_LITTLE, given, LEAST_SENTENCES, len(telling), seconds=seconds)
    with _stage(Stage.EMBEDDING, progress, seconds):
        vectors, new = embedded(telling, embedder, stored, lambda done, total: progress(Stage.EMBEDDING, done, total))
    with _stage(Stage.CLUSTERING, progress, seconds):
        space = clustering.centred(vectors, [[row.values(name) for row in telling] for name in attributes_of(rows)])
        fitted = sample(telling, clustering.MOST_ROWS_PER_FIT)
        readings = [telling[row].reading for row in fitted]
        before = previous or Previous({}, {})
        fitted_space = space if len(fitted) == len(space) else space[fitted]
        communities = GraphCommunities(
            *(last_places(telling, was)[fitted] for was in (before.themes, before.sub_themes))
        )
        fine = naming.fit(communities, readings, fitted_space)
        themes, sub_themes = clustering.spread(space, fitted, communities)
    with _stage(Stage.NAMING, progress, seconds):
        coarse = naming.fit_to(communities.themes_, readings, fitted_space)
        sources = [telling[row].source for row in fitted]
        found = _Found(telling, vectors, space, themes, sub_themes)
        words = {
            Level.THEME: naming.words(coarse, communities.themes_, readings, sources),
            Level.SUB_THEME: naming.words(fine, communities.labels_, readings, sources),
        }
        topics = tuple(_topics(found, words, before))
    with _stage(Stage.PLACING, progress, seconds):
        memberships = _memberships(found, silent)
    return TopicMap(State.READY, given, LEAST_SENTENCES, len(telling), memberships, topics, new, seconds)


@contextmanager
def _stage(stage: Stage, progress: Progress, seconds: dict[str, float]) -> Iterator[None]:
    """Announces a stage and its end, and writes down how long it took."""
    progress(stage, 0, 1)
    began = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - began
    progress(stage, 1, 1)


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows with their embeddings, the same centred, and the label of each row at both levels."""

    rows: Sequence[Row]
    vectors: Halves
    space: Vectors
    themes: Labels
    sub_themes: Labels

    def labels(self, level: Level) -> Labels:
        return self.themes if level is Level.THEME else self.sub_themes

    def places(self, level: Level) -> dict[str, int]:
        """The label of each document that has one."""
        return {
            document.id: label
            for row, label in zip(self.rows, self.labels(level).tolist(), strict=True)
            for document in row.documents
            if label != UNSORTED
        }

    def first(self, level: Level) -> int:
        """The number of a level's first topic in the whole run: sub-themes are counted on from the themes."""
        return 0 if level is Level.THEME else int(self.themes.max()) + 1


def _topics(found: _Found, words: Mapping[Level, Mapping[int, Sequence[Word]]], before: Previous) -> Iterator[Topic]:
    """All themes and then all sub-themes, each with a title of its own."""
    kept = {
        Level.THEME: continuity.kept(found.places(Level.THEME), before.themes),
        Level.SUB_THEME: continuity.kept(found.places(Level.SUB_THEME), before.sub_themes),
    }
    taken = {before.names.get(last, "").lower() for ids in kept.values() for last in ids.values()}
    for level in Level:
        for label, middle in enumerate(clustering.centroids(found.space, found.labels(level))):
            members = np.flatnonzero(found.labels(level) == label)
            nearest = members[np.argsort(-(found.space[members] @ middle), kind="stable")]
            rows = [found.rows[row] for row in nearest]
            last = kept[level].get(label)
            title = _title(rows, words[level][label], before.names.get(last or "", ""), taken)
            taken.add(title.lower())
            yield Topic(
                number=found.first(level) + label,
                level=level,
                parent=int(found.themes[members[0]]) if level is Level.SUB_THEME else None,
                previous=last,
                title=title,
                words=tuple(words[level][label]),
                examples=_examples(rows),
                size=sum(len(row.documents) for row in rows),
                centroid=pack(unit(found.vectors[members].mean(axis=0, keepdims=True, dtype=np.float32)))[0],
            )


def _title(rows: Sequence[Row], words: Sequence[Word], last: str, taken: Container[str]) -> str:
    """The title of the last run while the words still tell it: people know the topic by it."""
    if titles.still_tells(last, words, rows[0].language):
        return last
    return titles.title(words, [row.reading for row in rows], taken)


def _examples(rows: Sequence[Row]) -> tuple[str, ...]:
    """The first texts that can be taken in at a glance, then the others, each once."""
    at_a_glance = sorted(rows, key=lambda row: len(row.text.split()) not in _AT_A_GLANCE)
    different = {row.text: row.key for row in reversed(at_a_glance)}
    return tuple(reversed(different.values()))[:_EXAMPLES]


def _memberships(found: _Found, silent: Sequence[Row]) -> tuple[Membership, ...]:
    """Where every document is, sorted by id; those that say nothing are unsorted."""
    middles = clustering.centroids(found.space, found.themes)
    similarity, confidence = clustering.margins(found.space, found.themes, middles)
    unsorted = np.full(len(silent), UNSORTED)
    places = positions(found.space, np.append(found.themes, unsorted))
    values = zip(
        [*found.rows, *silent],
        np.append(found.themes, unsorted).tolist(),
        np.append(found.sub_themes, unsorted).tolist(),
        np.append(similarity, np.zeros(len(silent))).tolist(),
        np.append(confidence, np.zeros(len(silent))).tolist(),
        places.tolist(),
        strict=True,
    )
    memberships = [
        Membership(
            document.id,
            None if theme == UNSORTED else theme,
            None if sub_theme == UNSORTED else found.first(Level.SUB_THEME) + sub_theme,
            similar,
            confident,
            *place,
        )
        for row, theme, sub_theme, similar, confident, place in values
        for document in row.documents
    ]
    return tuple(sorted(memberships, key=lambda one: one.document))
