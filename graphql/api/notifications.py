"""Notifications: what the viewer heard from us, quoting their own words."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Contribution, NotificationKind
from api.errors import NotSignedIn, TooManyAttempts
from ideation import models
from ideation.actions import notifications

if TYPE_CHECKING:
    from api.people import Viewer
    from api.posts import Post
    from api.reports import Report


@strawberry.type(description="One fact told to the viewer.")
class Notification:
    id: UUID
    kind: NotificationKind
    title: str
    body: str
    quote: str | None = strawberry.field(description="The viewer's own words that it answers.")
    contribution: Contribution | None = strawberry.field(description="What the viewer did with those words.")
    created_at: datetime
    read_at: datetime | None
    post_id: strawberry.Private[UUID | None]
    report_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, row: models.Notification) -> Self:
        return cls(
            id=row.id,
            kind=row.kind,
            title=row.title,
            body=row.body,
            quote=row.quote,
            contribution=row.contribution,
            created_at=row.created_at,
            read_at=row.read_at,
            post_id=row.post_id,
            report_id=row.report_id,
        )

    @strawberry.field(description="The post that it is about.")
    async def post(self, info: Info) -> Annotated["Post", strawberry.lazy("api.posts")] | None:
        from api.posts import Post

        row = await info.context.loaders.posts.load(self.post_id) if self.post_id else None
        return Post.of(row) if row else None

    @strawberry.field(description="The report that it brings.")
    async def report(self, info: Info) -> Annotated["Report", strawberry.lazy("api.reports")] | None:
        from api.reports import Report

        row = await info.context.loaders.reports.load(self.report_id) if self.report_id else None
        return Report.of(row) if row else None


@strawberry.type(description="The viewer, with these notifications read.")
class NotificationsRead:
    viewer: Annotated["Viewer", strawberry.lazy("api.people")]


MarkNotificationsReadResult = Annotated[
    NotificationsRead | NotSignedIn | TooManyAttempts, strawberry.union("MarkNotificationsReadResult")
]


@strawberry.type
class NotificationMutation:
    @strawberry.mutation(description="Mark these notifications as read, or all without ids.")
    async def mark_notifications_read(self, info: Info, ids: list[UUID] | None = None) -> MarkNotificationsReadResult:
        from api.people import Viewer

        person = info.context.person
        await notifications.mark_read(ids, by=person)
        return NotificationsRead(viewer=Viewer.of(person))
