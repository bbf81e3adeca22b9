"""Posting without signing in: nobody sees it before the writer has followed the link in a mail."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Unpack

from ideation import sql
from ideation.actions.people import display_name, join
from ideation.actions.posts import Words, publish_post, write_post
from ideation.errors import ConfirmationRefused, NotSignedIn, TooManyAttempts
from ideation.events import GuestPosted, PostHeld, PostPublished
from ideation.ledger import record, verb
from ideation.models import Board, Confirmation, Delivery, Person, Post
from ideation.policy import may_post, may_post_as_guest
from ideation.queries.people import digest, with_email
from ideation.text import email_address
from ideation.vocabulary import Standing, Template

CONFIRMATION_LASTS = timedelta(days=7)
POSTS_PER_WINDOW = 5  # waiting for one address
WINDOW = timedelta(hours=1)
QUOTED = 1_000  # characters of a post in the mail, which anyone can have sent to anybody


@verb
async def submit_post_as_guest(board: Board, *, email: str, name: str | None = None, **words: Unpack[Words]) -> str:
    """Keep a visitor's words and mail them a link that publishes these; returns the address as we keep it.

    It tells nobody whether the address is known, or blocked: who is blocked gets no mail.
    """
    if not may_post_as_guest(board):
        raise NotSignedIn
    address = email_address(email)
    await sql.fetch("take_turns", address)
    await _ensure_not_too_often(address)
    post = await write_post(board, author=None, standing=Standing.UNCONFIRMED, by=None, **words)
    token, person = secrets.token_urlsafe(32), await with_email(address)
    await Confirmation.create(post=post, digest=digest(token), email=address, name=display_name(name, address))
    if person is None or person.blocked_at is None:
        await _mail_link(post, token, address, person)
    return address


@verb
async def confirm_post(token: str) -> Post:
    """Publish a guest's post as that of the person who uses the address, who joins if they are new. It works once."""
    since = datetime.now(UTC) - CONFIRMATION_LASTS
    valid = Confirmation.filter(digest=digest(token), used_at__isnull=True, created_at__gt=since)
    confirmation = await valid.select_for_update(no_key=True).first()
    if confirmation is None:
        raise ConfirmationRefused
    post = await Post.select_for_update(no_key=True).get(id=confirmation.post_id)
    person = await join(confirmation.email, name=confirmation.name, language=post.language)
    if post.standing is not Standing.UNCONFIRMED or not may_post(person, await Board.get(id=post.board_id)):
        raise ConfirmationRefused
    confirmation.used_at = datetime.now(UTC)
    await confirmation.save(update_fields=["used_at"])
    standing = await publish_post(post, author=person)
    fact = PostPublished if standing is Standing.PUBLISHED else PostHeld
    await record(fact(post_id=post.id, board_id=post.board_id), by=person)
    return post


@verb
async def sweep_unconfirmed_posts() -> int:
    """Forget the guests' posts whose link is not valid any more; answers how many they were.

    What the team reported back on all the same stays where only the team sees it.
    """
    before = datetime.now(UTC) - CONFIRMATION_LASTS
    waiting = Post.filter(standing=Standing.UNCONFIRMED, created_at__lt=before, reports__id__isnull=True)
    ids = [post.id for post in await waiting]
    return await Post.filter(id__in=ids, standing=Standing.UNCONFIRMED).delete()


async def _ensure_not_too_often(address: str) -> None:
    now = datetime.now(UTC)
    recent = await Confirmation.filter(email=address, created_at__gt=now - WINDOW).order_by("created_at")
    if len(recent) >= POSTS_PER_WINDOW:
        wait = recent[0].created_at + WINDOW - now
        raise TooManyAttempts(max(1, round(wait.total_seconds())))


async def _mail_link(post: Post, token: str, address: str, person: Person | None) -> None:
    delivery = await Delivery.create(
        template=Template.CONFIRM_POST,
        address=address,
        language=person.language if person else post.language,
        data={"token": token, "title": post.title, "beginning": post.body[:QUOTED]},
    )
    await record(GuestPosted(post_id=post.id, delivery_id=delivery.id), by=None)
