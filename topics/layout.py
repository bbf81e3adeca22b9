"""Places every sentence on a plane, so that themes lie apart and what is alike lies close."""

import numpy as np
from numpy.typing import NDArray

from topics.clustering import Labels, Vectors

Places = NDArray[np.float64]

_DIMENSIONS = 32
_GAP = 1.15
_PUSHES = 200


def positions(vectors: Vectors, themes: Labels) -> Places:
    """One x and y from -1 to 1 per label: each theme, like all that is unsorted, fills a disc of its share.

    Labels beyond the vectors are those of rows that have none and resemble nothing.

    Discs lie as the themes' means do on their two main axes, pushed apart until none overlap; inside a disc
    the rows lie as they do on the theme's own two main axes.
    """
    discs = np.unique(themes, return_inverse=True)[1].reshape(-1)
    sizes = np.bincount(discs)
    radii = np.sqrt(sizes / len(themes))
    points = _on_main_axes(vectors, _DIMENSIONS)
    points = np.vstack([points, np.zeros((len(themes) - len(points), points.shape[1]))])
    means = np.stack([points[discs == disc].mean(axis=0) for disc in range(len(sizes))])
    middles = _pushed_apart(_on_main_axes(means, 2), radii)
    places = np.empty((len(points), 2))
    for disc, radius in enumerate(radii):
        rows = np.flatnonzero(discs == disc)
        places[rows] = middles[disc] + radius * _filling(_on_main_axes(points[rows], 2))
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return places / max(float(np.abs(places).max()), 1e-9)


def _on_main_axes(points: Places | Vectors, axes: int) -> Places:
    """The points on the few directions in which they differ most, each direction pointing one fixed way."""
    middle = points.mean(axis=0)
    spread = points.T @ points - len(points) * np.outer(middle, middle)  # needs no copy of the points
    directions = np.linalg.eigh(spread)[1][:, ::-1][:, :axes]
    directions *= np.sign(np.take_along_axis(directions, np.abs(directions).argmax(axis=0)[None, :], axis=0))
    return np.asarray(points @ directions - middle @ directions, np.float64)


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
    return points


def _filling(points: Places) -> Places:
    """Points drawn into the unit disc: their direction is kept, their distance from the middle evened out."""
    angles = np.arctan2(points[:, 1], points[:, 0])
    ranks = np.argsort(np.argsort(np.linalg.norm(points, axis=1), kind="stable"), kind="stable")
    distances = np.sqrt((ranks + 0.5) / len(points))
    return np.column_stack([distances * np.cos(angles), distances * np.sin(angles)])
