"""Comments: what anyone adds to a post."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from ideation.actions import comments
from ideation.queries import posts
from ideation.queries.comments import CommentRow, read_comment

if TYPE_CHECKING:
    from api.people import Person
    from api.posts import Post


@strawberry.type(description="One contribution to the discussion of a post.")
class Comment:
    id: UUID
    body: str
    author: Annotated["Person", strawberry.lazy("api.people")]
    is_official: bool = strawberry.field(description="Whether it was said for the organisation.")
    created_at: datetime

    @classmethod
    def of(cls, row: CommentRow) -> Self:
        from api.people import Person

        return cls(
            id=row.id,
            body=row.body,
            author=Person.of(row.author),
            is_official=row.is_official,
            created_at=row.created_at,
        )

    @strawberry.field(description="The body, which is Markdown, as HTML that is safe to show anywhere.")
    async def body_html(self, info: Info) -> str:
        return await info.context.loaders.html.load(self.body)


@strawberry.type(description="The comment, and the post with it.")
class CommentAdded:
    comment: Comment
    post: Annotated["Post", strawberry.lazy("api.posts")]


AddCommentResult = Annotated[CommentAdded | InvalidInput | Everyday, strawberry.union("AddCommentResult")]


@strawberry.type
class CommentMutation:
    @strawberry.mutation(description="Add to a post.")
    async def add_comment(self, info: Info, post_id: UUID, body: str) -> AddCommentResult:
        from api.posts import Post

        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        comment = await comments.add_comment(post, body=body, by=person)
        return CommentAdded(
            comment=Comment.of(await read_comment(comment.id)), post=await Post.read(info, comment.post_id)
        )
