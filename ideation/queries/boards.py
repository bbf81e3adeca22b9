"""Which boards there are, for whom."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from ideation.errors import NotFound
from ideation.models import Board, BoardField, Category, Person
from ideation.policy import readable_access
from ideation.sql import Conditions
from ideation.text import clean_line
from ideation.vocabulary import Access, Kind


def visible_to(viewer: Person | None) -> QuerySet[Board]:
    """The boards that this viewer may read, in their order."""
    return Board.filter(readable_by(viewer)).order_by("position", "name")


def readable_by(viewer: Person | None, *, board: str = "") -> Q:
    """That the viewer may read the board, as the ORM says it; `board` leads to it from another table."""
    circles: dict[str, Any] = {f"{board}access__in": readable_access(viewer)}
    if viewer is None or viewer.segment is None:
        return Q(**circles)
    segment: dict[str, Any] = {f"{board}access": Access.SEGMENT, f"{board}segments__contains": [viewer.segment]}
    return Q(**circles) | Q(**segment)


def ensure_readable(conditions: Conditions, viewer: Person | None) -> None:
    """That the viewer may read `board`, in a statement of ours."""
    conditions.add(readable_clause(conditions, viewer))


def readable_clause(conditions: Conditions, viewer: Person | None) -> str:
    """The same for a clause of its own, with its parameters among those of the conditions."""
    readable = f"board.access = any ({conditions.given(readable_access(viewer))}::varchar[])"
    if viewer is None or viewer.segment is None:
        return readable
    return f"({readable} or board.access = 'segment' and {conditions.given(viewer.segment)} = any (board.segments))"


async def read_board(viewer: Person | None, slug: str) -> Board | None:
    """One board by its address, or None when it is not there for this viewer."""
    return await visible_to(viewer).filter(slug__iexact=clean_line(slug)).first()


async def find_board(slug: str, *, viewer: Person | None) -> Board:
    """The board to act on; refuses with NotFound what the viewer may not read."""
    board = await read_board(viewer, slug)
    if board is None:
        raise NotFound
    return board


@dataclass(frozen=True, slots=True)
class ModerationRow:
    """What waits on a board until the team approves it: customers' posts of these kinds, and maybe their comments."""

    kinds: list[Kind]
    comments: bool


async def moderation_of(board_ids: list[UUID]) -> dict[UUID, ModerationRow]:
    """What waits on each board. Takes ids of visible boards."""
    boards = Board.filter(id__in=board_ids).only("id", "moderated_kinds", "moderates_comments")
    return {
        board.id: ModerationRow([*map(Kind, board.moderated_kinds)], board.moderates_comments) for board in await boards
    }


async def find_category(category_id: UUID, *, viewer: Person | None) -> Category:
    """The category to act on; refuses with NotFound that of a board which the viewer may not read."""
    category = await Category.filter(readable_by(viewer, board="board__")).get_or_none(id=category_id)
    if category is None:
        raise NotFound
    return category


async def find_field(field_id: UUID, *, viewer: Person | None) -> BoardField:
    """The field to act on; refuses with NotFound that of a board which the viewer may not read."""
    field = await BoardField.filter(readable_by(viewer, board="board__")).get_or_none(id=field_id)
    if field is None:
        raise NotFound
    return field


async def categories_of(board_ids: list[UUID]) -> dict[UUID, list[Category]]:
    """The categories of each board in their order. Takes ids of visible boards."""
    found: dict[UUID, list[Category]] = {}
    for category in await Category.filter(board_id__in=board_ids).order_by("position", "name"):
        found.setdefault(category.board_id, []).append(category)
    return found


async def fields_of(board_ids: list[UUID]) -> dict[UUID, list[BoardField]]:
    """What each board asks of its posts or asked once, in its order. Takes ids of visible boards."""
    found: dict[UUID, list[BoardField]] = {}
    for field in await BoardField.filter(board_id__in=board_ids).order_by("position", "name"):
        found.setdefault(field.board_id, []).append(field)
    return found
