"""Priorities: what product managers weigh posts by."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from ideation import errors
from ideation.actions import priorities as verbs
from ideation.queries import posts, priorities
from ideation.queries.priorities import PriorityRow

if TYPE_CHECKING:
    from api.posts import Post

LazyPost = Annotated["Post", strawberry.lazy("api.posts")]


@strawberry.type(description="What doing a post would bring and cost (RICE). Managers only.")
class Priority:
    reach: float = strawberry.field(
        description="People that it would reach; those who support it, if nobody said more."
    )
    reach_is_said: bool = strawberry.field(description="Whether somebody gave the reach.")
    impact: float = strawberry.field(
        description="On each of them, such as 3 for massive, 1 for medium, 0.25 for minimal."
    )
    confidence: float = strawberry.field(description="How sure that is, above 0 and up to 1.")
    effort: float = strawberry.field(description="Person-months.")
    score: float = strawberry.field(description="reach × impact × confidence / effort.")
    set_at: datetime
    post_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: PriorityRow) -> Self:
        return cls(
            reach=row.reach,
            reach_is_said=row.reach_is_said,
            impact=row.impact,
            confidence=row.confidence,
            effort=row.effort,
            score=row.score,
            set_at=row.set_at,
            post_id=row.post_id,
        )

    @strawberry.field(description="What it is about.")
    async def post(self, info: Info) -> LazyPost:
        from api.posts import Post

        row = await info.context.loaders.posts.load(self.post_id)
        if row is None:
            raise errors.NotFound
        return Post.of(row)


@strawberry.type
class PriorityQuery:
    @strawberry.field(
        description="The posts that have a priority, the highest score first. Managers only: empty for others."
    )
    async def priorities(
        self, info: Info, board: str | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Priority]:
        viewer, position = info.context.viewer, read_cursor(after, float)
        page = await priorities.list_priorities(viewer, board=board, first=page_size(first), after=position)
        return connection(page, Priority.of, lambda: priorities.count_priorities(viewer, board=board))


@strawberry.input(description="What doing a post would bring and cost; see Priority.")
class PriorityInput:
    reach: float | None = None
    impact: float
    confidence: float
    effort: float


@strawberry.type(description="The post, with its priority.")
class PrioritySet:
    post: LazyPost


SetPriorityResult = Annotated[PrioritySet | InvalidInput | Everyday, strawberry.union("SetPriorityResult")]


@strawberry.type
class PriorityMutation:
    @strawberry.mutation(
        description="Say what a post would bring and cost; null takes it off the table again. Managers only."
    )
    async def set_priority(self, info: Info, post_id: UUID, priority: PriorityInput | None = None) -> SetPriorityResult:
        from api.posts import Post

        person = info.context.person
        row = await posts.find_row(post_id, viewer=person)
        weights = verbs.Weights(**vars(priority)) if priority else None
        await verbs.set_priority(row, weights, by=person)
        return PrioritySet(post=await Post.read(info, row.id))
