"""Which boards there are, for whom."""

from uuid import UUID

from tortoise.queryset import QuerySet

from ideation.errors import NotFound
from ideation.models import Board, Person, Tag
from ideation.policy import readable_access
from ideation.text import clean_line


def visible_to(viewer: Person | None) -> QuerySet[Board]:
    """The boards that this viewer may read, in their order."""
    return Board.filter(access__in=readable_access(viewer)).order_by("position", "name")


async def read_board(viewer: Person | None, slug: str) -> Board | None:
    """One board by its address, or None when it is not there for this viewer."""
    return await visible_to(viewer).filter(slug__iexact=clean_line(slug)).first()


async def find_board(slug: str, *, viewer: Person | None) -> Board:
    """The board to act on; refuses with NotFound what the viewer may not read."""
    board = await read_board(viewer, slug)
    if board is None:
        raise NotFound
    return board


async def tags_of(board_ids: list[UUID]) -> dict[UUID, list[Tag]]:
    """The tags of each board, by name."""
    tags: dict[UUID, list[Tag]] = {}
    for tag in await Tag.filter(board_id__in=board_ids).order_by("name"):
        tags.setdefault(tag.board_id, []).append(tag)
    return tags
