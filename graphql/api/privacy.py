"""Privacy: taking a conversation out of the public, and back."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from api.posts import Post
from ideation.actions import privacy
from ideation.queries import posts


@strawberry.type(description="The post, between its author and the team now.")
class PostMadePrivate:
    post: Post


@strawberry.type(description="The post, before everyone who reads the board now.")
class PostMadePublic:
    post: Post


MakePrivateResult = Annotated[PostMadePrivate | InvalidInput | Everyday, strawberry.union("MakePrivateResult")]
MakePublicResult = Annotated[PostMadePublic | Everyday, strawberry.union("MakePublicResult")]


@strawberry.type
class PrivacyMutation:
    @strawberry.mutation(description="Keep a complaint or a question between its author and the team.")
    async def make_post_private(self, info: Info, post_id: UUID) -> MakePrivateResult:
        person = info.context.person
        post = await privacy.make_private(await posts.find_post(post_id, viewer=person), by=person)
        return PostMadePrivate(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Put a private post before everyone who reads the board. Its author only.")
    async def make_post_public(self, info: Info, post_id: UUID) -> MakePublicResult:
        person = info.context.person
        post = await privacy.make_public(await posts.find_post(post_id, viewer=person), by=person)
        return PostMadePublic(post=await Post.read(info, post.id))
