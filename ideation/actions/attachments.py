"""Keeping pictures, and adding them to what people say."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed, TooManyAttempts
from ideation.ledger import verb
from ideation.models import Attachment, AttachmentContent, ChangelogEntry, Comment, Person, Post
from ideation.pictures import Picture
from ideation.text import clean_line, optional_text

ALT_LENGTH = 300
MOST_ATTACHMENTS = 10  # to one post or comment
ATTACHMENTS_PER_WINDOW = 60  # of one person
WINDOW = timedelta(hours=1)
LOOSE_FOR = timedelta(days=1)


@verb
async def keep_attachment(picture: Picture, *, alt: str = "", by: Person) -> Attachment:
    """Keep a picture that nobody else sees until it is added to something; that says itself that it happened."""
    alt = optional_text(clean_line(alt), field="alt", most=ALT_LENGTH)
    await sql.fetch("take_turns", f"attachments of {by.id}")
    await ensure_may_attach_more(by)
    attachment = await Attachment.create(
        owner=by,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        alt=alt,
        digest=picture.digest,
    )
    await AttachmentContent.create(attachment=attachment, content=picture.content)
    return attachment


async def ensure_may_attach_more(by: Person) -> None:
    """Refuse who is blocked, and who has sent too many pictures within the hour."""
    if by.blocked_at is not None:
        raise NotAllowed
    now = datetime.now(UTC)
    recent = Attachment.filter(owner_id=by.id, created_at__gt=now - WINDOW).order_by("created_at")
    if await recent.count() >= ATTACHMENTS_PER_WINDOW:
        oldest = await recent.first()
        wait = (oldest.created_at if oldest else now) + WINDOW - now
        raise TooManyAttempts(max(1, round(wait.total_seconds())))


async def attach(
    attachment_ids: Sequence[UUID],
    *,
    post: Post | None = None,
    comment: Comment | None = None,
    entry: ChangelogEntry | None = None,
    by: Person,
) -> None:
    """Let these pictures, in this order, be those of one thing that was said: those it has already, and one's own.

    A picture that is left out belongs to nothing any more.
    """
    place: dict[str, Any] = {
        "post_id": post.id if post else None,
        "comment_id": comment.id if comment else None,
        "entry_id": entry.id if entry else None,
    }
    wanted = list(dict.fromkeys(attachment_ids))
    if len(wanted) > MOST_ATTACHMENTS:
        message = f"There are {len(wanted)} pictures here; the limit is {MOST_ATTACHMENTS}. Leave some out."
        raise InvalidInput("attachments", message)
    own = Q(_LOOSE, owner_id=by.id)
    usable = await Attachment.filter(own | Q(**place), id__in=wanted).order_by("id").select_for_update(no_key=True)
    if len(usable) < len(wanted):
        raise InvalidInput("attachments", "One of these pictures is not there any more. Send it again.")
    await Attachment.filter(**place).exclude(id__in=wanted).update(**dict.fromkeys(place))
    for position, attachment_id in enumerate(wanted):
        await Attachment.filter(id=attachment_id).update(**place, position=position)


@verb
async def sweep_loose_attachments() -> int:
    """Forget the pictures that belong to nothing a day after they came; answers how many they were."""
    before = datetime.now(UTC) - LOOSE_FOR
    return await Attachment.filter(_LOOSE, created_at__lt=before).delete()


_LOOSE = Q(post_id__isnull=True, comment_id__isnull=True, entry_id__isnull=True)
