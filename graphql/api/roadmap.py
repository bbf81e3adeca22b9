"""The roadmap: where things stand, in one column for each status that is on it."""

from datetime import datetime

import strawberry

from api.context import Info
from api.pages import Connection, connection, page_size, read_cursor
from api.posts import Post
from api.statuses import Status
from ideation.queries import statuses


@strawberry.type(description="A column of the roadmap: the posts that stand at one status.")
class RoadmapColumn:
    status: Status
    board: strawberry.Private[str | None]

    @strawberry.field(description="Its posts, those with the most votes first. What was settled leaves after 90 days.")
    async def posts(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Post]:
        loaders, key = info.context.loaders.roadmap(self.board), self.status.key
        page = await loaders.cards.load((key, page_size(first), read_cursor(after, int)))
        return connection(page, Post.of, lambda: loaders.counts.load(key))

    @strawberry.field(
        description="When a post last came here or left; null when none that the viewer may see ever did."
    )
    async def last_changed_at(self, info: Info) -> datetime | None:
        return await info.context.loaders.roadmap(self.board).last_changes.load(self.status.key)


@strawberry.type
class RoadmapQuery:
    @strawberry.field(description="The columns of the roadmap in the order of the statuses, of all boards or of one.")
    async def roadmap(self, board: str | None = None) -> list[RoadmapColumn]:
        rows = await statuses.list_statuses().filter(on_roadmap=True)
        return [RoadmapColumn(status=Status.of(row), board=board) for row in rows]
