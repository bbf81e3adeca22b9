"""Opening boards."""

import re

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import BoardCreated
from ideation.ledger import record, verb
from ideation.models import Board, Person
from ideation.policy import may_administer
from ideation.text import NAME_LENGTH, clean_line, optional_text, required_line
from ideation.vocabulary import Access

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@verb
async def create_board(
    slug: str, *, name: str, purpose: str = "", access: Access = Access.PUBLIC, by: Person | None
) -> Board:
    """Open a board. Without `by`, the operator of the installation does it at the command line."""
    if by is not None and not may_administer(by):
        raise NotAllowed
    slug = board_slug(slug)
    await sql.fetch("take_turns", "create_board")
    if await Board.exists(slug=slug):
        raise InvalidInput("slug", f"There is a board at {slug} already. Choose another address.")
    board = await Board.create(
        slug=slug,
        name=required_line(name, field="name", most=NAME_LENGTH, ask="Give the board a name."),
        purpose=optional_text(purpose, field="purpose", most=300),
        access=access,
        position=await Board.all().count(),
    )
    await record(BoardCreated(board_id=board.id), by=by)
    return board


def board_slug(text: str) -> str:
    """The address of a board as it is stored."""
    slug = clean_line(text).lower()
    if len(slug) > 60 or not _SLUG.fullmatch(slug):
        raise InvalidInput("slug", "Use small letters, digits and single hyphens, at most 60, such as mobile-app.")
    return slug
