"""The small cast that every test may call upon."""

import pytest

from ideation.actions import boards, people, posts
from ideation.models import Board, Person, Post
from ideation.vocabulary import Access, Kind, Role


@pytest.fixture
async def grace(stored: None) -> Person:
    """The administrator."""
    return await people.join("grace@example.com", name="Grace", role=Role.ADMIN)


@pytest.fixture
async def ada(stored: None) -> Person:
    """The product manager."""
    return await people.join("ada@example.com", name="Ada", role=Role.PRODUCT_MANAGER)


@pytest.fixture
async def mia(stored: None) -> Person:
    """The agent."""
    return await people.join("mia@example.com", name="Mia", role=Role.AGENT)


@pytest.fixture
async def noor(stored: None) -> Person:
    """A customer."""
    return await people.join("noor@example.com", name="Noor")


@pytest.fixture
async def tom(stored: None) -> Person:
    """Another customer."""
    return await people.join("tom@example.com", name="Tom")


@pytest.fixture
async def app(grace: Person) -> Board:
    """A public board."""
    return await boards.create_board("app", name="The app", purpose="Make the app better.", by=grace)


@pytest.fixture
async def beta(grace: Person) -> Board:
    """A board for everyone who is signed in."""
    return await boards.create_board("beta", name="Beta", access=Access.MEMBERS, by=grace)


@pytest.fixture
async def backstage(grace: Person) -> Board:
    """A board for staff."""
    return await boards.create_board("backstage", name="Backstage", access=Access.STAFF, by=grace)


@pytest.fixture
async def dark_mode(app: Board, tom: Person) -> Post:
    """Tom's idea on the public board."""
    return await posts.submit_post(
        app, kind=Kind.IDEA, title="Dark mode", body="White screens hurt my eyes at night. Please.", by=tom
    )


@pytest.fixture
async def leak(backstage: Board, mia: Person) -> Post:
    """What no customer may learn of."""
    return await posts.submit_post(
        backstage, kind=Kind.COMPLAINT, title="Zebrafish leak", body="The zebrafish contract is late.", by=mia
    )
