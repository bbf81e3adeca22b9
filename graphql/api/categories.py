"""Categories: the parts of a board's subject."""

from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from api.context import Info
from api.errors import Everyday, InvalidInput
from ideation import models
from ideation.actions import categories as verbs
from ideation.queries import boards

if TYPE_CHECKING:
    from api.boards import Board

LazyBoard = Annotated["Board", strawberry.lazy("api.boards")]


@strawberry.type(description="A part of a board's subject; a post has one or none.")
class Category:
    id: UUID
    name: str

    @classmethod
    def of(cls, row: models.Category) -> Self:
        return cls(id=row.id, name=row.name)


@strawberry.type(description="The category, and its board.")
class CategoryCreated:
    category: Category
    board: LazyBoard


@strawberry.type(description="The category by its new name.")
class CategoryRenamed:
    category: Category


@strawberry.type(description="The board with its categories in their new order.")
class CategoriesReordered:
    board: LazyBoard


@strawberry.type(description="The category is no more; its posts stand without one.")
class CategoryDeleted:
    id: UUID


CreateCategoryResult = Annotated[CategoryCreated | InvalidInput | Everyday, strawberry.union("CreateCategoryResult")]
RenameCategoryResult = Annotated[CategoryRenamed | InvalidInput | Everyday, strawberry.union("RenameCategoryResult")]
ReorderCategoriesResult = Annotated[CategoriesReordered | Everyday, strawberry.union("ReorderCategoriesResult")]
DeleteCategoryResult = Annotated[CategoryDeleted | Everyday, strawberry.union("DeleteCategoryResult")]


@strawberry.type
class CategoryMutation:
    @strawberry.mutation(description="Add a part to a board's subject. Administrators only.")
    async def create_category(self, info: Info, board: str, name: str) -> CreateCategoryResult:
        from api.boards import Board

        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        category = await verbs.create_category(row, name=name, by=person)
        return CategoryCreated(category=Category.of(category), board=Board.of(row))

    @strawberry.mutation(description="Give a category another name. Administrators only.")
    async def rename_category(self, info: Info, id: UUID, name: str) -> RenameCategoryResult:
        person = info.context.person
        category = await boards.find_category(id, viewer=person)
        return CategoryRenamed(category=Category.of(await verbs.rename_category(category, name=name, by=person)))

    @strawberry.mutation(description="Put these categories of a board first. Administrators only.")
    async def reorder_categories(self, info: Info, board: str, ids: list[UUID]) -> ReorderCategoriesResult:
        from api.boards import Board

        person = info.context.person
        row = await boards.find_board(board, viewer=person)
        await verbs.reorder_categories(row, ids, by=person)
        return CategoriesReordered(board=Board.of(row))

    @strawberry.mutation(description="Remove a category; its posts keep standing without one. Administrators only.")
    async def delete_category(self, info: Info, id: UUID) -> DeleteCategoryResult:
        person = info.context.person
        await verbs.delete_category(await boards.find_category(id, viewer=person), by=person)
        return CategoryDeleted(id=id)
