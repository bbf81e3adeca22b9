"""Saying something, and deciding about what was said."""

import math
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Required, TypedDict, Unpack
from uuid import UUID

from ideation import sql
from ideation.actions.attachments import attach
from ideation.actions.drafts import use_up_draft
from ideation.actions.fields import checked_values
from ideation.actions.mentions import keep_mentions
from ideation.actions.people import join
from ideation.actions.statuses import hold_status
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PostHeld, PostSubmitted, QuarterSet, StatusChanged
from ideation.ledger import record, verb
from ideation.models import Board, Category, Person, Post, PostField, PostTag
from ideation.policy import may_decide, may_post, may_post_for_others, may_tag, waits_for_approval
from ideation.text import (
    BODY_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    clean_line,
    clean_text,
    optional_text,
    required_line,
    required_text,
    says_something,
    web_link,
)
from ideation.vocabulary import Channel, Kind, Standing

TAG_LENGTH = 40
MOST_TAGS = 20
HEARD_AT_LENGTH = 200
PAGE_LENGTH = 1_000
APP_VERSION_LENGTH = 60

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_QUARTER = re.compile(r"20\d\d-Q[1-4]", re.ASCII)
_SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is easily misread
_MOMENTUM_BEGINS = datetime(2020, 1, 1, tzinfo=UTC)


class Words(TypedDict, total=False):
    """What somebody has to say; `fields` by the id of the board's field, `attachments` by theirs."""

    kind: Required[Kind]
    title: Required[str]
    body: str
    language: str | None
    tags: Sequence[str]
    channel: Channel
    category_id: UUID | None
    fields: Mapping[UUID, str]
    is_private: bool
    page: str | None
    app_version: str | None
    attachments: Sequence[UUID]


@verb
async def submit_post(board: Board, *, draft_id: UUID | None = None, by: Person, **words: Unpack[Words]) -> Post:
    """Put somebody's words on a board; the draft that they come from is no more."""
    if not may_post(by, board):
        raise NotAllowed
    post = await write_post(board, author=by, standing=_standing(board, words["kind"], by), by=by, **words)
    if draft_id is not None:
        await use_up_draft(draft_id, by=by)
    fact = PostSubmitted if post.standing is Standing.PUBLISHED else PostHeld
    await record(fact(post_id=post.id, board_id=board.id), by=by)
    return post


@verb
async def submit_post_on_behalf(
    board: Board,
    *,
    of: Person | str,
    name: str | None = None,
    heard_at: str,
    heard_link: str | None = None,
    by: Person,
    **words: Unpack[Words],
) -> Post:
    """Put on a board what a customer said elsewhere. Who is given by an address that nobody uses joins with `name`."""
    if not may_post_for_others(by) or not may_post(by, board):
        raise NotAllowed
    heard_at = required_line(
        heard_at, field="heardAt", most=HEARD_AT_LENGTH, ask="Say where you heard it, such as a call or a fair."
    )
    author = await join(of, name=name) if isinstance(of, str) else of
    post = await write_post(board, author=author, standing=Standing.PUBLISHED, by=by, **words)
    post.entered_by, post.heard_at = by, heard_at
    post.heard_link = web_link(heard_link, field="heardLink") if heard_link else None
    await post.save(update_fields=["entered_by_id", "heard_at", "heard_link"])
    await record(PostSubmitted(post_id=post.id, board_id=board.id), by=by)
    return post


async def write_post(
    board: Board, *, author: Person | None, standing: Standing, by: Person | None, **words: Unpack[Words]
) -> Post:
    """Check the words and store them, with all that hangs on them; the verb around it says that it happened."""
    tags, kind, is_private = words.get("tags", ()), words["kind"], words.get("is_private", False)
    if tags and not may_tag(by):
        raise NotAllowed("Only the team sorts posts by tags. Send yours without tags.")
    if is_private:
        ensure_may_be_private(kind)
    now, names = datetime.now(UTC), tag_names(tags)
    title = title_of(words["title"])
    post = await Post.create(
        board=board,
        author=author,
        kind=kind,
        channel=words.get("channel", Channel.WEB),
        slug=address(title),
        title=title,
        body=body_of(words.get("body", "")),
        language=language_code(words.get("language") or (author.language if author else "en")),
        standing=standing,
        is_private=is_private,
        category=await category_on(board.id, words.get("category_id")),
        page=_captured(words.get("page"), most=PAGE_LENGTH),
        app_version=_captured(words.get("app_version"), most=APP_VERSION_LENGTH),
        momentum=momentum_at(now),
        created_at=now,
    )
    values = await checked_values(board.id, words.get("fields", {}), is_new=True)
    await PostField.bulk_create(
        PostField(post=post, field_id=field_id, value=value) for field_id, value in values.items() if value
    )
    await tag_with(post, names)
    await keep_mentions(post)
    if by is not None and words.get("attachments"):
        await attach(words["attachments"], post=post, by=by)
    return post


@verb
async def change_status(post: Post, *, to: str, reason: str = "", silent: bool = False, by: Person) -> Post:
    """Tell where a post stands now, and why; or, silently, change only where it stands."""
    if not may_decide(by):
        raise NotAllowed
    reason = _public_reason(reason, silent=silent)
    post = await Post.select_for_update(no_key=True).get(id=post.id)
    post.ensure_no_duplicate()
    status, before = await hold_status(to), post.status_id
    if before == status.key:
        raise InvalidInput("status", f"This is {status.name} already. Choose another status, or leave it as it is.")
    await post.update_from_dict(
        {"status": status, "status_reason": reason or None, "status_changed_at": datetime.now(UTC)}
    ).save(update_fields=["status_id", "status_reason", "status_changed_at"])
    changed = StatusChanged(
        post_id=post.id, board_id=post.board_id, before=before, after=status.key, reason=reason, silent=silent
    )
    await record(changed, by=by)
    return post


@verb
async def set_quarter(post: Post, *, quarter: str | None, by: Person) -> Post:
    """Tell in which quarter a post is expected, such as 2027-Q1, or that nobody can tell."""
    if not may_decide(by):
        raise NotAllowed
    wanted = clean_line(quarter or "").upper() or None
    if wanted is not None and not _QUARTER.fullmatch(wanted):
        raise InvalidInput("quarter", "Name the quarter by its year and number, such as 2027-Q1, or leave it empty.")
    post = await Post.select_for_update(no_key=True).get(id=post.id)
    if post.quarter != wanted:
        await post.update_from_dict({"quarter": wanted}).save(update_fields=["quarter"])
        await record(QuarterSet(post_id=post.id, board_id=post.board_id, quarter=wanted or ""), by=by)
    return post


async def gather_tally() -> None:
    """Keep the tally of posts short, however many were submitted and decided about since the last time."""
    await sql.fetch("gather_tally")


def address(title: str) -> str:
    """A readable address for a post, unique by its ending."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    ending = "".join(secrets.choice(_SLUG_LETTERS) for _ in range(8))
    return f"{words}-{ending}" if words else ending


def language_code(language: str) -> str:
    """A language as it is stored, such as `en` or `pt-br`."""
    code = language.lower()
    if not _LANGUAGE.fullmatch(code):
        raise InvalidInput("language", "Name the language by its code, such as en, fr or pt-BR.")
    return code


def tag_names(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are stored: each once, whatever its case, and not more than tell anything."""
    distinct: dict[str, str] = {}
    for tag in tags:
        name = required_line(tag, field="tags", most=TAG_LENGTH, ask="Give the tag a name.")
        distinct.setdefault(name.lower(), name)
    if len(distinct) > MOST_TAGS:
        raise InvalidInput("tags", f"There are {len(distinct)} tags here; the limit is {MOST_TAGS}. Leave some out.")
    return tuple(distinct.values())


def _public_reason(reason: str, *, silent: bool) -> str:
    if not silent:
        ask = "Say why, in a sentence that everyone who reads the post will see, or mark the change as silent."
        return required_text(reason, field="reason", most=REASON_LENGTH, ask=ask)
    if says_something(clean_text(reason)):
        raise InvalidInput("reason", "A silent change tells nobody why. Leave the reason out, or let it be heard.")
    return ""


def momentum_at(moment: datetime) -> float:
    """What one voice at this moment adds to a post's momentum (see `Post`)."""
    return math.log(2) / 7 * (moment - _MOMENTUM_BEGINS).total_seconds() / 86_400


async def publish_post(post: Post, *, author: Person) -> Standing:
    """Put a post that waited for its author where it belongs, as if it was written now; returns where that is."""
    now = datetime.now(UTC)
    post.author, post.created_at, post.momentum = author, now, momentum_at(now)
    post.standing = _standing(await Board.get(id=post.board_id), post.kind, author)
    await post.save(update_fields=["author_id", "created_at", "momentum", "standing"])
    return post.standing


def title_of(title: str) -> str:
    """A title as it is stored."""
    return required_line(title, field="title", most=TITLE_LENGTH, ask="Say in a sentence what it is about.")


def body_of(body: str) -> str:
    """A body as it is stored."""
    return optional_text(body, field="body", most=BODY_LENGTH)


def ensure_may_be_private(kind: Kind) -> None:
    """Ideas and praise are for everyone; a complaint or a question may stay between its author and the team."""
    if kind not in (Kind.COMPLAINT, Kind.QUESTION):
        raise InvalidInput("isPrivate", "Only a complaint or a question can be private. Post it for everyone instead.")


async def category_on(board_id: UUID, category_id: UUID | None) -> Category | None:
    """The category of this board to put a post in, if one is named."""
    if category_id is None:
        return None
    category = await Category.get_or_none(id=category_id, board_id=board_id)
    if category is None:
        raise InvalidInput("categoryId", "This board does not have that category. Choose another one, or none.")
    return category


async def tag_with(post: Post, names: Iterable[str]) -> list[str]:
    """Put these tags on a post; answers with those that it did not have."""
    # In one order, so that two posts that bring the same new tags cannot wait for each other.
    return [name for name in sorted(names, key=str.lower) if await _tag(post, name)]


def _standing(board: Board, kind: Kind, by: Person | None) -> Standing:
    """Whether what somebody posts here is before the public at once."""
    return Standing.HELD if by is not None and waits_for_approval(by, board, kind) else Standing.PUBLISHED


def _captured(text: str | None, *, most: int) -> str | None:
    """What a machine noted about where the author was: too much of it is no reason to refuse their words."""
    return clean_line(text or "")[:most].rstrip() or None


async def _tag(post: Post, name: str) -> bool:
    tag_id = await sql.fetch_value("tag_with_name", post.board_id, name)
    _, is_new = await PostTag.get_or_create(post=post, tag_id=tag_id)
    return is_new
