"""Drafts: what the viewer has begun to write."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.categories import Category
from api.context import Info
from api.enums import Kind
from api.errors import Everyday, InvalidInput
from api.fields import FieldValueInput, answers
from ideation import models
from ideation.actions import drafts as verbs
from ideation.queries import boards

if TYPE_CHECKING:
    from api.boards import Board


@strawberry.type(description="What a draft says in one field of its board.")
class DraftValue:
    field_id: UUID
    value: str


@strawberry.type(description="The beginning of a post, which nobody but its owner reads.")
class Draft:
    id: UUID
    board: Annotated["Board", strawberry.lazy("api.boards")]
    kind: Kind
    title: str
    body: str
    category: Category | None
    fields: list[DraftValue]
    updated_at: datetime

    @classmethod
    def of(cls, row: models.Draft) -> Self:
        from api.boards import Board

        return cls(
            id=row.id,
            board=Board.of(row.board),
            kind=row.kind,
            title=row.title,
            body=row.body,
            category=Category.of(row.category) if row.category else None,
            fields=[DraftValue(field_id=UUID(field_id), value=value) for field_id, value in row.values.items()],
            updated_at=row.updated_at,
        )


@strawberry.input(description="A draft as it is now; all that is missing matters when it is posted.")
class SaveDraftInput:
    id: UUID | None = strawberry.field(default=None, description="Of the draft that this replaces; a new one without.")
    board: str = strawberry.field(description="The board's slug.")
    kind: Kind
    title: str = ""
    body: str = ""
    category_id: UUID | None = None
    fields: list[FieldValueInput] = strawberry.field(default_factory=list)


@strawberry.type(description="The draft as it is kept.")
class DraftSaved:
    draft: Draft


@strawberry.type(description="The draft is no more.")
class DraftDeleted:
    id: UUID


SaveDraftResult = Annotated[DraftSaved | InvalidInput | Everyday, strawberry.union("SaveDraftResult")]
DeleteDraftResult = Annotated[DraftDeleted | Everyday, strawberry.union("DeleteDraftResult")]


@strawberry.type
class DraftMutation:
    @strawberry.mutation(description="Keep what the viewer has begun to write.")
    async def save_draft(self, info: Info, input: SaveDraftInput) -> SaveDraftResult:
        person = info.context.person
        draft = await verbs.save_draft(
            input.id,
            board=await boards.find_board(input.board, viewer=person),
            kind=input.kind,
            title=input.title,
            body=input.body,
            category_id=input.category_id,
            fields=answers(input.fields),
            by=person,
        )
        return DraftSaved(draft=Draft.of(draft))

    @strawberry.mutation(description="Throw a draft away.")
    async def delete_draft(self, info: Info, id: UUID) -> DeleteDraftResult:
        await verbs.delete_draft(id, by=info.context.person)
        return DraftDeleted(id=id)
