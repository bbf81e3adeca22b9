"""What the columns of a file mean to us."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from textwrap import shorten
from typing import TypeVar

from ideation.actions.imports import ImportedPost
from ideation.errors import InvalidInput
from ideation.models import Status
from ideation.models.statuses import DEFAULT_STATUS
from ideation.text import clean_line
from ideation.vocabulary import Channel, Kind
from server.importing.moments import DateOrder, read_moment

FIELDS = (
    "title",
    "body",
    "external_id",
    "kind",
    "status",
    "language",
    "created_at",
    "author_name",
    "author_email",
    "tags",
    "channel",
)

LONGEST_LIST = 500  # characters of column names in one sentence

Word = TypeVar("Word", bound=StrEnum)


def read_mapping(assignments: Sequence[str]) -> dict[str, str]:
    """Which column each field comes from, out of words such as `body=text`. Raises InvalidInput."""
    mapping: dict[str, str] = {}
    for assignment in assignments:
        field, equals, column = (part.strip() for part in assignment.partition("="))
        if not equals or not column:
            raise InvalidInput("map", f"“{assignment}” does not say field=column, such as body=text.")
        if field not in FIELDS:
            raise InvalidInput("map", f"There is no field “{field}”. The fields are {', '.join(FIELDS)}.")
        if field in mapping:
            raise InvalidInput("map", f"{field} is mapped twice, to {mapping[field]} and to {column}. Choose one.")
        mapping[field] = column
    if not mapping.keys() & {"title", "body"}:
        raise InvalidInput("map", "Say which column holds the words, such as --map body=text.")
    return mapping


def status_words(statuses: Iterable[Status]) -> dict[str, str]:
    """The key of each status by the words that stand for it in a file: its key, and its name."""
    return {_as_word(word): status.key for status in statuses for word in (status.name, status.key)}


@dataclass(frozen=True)
class Meaning:
    """Which column each field comes from, and what holds where a row says nothing.

    `statuses` has the key of a status for each word that stands for it.
    """

    columns: Mapping[str, str]
    statuses: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.IDEA
    channel: Channel = Channel.CSV
    language: str = "en"
    dates: DateOrder | None = None

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Where each field stands in a row. Raises InvalidInput."""
        for column in self.columns.values():
            if header.count(column) != 1:
                how_many = "more than one column" if column in header else "no column"
                named = shorten(", ".join(filter(None, header)) or "nothing", LONGEST_LIST, placeholder=" …")
                raise InvalidInput("map", f"There is {how_many} “{column}” in the file. Its columns: {named}.")
        return {field: header.index(column) for field, column in self.columns.items()}

    def column_of(self, field: str) -> str:
        """Where to look for what is wrong with a field; empty where no column is to blame."""
        if field == "title" and field not in self.columns:
            field = "body"  # which the title is made from
        return self.columns.get(field, "")

    def post(self, cells: Mapping[str, str], *, own_id: str | None, now: datetime) -> ImportedPost:
        """The post in a row whose cells are given by field; `own_id` is its external id if it brings none.

        Raises InvalidInput.
        """

        def cell(field: str) -> str:
            return clean_line(cells.get(field, ""))

        return ImportedPost.of(
            external_id=own_id or cell("external_id"),
            kind=_word(Kind, cell("kind"), field="kind", otherwise=self.kind),
            channel=_word(Channel, cell("channel"), field="channel", otherwise=self.channel),
            status=self._status(cell("status")),
            title=cell("title"),
            body=cells.get("body", ""),
            language=cell("language").replace("_", "-") or self.language,
            created_at=read_moment(cell("created_at"), self.dates) if cell("created_at") else now,
            author_name=cell("author_name"),
            author_email=cell("author_email"),
            tags=filter(None, map(str.strip, cell("tags").split(","))),
        )

    def _status(self, text: str) -> str:
        if not text:
            return DEFAULT_STATUS
        try:
            return self.statuses[_as_word(text)]
        except KeyError:
            raise _unknown(text, field="status", words=self.statuses.values()) from None


def _word(words: type[Word], text: str, *, field: str, otherwise: Word) -> Word:
    if not text:
        return otherwise
    try:
        return words(_as_word(text))
    except ValueError:
        raise _unknown(text, field=field, words=words) from None


def _unknown(text: str, *, field: str, words: Iterable[str]) -> InvalidInput:
    return InvalidInput(field, f"“{text[:40]}” is not one of {', '.join(dict.fromkeys(words))}.")


def _as_word(text: str) -> str:
    """The text as keys are spelled, so that “Under Review” and “under-review” mean the same."""
    return re.sub(r"[\s_-]+", "_", text.lower())
