"""Posts closed, locked and pinned."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from api.posts import Post
from ideation.actions import closing
from ideation.queries.posts import find_post


@strawberry.type(description="The post, which takes no more votes.")
class PostClosed:
    post: Post


@strawberry.type(description="The post, which takes votes again unless it is settled.")
class PostReopened:
    post: Post


@strawberry.type(description="The post, which takes no more comments.")
class PostLocked:
    post: Post


@strawberry.type(description="The post, which takes comments again.")
class PostUnlocked:
    post: Post


@strawberry.type(description="The post, shown above its board.")
class PostPinned:
    post: Post


@strawberry.type(description="The post at its place in the lists only.")
class PostUnpinned:
    post: Post


ClosePostResult = Annotated[PostClosed | InvalidInput | Everyday, strawberry.union("ClosePostResult")]
ReopenPostResult = Annotated[PostReopened | Everyday, strawberry.union("ReopenPostResult")]
LockPostResult = Annotated[PostLocked | InvalidInput | Everyday, strawberry.union("LockPostResult")]
UnlockPostResult = Annotated[PostUnlocked | Everyday, strawberry.union("UnlockPostResult")]
PinPostResult = Annotated[PostPinned | InvalidInput | Everyday, strawberry.union("PinPostResult")]
UnpinPostResult = Annotated[PostUnpinned | Everyday, strawberry.union("UnpinPostResult")]


@strawberry.type
class ClosingMutation:
    @strawberry.mutation(description="Take no more votes for a post, and say why. Managers only.")
    async def close_post(self, info: Info, post_id: UUID, reason: str) -> ClosePostResult:
        person = info.context.person
        await closing.close_post(await find_post(post_id, viewer=person), reason=reason, by=person)
        return PostClosed(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Take votes for a post again. Managers only.")
    async def reopen_post(self, info: Info, post_id: UUID) -> ReopenPostResult:
        person = info.context.person
        await closing.reopen_post(await find_post(post_id, viewer=person), by=person)
        return PostReopened(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Take no more comments on a post, and say why. Staff only.")
    async def lock_post(self, info: Info, post_id: UUID, reason: str) -> LockPostResult:
        person = info.context.person
        await closing.lock_post(await find_post(post_id, viewer=person), reason=reason, by=person)
        return PostLocked(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Take comments on a post again. Staff only.")
    async def unlock_post(self, info: Info, post_id: UUID) -> UnlockPostResult:
        person = info.context.person
        await closing.unlock_post(await find_post(post_id, viewer=person), by=person)
        return PostUnlocked(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Show a post above its board, at most five at a time. Staff only.")
    async def pin_post(self, info: Info, post_id: UUID) -> PinPostResult:
        person = info.context.person
        await closing.pin_post(await find_post(post_id, viewer=person), by=person)
        return PostPinned(post=await Post.read(info, post_id))

    @strawberry.mutation(description="Show a post at its place in the lists only. Staff only.")
    async def unpin_post(self, info: Info, post_id: UUID) -> UnpinPostResult:
        person = info.context.person
        await closing.unpin_post(await find_post(post_id, viewer=person), by=person)
        return PostUnpinned(post=await Post.read(info, post_id))
