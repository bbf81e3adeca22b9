"""Opening boards."""

import re

from ideation import sql
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import BoardCreated, VoteBudgetSet
from ideation.ledger import record, verb
from ideation.models import Board, Person
from ideation.policy import may_administer
from ideation.text import NAME_LENGTH, clean_line, optional_text, required_line
from ideation.vocabulary import Access

MOST_VOTES = 1_000  # that a budget can hold

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


@verb
async def set_vote_budget(board: Board, *, budget: int | None, by: Person) -> Board:
    """Say how many open posts of a board one person may support at a time; None for as many as they like.

    Whoever supports more already keeps their votes.
    """
    if not may_administer(by):
        raise NotAllowed
    if budget is not None and not 1 <= budget <= MOST_VOTES:
        raise InvalidInput("budget", f"Give everyone 1 to {MOST_VOTES:,} votes, or leave it out for no limit.")
    board = await Board.select_for_update(no_key=True).get(id=board.id)
    if board.vote_budget != budget:
        board.vote_budget = budget
        await board.save(update_fields=["vote_budget"])
        await record(VoteBudgetSet(board_id=board.id, budget=budget or 0), by=by)
    return board


def board_slug(text: str) -> str:
    """The address of a board as it is stored."""
    slug = clean_line(text).lower()
    if len(slug) > 60 or not _SLUG.fullmatch(slug):
        raise InvalidInput("slug", "Use small letters, digits and single hyphens, at most 60, such as mobile-app.")
    return slug
