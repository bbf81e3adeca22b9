"""Dividing a board's subject."""

from collections.abc import Sequence
from uuid import UUID

from ideation.actions.ordering import reorder
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import CategoriesReordered, CategoryCreated, CategoryDeleted, CategoryRenamed
from ideation.ledger import record, verb
from ideation.models import Board, Category, Person
from ideation.policy import may_administer
from ideation.text import required_line

NAME_LENGTH = 60
MOST_CATEGORIES = 50  # of one board


@verb
async def create_category(board: Board, *, name: str, by: Person) -> Category:
    """Add a part to a board's subject, after the others."""
    await _ensure_alone(board.id, by)
    name, others = _name(name), await Category.filter(board_id=board.id)
    if len(others) >= MOST_CATEGORIES:
        raise InvalidInput("name", f"A board has at most {MOST_CATEGORIES} categories. Delete one first.")
    _ensure_new(name, others)
    position = max((other.position for other in others), default=-1) + 1
    category = await Category.create(board=board, name=name, position=position)
    await record(CategoryCreated(board_id=board.id, category_id=category.id), by=by)
    return category


@verb
async def rename_category(category: Category, *, name: str, by: Person) -> Category:
    """Give a category another name; its posts stay in it."""
    await _ensure_alone(category.board_id, by)
    name, before = _name(name), category.name
    if name != before:
        _ensure_new(name, await Category.filter(board_id=category.board_id).exclude(id=category.id))
        category.name = name
        await category.save(update_fields=["name"])
        fact = CategoryRenamed(board_id=category.board_id, category_id=category.id, before=before, after=name)
        await record(fact, by=by)
    return category


@verb
async def reorder_categories(board: Board, wanted: Sequence[UUID], *, by: Person) -> None:
    """Put these categories of a board first, in this order; the others follow as they stood."""
    await _ensure_alone(board.id, by)
    if await reorder(await Category.filter(board_id=board.id).order_by("position", "name"), wanted):
        await record(CategoriesReordered(board_id=board.id), by=by)


@verb
async def delete_category(category: Category, *, by: Person) -> None:
    """Remove a category; its posts keep standing without one."""
    await _ensure_alone(category.board_id, by)
    if await Category.filter(id=category.id).delete():
        fact = CategoryDeleted(board_id=category.board_id, category_id=category.id, name=category.name)
        await record(fact, by=by)


async def _ensure_alone(board_id: UUID, by: Person) -> None:
    """Administrators only, and one at a time for each board, so that no two of them take the same name."""
    if not may_administer(by):
        raise NotAllowed
    await Board.select_for_update(no_key=True).get(id=board_id)


def _name(name: str) -> str:
    return required_line(name, field="name", most=NAME_LENGTH, ask="Give the category a name.")


def _ensure_new(name: str, others: Sequence[Category]) -> None:
    if name.lower() in (other.name.lower() for other in others):
        raise InvalidInput("name", f"There is a category “{name}” on this board already. Choose another name.")
