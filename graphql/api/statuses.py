"""Statuses: where a post can stand with the organisation."""

from typing import Annotated, Self

import strawberry

from api.context import Info
from api.enums import StatusColor, StatusIcon, StatusKind
from api.errors import Everyday, InvalidInput, StatusInUse
from ideation import models
from ideation.actions import statuses as verbs
from ideation.queries import statuses
from ideation.queries.statuses import StatusRow


@strawberry.type(description="A place where posts can stand, as the organisation names it.")
class Status:
    key: str = strawberry.field(description="What it is known by; it never changes.")
    name: str
    color: StatusColor
    icon: StatusIcon
    position: int = strawberry.field(description="Its place among all statuses, from the first to the last.")
    kind: StatusKind
    on_roadmap: bool
    definition: str = strawberry.field(description="What it means in a plain sentence; may be empty.")

    @classmethod
    def of(cls, row: StatusRow | models.Status) -> Self:
        return cls(
            key=row.key,
            name=row.name,
            color=row.color,
            icon=row.icon,
            position=row.position,
            kind=row.kind,
            on_roadmap=row.on_roadmap,
            definition=row.definition,
        )


@strawberry.type
class StatusQuery:
    @strawberry.field(description="Every status of this installation, in their order.")
    async def statuses(self) -> list[Status]:
        return [Status.of(row) for row in await statuses.list_statuses()]


@strawberry.input(description="A new place where posts can stand.")
class CreateStatusInput:
    key: str = strawberry.field(description="What it will be known by for ever, such as in_beta.")
    name: str
    kind: StatusKind
    color: StatusColor = StatusColor.NEUTRAL
    icon: StatusIcon = StatusIcon.CIRCLE
    on_roadmap: bool = False
    definition: str = strawberry.field(default="", description="What it means, in a plain sentence.")


@strawberry.input(description="What to change about a status; what is left out stays.")
class UpdateStatusInput:
    name: str | None = None
    kind: StatusKind | None = None
    color: StatusColor | None = None
    icon: StatusIcon | None = None
    on_roadmap: bool | None = None
    definition: str | None = None


@strawberry.type(description="The status as it is now.")
class StatusKept:
    status: Status


@strawberry.type(description="Every status in the new order.")
class StatusesReordered:
    statuses: list[Status]


@strawberry.type(description="The status is gone.")
class StatusDeleted:
    key: str


KeepStatusResult = Annotated[StatusKept | InvalidInput | Everyday, strawberry.union("KeepStatusResult")]
ReorderStatusesResult = Annotated[
    StatusesReordered | InvalidInput | Everyday, strawberry.union("ReorderStatusesResult")
]
DeleteStatusResult = Annotated[
    StatusDeleted | StatusInUse | InvalidInput | Everyday, strawberry.union("DeleteStatusResult")
]


@strawberry.type
class StatusMutation:
    @strawberry.mutation(description="Add a status after all others. Administrators only.")
    async def create_status(self, info: Info, input: CreateStatusInput) -> KeepStatusResult:
        return StatusKept(status=Status.of(await verbs.create_status(**vars(input), by=info.context.person)))

    @strawberry.mutation(description="Change what a status is called, looks like or means. Administrators only.")
    async def update_status(self, info: Info, key: str, input: UpdateStatusInput) -> KeepStatusResult:
        return StatusKept(status=Status.of(await verbs.update_status(key, **vars(input), by=info.context.person)))

    @strawberry.mutation(description="Put all statuses in this order. Administrators only.")
    async def reorder_statuses(self, info: Info, keys: list[str]) -> ReorderStatusesResult:
        rows = await verbs.reorder_statuses(keys, by=info.context.person)
        return StatusesReordered(statuses=[Status.of(row) for row in rows])

    @strawberry.mutation(description="Delete a status that no post has. Administrators only.")
    async def delete_status(self, info: Info, key: str) -> DeleteStatusResult:
        await verbs.delete_status(key, by=info.context.person)
        return StatusDeleted(key=key)
