"""Bursts: many votes within minutes that have something in common. Customers never learn of any."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import BurstReason, Verdict
from api.errors import Everyday
from api.pages import Connection, connection, page_size, read_cursor
from api.people import Person
from ideation.actions import bursts as verbs
from ideation.errors import NotFound
from ideation.queries import bursts
from ideation.queries.bursts import BurstRow

if TYPE_CHECKING:
    from api.posts import Post

LazyPost = Annotated["Post", strawberry.lazy("api.posts")]


@strawberry.type(
    description="Ten votes or more for a post within ten minutes, most of them from accounts younger than a day or "
    "from one address block. The trend leaves them out until staff find them genuine; voteCount never does. Staff only."
)
class Burst:
    id: UUID
    reason: BurstReason = strawberry.field(description="What the votes have in common.")
    began_at: datetime
    ended_at: datetime
    vote_count: int = strawberry.field(description="How many of its votes still stand.")
    verdict: Verdict | None = strawberry.field(description="What staff found; null while nobody has decided.")
    decided_by: Person | None
    decided_at: datetime | None
    post_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: BurstRow) -> Self:
        return cls(
            id=row.id,
            reason=row.reason,
            began_at=row.began_at,
            ended_at=row.ended_at,
            vote_count=row.vote_count,
            verdict=row.verdict,
            decided_by=Person.of(row.decided_by) if row.decided_by else None,
            decided_at=row.decided_at,
            post_id=row.post_id,
        )

    @classmethod
    async def read(cls, info: Info, burst_id: UUID) -> Self:
        """The burst as it is now; refuses with NotFound what the viewer may not know of."""
        row = await bursts.read_burst(info.context.viewer, burst_id)
        if row is None:
            raise NotFound
        return cls.of(row)

    @strawberry.field(description="The post that the votes are for.")
    async def post(self, info: Info) -> LazyPost:
        from api.posts import Post

        row = await info.context.loaders.posts.load(self.post_id)
        if row is None:
            raise NotFound
        return Post.of(row)


@strawberry.type
class BurstQuery:
    @strawberry.field(description="The bursts of votes, the newest first. Staff only: empty for others.")
    async def bursts(
        self, info: Info, undecided: bool = False, first: int = 20, after: str | None = None
    ) -> Connection[Burst]:
        viewer, position = info.context.viewer, read_cursor(after, datetime)
        page = await bursts.list_bursts(viewer, undecided=undecided, first=page_size(first), after=position)
        return connection(page, Burst.of, lambda: bursts.count_bursts(viewer, undecided=undecided))


@strawberry.type(description="The burst, with what was found.")
class BurstJudged:
    burst: Burst


JudgeBurstResult = Annotated[BurstJudged | Everyday, strawberry.union("JudgeBurstResult")]


@strawberry.type
class BurstMutation:
    @strawberry.mutation(
        description="Say whether the votes of a burst are genuine. Then they count into the trend; otherwise they stay "
        "out of it. They are counted either way. Staff only."
    )
    async def judge_burst(self, info: Info, burst_id: UUID, verdict: Verdict) -> JudgeBurstResult:
        person = info.context.person
        burst = await bursts.find_burst(burst_id, viewer=person)
        burst = await verbs.judge_burst(burst, verdict=verdict, by=person)
        return BurstJudged(burst=await Burst.read(info, burst.id))
