"""What has been seen in a file, counted outside memory: a large import sees millions."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from types import TracebackType

_TABLE = """
pragma journal_mode = off;
pragma synchronous = off;
create table seen (digest blob primary key, times integer not null) without rowid;
begin;
"""
_COUNT = "insert into seen values (?, 1) on conflict do update set times = times + 1 returning times"


class Occurrences:
    """Counts how often it was shown the same words, in a temporary file of its own."""

    def __enter__(self) -> "Occurrences":
        # The reading threads take turns; no two ever use the connection at once.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_TABLE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def count(self, words: Sequence[str]) -> int:
        """How often these words were seen by now, this time included."""
        return self._count(_digest(words))

    def id_of(self, cells: Sequence[str]) -> str:
        """An id for a row without one: the same for the same content at the same occurrence in a file."""
        digest = _digest(cells)
        return f"row-{digest.hex()}-{self._count(b'row' + digest)}"

    def _count(self, key: bytes) -> int:
        times: int = self._connection.execute(_COUNT, (key,)).fetchone()[0]
        return times


def _digest(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(json.dumps(list(words)).encode(), digest_size=16).digest()
