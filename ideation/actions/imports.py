"""Bringing in what people said elsewhere, many posts at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from ideation import sql
from ideation.actions.people import display_name
from ideation.actions.posts import address, language_code, momentum_at, tag_names
from ideation.actions.statuses import hold_status
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PostsImported
from ideation.ledger import record, verb
from ideation.models import Board, Person
from ideation.models.statuses import DEFAULT_STATUS
from ideation.policy import may_administer
from ideation.text import (
    BODY_LENGTH,
    EXTERNAL_ID_LENGTH,
    NAME_LENGTH,
    TITLE_LENGTH,
    clean_line,
    clean_text,
    email_address,
    optional_text,
    required_line,
)
from ideation.vocabulary import Channel, Kind

MADE_TITLE_LENGTH = 100
SAYS_SOMETHING = 15  # characters; “Hi.” or “Well!” alone makes no title
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)]*(?=\s)|[。！？]|\n")


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """One post from elsewhere, checked. On a board, channel and external id together tell it from all others."""

    external_id: str
    kind: Kind
    channel: Channel
    status: str
    title: str
    body: str
    language: str
    created_at: datetime
    author_name: str | None
    author_email: str | None
    tags: tuple[str, ...]

    @classmethod
    def of(
        cls,
        *,
        external_id: str,
        kind: Kind,
        channel: Channel = Channel.CSV,
        status: str = DEFAULT_STATUS,
        title: str = "",
        body: str = "",
        language: str = "en",
        created_at: datetime,
        author_name: str = "",
        author_email: str = "",
        tags: Iterable[str] = (),
    ) -> ImportedPost:
        """The post as it will be stored; without a title, its first sentence becomes one. Raises InvalidInput."""
        email = email_address(author_email, field="author_email") if author_email.strip() else None
        return cls(
            external_id=_external_id(external_id),
            kind=kind,
            channel=channel,
            status=status,
            title=_title(title, body),
            body=optional_text(body, field="body", most=BODY_LENGTH),
            language=language_code(language),
            created_at=_past(created_at),
            author_name=_name(author_name, email),
            author_email=email,
            tags=tag_names(tags),
        )

    @property
    def key(self) -> tuple[Channel, str]:
        """What tells this post from all others of its board."""
        return self.channel, self.external_id


@dataclass(frozen=True, slots=True)
class ImportedCount:
    """How many posts of an import were new to the board, and how many it knew."""

    new: int
    known: int


@verb
async def import_posts(board: Board, rows: Sequence[ImportedPost], *, by: Person | None = None) -> ImportedCount:
    """Put these posts on a board, without those that it knows already: what is known is never changed.

    Authors join as customers, found again by their e-mail address, and without one by their name. Without `by`, the
    operator of the installation imports at the command line.
    """
    if by is not None and not may_administer(by):
        raise NotAllowed
    unknown = await _unknown_posts(board, rows)
    count = await _store(board, unknown) if unknown else 0
    if count:
        await record(PostsImported(board_id=board.id, count=count), by=by)
    return ImportedCount(new=count, known=len(rows) - count)


async def foresee_import(board: Board | None, rows: Sequence[ImportedPost]) -> ImportedCount:
    """What importing these posts would answer; nothing is written. A board that is still to be opened is None."""
    count = len(await _unknown_posts(board, rows)) if board else len({row.key for row in rows})
    return ImportedCount(new=count, known=len(rows) - count)


async def _unknown_posts(board: Board, rows: Sequence[ImportedPost]) -> list[ImportedPost]:
    by_key = {row.key: row for row in reversed(rows)}  # of those with one key the first counts
    channels, external_ids = [key[0] for key in by_key], [key[1] for key in by_key]
    for known in await sql.fetch("import_known", board.id, channels, external_ids):
        del by_key[Channel(known["channel"]), known["external_id"]]
    return sorted(by_key.values(), key=lambda row: row.key)  # one order, so that parallel imports cannot deadlock


async def _store(board: Board, rows: Sequence[ImportedPost]) -> int:
    for status in sorted({row.status for row in rows}):
        await hold_status(status)
    posts = [(uuid4(), row) for row in rows]
    await _store_authors(rows)
    stored = await sql.fetch(
        "import_posts",
        board.id,
        [post_id for post_id, _ in posts],
        [row.channel for row in rows],
        [row.external_id for row in rows],
        [row.kind for row in rows],
        [row.status for row in rows],
        [address(row.title) for row in rows],
        [row.title for row in rows],
        [row.body for row in rows],
        [row.language for row in rows],
        [row.created_at for row in rows],
        [momentum_at(row.created_at) for row in rows],
        [row.author_email for row in rows],
        [row.author_name for row in rows],
    )
    await _store_tags(board, [(post_id, tag) for post_id, row in posts for tag in row.tags])
    return len(stored)


async def _store_authors(rows: Sequence[ImportedPost]) -> None:
    authors = {row.author_email or row.author_name: row for row in rows if row.author_name is not None}
    in_order = [authors[key] for key in sorted(filter(None, authors))]
    if in_order:
        await sql.fetch(
            "import_authors",
            [row.author_email for row in in_order],
            [row.author_name for row in in_order],
            [row.language for row in in_order],
        )


async def _store_tags(board: Board, tags: Sequence[tuple[UUID, str]]) -> None:
    if tags:
        names = {name.lower(): name for _, name in tags}
        await sql.fetch("import_tags", board.id, [names[key] for key in sorted(names)])
        await sql.fetch("import_post_tags", board.id, [post_id for post_id, _ in tags], [name for _, name in tags])


def _external_id(text: str) -> str:
    return required_line(
        text, field="external_id", most=EXTERNAL_ID_LENGTH, ask="Give the id that the post has where it comes from."
    )


def _title(title: str, body: str) -> str:
    ask = "There is neither a title nor a body here. Write at least one of them."
    return required_line(clean_line(title) or _title_of(body), field="title", most=TITLE_LENGTH, ask=ask)


def _title_of(body: str) -> str:
    """The first sentence of the body that says something, or as many of its first words as a title holds."""
    text = clean_text(body[:BODY_LENGTH])
    ends = (end.end() for end in _SENTENCE_END.finditer(text))
    sentence = clean_line(text[: next((end for end in ends if end >= SAYS_SOMETHING), None)])
    if len(sentence) <= MADE_TITLE_LENGTH:
        return sentence
    words = sentence[:MADE_TITLE_LENGTH]
    return (words.rpartition(" ")[0] or words[:-1]).rstrip(" ,;:–-") + "…"


def _past(moment: datetime) -> datetime:
    if moment < EARLIEST:
        raise InvalidInput("created_at", f"{moment:%Y-%m-%d} is before 1970. Give the day on which it was written.")
    if moment > datetime.now(UTC) + timedelta(days=1):
        raise InvalidInput("created_at", f"{moment:%Y-%m-%d} is still to come. Give the day on which it was written.")
    return moment


def _name(name: str, email: str | None) -> str | None:
    name = optional_text(clean_line(name), field="author_name", most=NAME_LENGTH)
    return display_name(name, email) if email else name or None
