"""What waits for the team, what the team lets pass, and who may not take part."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from ideation.actions.comments import count, lock_post, take_out, tell_of
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import (
    CommentPublished,
    ContentFlagged,
    FlagsDismissed,
    ModerationSet,
    PersonBlocked,
    PersonUnblocked,
    PostPublished,
    PostRejected,
    PostRemoved,
)
from ideation.ledger import record, verb
from ideation.models import Board, Comment, Flag, Person, Post
from ideation.policy import may_administer, may_block, may_moderate
from ideation.queries.contents import Content
from ideation.text import REASON_LENGTH, optional_text, required_text
from ideation.vocabulary import FlagReason, Kind, Standing


@verb
async def set_moderation(board: Board, *, kinds: Collection[Kind], comments: bool, by: Person) -> Board:
    """Let customers' posts of these kinds, and their comments or not, wait from now on; what waits already goes on."""
    if not may_administer(by):
        raise NotAllowed
    board = await Board.select_for_update(no_key=True).get(id=board.id)
    names = sorted({kind.value for kind in kinds})
    if (board.moderated_kinds, board.moderates_comments) != (names, comments):
        board.moderated_kinds, board.moderates_comments = names, comments
        await board.save(update_fields=["moderated_kinds", "moderates_comments"])
        await record(ModerationSet(board_id=board.id, kinds=" ".join(names), comments=comments), by=by)
    return board


@verb
async def flag(content: Content, *, reason: FlagReason, words: str = "", by: Person) -> datetime:
    """Tell the team that something should not be there; from each person once. It stays until the team decides.

    Returns when they first said so.
    """
    if content.author_id == by.id:
        raise NotAllowed("This is your own. Change it or take it back instead.")
    words = optional_text(words, field="words", most=REASON_LENGTH)
    told, is_new = await Flag.get_or_create(
        **_on(content), person=by, defaults={"reason": reason, "words": words, "created_at": datetime.now(UTC)}
    )
    if is_new:
        await record(ContentFlagged(on_id=content.id, reason=reason), by=by)
    return told.created_at


@verb
async def approve(content: Content, *, by: Person) -> None:
    """Publish what waits, and keep what was flagged. What neither waits nor is flagged stays as it is."""
    content = await _to_moderate(content, by)
    flagged = await _settle(content)
    if content.standing is Standing.HELD:
        content.standing = Standing.PUBLISHED
        await content.save(update_fields=["standing"])
        if isinstance(content, Post):
            await record(PostPublished(post_id=content.id, board_id=content.board_id), by=by)
        else:
            await count(content, 1)
            await tell_of(content, CommentPublished, by=by)
    elif flagged:
        await record(FlagsDismissed(on_id=content.id), by=by)


@verb
async def reject(content: Content, *, reason: str, by: Person) -> None:
    """Turn down what waits, or take out what was published; its author hears why. What is out stays out."""
    content = await _to_moderate(content, by)
    ask = "Say why, in a sentence that its author will read."
    reason = required_text(reason, field="reason", most=REASON_LENGTH, ask=ask)
    await _settle(content)
    if isinstance(content, Comment):
        await take_out(content, reason=reason, by=by)
    elif content.standing is not Standing.REJECTED:
        if await Post.exists(merged_into_id=content.id):
            raise InvalidInput(
                "postId", "Other posts are merged into this one and would disappear with it. Separate them first."
            )
        waited, content.standing = content.standing is not Standing.PUBLISHED, Standing.REJECTED
        content.pinned_at = None
        await content.save(update_fields=["standing", "pinned_at"])
        kind = PostRejected if waited else PostRemoved
        await record(kind(post_id=content.id, board_id=content.board_id, reason=reason), by=by)


@verb
async def block_person(person: Person, *, reason: str, by: Person) -> Person:
    """Let somebody read and do nothing else. The reason is for the team. Who is blocked already stays so."""
    if not may_block(by, person):
        raise NotAllowed
    ask = "Say why, for the others of the team."
    reason = required_text(reason, field="reason", most=REASON_LENGTH, ask=ask)
    person = await Person.select_for_update(no_key=True).get(id=person.id)
    if person.blocked_at is None:
        person.blocked_at, person.blocked_reason = datetime.now(UTC), reason
        await person.save(update_fields=["blocked_at", "blocked_reason"])
        await record(PersonBlocked(person_id=person.id, reason=reason), by=by)
    return person


@verb
async def unblock_person(person: Person, *, by: Person) -> Person:
    """Let somebody take part again. Who is not blocked stays so."""
    if not may_block(by, person):
        raise NotAllowed
    person = await Person.select_for_update(no_key=True).get(id=person.id)
    if person.blocked_at is not None:
        person.blocked_at, person.blocked_reason = None, None
        await person.save(update_fields=["blocked_at", "blocked_reason"])
        await record(PersonUnblocked(person_id=person.id), by=by)
    return person


async def _to_moderate(content: Content, by: Person) -> Content:
    """The post or the comment as it is now, which nobody else changes until the verb ends."""
    if not may_moderate(by):
        raise NotAllowed
    if isinstance(content, Comment):
        if content.is_private:
            raise InvalidInput("commentId", "This is a note of the team. Remove it if it should not be there.")
        await lock_post(content.post_id)
        return await Comment.get(id=content.id)
    return await Post.select_for_update(no_key=True).get(id=content.id)


async def _settle(content: Content) -> int:
    """Mark the flags on it as looked at; returns how many there were."""
    return await Flag.filter(**_on(content), settled_at__isnull=True).update(settled_at=datetime.now(UTC))


def _on(content: Content) -> dict[str, Any]:
    return {"comment_id": content.id} if isinstance(content, Comment) else {"post_id": content.id}
