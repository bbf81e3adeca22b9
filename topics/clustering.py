"""Vectors to communities: takes out what an origin explains, links neighbours, finds two levels of topics."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Labels = NDArray[np.int64]

UNSORTED = -1
LEAST_MEMBERS = 5
MOST_ROWS_PER_FIT = 200_000

_LEAST_GROUP = 50
_NEIGHBOURS = 15
_MOST_ROWS_COMPARED = 20_000
_ROWS_AT_A_TIME = 256
_THEME_RESOLUTION = 1.0
_SUB_THEME_RESOLUTION = 4.0
_LEAST_RESOLUTION = 0.01
# The share of a row's links that its place in the last run weighs.
_STICKINESS = 0.1


def unit(vectors: Vectors) -> Vectors:
    """The rows, scaled in place to length one; a row of zeros stays one."""
    vectors /= np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-9)[:, None]
    return vectors


def centred(vectors: Halves, origins: Iterable[Sequence[Sequence[str]]]) -> Vectors:
    """Unit vectors without what all rows, and all rows of one origin, have in common.

    Each of `origins` is one attribute: for every row the values that it occurs with (a text that several
    boards share has several). Values with fewer than 50 rows are left alone: their mean would be mostly their
    topics.
    """
    rest = vectors.astype(np.float32)
    rest -= rest.mean(axis=0)
    for values_of_rows in origins:
        shares = _shares(values_of_rows)
        weights = np.asarray(shares.sum(axis=0)).ravel()
        means = (shares.T @ rest) / np.maximum(weights, 1e-9)[:, None]
        means[weights < _LEAST_GROUP] = 0
        for begin in range(0, len(rest), _ROWS_AT_A_TIME):
            here = slice(begin, begin + _ROWS_AT_A_TIME)
            rest[here] -= shares[here] @ means
    return unit(rest)


def _shares(values_of_rows: Sequence[Sequence[str]]) -> sparse.csr_array:
    """Rows by values: how much of each row belongs to each value, 1 in all."""
    columns = {value: place for place, value in enumerate(sorted({v for values in values_of_rows for v in values}))}
    rows = np.repeat(np.arange(len(values_of_rows)), [len(values) for values in values_of_rows])
    where = np.array([columns[value] for values in values_of_rows for value in values], np.int64)
    share = np.array([1 / len(values) for values in values_of_rows for _ in values], np.float32)
    return sparse.csr_array((share, (rows, where)), shape=(len(values_of_rows), max(len(columns), 1)))


class GraphCommunities:
    """BERTopic's clusterer here: Louvain communities of the nearest-neighbour graph, at two levels.

    Sub-themes are communities of what remains of the graph inside the themes, so each lies in one theme; a theme
    has several or none. Rows that were together in the last run are linked a little for it, so that communities
    last. The order of the rows decides ties, so sort them by a stable key. After `fit`, `labels_` are the
    sub-themes and `themes_` the themes, largest first, UNSORTED for communities of fewer than five.
    """

    labels_: Labels
    themes_: Labels

    def __init__(self, themes: Labels | None = None, sub_themes: Labels | None = None) -> None:
        """`themes` and `sub_themes` are those of each row in the last run, UNSORTED for a new row."""
        self._last_themes, self._last_sub_themes = themes, sub_themes

    def fit(self, X: Vectors, y: object = None) -> "GraphCommunities":  # noqa: N803 (the name BERTopic passes)
        """Finds the communities of unit vectors; `y` is BERTopic's and means nothing here."""
        graph = neighbour_graph(X)
        self.themes_ = communities(graph, _THEME_RESOLUTION, self._last_themes)
        inside = communities(_inside(self.themes_, graph), _SUB_THEME_RESOLUTION, self._last_sub_themes)
        self.labels_ = _ranked(np.where(_alone(inside, self.themes_), UNSORTED, inside))
        return self

    def finest(self) -> tuple[Labels, Labels]:
        """Theme and sub-theme of each place that a row can be in, and each row's place: UNSORTED, or its number.

        A theme without sub-themes is one place; beside sub-themes, a row without one is in none.
        """
        divided = np.isin(self.themes_, self.themes_[self.labels_ != UNSORTED])
        placed = (self.themes_ != UNSORTED) & (~divided | (self.labels_ != UNSORTED))
        both = np.stack([self.themes_, self.labels_], axis=1)
        places, numbers = np.unique(both[placed], axis=0, return_inverse=True)
        finest = np.full(len(both), UNSORTED)
        finest[placed] = numbers.reshape(-1)
        return places, finest


def neighbour_graph(vectors: Vectors) -> sparse.csr_matrix:
    """Each unit row linked to its 15 nearest others by their cosine, in both directions."""
    rows, k = len(vectors), min(_NEIGHBOURS, len(vectors) - 1)
    search = _compared_with_all if rows < _MOST_ROWS_COMPARED else _searched_in_index
    nearest, cosines = search(vectors, k)
    begins = np.arange(0, rows * k + 1, k)
    graph = sparse.csr_matrix((np.clip(cosines, 0, 1).ravel(), nearest.ravel(), begins), shape=(rows, rows))
    graph.eliminate_zeros()
    return graph.maximum(graph.T).tocsr()


def _compared_with_all(vectors: Vectors, k: int) -> tuple[Labels, Vectors]:
    rows = len(vectors)
    nearest, cosines = np.empty((rows, k), np.int64), np.empty((rows, k), np.float32)
    for begin in range(0, rows, _ROWS_AT_A_TIME):
        scores = vectors[begin : begin + _ROWS_AT_A_TIME] @ vectors.T
        here = slice(begin, begin + len(scores))
        scores[np.arange(len(scores)), np.arange(rows)[here]] = -2
        nearest[here] = np.argpartition(scores, rows - k, axis=1)[:, rows - k :]
        cosines[here] = np.take_along_axis(scores, nearest[here], axis=1)
    return nearest, cosines


def _searched_in_index(vectors: Vectors, k: int) -> tuple[Labels, Vectors]:
    """Finds 998 of 1,000 neighbours at a fraction of the cost; in one thread every run finds the same."""
    from usearch.index import Index

    rows = np.arange(len(vectors))
    index = Index(
        ndim=vectors.shape[1],
        metric="ip",
        dtype="f16",
        connectivity=16,
        expansion_add=96,
        expansion_search=48,
    )
    index.add(rows, vectors, threads=1)
    found = index.search(vectors, k + 1, threads=1)
    nearest = np.asarray(found.keys, np.int64)
    itself = nearest == rows[:, None]
    itself[~itself.any(axis=1), -1] = True
    return nearest[~itself].reshape(-1, k), (1 - np.asarray(found.distances))[~itself].reshape(-1, k)


def communities(graph: sparse.csr_matrix, resolution: float, before: Labels | None = None) -> Labels:
    """Louvain communities, largest first, UNSORTED where they have fewer than five members.

    A small graph falls apart into single rows at a high resolution, so it is halved until one community
    holds.
    """
    from sknetwork.clustering import Louvain

    rows = graph.shape[0]
    anchored = graph if before is None else _anchored(graph, before)
    while True:
        labels = Louvain(resolution=resolution, random_state=0).fit_predict(anchored)[:rows]
        if np.bincount(labels).max() >= LEAST_MEMBERS or resolution < _LEAST_RESOLUTION:
            return _ranked(labels)
        resolution /= 2


def _anchored(graph: sparse.csr_matrix, before: Labels) -> sparse.csr_matrix:
    """The graph with one more node for each community of the last run, linked to the rows that were in it."""
    known = np.flatnonzero(before != UNSORTED)
    if not len(known):
        return graph
    weights = _STICKINESS * np.asarray(graph.sum(axis=1)).ravel()[known]
    anchors = sparse.csr_matrix((weights, (known, before[known])), shape=(len(before), before.max() + 1))
    return sparse.bmat([[graph, anchors], [anchors.T, None]], format="csr")


def _alone(sub_themes: Labels, themes: Labels) -> NDArray[np.bool_]:
    """Whether a row's theme has no more than one sub-theme, which would only say the same again."""
    pairs = np.unique(np.stack([themes, sub_themes])[:, sub_themes != UNSORTED], axis=1)
    several = np.bincount(pairs[0], minlength=themes.max() + 1) > 1
    return ~np.append(several, False)[themes]


def _inside(labels: Labels, graph: sparse.csr_matrix) -> sparse.csr_matrix:
    """The graph without the links between communities, and without any link of an unsorted row."""
    links = graph.tocoo()
    kept = (labels[links.row] == labels[links.col]) & (labels[links.row] != UNSORTED)
    return sparse.csr_matrix((links.data[kept], (links.row[kept], links.col[kept])), shape=graph.shape)


def _ranked(labels: Labels) -> Labels:
    """Numbered by size, communities of fewer than five taken out; what is UNSORTED stays so."""
    sizes = np.bincount(labels[labels != UNSORTED], minlength=1)
    order = np.argsort(-sizes, kind="stable")
    ranks = np.full(len(sizes) + 1, UNSORTED)
    ranks[order] = np.where(sizes[order] < LEAST_MEMBERS, UNSORTED, np.arange(len(order)))
    return ranks[labels]


def centroids(vectors: Vectors, labels: Labels) -> Vectors:
    """The mean direction of every label from 0 on: shape (labels, dimensions)."""
    rows = np.flatnonzero(labels != UNSORTED)
    belongs = sparse.csr_array(
        (np.ones(len(rows), np.float32), (labels[rows], rows)), shape=(labels.max() + 1, len(labels))
    )
    return unit(belongs @ vectors)


def spread(vectors: Vectors, fitted: Labels, communities: GraphCommunities) -> tuple[Labels, Labels]:
    """Themes and sub-themes of all rows: as found where fitted, elsewhere those of the nearest place."""
    themes, sub_themes = np.full(len(vectors), UNSORTED), np.full(len(vectors), UNSORTED)
    themes[fitted], sub_themes[fitted] = communities.themes_, communities.labels_
    others = np.setdiff1d(np.arange(len(vectors)), fitted)
    places, finest = communities.finest()
    if len(others) and len(places):
        nearest = (vectors[others] @ centroids(vectors[fitted], finest).T).argmax(axis=1)
        themes[others], sub_themes[others] = places[nearest].T
    return themes, sub_themes


def margins(vectors: Vectors, labels: Labels, middles: Vectors) -> tuple[Vectors, Vectors]:
    """Each row's cosine to its own centroid, and how much nearer that is than the best other one (0 to 1).

    For an unsorted row both speak of the nearest centroid.
    """
    if not len(middles):
        return np.zeros(len(vectors), np.float32), np.zeros(len(vectors), np.float32)
    cosines = vectors @ middles.T
    rows, own = np.arange(len(vectors)), np.where(labels == UNSORTED, cosines.argmax(axis=1), labels)
    similarity = cosines[rows, own].copy()
    cosines[rows, own] = -1
    other = cosines.max(axis=1) if middles.shape[0] > 1 else np.zeros_like(similarity)
    return similarity, np.clip(similarity - other, 0, 1)
