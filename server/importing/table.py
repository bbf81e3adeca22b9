"""A CSV file as rows: read line by line, whatever its encoding, with what is broken kept apart."""

import csv
import gzip
import io
import re
import zlib
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from ideation.errors import InvalidInput
from ideation.text import clean_line

LONGEST_ROW = 1_000_000  # characters; what is longer has lost a quotation mark, or is no table
LONGEST_HEADER = 10_000  # characters that are looked at to tell the delimiter
DELIMITERS = ",;\t"

_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error)
_BEGINNINGS = (
    (re.compile(b"\xff\xfe\0\0|\0\0\xfe\xff"), "utf-32"),
    (re.compile(b"\xff\xfe|\xfe\xff"), "utf-16"),
    # Without a byte order mark, two characters that Latin-1 knows tell enough.
    (re.compile(b"[^\0]\0[^\0]\0"), "utf-16-le"),
    (re.compile(b"\0[^\0]\0[^\0]"), "utf-16-be"),
)
_NOT_IN_TEXT = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1a\x1b"})
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line on which it begins; or why they cannot be told apart, and its text."""

    line: int
    cells: list[str]
    broken: str | None = None


class Table:
    """The rows below a header, in the order of the file."""

    def __init__(self, file: TextIO, wanted: Collection[str]) -> None:
        self._lines = _Lines(file)
        delimiter = _delimiter(self._lines.first()[:LONGEST_HEADER], wanted)
        self._reader = csv.reader(self._lines, delimiter=delimiter, skipinitialspace=True, strict=True)
        self.header = self._read_header()

    @property
    def undecoded_lines(self) -> int:
        """How many lines so far were not UTF-8 and were read as Windows-1252."""
        return self._lines.undecoded

    def __iter__(self) -> Iterator[Row]:
        while True:
            line = self._lines.begin()
            try:
                cells = next(self._reader)
            except StopIteration:
                break
            except (csv.Error, _NeverClosed) as error:
                yield Row(line, [self._lines.give_up()], _in_words(error))
                continue
            if any(cell.strip() for cell in cells):
                yield Row(line, cells, self._misfit(cells))
        if self._lines.damage:
            yield Row(line, [], f"From here on the file is {self._lines.damage}. Fetch it again.")

    def _read_header(self) -> list[str]:
        try:
            header = next(self._reader)
        except StopIteration:
            raise InvalidInput("file", "The file is empty.") from None
        except (csv.Error, _NeverClosed) as error:
            raise InvalidInput("file", f"The first line should name the columns. {_in_words(error)}") from None
        return [clean_line(name) for name in header]

    def _misfit(self, cells: list[str]) -> str | None:
        if len(cells) == len(self.header):
            return None
        return f"The row has {len(cells)} cells, and the header has {len(self.header)}."


@contextmanager
def open_table(path: Path, wanted: Collection[str]) -> Iterator[Table]:
    """The table in a file, compressed by gzip or not; `wanted` are columns that help to tell the delimiter.

    Raises InvalidInput when there is no table to begin with.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ROW))
    with _opened(path) as plain, _decoded(plain, path) as file:
        yield Table(file, wanted)


def _opened(path: Path) -> io.BufferedReader:
    try:
        file = path.open("rb")
    except OSError as error:
        raise InvalidInput("file", f"{path} cannot be read: {error.strerror}.") from None
    if not file.seekable():
        file.close()
        raise InvalidInput("file", f"{path} can be read only once. Save what comes out of it to a file first.")
    return file


@contextmanager
def _decoded(plain: io.BufferedReader, path: Path) -> Iterator[TextIO]:
    is_compressed = plain.read(2) == b"\x1f\x8b"
    plain.seek(0)
    file = io.BufferedReader(gzip.GzipFile(fileobj=plain)) if is_compressed else plain
    encoding, errors = _encoding(_beginning(file, path), path)
    with io.TextIOWrapper(file, encoding, errors, newline="") as text:
        yield text


def _beginning(file: "io.BufferedReader[Any]", path: Path) -> bytes:
    try:
        return file.peek(4096)
    except _DAMAGE as error:
        raise InvalidInput("file", f"{path} is {_damage(error)}. Fetch it again.") from None


def _encoding(beginning: bytes, path: Path) -> tuple[str, str]:
    """The encoding, and what to do with bytes that it does not know."""
    if beginning.startswith(b"PK\x03\x04"):
        raise InvalidInput("file", f"{path} is a spreadsheet or another zip file. Save it as CSV first.")
    for pattern, encoding in _BEGINNINGS:
        if pattern.match(beginning):
            return encoding, "replace"
    odd = len(beginning) - len(beginning.translate(None, _NOT_IN_TEXT))
    if odd > max(20, len(beginning) / 20):
        raise InvalidInput("file", f"{path} is no text that we can read. Save it as CSV in UTF-8 first.")
    return "utf-8-sig", "surrogateescape"


def _delimiter(first_line: str, wanted: Collection[str]) -> str:
    """The delimiter with which the first line names most of the wanted columns, and most columns at all."""

    def columns(delimiter: str) -> tuple[int, int]:
        names = {clean_line(name) for name in next(csv.reader([first_line], delimiter=delimiter), [])}
        return len(names.intersection(wanted)), len(names)

    return max(DELIMITERS, key=columns)


class _NeverClosed(Exception):
    pass


def _in_words(error: Exception) -> str:
    if isinstance(error, _NeverClosed):
        return str(error)
    return f"A quotation mark stands where none may ({error}). Inside a quoted cell, write it twice."


class _Lines:
    """The lines of a file for the reader, which remembers those of the row that is being read."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._length = 0
        self._number = 0
        self.undecoded = 0
        self.damage: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if line:
            self._number += 1
            self._row.append(line)
            self._length += len(line)
        elif not self._row:
            raise StopIteration
        if not line or self._length > LONGEST_ROW:
            raise _NeverClosed(self._why_endless())
        return line

    def first(self) -> str:
        """The line that comes next and is not empty, which stays there."""
        line = self._read()
        while line and not line.strip():
            self._number += 1
            line = self._read()
        if line:
            self._again.append(line)
        return line

    def begin(self) -> int:
        """Another row begins: the number of its first line."""
        self._row, self._length = [], 0
        return self._number + 1

    def give_up(self) -> str:
        """Leave out the first line of the row, which is returned, and read those after it anew: they may be good."""
        first, *others = self._row
        self._again.extendleft(reversed(others))
        self._number -= len(others)
        return first.rstrip("\r\n")

    def _read(self) -> str:
        if self.damage:
            return ""
        try:
            line = self._file.readline(LONGEST_ROW + 1)
            if len(line) > LONGEST_ROW:
                self._skip_rest(line)
        except _DAMAGE as error:
            self.damage = _damage(error)
            return ""
        if _UNDECODED.search(line):
            self.undecoded += 1
            line = _UNDECODED.sub(_windows_character, line)
        return line

    def _skip_rest(self, part: str) -> None:
        while part and not part.endswith(("\n", "\r")):
            part = self._file.readline(LONGEST_ROW)

    def _why_endless(self) -> str:
        if self._length <= LONGEST_ROW:
            return "A quotation mark that opens here is never closed."
        if len(self._row) == 1:
            return f"The line is longer than {LONGEST_ROW:,} characters."
        return f"A quotation mark that opens here is not closed within {LONGEST_ROW:,} characters."


def _damage(error: Exception) -> str:
    return "cut off" if isinstance(error, EOFError) else "not what gzip wrote"


def _windows_character(undecoded: re.Match[str]) -> str:
    return bytes([ord(undecoded[0]) - 0xDC00]).decode("cp1252", errors="replace")
