"""Comments: what anyone adds to a post, and what answers it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.attachments import Attachment
from api.context import Info
from api.enums import Standing
from api.errors import CommentsLocked, Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from api.reactions import ReactionCount
from ideation import models
from ideation.actions import comments as verbs
from ideation.errors import NotFound
from ideation.queries import comments, posts
from ideation.queries.comments import CommentRow

if TYPE_CHECKING:
    from api.posts import Post


@strawberry.type(description="What a comment said before it was edited.")
class EarlierWording:
    body: str
    replaced_at: datetime

    @classmethod
    def of(cls, row: models.CommentWording) -> Self:
        return cls(body=row.body, replaced_at=row.replaced_at)


@strawberry.type(description="One contribution to the discussion of a post, or to another comment there.")
class Comment:
    id: UUID
    reply_to_id: UUID | None = strawberry.field(description="The comment that it answers.")
    body: str = strawberry.field(description="Empty when it was removed and only its place remains.")
    author: Person | None = strawberry.field(description="Null when it was removed and only its place remains.")
    is_official: bool = strawberry.field(description="Whether it was said for the organisation.")
    is_private: bool = strawberry.field(description="Whether it is a note of the team, which only the team meets.")
    standing: Standing = strawberry.field(description="Others than its author and staff meet one that waits never.")
    created_at: datetime
    edited_at: datetime | None
    pinned_at: datetime | None = strawberry.field(description="Since when the team shows it first.")
    accepted_at: datetime | None = strawberry.field(description="Since when it is an accepted answer.")
    post_id: strawberry.Private[UUID]
    via_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, row: CommentRow) -> Self:
        return cls(
            id=row.id,
            reply_to_id=row.answered_id,
            body=row.body,
            author=Person.of(row.author) if row.author else None,
            is_official=row.is_official,
            is_private=row.is_private,
            standing=row.standing,
            created_at=row.created_at,
            edited_at=row.edited_at,
            pinned_at=row.pinned_at,
            accepted_at=row.accepted_at,
            post_id=row.post_id,
            via_id=row.via_id,
        )

    @classmethod
    async def read(cls, info: Info, comment_id: UUID) -> Self:
        """The comment as it is now for this viewer; refuses with NotFound what they may not read."""
        found = await comments.read_comments(info.context.viewer, [comment_id])
        if comment_id not in found:
            raise NotFound
        return cls.of(found[comment_id])

    @strawberry.field(description="The duplicate that it came with, when it is shown on the original.")
    async def via(self, info: Info) -> Annotated["Post", strawberry.lazy("api.posts")] | None:
        from api.posts import Post

        row = await info.context.loaders.posts.load(self.via_id) if self.via_id else None
        return Post.of(row) if row else None

    @strawberry.field(description="What answers it, the oldest first.")
    async def replies(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Annotated["Comment", strawberry.lazy("api.comments")]]:
        wanted = (self.id, page_size(first), read_cursor(after, datetime))
        loaders = info.context.loaders
        return connection(await loaders.replies.load(wanted), Comment.of, lambda: loaders.reply_counts.load(self.id))

    @strawberry.field(description="What it said before, the oldest first. For its author and staff: empty for others.")
    async def earlier_wordings(self, info: Info) -> list[EarlierWording]:
        return [EarlierWording.of(row) for row in await info.context.loaders.wordings.load(self.id)]

    @strawberry.field(description="How many people feel what about it; nothing that nobody feels.")
    async def reactions(self, info: Info) -> list[ReactionCount]:
        return await ReactionCount.on(info, self.id)

    @strawberry.field(description="Who is named in it as @[Name](id).")
    async def mentions(self, info: Info) -> list[Person]:
        return [Person.of(row) for row in await info.context.loaders.mentions.load(self.id)]

    @strawberry.field(description="The body, which is Markdown, as HTML that is safe to show anywhere.")
    async def body_html(self, info: Info) -> str:
        return await info.context.loaders.html.load(self.body)

    @strawberry.field(description="Its pictures, in their order.")
    async def attachments(self, info: Info) -> list[Attachment]:
        return [Attachment.of(row) for row in await info.context.loaders.attachments_of_comment.load(self.id)]


@strawberry.type(description="The comment, and the post with it.")
class CommentAdded:
    comment: Comment
    post: Annotated["Post", strawberry.lazy("api.posts")]


@strawberry.type(description="The comment in its new words.")
class CommentEdited:
    comment: Comment


@strawberry.type(description="The post without the comment; where it was answered, its place remains.")
class CommentRemoved:
    post: Annotated["Post", strawberry.lazy("api.posts")]


AddCommentResult = Annotated[
    CommentAdded | CommentsLocked | InvalidInput | Everyday, strawberry.union("AddCommentResult")
]
EditCommentResult = Annotated[
    CommentEdited | CommentsLocked | InvalidInput | Everyday, strawberry.union("EditCommentResult")
]
RemoveCommentResult = Annotated[CommentRemoved | InvalidInput | Everyday, strawberry.union("RemoveCommentResult")]


@strawberry.type
class CommentMutation:
    @strawberry.mutation(
        description="Add to a post, or answer a comment on it; what answers a reply joins its thread. A private one "
        "is a note for the team, by staff only. Customers' comments wait for approval where the board says so."
    )
    async def add_comment(
        self,
        info: Info,
        post_id: UUID,
        body: str,
        reply_to: UUID | None = None,
        is_private: bool = False,
        attachments: list[UUID] | None = None,
    ) -> AddCommentResult:
        from api.posts import Post

        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        answered = await comments.find_comment(reply_to, viewer=person) if reply_to else None
        comment = await verbs.add_comment(
            post, body=body, reply_to=answered, is_private=is_private, attachments=attachments or [], by=person
        )
        return CommentAdded(
            comment=await Comment.read(info, comment.id), post=await Post.read(info, post.merged_into_id or post.id)
        )

    @strawberry.mutation(description="Say your comment in other words. The earlier ones stay with you and the team.")
    async def edit_comment(self, info: Info, comment_id: UUID, body: str) -> EditCommentResult:
        person = info.context.person
        comment = await comments.find_comment(comment_id, viewer=person)
        await verbs.edit_comment(comment, body=body, by=person)
        return CommentEdited(comment=await Comment.read(info, comment_id))

    @strawberry.mutation(description="Take back your comment, or as staff, with a reason, somebody else's.")
    async def remove_comment(self, info: Info, comment_id: UUID, reason: str = "") -> RemoveCommentResult:
        from api.posts import Post

        person = info.context.person
        comment = await comments.find_comment(comment_id, viewer=person)
        await verbs.remove_comment(comment, reason=reason, by=person)
        return CommentRemoved(post=await Post.read(info, comment.post_id))
