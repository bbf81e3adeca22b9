"""Opening boards, and who finds them."""

import asyncio

import pytest

from ideation.actions import boards
from ideation.errors import InvalidInput, NotAllowed, NotFound
from ideation.events import BoardCreated
from ideation.models import Board
from ideation.queries.boards import find_board, read_board, visible_to
from ideation.queries.posts import PostFilter, count_posts
from ideation.queries.reports import count_reports
from ideation.vocabulary import Access


async def test_an_administrator_opens_a_board_that_everyone_reads(grace, recorded):
    board = await boards.create_board("Mobile-App ", name=" The\napp ", purpose=" Say what is missing. ", by=grace)

    assert (board.slug, board.name, board.purpose) == ("mobile-app", "The app", "Say what is missing.")
    assert board.access is Access.PUBLIC
    assert await recorded() == [BoardCreated(board_id=board.id)]


async def test_the_operator_opens_a_board_at_the_command_line(stored, recorded):
    board = await boards.create_board("app", name="The app", by=None)

    assert await recorded() == [BoardCreated(board_id=board.id)]


async def test_boards_stand_in_the_order_in_which_they_were_opened(app, beta, backstage, mia):
    assert await visible_to(mia) == [app, beta, backstage]
    assert [board.position for board in (app, beta, backstage)] == [0, 1, 2]


async def test_nobody_but_an_administrator_opens_a_board(noor, mia, ada, recorded):
    for somebody in (noor, mia, ada):
        with pytest.raises(NotAllowed):
            await boards.create_board("app", name="The app", by=somebody)

    assert await Board.all().count() == 0
    assert await recorded() == []


@pytest.mark.parametrize("slug", ["", "-", "a--b", "-a", "a-", "a b", "ä", "a/b", "\0", "\udcff", "a" * 61, "../etc"])
async def test_an_address_that_browsers_would_spell_otherwise_is_refused(slug, grace, recorded):
    with pytest.raises(InvalidInput, match="mobile-app") as refused:
        await boards.create_board(slug, name="The app", by=grace)

    assert refused.value.field == "slug"
    assert await Board.all().count() == 0
    assert await recorded() == []


@pytest.mark.parametrize(
    ("field", "given"),
    [("name", {"name": " "}), ("name", {"name": "n" * 101}), ("purpose", {"name": "The app", "purpose": "p" * 301})],
)
async def test_a_board_needs_a_name_and_words_that_fit(field, given, grace, recorded):
    with pytest.raises(InvalidInput) as refused:
        await boards.create_board("app", **given, by=grace)

    assert refused.value.field == field
    assert await Board.all().count() == 0
    assert await recorded() == []


async def test_an_address_is_taken_once_in_any_case(app, grace, recorded):
    with pytest.raises(InvalidInput, match="already"):
        await boards.create_board("APP", name="Another", by=grace)

    assert await Board.all().count() == 1
    assert await recorded() == []


@pytest.mark.commits
async def test_an_address_is_taken_once_however_many_ask_for_it_at_the_same_time(grace):
    asked = (boards.create_board("app", name="The app", by=grace) for _ in range(5))
    answers = await asyncio.gather(*asked, return_exceptions=True)

    assert sorted(type(answer).__name__ for answer in answers) == ["Board"] + ["InvalidInput"] * 4
    assert await Board.all().count() == 1


async def test_a_board_is_found_by_its_address_in_any_case(app, noor):
    assert await find_board(" APP\0 ", viewer=noor) == app


async def test_no_board_is_found_at_an_address_longer_than_any(app, dark_mode, noor):
    nowhere = "a" * 61

    assert await read_board(noor, nowhere) is None
    assert await count_reports(noor, board=nowhere) == 0
    assert await count_posts(noor, PostFilter(board=nowhere)) == 0


async def test_everybody_finds_the_boards_of_their_circle_only(app, beta, backstage, noor, mia):
    assert [await read_board(None, board.slug) for board in (app, beta, backstage)] == [app, None, None]
    assert [await read_board(noor, board.slug) for board in (app, beta, backstage)] == [app, beta, None]
    assert [await read_board(mia, board.slug) for board in (app, beta, backstage)] == [app, beta, backstage]


async def test_a_board_that_one_may_not_read_is_refused_like_one_that_is_not_there(backstage, noor):
    with pytest.raises(NotFound) as hidden:
        await find_board(backstage.slug, viewer=noor)
    with pytest.raises(NotFound) as absent:
        await find_board("nowhere", viewer=noor)

    assert str(hidden.value) == str(absent.value)


def test_an_address_of_a_board_is_known_as_it_is_stored():
    assert boards.board_slug(" Mobile-App\udcff\0\u202e ") == "mobile-app"
