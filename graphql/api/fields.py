"""Fields: what a board asks of a post besides its words, and what posts answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.enums import FieldKind
from api.errors import Everyday, InvalidInput
from ideation import models
from ideation.actions import fields as verbs
from ideation.queries import boards
from ideation.queries.details import FieldValueRow

if TYPE_CHECKING:
    from api.boards import Board

LazyBoard = Annotated["Board", strawberry.lazy("api.boards")]


@strawberry.type(description="Something that a board asks of a post besides its words.")
class BoardField:
    id: UUID
    kind: FieldKind
    name: str
    choices: list[str] = strawberry.field(description="What one may choose from, where it is a choice.")
    is_required: bool

    @classmethod
    def of(cls, row: models.BoardField) -> Self:
        return cls(id=row.id, kind=row.kind, name=row.name, choices=row.choices, is_required=row.is_required)


@strawberry.type(description="What a post says in one field of its board.")
class FieldValue:
    field_id: UUID
    kind: FieldKind
    name: str
    value: str = strawberry.field(description="A number is written with digits and a point.")

    @classmethod
    def of(cls, row: FieldValueRow) -> Self:
        return cls(field_id=row.field_id, kind=row.kind, name=row.name, value=row.value)


@strawberry.input(description="What is answered in one field of a board; empty for nothing.")
class FieldValueInput:
    field_id: UUID
    value: str


@strawberry.input(description="What a board is to ask of every new post.")
class AddFieldInput:
    kind: FieldKind
    name: str
    choices: list[str] = strawberry.field(default_factory=list, description="For the kind CHOICE, and only for it.")
    is_required: bool = False


@strawberry.input(description="What is to be otherwise with a field; what is not given stays.")
class ChangeFieldInput:
    name: str | None = None
    choices: list[str] | None = None
    is_required: bool | None = None
    is_archived: bool | None = strawberry.field(default=None, description="Archived, it keeps what posts answered.")


@strawberry.type(description="The field, and its board.")
class FieldAdded:
    board_field: BoardField
    board: LazyBoard


@strawberry.type(description="The field as it is asked now, unless it is archived.")
class FieldChanged:
    board_field: BoardField


@strawberry.type(description="The board with its fields in their new order.")
class FieldsReordered:
    board: LazyBoard


AddFieldResult = Annotated[FieldAdded | InvalidInput | Everyday, strawberry.union("AddFieldResult")]
ChangeFieldResult = Annotated[FieldChanged | InvalidInput | Everyday, strawberry.union("ChangeFieldResult")]
ReorderFieldsResult = Annotated[FieldsReordered | Everyday, strawberry.union("ReorderFieldsResult")]


@strawberry.type
class FieldMutation:
    @strawberry.mutation(description="Ask one thing more of every new post. Administrators only.")
    async def add_field(self, info: Info, board: str, input: AddFieldInput) -> AddFieldResult:
        from api.boards import Board

        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        field = await verbs.add_field(row, **vars(input), by=person)
        return FieldAdded(board_field=BoardField.of(field), board=Board.of(row))

    @strawberry.mutation(description="Ask it otherwise, or no more. Administrators only.")
    async def change_field(self, info: Info, id: UUID, input: ChangeFieldInput) -> ChangeFieldResult:
        person = info.context.person
        field = await boards.find_field(id, viewer=person)
        return FieldChanged(board_field=BoardField.of(await verbs.change_field(field, **vars(input), by=person)))

    @strawberry.mutation(description="Ask for these fields of a board first. Administrators only.")
    async def reorder_fields(self, info: Info, board: str, ids: list[UUID]) -> ReorderFieldsResult:
        from api.boards import Board

        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        await verbs.reorder_fields(row, ids, by=person)
        return FieldsReordered(board=Board.of(row))


def answers(given: Iterable[FieldValueInput]) -> dict[UUID, str]:
    """What is answered, by field."""
    return {one.field_id: one.value for one in given}
