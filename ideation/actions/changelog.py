"""Telling what is new."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from ideation.actions.attachments import attach
from ideation.actions.posts import address
from ideation.errors import InvalidInput, NotAllowed, NotFound
from ideation.events import EntryDeleted, EntryEdited, EntryPublished, EntryWritten
from ideation.ledger import record, verb
from ideation.models import Board, ChangelogEntry, ChangelogPost, ChangelogTheme, Person, Post, Theme
from ideation.policy import may_decide
from ideation.text import BODY_LENGTH, TITLE_LENGTH, clean_line, optional_text, required_line, required_text

VERSION_LENGTH = 40
MOST_LINKS = 100


@verb
async def write_entry(
    *,
    title: str,
    body: str,
    version: str = "",
    board: Board | None = None,
    posts: Sequence[UUID] = (),
    themes: Sequence[UUID] = (),
    image: UUID | None = None,
    by: Person,
) -> ChangelogEntry:
    """Write down what is new, as a draft. With a board, its readers may read it once it is published; else everyone."""
    _ensure_manager(by)
    title = _title(title)
    entry = await ChangelogEntry.create(
        slug=address(title), title=title, body=_body(body), version=_version(version), board=board, author=by
    )
    await _link(entry, posts, themes)
    await attach([image] if image else [], entry=entry, by=by)
    await record(EntryWritten(entry_id=entry.id), by=by)
    return entry


@verb
async def edit_entry(
    entry: ChangelogEntry,
    *,
    title: str,
    body: str,
    version: str = "",
    board: Board | None = None,
    posts: Sequence[UUID] = (),
    themes: Sequence[UUID] = (),
    image: UUID | None = None,
    by: Person,
) -> ChangelogEntry:
    """Put these words, links and this picture in the place of those that the entry has. Nobody is told of it again."""
    _ensure_manager(by)
    entry = await _locked(entry)
    await entry.update_from_dict(
        {"title": _title(title), "body": _body(body), "version": _version(version), "board_id": board and board.id}
    ).save(update_fields=["title", "body", "version", "board_id"])
    await ChangelogPost.filter(entry=entry).delete()
    await ChangelogTheme.filter(entry=entry).delete()
    await _link(entry, posts, themes)
    await attach([image] if image else [], entry=entry, by=by)
    await record(EntryEdited(entry_id=entry.id), by=by)
    return entry


@verb
async def publish_entry(entry: ChangelogEntry, *, by: Person) -> ChangelogEntry:
    """Show a draft to its readers; those behind the posts and themes that it answers hear of it."""
    _ensure_manager(by)
    entry = await _locked(entry)
    if entry.published_at is not None:
        raise InvalidInput("id", "This entry is published already. What you edit in it shows at once.")
    entry.published_at = datetime.now(UTC)
    await entry.save(update_fields=["published_at"])
    await record(EntryPublished(entry_id=entry.id), by=by)
    return entry


@verb
async def delete_entry(entry: ChangelogEntry, *, by: Person) -> None:
    """Take an entry away, published or not; what people were told of it stays told."""
    _ensure_manager(by)
    entry = await _locked(entry)
    await entry.delete()
    await record(EntryDeleted(entry_id=entry.id), by=by)


async def _locked(entry: ChangelogEntry) -> ChangelogEntry:
    locked = await ChangelogEntry.select_for_update().get_or_none(id=entry.id)
    if locked is None:
        raise NotFound
    return locked


async def _link(entry: ChangelogEntry, posts: Sequence[UUID], themes: Sequence[UUID]) -> None:
    # Whoever may write an entry reads every board and every theme.
    answered, found = _each_once("posts", posts), _each_once("themes", themes)
    if await Post.filter(id__in=answered).count() != len(answered):
        raise NotFound("We could not find one of the posts that this is to answer. It may have been removed.")
    if await Theme.filter(id__in=found).count() != len(found):
        raise NotFound("We could not find one of the themes that this is to answer.")
    await ChangelogPost.bulk_create([ChangelogPost(entry=entry, post_id=post_id) for post_id in answered])
    await ChangelogTheme.bulk_create([ChangelogTheme(entry=entry, theme_id=theme_id) for theme_id in found])


def _each_once(field: str, ids: Sequence[UUID]) -> list[UUID]:
    distinct = list(dict.fromkeys(ids))
    if len(distinct) > MOST_LINKS:
        raise InvalidInput(field, f"There are {len(distinct)} here; the limit is {MOST_LINKS}. Leave some out.")
    return distinct


def _ensure_manager(person: Person) -> None:
    if not may_decide(person):
        raise NotAllowed


def _title(title: str) -> str:
    return required_line(title, field="title", most=TITLE_LENGTH, ask="Say in a line what is new.")


def _body(body: str) -> str:
    return required_text(body, field="body", most=BODY_LENGTH, ask="Write what is new, and for whom.")


def _version(version: str) -> str:
    return optional_text(clean_line(version), field="version", most=VERSION_LENGTH)
