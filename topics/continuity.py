"""Recognises the last run's topics in the new ones by the documents they share, so that their ids survive."""

from collections import Counter
from collections.abc import Mapping

_LEAST_OF_SMALLER = 1 / 3
_LEAST_OF_LARGER = 1 / 10


def kept(topics: Mapping[str, int], previous: Mapping[str, str]) -> dict[int, str]:
    """For each topic that is still the same as one of the last run, that one's id.

    `topics` and `previous` name the topic of each document now and then. Only documents in both count, so
    growth loses no id. A pair may match when it shares at least a third of the smaller one and a tenth of the
    larger one; of all ways to match pairs one to one, the one that shares most documents is taken (Hungarian
    method). A split leaves the id with one part, and a merged topic goes on under one of the two ids.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    pairs = Counter((topics[document], previous[document]) for document in topics.keys() & previous.keys())
    numbers, ids = sorted({number for number, _ in pairs}), sorted({theme for _, theme in pairs})
    shared = np.zeros((len(numbers), len(ids)))
    for (number, theme), count in pairs.items():
        shared[numbers.index(number), ids.index(theme)] = count
    now, then = shared.sum(axis=1)[:, None], shared.sum(axis=0)[None, :]
    enough = (shared >= _LEAST_OF_SMALLER * np.minimum(now, then)) & (
        shared >= _LEAST_OF_LARGER * np.maximum(now, then)
    )
    shared[~enough] = 0
    rows, columns = linear_sum_assignment(shared, maximize=True)
    return {numbers[row]: ids[column] for row, column in zip(rows, columns, strict=True) if shared[row, column]}
