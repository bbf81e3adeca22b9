"""Which posts there are, for whom."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from asyncpg import Record
from tortoise.expressions import Q

from ideation import sql
from ideation.errors import NotAllowed, NotFound
from ideation.models import Person, Post, Tag
from ideation.policy import may_see_backing, may_see_themes
from ideation.queries.boards import ensure_readable, readable_by
from ideation.queries.paging import Page, Position, page
from ideation.queries.statuses import StatusRow
from ideation.queries.typed import read_typed, very_many_hold
from ideation.sql import Conditions
from ideation.text import clean_line
from ideation.vocabulary import Access, Channel, Kind, Role, Standing


class PostSort(StrEnum):
    """In which order posts are listed."""

    NEWEST = "created_at"
    MOST_VOTED = "vote_count"
    TRENDING = "momentum"
    BY_COMPANIES = "company_count"
    BY_VALUE = "company_value"

    @property
    def tells_of_companies(self) -> bool:
        return self in (PostSort.BY_COMPANIES, PostSort.BY_VALUE)


@dataclass(frozen=True)
class PostFilter:
    """Which posts are asked for; what is None does not matter."""

    board: str | None = None
    kind: Kind | None = None
    status: str | None = None
    theme: UUID | None = None
    tag: str | None = None
    text: str | None = None
    author: UUID | None = None
    category: UUID | None = None

    @property
    def is_tallied(self) -> bool:
        """Whether all that is asked for is what the tally tells apart."""
        return replace(self, board=None, kind=None, status=None) == PostFilter()


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as one viewer may read it."""

    id: UUID
    slug: str
    kind: Kind
    title: str
    body: str
    language: str
    channel: Channel
    status: StatusRow
    status_reason: str | None
    quarter: str | None
    standing: Standing
    is_private: bool
    vote_count: int
    comment_count: int
    momentum: float
    company_count: int
    company_value: Decimal
    created_at: datetime
    closed_at: datetime | None
    locked_at: datetime | None
    pinned_at: datetime | None
    merged_into_id: UUID | None
    merged_with_id: UUID | None
    merged_at: datetime | None
    board_id: UUID
    board_slug: str
    board_name: str
    board_purpose: str
    board_access: Access
    board_post_access: Access
    board_vote_access: Access
    board_comment_access: Access
    board_segments: list[str]
    board_vote_budget: int | None
    author_id: UUID | None
    author_name: str | None
    author_role: Role | None
    viewer_has_voted: bool
    tags: list[tuple[UUID, str]]

    @classmethod
    def of(cls, record: Record) -> "PostRow":
        values: dict[str, Any] = dict(record)
        for name, words in _VOCABULARY.items():
            values[name] = words[values[name]]
        values["status"] = StatusRow.of(values["status"])
        return cls(**values)


def _words(vocabulary: type[StrEnum]) -> dict[str | None, StrEnum | None]:
    """Every word by its value: a look into this takes a tenth of the time that the vocabulary takes itself."""
    return {word.value: word for word in vocabulary}


_VOCABULARY = {
    "kind": _words(Kind),
    "channel": _words(Channel),
    "standing": _words(Standing),
    "board_access": _words(Access),
    "board_post_access": _words(Access),
    "board_vote_access": _words(Access),
    "board_comment_access": _words(Access),
    "author_role": _words(Role) | {None: None},
}


async def list_posts(
    viewer: Person | None, wanted: PostFilter, *, sort: PostSort, first: int, after: Position | None
) -> Page[PostRow]:
    """A page of the posts that this viewer may read; only staff may have them sorted by what companies want."""
    if sort.tells_of_companies and not may_see_backing(viewer):
        raise NotAllowed("Only the team sorts posts by companies. Sort by votes or by what is trending instead.")
    conditions = conditions_of(viewer, wanted)
    await _ensure_words(conditions, wanted)
    column = f"post.{sort.value}"
    if after is not None:
        conditions.add(f"({column}, post.id) < ({{}}, {{}})", after.value, after.id)
    rows = await _rows(
        conditions,
        viewer,
        order=f"{column} desc, post.id desc",
        limit=first + 1,
        in_each_board=wanted.text is None and wanted.theme is None and wanted.author is None,
    )
    return page(rows, [Position(getattr(row, sort.value), row.id) for row in rows], first)


async def count_posts(viewer: Person | None, wanted: PostFilter) -> int:
    """How many posts there are that this viewer may read."""
    conditions = conditions_of(viewer, wanted)
    await _ensure_words(conditions, wanted)
    posts = _tallied(viewer) if wanted.is_tallied else "select post.*, 1 as number from post"
    count: int = await sql.fetch_value("count_posts", *conditions.parameters, where=conditions.sql, posts=posts)
    return count


async def read_posts(viewer: Person | None, ids: list[UUID]) -> dict[UUID, PostRow]:
    """Those of these posts that this viewer may read, by id."""
    conditions = readable_posts(viewer)
    conditions.add("post.id = any ({}::uuid[])", ids)
    return {row.id: row for row in await _rows(conditions, viewer, order="post.id", limit=len(ids))}


async def read_post(viewer: Person | None, *, id: UUID | None = None, slug: str | None = None) -> PostRow | None:
    """One post by its id or its address, or None when it is not there for this viewer."""
    conditions = readable_posts(viewer)
    if slug is not None:
        conditions.add("post.slug = {}", clean_line(slug))
    else:
        conditions.add("post.id = {}", id)
    rows = await _rows(conditions, viewer, order="post.id", limit=1)
    return rows[0] if rows else None


async def duplicates_of(
    viewer: Person | None, post_ids: list[UUID], *, first: int, after: Position | None
) -> dict[UUID, Page[PostRow]]:
    """The published duplicates of each post that this viewer may read, in the order of merging."""
    conditions = _published_to(viewer)
    inner = sql.statement(
        "duplicates_of_posts",
        where=conditions.sql,
        originals=conditions.given(post_ids),
        moment=conditions.given(after.value if after else None),
        id=conditions.given(after.id if after else None),
        limit=str(first + 1),
    )
    chosen = Conditions()
    chosen.parameters = conditions.parameters
    chosen.add(f"post.id in ({inner})")
    found: dict[UUID, list[PostRow]] = {post_id: [] for post_id in post_ids}
    for row in await _rows(chosen, viewer, order="post.merged_at, post.id", limit=len(post_ids) * (first + 1)):
        if row.merged_into_id is not None:
            found[row.merged_into_id].append(row)
    return {
        post_id: page(rows, [Position(row.merged_at, row.id) for row in rows], first) for post_id, rows in found.items()
    }


async def count_duplicates(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, int]:
    """How many published duplicates of each post this viewer may read."""
    conditions = _published_to(viewer)
    conditions.add("post.merged_into_id = any ({}::uuid[])", post_ids)
    records = await sql.fetch("count_duplicates", *conditions.parameters, where=conditions.sql)
    return {record["parent_id"]: record["count"] for record in records}


async def find_row(post_id: UUID, *, viewer: Person | None) -> PostRow:
    """The post to act on as the viewer reads it; refuses with NotFound what they may not read."""
    row = await read_post(viewer, id=post_id)
    if row is None:
        raise NotFound
    return row


async def find_post(post_id: UUID, *, viewer: Person | None) -> Post:
    """The post to act on; refuses with NotFound what the viewer may not read."""
    readable = Q(readable_by(viewer, board="board__"))
    if viewer is None or not viewer.is_staff:
        readable &= Q(standing=Standing.PUBLISHED, is_private=False) | Q(author_id=viewer.id if viewer else None)
    post = await Post.filter(readable).prefetch_related("board").get_or_none(id=post_id)
    if post is None:
        raise NotFound
    return post


async def pinned_posts(viewer: Person | None, board_ids: list[UUID]) -> dict[UUID, list[PostRow]]:
    """The posts pinned above each board, the latest first."""
    conditions = _listed_for(viewer)
    conditions.add("post.pinned_at is not null and post.board_id = any ({}::uuid[])", board_ids)
    pinned: dict[UUID, list[PostRow]] = {board_id: [] for board_id in board_ids}
    for row in await _rows(conditions, viewer, order="post.pinned_at desc, post.id", limit=1_000):
        pinned[row.board_id].append(row)
    return pinned


async def status_counts(viewer: Person | None, board_ids: list[UUID]) -> dict[UUID, dict[StatusRow, int]]:
    """How many posts of each board have each status for this viewer, in their order; one without posts has no entry."""
    conditions = _listed_for(viewer)
    conditions.add("post.board_id = any ({}::uuid[])", board_ids)
    counts: dict[UUID, dict[StatusRow, int]] = {}
    for row in await sql.fetch("status_counts", *conditions.parameters, where=conditions.sql, posts=_tallied(viewer)):
        counts.setdefault(row["board_id"], {})[StatusRow.of(row["status"])] = row["count"]
    return counts


async def tags_of(viewer: Person | None, board_ids: list[UUID]) -> dict[UUID, list[Tag]]:
    """The tags that posts listed for this viewer have, by board and name."""
    conditions = _listed_for(viewer)
    boards = conditions.given(board_ids)
    tags: dict[UUID, list[Tag]] = {}
    for row in await sql.fetch("tags_of_boards", *conditions.parameters, where=conditions.sql, boards=boards):
        tags.setdefault(row["board_id"], []).append(Tag(id=row["id"], board_id=row["board_id"], name=row["name"]))
    return tags


def readable_posts(viewer: Person | None) -> Conditions:
    """What this viewer may read: on a board of theirs what is published and not private, and all that is their own."""
    conditions = Conditions()
    person = conditions.given(viewer.id if viewer else None)
    ensure_readable(conditions, viewer)
    if viewer is None:
        conditions.add("post.standing = 'published' and not post.is_private")
    elif not viewer.is_staff:
        conditions.add(f"(post.standing = 'published' and not post.is_private or post.author_id = {person})")
    return conditions


def _listed_for(viewer: Person | None) -> Conditions:
    """What lists show of it: neither what waits or was turned down, nor duplicates, which their originals show."""
    conditions = _published_to(viewer)
    conditions.add("post.merged_into_id is null")
    return conditions


def _tallied(viewer: Person | None) -> str:
    """What lists show this viewer, counted already."""
    tallied = sql.statement("tallied_posts")
    if viewer is None or viewer.is_staff:
        return tallied
    return f"{tallied} union all {sql.statement('private_posts')}"


def _published_to(viewer: Person | None) -> Conditions:
    """What lists and originals show of it: nothing that waits or was turned down, not even to its author."""
    conditions = readable_posts(viewer)
    conditions.add("post.standing = 'published'")
    return conditions


def conditions_of(viewer: Person | None, wanted: PostFilter) -> Conditions:
    """What holds for the posts that are asked for, whatever their text, and listed for this viewer, who is $1."""
    conditions = _listed_for(viewer)
    if wanted.board is not None:
        # A scalar subquery, so that the index on (board_id, …) also gives the order.
        conditions.add("post.board_id = (select id from board where lower(slug) = lower({}))", clean_line(wanted.board))
    if wanted.kind is not None:
        conditions.add("post.kind = {}", wanted.kind)
    if wanted.status is not None:
        conditions.add("post.status = {}", clean_line(wanted.status))
    if wanted.author is not None:
        conditions.add("post.author_id = {}", wanted.author)
    if wanted.category is not None:
        conditions.add("post.category_id = {}", wanted.category)
    if wanted.tag is not None:
        conditions.add(f"post.id in ({_TAGGED})", clean_line(wanted.tag))
    if wanted.theme is not None:
        theme = conditions.given(wanted.theme)
        if may_see_themes(viewer):
            conditions.add(f"post.id in ({_IN_THEME.replace('{theme}', theme)})")
        else:
            conditions.add(f"{theme}::uuid is null")
    return conditions


async def _ensure_words(conditions: Conditions, wanted: PostFilter) -> None:
    if wanted.text is not None and clean_line(wanted.text):
        typed = await read_typed(wanted.text)
        condition = _EACH_WITH_WORDS if await very_many_hold(typed) else f"post.id in ({_WITH_WORDS})"
        conditions.add(condition, typed.every_word)


_TAGGED = "select post_id from post_tag join tag on tag.id = post_tag.tag_id where lower(tag.name) = lower({})"
_WITH_WORDS = "select post_id from search_entry where comment_id is null and words @@ {}::text::tsquery"
# `offset 0` keeps PostgreSQL from looking up all that hold the words before the first few are taken.
_EACH_WITH_WORDS = f"exists ({_WITH_WORDS} and post_id = post.id offset 0)"
_IN_THEME = sql.statement("posts_in_theme", current_run=sql.statement("current_run"))


async def _rows(
    conditions: Conditions, viewer: Person | None, *, order: str, limit: int, in_each_board: bool = False
) -> list[PostRow]:
    records = await sql.fetch(
        "posts",
        *conditions.parameters,
        where=conditions.sql,
        order=order,
        limit=str(limit),
        # The first posts of each board in an order have an index; all that meet some condition would have to be sorted.
        in_each_board=f"order by {order} limit {limit}" if in_each_board else "",
        # A statement of its own for those who cannot have voted: PostgreSQL plans it once instead of every time.
        voted="false" if viewer is None else sql.statement("has_voted"),
    )
    return [PostRow.of(record) for record in records]
