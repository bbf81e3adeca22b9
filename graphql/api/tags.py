"""Tags: sorting posts after they were posted."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from api.posts import Post
from ideation.actions import tags
from ideation.queries import posts


@strawberry.type(description="The post with the tag.")
class PostTagged:
    post: Post


@strawberry.type(description="The post without the tag.")
class PostUntagged:
    post: Post


TagPostResult = Annotated[PostTagged | InvalidInput | Everyday, strawberry.union("TagPostResult")]
UntagPostResult = Annotated[PostUntagged | InvalidInput | Everyday, strawberry.union("UntagPostResult")]


@strawberry.type
class TagMutation:
    @strawberry.mutation(description="Put a tag on a post. Staff only.")
    async def tag_post(self, info: Info, post_id: UUID, tag: str) -> TagPostResult:
        person = info.context.person
        await tags.tag_post(await posts.find_post(post_id, viewer=person), tag=tag, by=person)
        return PostTagged(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Take a tag off a post. Staff only.")
    async def untag_post(self, info: Info, post_id: UUID, tag: str) -> UntagPostResult:
        person = info.context.person
        await tags.untag_post(await posts.find_post(post_id, viewer=person), tag=tag, by=person)
        return PostUntagged(post=await Post.read(info, post_id))
