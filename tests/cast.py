"""The small cast that every test may call upon."""

from uuid import uuid4

import pytest

from ideation.actions import boards, people, posts, segments, themes
from ideation.actions.segments import Sentence
from ideation.actions.themes import FoundTheme, FoundThemes, Placement
from ideation.models import Board, Person, Post, Segment, Theme
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


@pytest.fixture
async def night(dark_mode: Post, app: Board, noor: Person) -> Theme:
    """A theme that a run found in what Tom and Noor wrote, with a sub-theme; Tom's sentence is the most typical."""
    glare = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Glare", body="The glare keeps me awake.", by=noor)
    run = await themes.begin_run()
    theme, part = uuid4(), uuid4()
    await segments.keep_sentences(
        {
            dark_mode.id: [Sentence("White screens hurt my eyes at night.", "a"), Sentence("Please.", "b")],
            glare.id: [Sentence("The glare keeps me awake.", "c")],
        }
    )
    placed = {"a": (theme, part, 0.9), "b": (None, None, 0.1), "c": (theme, part, 0.7)}
    await themes.complete_run(
        run,
        FoundThemes(
            themes=[
                FoundTheme(
                    theme, is_new=True, level=1, parent_id=None, name="Eyes, night", words=["eyes"], centroid=b""
                ),
                FoundTheme(part, True, level=2, parent_id=theme, name="White", words=["white"], centroid=b""),
            ],
            placements=[
                Placement(segment.id, *placed[segment.digest], confidence=0.5, x=0.0, y=0.0)
                for segment in await Segment.all()
            ],
        ),
    )
    return await Theme.get(id=theme)
