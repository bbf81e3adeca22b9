"""Following: hearing what becomes of a post without taking part."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday
from api.posts import Post
from ideation.actions import follows
from ideation.queries import posts


@strawberry.type(description="The post, of which you hear from now on.")
class PostFollowed:
    post: Post


@strawberry.type(description="The post, of which you hear no more unless you take part.")
class PostUnfollowed:
    post: Post


FollowPostResult = Annotated[PostFollowed | Everyday, strawberry.union("FollowPostResult")]
UnfollowPostResult = Annotated[PostUnfollowed | Everyday, strawberry.union("UnfollowPostResult")]


@strawberry.type
class FollowMutation:
    @strawberry.mutation(description="Hear what becomes of a post. Following twice changes nothing.")
    async def follow_post(self, info: Info, post_id: UUID) -> FollowPostResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        post = await follows.follow_post(post, by=person)
        return PostFollowed(post=await Post.read(info, post.id))

    @strawberry.mutation(description="Follow a post no more. Who does not follow it changes nothing.")
    async def unfollow_post(self, info: Info, post_id: UUID) -> UnfollowPostResult:
        person = info.context.person
        post = await posts.find_post(post_id, viewer=person)
        post = await follows.unfollow_post(post, by=person)
        return PostUnfollowed(post=await Post.read(info, post.id))
