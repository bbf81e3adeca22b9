"""Opening boards, and changing what they are and whom they let in."""

import re
from collections.abc import Sequence
from typing import TypedDict, Unpack

from ideation import sql
from ideation.actions.ordering import reorder
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import BoardChanged, BoardCreated, BoardsReordered, VoteBudgetSet
from ideation.ledger import record, verb
from ideation.models import Board, Person
from ideation.policy import may_administer
from ideation.text import NAME_LENGTH, clean_line, optional_text, required_line
from ideation.vocabulary import Access

PURPOSE_LENGTH = 300
SEGMENT_LENGTH = 60
MOST_SEGMENTS = 50
MOST_VOTES = 1_000  # that a budget can hold

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Circles(TypedDict, total=False):
    """Whom a board lets in, and to what; `segments` are the customers meant by `Access.SEGMENT`."""

    access: Access
    post_access: Access
    vote_access: Access
    comment_access: Access
    segments: Sequence[str]


@verb
async def create_board(
    slug: str, *, name: str, purpose: str = "", by: Person | None, **circles: Unpack[Circles]
) -> Board:
    """Open a board. Without `by`, the operator of the installation does it at the command line."""
    if by is not None and not may_administer(by):
        raise NotAllowed
    slug = board_slug(slug)
    await _take_turns()
    if await Board.exists(slug=slug):
        raise InvalidInput("slug", f"There is a board at {slug} already. Choose another address.")
    board = Board(slug=slug, position=await Board.all().count())
    _describe(board, name=name, purpose=purpose)
    _let_in(board, circles)
    await board.save()
    await record(BoardCreated(board_id=board.id), by=by)
    return board


@verb
async def update_board(
    board: Board, *, name: str | None = None, purpose: str | None = None, by: Person, **circles: Unpack[Circles]
) -> Board:
    """Change what a board is called and whom it lets in; what is not given stays as it is."""
    if not may_administer(by):
        raise NotAllowed
    board = await Board.select_for_update(no_key=True).get(id=board.id)
    before = (board.name, board.purpose, _changed(board))
    _describe(board, name=name, purpose=purpose)
    _let_in(board, circles)
    fact = _changed(board)
    if (board.name, board.purpose, fact) != before:
        await board.save()
        await record(fact, by=by)
    return board


@verb
async def reorder_boards(wanted: Sequence[Board], *, by: Person) -> None:
    """Put these boards first, in this order; the others follow as they stood."""
    if not may_administer(by):
        raise NotAllowed
    await _take_turns()
    if await reorder(await Board.all().order_by("position", "name"), [board.id for board in wanted]):
        await record(BoardsReordered(), by=by)


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


async def _take_turns() -> None:
    await sql.fetch("take_turns", "create_board")


def _describe(board: Board, *, name: str | None, purpose: str | None) -> None:
    if name is not None:
        board.name = required_line(name, field="name", most=NAME_LENGTH, ask="Give the board a name.")
    if purpose is not None:
        board.purpose = optional_text(purpose, field="purpose", most=PURPOSE_LENGTH)


def _let_in(board: Board, circles: Circles) -> None:
    board.access = circles.get("access", board.access)
    board.post_access = circles.get("post_access", board.post_access)
    board.vote_access = circles.get("vote_access", board.vote_access)
    board.comment_access = circles.get("comment_access", board.comment_access)
    if "segments" in circles:
        board.segments = _segments(circles["segments"])
    acting = (board.access, board.post_access, board.vote_access, board.comment_access)
    if Access.SEGMENT in acting and not board.segments:
        raise InvalidInput("segments", "Name the segments of customers that this board is for, such as enterprise.")


def _segments(names: Sequence[str]) -> list[str]:
    ask = "Name the segment, or leave it out."
    distinct = {required_line(name, field="segments", most=SEGMENT_LENGTH, ask=ask) for name in names}
    if len(distinct) > MOST_SEGMENTS:
        raise InvalidInput("segments", f"There are {len(distinct)} segments here; the limit is {MOST_SEGMENTS}.")
    return sorted(distinct)


def _changed(board: Board) -> BoardChanged:
    return BoardChanged(
        board_id=board.id,
        access=board.access,
        post_access=board.post_access,
        vote_access=board.vote_access,
        comment_access=board.comment_access,
        segments=tuple(board.segments),
    )
