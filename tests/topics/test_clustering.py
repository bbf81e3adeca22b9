"""From vectors to communities."""

from collections import Counter

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from topics import clustering
from topics.clustering import UNSORTED, GraphCommunities, centred, neighbour_graph, spread, unit


def heaps(seed: int, rows: int, count: int = 6) -> tuple[clustering.Vectors, np.ndarray]:
    """Unit vectors around a few random directions, and which one each belongs to."""
    print(f"seed {seed}")
    chance = np.random.default_rng(seed)
    middles = chance.normal(size=(count, 32))
    which = chance.integers(count, size=rows)
    return unit((middles[which] + 0.3 * chance.normal(size=(rows, 32))).astype(np.float32)), which


def test_communities_are_the_heaps_and_sub_themes_lie_inside_themes() -> None:
    vectors, which = heaps(seed=1, rows=600)
    found = GraphCommunities().fit(vectors)
    assert len({(theme, heap) for theme, heap in zip(found.themes_, which, strict=True)}) == 6
    parents = {
        pair for pair in zip(found.labels_.tolist(), found.themes_.tolist(), strict=True) if UNSORTED not in pair
    }
    assert len(parents) == len({sub_theme for sub_theme, _ in parents})
    divided = Counter(theme for _, theme in parents)
    assert divided
    assert min(divided.values()) > 1
    assert np.bincount(found.themes_).tolist() == sorted(np.bincount(found.themes_), reverse=True)


def test_rows_stay_together_that_were_together_in_the_last_run() -> None:
    vectors = unit(np.random.default_rng(6).normal(size=(600, 32)).astype(np.float32))  # with no heaps at all
    known = np.arange(600) % 5 > 0
    first = GraphCommunities().fit(vectors[known]).themes_
    last = np.full(600, UNSORTED)
    last[known] = first
    freely, anchored = GraphCommunities().fit(vectors), GraphCommunities(themes=last).fit(vectors)
    alike = [adjusted_rand_score(first, found.themes_[known]) for found in (freely, anchored)]
    print(f"alike without and with the last run: {alike}")
    assert alike[0] < 0.6
    assert alike[1] > 0.75


def test_fewer_than_five_of_a_kind_stay_unsorted() -> None:
    vectors, _ = heaps(seed=2, rows=300)
    apart = np.zeros((304, 64), np.float32)
    apart[:300, :32] = np.abs(vectors)
    apart[300:, 40] = 1
    found = GraphCommunities().fit(unit(apart))
    assert found.themes_[300:].tolist() == found.labels_[300:].tolist() == [UNSORTED] * 4
    assert UNSORTED not in found.themes_[:300]


def test_the_index_finds_nearly_the_neighbours_of_the_full_comparison(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vectors, _ = heaps(seed=3, rows=1_500)
    exact = neighbour_graph(vectors)
    monkeypatch.setattr(clustering, "_MOST_ROWS_COMPARED", 0)
    indexed = neighbour_graph(vectors)
    assert (exact.astype(bool).multiply(indexed.astype(bool))).nnz > 0.97 * exact.nnz


@pytest.mark.parametrize(("from_mail", "is_taken_out"), [(300, True), (20, False)])
def test_what_a_large_enough_origin_has_in_common_is_taken_out(from_mail: int, is_taken_out: bool) -> None:
    vectors, _ = heaps(seed=4, rows=600)
    mail = np.arange(600) < from_mail
    shifted = unit(vectors + 2 * mail[:, None] * vectors[0])
    cleaned = centred(shifted.astype(np.float16), [[["mail" if one else "web"] for one in mail]])
    before, after = (np.linalg.norm(rows[mail].mean(axis=0) - rows[~mail].mean(axis=0)) for rows in (shifted, cleaned))
    assert bool(after < 0.2 * before) is is_taken_out


def test_rows_beyond_the_fit_join_the_nearest_sub_theme_and_its_theme() -> None:
    vectors, which = heaps(seed=5, rows=600)
    fitted = np.arange(0, 600, 2)
    found = GraphCommunities().fit(vectors[fitted])
    themes, sub_themes = spread(vectors, fitted, found)
    assert len({(theme, heap) for theme, heap in zip(themes, which, strict=True)}) == 6
    parts = {pair for pair in zip(sub_themes.tolist(), themes.tolist(), strict=True) if pair[0] != UNSORTED}
    assert len(parts) == len({sub_theme for sub_theme, _ in parts})
