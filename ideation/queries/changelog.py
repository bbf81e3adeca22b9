"""What is new, for whom."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation.errors import NotFound
from ideation.models import ChangelogEntry, ChangelogPost, ChangelogTheme, Person
from ideation.policy import may_see_themes
from ideation.queries.boards import readable_by
from ideation.queries.paging import Page, Position, page
from ideation.queries.posts import PostRow, read_posts
from ideation.queries.themes import ThemeRow, read_themes
from ideation.text import clean_line

Row = TypeVar("Row")


def visible_to(viewer: Person | None) -> QuerySet[ChangelogEntry]:
    """The entries that this viewer may read: published without a board or on one of theirs; staff read drafts too."""
    if viewer is not None and viewer.is_staff:
        return ChangelogEntry.all()
    readable = Q(board_id__isnull=True) | readable_by(viewer, board="board__")
    return ChangelogEntry.filter(readable, published_at__isnull=False)


async def list_entries(
    viewer: Person | None, *, board: str | None, drafts: bool, first: int, after: Position | None
) -> Page[ChangelogEntry]:
    """A page of the entries that this viewer may read, the newest first: those published, or the drafts instead."""
    found, moment = _wanted(viewer, board, drafts=drafts), "created_at" if drafts else "published_at"
    if after is not None:
        earlier: dict[str, Any] = {f"{moment}__lt": after.value}
        as_early: dict[str, Any] = {moment: after.value, "id__lt": after.id}
        found = found.filter(Q(**earlier) | Q(**as_early))
    rows = await found.order_by(f"-{moment}", "-id").select_related("author", "board").limit(first + 1)
    return page(rows, [Position(getattr(row, moment), row.id) for row in rows], first)


async def count_entries(viewer: Person | None, *, board: str | None, drafts: bool) -> int:
    """How many entries this viewer may read."""
    return await _wanted(viewer, board, drafts=drafts).count()


async def read_entry(viewer: Person | None, slug: str) -> ChangelogEntry | None:
    """One entry by its address, or None when it is not there for this viewer."""
    # Addresses are in small letters; unlike an equality, this takes one that is longer than any.
    return await visible_to(viewer).select_related("author", "board").get_or_none(slug__iexact=clean_line(slug))


async def find_entry(entry_id: UUID, *, viewer: Person | None) -> ChangelogEntry:
    """The entry to act on; refuses with NotFound what the viewer may not read."""
    entry = await visible_to(viewer).select_related("author", "board").get_or_none(id=entry_id)
    if entry is None:
        raise NotFound
    return entry


async def posts_of_entries(viewer: Person | None, entry_ids: list[UUID]) -> dict[UUID, list[PostRow]]:
    """The posts that each entry answers, those of them that this viewer may read."""
    links = [(link.entry_id, link.post_id) for link in await ChangelogPost.filter(entry_id__in=entry_ids)]
    posts = await read_posts(viewer, [post_id for _, post_id in links])
    found = _gathered(entry_ids, links, posts)
    return {entry_id: sorted(rows, key=lambda row: (-row.vote_count, row.title)) for entry_id, rows in found.items()}


async def themes_of_entries(viewer: Person | None, entry_ids: list[UUID]) -> dict[UUID, list[ThemeRow]]:
    """The themes that each entry answers; none for those who are not staff."""
    if not may_see_themes(viewer):
        return {}
    links = [(link.entry_id, link.theme_id) for link in await ChangelogTheme.filter(entry_id__in=entry_ids)]
    themes = await read_themes(viewer, [theme_id for _, theme_id in links])
    found = _gathered(entry_ids, links, themes)
    return {entry_id: sorted(rows, key=lambda row: row.name) for entry_id, rows in found.items()}


async def entries_on_posts(viewer: Person | None, post_ids: list[UUID]) -> dict[UUID, list[ChangelogEntry]]:
    """The published entries that answer each post and that this viewer may read, the newest first."""
    links = await ChangelogPost.filter(post_id__in=post_ids)
    entries = visible_to(viewer).filter(id__in=[link.entry_id for link in links], published_at__isnull=False)
    rows = {
        entry.id: entry for entry in await entries.order_by("-published_at", "-id").select_related("author", "board")
    }
    answering = {(link.post_id, link.entry_id) for link in links}
    return {post_id: [row for row in rows.values() if (post_id, row.id) in answering] for post_id in post_ids}


def _wanted(viewer: Person | None, board: str | None, *, drafts: bool) -> QuerySet[ChangelogEntry]:
    found = visible_to(viewer).filter(published_at__isnull=drafts)
    return found if board is None else found.filter(board__slug__iexact=clean_line(board))


def _gathered(
    entry_ids: list[UUID], links: Iterable[tuple[UUID, UUID]], rows: dict[UUID, Row]
) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {entry_id: [] for entry_id in entry_ids}
    for entry_id, answered in links:
        if answered in rows:
            found[entry_id].append(rows[answered])
    return found
