"""Saying something, and deciding about what was said."""

import math
import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from ideation import sql
from ideation.actions.mentions import keep_mentions
from ideation.actions.statuses import hold_status
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import PostHeld, PostSubmitted, QuarterSet, StatusChanged
from ideation.ledger import record, verb
from ideation.models import Board, Person, Post, PostTag
from ideation.policy import may_decide, may_post, may_tag, waits_for_approval
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
)
from ideation.vocabulary import Channel, Kind, Standing

TAG_LENGTH = 40
MOST_TAGS = 20

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_QUARTER = re.compile(r"20\d\d-Q[1-4]", re.ASCII)
_SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is easily misread
_MOMENTUM_BEGINS = datetime(2020, 1, 1, tzinfo=UTC)


@verb
async def submit_post(
    board: Board,
    *,
    kind: Kind,
    title: str,
    body: str = "",
    language: str | None = None,
    tags: list[str] | None = None,
    channel: Channel = Channel.WEB,
    by: Person,
) -> Post:
    """Put somebody's words on a board."""
    if not may_post(by, board):
        raise NotAllowed
    if tags and not may_tag(by):
        raise NotAllowed("Only the team sorts posts by tags. Send yours without tags.")
    now, names = datetime.now(UTC), tag_names(tags or [])
    title = required_line(title, field="title", most=TITLE_LENGTH, ask="Say in a sentence what it is about.")
    post = await Post.create(
        board=board,
        author=by,
        kind=kind,
        channel=channel,
        slug=address(title),
        title=title,
        body=optional_text(body, field="body", most=BODY_LENGTH),
        language=language_code(language or by.language),
        standing=_standing(board, kind, by),
        momentum=momentum_at(now),
        created_at=now,
    )
    # In one order, so that two posts that bring the same new tags cannot wait for each other.
    for name in sorted(names, key=str.lower):
        await _tag(post, name)
    await keep_mentions(post)
    kind_of_fact = PostSubmitted if post.standing is Standing.PUBLISHED else PostHeld
    await record(kind_of_fact(post_id=post.id, board_id=board.id), by=by)
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


def _standing(board: Board, kind: Kind, by: Person) -> Standing:
    """Whether a new post is before the public at once."""
    return Standing.HELD if waits_for_approval(by, board, kind) else Standing.PUBLISHED


async def _tag(post: Post, name: str) -> None:
    tag_id = await sql.fetch_value("tag_with_name", post.board_id, name)
    await PostTag.get_or_create(post=post, tag_id=tag_id)
