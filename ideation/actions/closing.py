"""Closing, locking and pinning posts, each of which can be undone. What is so already stays as it is."""

from datetime import UTC, datetime

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import (
    AboutPost,
    PostClosed,
    PostLocked,
    PostPinned,
    PostReopened,
    PostUnlocked,
    PostUnpinned,
)
from ideation.ledger import record, verb
from ideation.models import Person, Post
from ideation.policy import may_decide, may_moderate
from ideation.text import REASON_LENGTH, required_text
from ideation.vocabulary import Standing

MOST_PINNED = 5  # posts of one board


@verb
async def close_post(post: Post, *, reason: str, by: Person) -> Post:
    """Take no more votes for it."""
    return await _set(post, "closed_at", PostClosed, allowed=may_decide(by), reason=reason, by=by)


@verb
async def reopen_post(post: Post, *, by: Person) -> Post:
    """Take votes for it again."""
    return await _unset(post, "closed_at", PostReopened, allowed=may_decide(by), by=by)


@verb
async def lock_post(post: Post, *, reason: str, by: Person) -> Post:
    """Take no more comments on it; notes of the team remain possible."""
    return await _set(post, "locked_at", PostLocked, allowed=may_moderate(by), reason=reason, by=by)


@verb
async def unlock_post(post: Post, *, by: Person) -> Post:
    """Take comments on it again."""
    return await _unset(post, "locked_at", PostUnlocked, allowed=may_moderate(by), by=by)


@verb
async def pin_post(post: Post, *, by: Person) -> Post:
    """Show it above its board."""
    await sql.fetch("take_turns", f"pin {post.board_id}")
    pinned = await Post.filter(board_id=post.board_id, pinned_at__isnull=False).exclude(id=post.id).count()
    if may_moderate(by) and pinned >= MOST_PINNED:
        raise InvalidInput("postId", f"{MOST_PINNED} posts are pinned on this board already. Unpin one of them first.")
    if post.standing is not Standing.PUBLISHED or post.is_private or post.merged_into_id is not None:
        raise InvalidInput("postId", "Only a post that the board lists can be pinned.")
    return await _set(post, "pinned_at", PostPinned, allowed=may_moderate(by), by=by)


@verb
async def unpin_post(post: Post, *, by: Person) -> Post:
    """Show it at its place in the lists only."""
    return await _unset(post, "pinned_at", PostUnpinned, allowed=may_moderate(by), by=by)


async def _set(
    post: Post, moment: str, kind: type[AboutPost], *, allowed: bool, by: Person, reason: str | None = None
) -> Post:
    if not allowed:
        raise NotAllowed
    told = {}
    if reason is not None:
        ask = "Say why, in a sentence that everyone who reads the post will see."
        told["reason"] = required_text(reason, field="reason", most=REASON_LENGTH, ask=ask)
    return await _change(post, moment, datetime.now(UTC), kind, told, by=by)


async def _unset(post: Post, moment: str, kind: type[AboutPost], *, allowed: bool, by: Person) -> Post:
    if not allowed:
        raise NotAllowed
    return await _change(post, moment, None, kind, {}, by=by)


async def _change(
    post: Post, moment: str, to: datetime | None, kind: type[AboutPost], told: dict[str, str], *, by: Person
) -> Post:
    post = await Post.select_for_update(no_key=True).get(id=post.id)
    if (getattr(post, moment) is None) != (to is None):
        setattr(post, moment, to)
        await post.save(update_fields=[moment])
        await record(kind(post_id=post.id, board_id=post.board_id, **told), by=by)
    return post
