"""Edits: posts that say it otherwise."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from api.fields import FieldValueInput, answers
from api.posts import Post
from ideation.actions import edits
from ideation.actions.edits import Changes
from ideation.queries import posts


@strawberry.input(description="What of a post is to be otherwise; what is not given stays.")
class EditPostInput:
    title: str | None = None
    body: str | None = None
    category_id: UUID | None = strawberry.field(
        default=strawberry.UNSET, description="Null takes it out of its category."
    )
    fields: list[FieldValueInput] | None = strawberry.field(
        default=None, description="Only these; empty takes it away."
    )
    attachments: list[UUID] | None = strawberry.field(
        default=None, description="All its pictures, old and new, in order."
    )

    @property
    def changes(self) -> Changes:
        changes: Changes = {}
        if self.title is not None:
            changes["title"] = self.title
        if self.body is not None:
            changes["body"] = self.body
        if self.category_id is not strawberry.UNSET:
            changes["category_id"] = self.category_id
        if self.fields is not None:
            changes["fields"] = answers(self.fields)
        if self.attachments is not None:
            changes["attachments"] = self.attachments
        return changes


@strawberry.type(description="The post in its new words.")
class PostEdited:
    post: Post


EditPostResult = Annotated[PostEdited | InvalidInput | Everyday, strawberry.union("EditPostResult")]


@strawberry.type
class EditMutation:
    @strawberry.mutation(description="Let a post say it otherwise. Its earlier wordings stay readable.")
    async def edit_post(self, info: Info, post_id: UUID, input: EditPostInput) -> EditPostResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        await edits.edit_post(post, by=person, **input.changes)
        return PostEdited(post=await Post.read(info, post.id))
