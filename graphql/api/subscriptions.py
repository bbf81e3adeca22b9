"""Live fields. Each change is read anew with the rights that the viewer has at that moment."""

from collections.abc import AsyncIterator
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import PostSort
from api.posts import Post
from ideation.events import PostPublished, PostSubmitted
from ideation.queries import boards, posts
from ideation.queries.posts import PostFilter


@strawberry.type
class Subscription:
    @strawberry.subscription(description="The post now, and after every vote, comment, status and report on it.")
    async def post_changed(self, info: Info, post_id: UUID) -> AsyncIterator[Post]:
        changes = info.context.feed.changes(post_id=post_id)
        yield await Post.read(info, post_id)
        async for _ in changes:
            async with info.context.feed.turns:
                await info.context.look_again()
                post = await Post.read(info, post_id)
            yield post

    @strawberry.subscription(description="Each new post of a board.")
    async def post_submitted(self, info: Info, board: str) -> AsyncIterator[Post]:
        row = await boards.find_board(board, viewer=info.context.viewer)
        async for change in info.context.feed.changes(board_id=row.id):
            if change is None or isinstance(change, PostSubmitted | PostPublished):
                async with info.context.feed.turns:
                    await info.context.look_again()
                    news = await _submitted(info, change.post_id) if change else await _newest(info, board)
                for post in news:
                    yield post


async def _submitted(info: Info, post_id: UUID) -> list[Post]:
    """The post, unless it is none of this viewer's business."""
    row = await posts.read_post(info.context.viewer, id=post_id)
    return [Post.of(row)] if row else []


async def _newest(info: Info, board: str) -> list[Post]:
    """The newest post of a board, for a reader who may have missed it."""
    page = await posts.list_posts(
        info.context.viewer, PostFilter(board=board), sort=PostSort.NEWEST, first=1, after=None
    )
    return [Post.of(row) for row in page.rows]
