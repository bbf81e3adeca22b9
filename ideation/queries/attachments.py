"""Pictures, for those who may read what they belong to."""

from dataclasses import dataclass
from uuid import UUID

from ideation.models import Attachment, AttachmentContent, Person
from ideation.policy import may_read_comment
from ideation.queries import changelog
from ideation.queries.posts import read_post


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A picture as it stands beside the words that it belongs to; `width` and `height` are in pixels."""

    id: UUID
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """A picture as a browser gets it."""

    media_type: str
    digest: str
    content: bytes


async def attachments_of_posts(post_ids: list[UUID]) -> dict[UUID, list[AttachmentRow]]:
    """The pictures of each post in their order. Takes ids of visible posts."""
    found: dict[UUID, list[AttachmentRow]] = {}
    for attachment in await Attachment.filter(post_id__in=post_ids).order_by("position", "id"):
        if attachment.post_id is not None:
            found.setdefault(attachment.post_id, []).append(_row(attachment))
    return found


async def attachments_of_comments(comment_ids: list[UUID]) -> dict[UUID, list[AttachmentRow]]:
    """The pictures of each comment in their order. Takes ids of visible comments."""
    found: dict[UUID, list[AttachmentRow]] = {}
    for attachment in await Attachment.filter(comment_id__in=comment_ids).order_by("position", "id"):
        if attachment.comment_id is not None:
            found.setdefault(attachment.comment_id, []).append(_row(attachment))
    return found


async def pictures_of_entries(entry_ids: list[UUID]) -> dict[UUID, AttachmentRow]:
    """The picture of each entry of the changelog that has one. Takes ids of visible entries."""
    found = await Attachment.filter(entry_id__in=entry_ids)
    return {attachment.entry_id: _row(attachment) for attachment in found if attachment.entry_id is not None}


async def read_attachment(viewer: Person | None, attachment_id: UUID) -> AttachmentFile | None:
    """A picture of something that this viewer may read, or one of their own that belongs to nothing yet."""
    attachment = await Attachment.get_or_none(id=attachment_id).select_related("comment")
    if attachment is None or not await _may_see(viewer, attachment):
        return None
    content = await AttachmentContent.get(attachment_id=attachment.id)
    return AttachmentFile(attachment.media_type, attachment.digest, content.content)


async def _may_see(viewer: Person | None, attachment: Attachment) -> bool:
    if attachment.comment is not None:
        if not may_read_comment(viewer, attachment.comment):
            return False
        return await read_post(viewer, id=attachment.comment.post_id) is not None
    if attachment.post_id is not None:
        return await read_post(viewer, id=attachment.post_id) is not None
    if attachment.entry_id is not None:
        return await changelog.visible_to(viewer).filter(id=attachment.entry_id).exists()
    return viewer is not None and attachment.owner_id == viewer.id


def _row(attachment: Attachment) -> AttachmentRow:
    return AttachmentRow(attachment.id, attachment.width, attachment.height, attachment.alt)
