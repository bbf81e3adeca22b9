"""The vectors of all posts in the memory of a process, and how much they are like another one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROOM = 1_000  # rows that a table has free after it had to grow, or a tenth of its length


class Vectors:
    """A table of directions in 8-bit steps, one row per post. One thread may add to it while others compare."""

    def __init__(self) -> None:
        self._table: NDArray[np.int8] | None = None
        self._rows: dict[UUID, int] = {}
        self._posts: list[UUID] = []

    def __len__(self) -> int:
        return len(self._posts)

    def keep(self, posts: Sequence[UUID], vectors: Sequence[bytes]) -> None:
        """Put in these posts, or what they say now: each with its direction, a byte per dimension."""
        import numpy as np

        given = np.frombuffer(b"".join(vectors), np.int8).reshape(len(posts), -1)
        table = self._with_room(len(posts), given.shape[1])
        for post, vector in zip(posts, given, strict=True):
            row = self._rows.setdefault(post, len(self._posts))
            table[row] = vector
            if row == len(self._posts):
                self._posts.append(post)

    def _with_room(self, more: int, dimensions: int) -> "NDArray[np.int8]":
        import numpy as np

        held, needed = len(self), len(self) + more
        if self._table is None or needed > len(self._table):
            grown = np.zeros((needed + max(needed // 10, ROOM), dimensions), np.int8)
            if self._table is not None:
                grown[:held] = self._table[:held]
            self._table = grown
        return self._table

    def likeness(self, vector: "NDArray[np.int8]") -> "VectorLikeness":
        """How much every post is like this direction."""
        import numkong
        import numpy as np

        posts, table = self._posts[:], self._table
        if table is None:
            return VectorLikeness([], {}, np.zeros(0))
        distances = numkong.cdist(vector[None], table[: len(posts)], "angular")
        return VectorLikeness(posts, self._rows, 1 - np.asarray(distances).ravel())


class VectorLikeness:
    """The cosines between one direction and those of the posts."""

    def __init__(self, posts: list[UUID], rows: dict[UUID, int], cosines: "NDArray[np.float64]") -> None:
        self._posts, self._rows, self._cosines = posts, rows, cosines

    def nearest(self, most: int, *, least: float) -> list[tuple[UUID, float]]:
        """The posts that are most alike, at least as much as `least`, the nearest first."""
        import numpy as np

        nearest = np.flatnonzero(self._cosines >= least)
        # Equal ones by their place, so that a longer list begins with the shorter one.
        in_order = nearest[np.lexsort((nearest, -self._cosines[nearest]))]
        return [(self._posts[row], float(self._cosines[row])) for row in in_order[:most]]

    def to(self, post_ids: Iterable[UUID]) -> dict[UUID, float]:
        """How much each of these is alike; without those of which that is not known."""
        rows = {post: self._rows[post] for post in post_ids if post in self._rows}
        return {post: float(self._cosines[row]) for post, row in rows.items() if row < len(self._cosines)}
