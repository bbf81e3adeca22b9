"""Places every sentence on a plane, so that themes lie apart and what is alike lies close."""

import numpy as np
from numpy.typing import NDArray

from topics.clustering import Labels, Vectors, centroids

Places = NDArray[np.float64]

_GAP = 1.15
_PUSHES = 200


def positions(vectors: Vectors, themes: Labels) -> Places:
    """One x and y from -1 to 1 per row: every theme (and all that is unsorted) fills a disc as large as its share.

    Discs lie as the themes' centroids do on their two main axes, pushed apart until none overlap; inside a disc the
    rows lie as they do on the theme's own two main axes.
    """
    discs = np.unique(themes, return_inverse=True)[1].reshape(-1)
    sizes = np.bincount(discs)
    radii = np.sqrt(sizes / len(vectors))
    middles = _pushed_apart(_main_axes(centroids(vectors, discs)), radii)
    places = np.empty((len(vectors), 2))
    for disc, size in enumerate(sizes):
        rows = np.flatnonzero(discs == disc)
        places[rows] = middles[disc] + radii[disc] * _filling(_main_axes(vectors[rows]), int(size))
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return places / max(float(np.abs(places).max()), 1e-9)


def _main_axes(vectors: Vectors) -> Places:
    """The rows on the two directions in which they differ most, each direction pointing one fixed way."""
    rest = (vectors - vectors.mean(axis=0)).astype(np.float64)
    _, directions = np.linalg.eigh(rest.T @ rest)
    axes = directions[:, :-3:-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    return np.asarray(rest @ axes)


def _pushed_apart(points: Places, radii: Places) -> Places:
    """Points spread to the size of their discs, then moved until no two discs overlap."""
    points = points / max(float(np.abs(points).max()), 1e-9) * radii.sum() / 2
    points = points + 1e-6 * np.column_stack([np.cos(np.arange(len(points))), np.sin(np.arange(len(points)))])
    wanted = _GAP * (radii[:, None] + radii[None, :])
    np.fill_diagonal(wanted, 0)
    for _ in range(_PUSHES):
        apart = points[:, None] - points[None, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-9)
        overlap = np.maximum(wanted - distance, 0)
        if not overlap.any():
            break
        points = points + (apart / distance[:, :, None] * overlap[:, :, None]).sum(axis=1) / 2
        points = points * 0.999
    return points


def _filling(points: Places, size: int) -> Places:
    """Points drawn into the unit disc: their direction is kept, their distance from the middle evened out."""
    angles = np.arctan2(points[:, 1], points[:, 0])
    ranks = np.argsort(np.argsort(np.linalg.norm(points, axis=1), kind="stable"), kind="stable")
    distances = np.sqrt((ranks + 0.5) / size)
    return np.column_stack([distances * np.cos(angles), distances * np.sin(angles)])
