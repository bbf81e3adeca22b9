"""The file of rejected rows: each with its line, the column at fault, the reason, and its cells as they were."""

import csv
import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from ideation.errors import InvalidInput
from server.importing.table import Row

LONGEST_CELL = 100_000  # characters; of what is longer, so much is shown as makes it known
SHOWN = 2_000


class Rejects:
    """Writes rejected rows to a file that begins to exist with the first of them."""

    def __init__(self, path: Path, *, source: Path, header: Sequence[str]) -> None:
        if path.exists() and path.samefile(source):
            raise InvalidInput("rejects", f"{path} is the file to import. Name another one for rejected rows.")
        if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
            raise InvalidInput("rejects", f"Rejected rows cannot be written to {path}. Name another file for them.")
        self._path = path
        self._header = header
        self._file = ExitStack()
        self._writer: Any = None

    def __enter__(self) -> "Rejects":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, row: Row, column: str, reason: str) -> None:
        """Write one more row down. What is ours stands in front, so that a row with too many cells keeps them all."""
        if self._writer is None:
            self._writer = csv.writer(self._file.enter_context(self._path.open("w", newline="", encoding="utf-8")))
            self._writer.writerow(["row", "column", "reason", *self._header])
        self._writer.writerow([row.line, column, reason, *map(_shown, row.cells)])


def _shown(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[:SHOWN] + "…"
