"""Reactions: what people feel about posts and comments."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import Feeling
from api.errors import Everyday, InvalidInput
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from ideation.actions import reactions as verbs
from ideation.queries.contents import find_content
from ideation.queries.reactions import ReactionRow


@strawberry.type(description="How many people feel something about a post or a comment.")
class ReactionCount:
    feeling: Feeling
    count: int
    viewer_has: bool = strawberry.field(description="Whether the viewer is one of them.")
    on_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: ReactionRow) -> Self:
        return cls(feeling=row.feeling, count=row.count, viewer_has=row.viewer_has, on_id=row.on_id)

    @classmethod
    async def on(cls, info: Info, on_id: UUID) -> list[Self]:
        """The reactions on one post or comment."""
        return [cls.of(row) for row in await info.context.loaders.reactions.load(on_id)]

    @strawberry.field(description="Who feels it, the latest first.")
    async def people(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Person]:
        wanted = (self.on_id, page_size(first), read_cursor(after, datetime))
        return connection(await info.context.loaders.reacting(self.feeling).load(wanted), Person.of, self._count)

    async def _count(self) -> int:
        return self.count


@strawberry.type(description="All reactions on the post or comment, with yours.")
class ReactionAdded:
    reactions: list[ReactionCount]


@strawberry.type(description="All reactions on the post or comment, without yours.")
class ReactionWithdrawn:
    reactions: list[ReactionCount]


ReactResult = Annotated[ReactionAdded | InvalidInput | Everyday, strawberry.union("ReactResult")]
UnreactResult = Annotated[ReactionWithdrawn | InvalidInput | Everyday, strawberry.union("UnreactResult")]


@strawberry.type
class ReactionMutation:
    @strawberry.mutation(description="Show what you feel about a post or a comment. Doing so twice changes nothing.")
    async def react(
        self, info: Info, feeling: Feeling, post_id: UUID | None = None, comment_id: UUID | None = None
    ) -> ReactResult:
        person = info.context.person
        content = await find_content(post_id, comment_id, viewer=person)
        await verbs.react(content, feeling=feeling, by=person)
        return ReactionAdded(reactions=await ReactionCount.on(info, content.id))

    @strawberry.mutation(description="Take a feeling back. Without it nothing changes.")
    async def unreact(
        self, info: Info, feeling: Feeling, post_id: UUID | None = None, comment_id: UUID | None = None
    ) -> UnreactResult:
        person = info.context.person
        content = await find_content(post_id, comment_id, viewer=person)
        await verbs.unreact(content, feeling=feeling, by=person)
        return ReactionWithdrawn(reactions=await ReactionCount.on(info, content.id))
