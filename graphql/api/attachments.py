"""Attachments: the pictures beside what people say. They come and go over HTTP, at /attachments."""

from typing import Self
from uuid import UUID

import strawberry

from ideation.queries.attachments import AttachmentRow


@strawberry.type(description="A picture, as we drew it anew. POST it to /attachments as multipart/form-data first.")
class Attachment:
    id: UUID
    url: str = strawberry.field(description="Shown to whoever may read what it belongs to.")
    width: int = strawberry.field(description="In pixels.")
    height: int = strawberry.field(description="In pixels.")
    alt: str = strawberry.field(description="What can be seen, for those who cannot; may be empty.")

    @classmethod
    def of(cls, row: AttachmentRow) -> Self:
        return cls(id=row.id, url=f"/attachments/{row.id}", width=row.width, height=row.height, alt=row.alt)
