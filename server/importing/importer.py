"""Takes a file to a board batch by batch, and keeps account of what becomes of its rows."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from ideation.actions.imports import ImportedCount, ImportedPost
from ideation.errors import InvalidInput
from server.importing.meaning import Meaning
from server.importing.occurrences import Occurrences
from server.importing.rejects import Rejects
from server.importing.table import Row, Table, open_table

BATCH = 1_000  # rows

Put = Callable[[Sequence[ImportedPost]], Awaitable[ImportedCount]]


@dataclass
class ImportReport:
    """What became of the rows of a file so far: `repeated` ones have the external id of an earlier row."""

    read: int = 0
    new: int = 0
    known: int = 0
    repeated: int = 0
    rejected: int = 0
    undecoded_lines: int = 0
    first_reasons: list[str] = field(default_factory=list)

    @property
    def is_in_vain(self) -> bool:
        """Whether there were rows and none was of use."""
        return 0 < self.read == self.rejected


def check_file(path: Path, meaning: Meaning, *, rejects: Path) -> None:
    """Refuse what `import_file` would refuse, before anything is begun for it. Raises InvalidInput."""
    with open_table(path, meaning.columns.values()) as table, Rejects(rejects, source=path, header=table.header):
        meaning.places(table.header)


async def import_file(
    path: Path, meaning: Meaning, *, put: Put, rejects: Path, progress: Callable[[ImportReport], None]
) -> ImportReport:
    """Put the posts of a file somewhere, batch by batch, and write the rows that are none to `rejects`.

    `put` takes a batch in one transaction and knows what it has already, so that after an interruption the same import
    adds what is missing. `progress` is called after each batch. Raises InvalidInput when the file, its columns or the
    place for rejected rows cannot be used; never because of a row.
    """
    with (
        open_table(path, meaning.columns.values()) as table,
        Rejects(rejects, source=path, header=table.header) as rejected,
        Occurrences() as occurrences,
    ):
        sorter = _Sorter(table, meaning, rejected, occurrences)
        batches, report = sorter.batches(), sorter.report
        while (posts := await asyncio.to_thread(next, batches, None)) is not None:
            count = await put(posts)
            report.new += count.new
            report.known += count.known
            progress(report)
        return report


class _Sorter:
    """Tells the rows that are posts from those that are none."""

    def __init__(self, table: Table, meaning: Meaning, rejects: Rejects, occurrences: Occurrences) -> None:
        self._table = table
        self._meaning = meaning
        self._places = meaning.places(table.header)
        self._rejects = rejects
        self._occurrences = occurrences
        self._now = datetime.now(UTC)
        self.report = ImportReport()

    def batches(self) -> Iterator[list[ImportedPost]]:
        """The posts among each BATCH of rows; of those with one external id the first."""
        rows, before = iter(self._table), -1
        while before < self.report.read:
            before = self.report.read
            posts = [post for row in islice(rows, BATCH) if (post := self._post(row))]
            self.report.undecoded_lines = self._table.undecoded_lines
            yield posts

    def _post(self, row: Row) -> ImportedPost | None:
        self.report.read += 1
        try:
            post = self._read(row)
        except InvalidInput as invalid:
            self._reject(row, self._meaning.column_of(invalid.field), invalid.message)
            return None
        if self._occurrences.count(post.key) > 1:
            self.report.repeated += 1
            return None
        return post

    def _read(self, row: Row) -> ImportedPost:
        if row.broken:
            raise InvalidInput("row", row.broken)
        cells = {field: row.cells[place] for field, place in self._places.items()}
        own_id = None if cells.get("external_id", "").strip() else self._occurrences.id_of(row.cells)
        return self._meaning.post(cells, own_id=own_id, now=self._now)

    def _reject(self, row: Row, column: str, reason: str) -> None:
        self.report.rejected += 1
        if len(self.report.first_reasons) < 3:
            place = f"line {row.line}, {column}" if column else f"line {row.line}"
            self.report.first_reasons.append(f"{place}: {reason}")
        self._rejects.add(row, column, reason)
