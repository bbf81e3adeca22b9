"""What every test stands on: a PostgreSQL of its own, and a transaction that is rolled back."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from ideation import ledger
from ideation.events import Fact
from ideation.models import Event
from server.database import database, migrate
from server.postgres import embedded

# The servers and workers of the tests load no model unless a test asks for it.
os.environ.setdefault("HEARBACK_SIMILARITY", "words")

pytest_plugins = ["tests.asking", "tests.cast", "tests.engine"]

# Input that nobody would think of. Examples share the transaction of their test, so the fixtures need not be made anew
# for each. A failure prints the blob that repeats it; nothing is kept between runs.
settings.register_profile(
    "house",
    database=None,
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh PostgreSQL for this run; quick, because nothing in it has to survive."""
    with embedded(tmp_path_factory.mktemp("data"), durable=False) as address:
        yield address.url


@pytest.fixture(scope="session")
async def open_database(database_url: str) -> AsyncIterator[None]:
    await migrate(database_url)
    async with database(database_url, pool=20):
        yield


class _RolledBack(Exception):
    pass


@pytest.fixture
async def stored(request: pytest.FixtureRequest, open_database: None) -> AsyncIterator[None]:
    """The database for one test: what the test writes is rolled back, or deleted if it is marked `commits`."""
    if request.node.get_closest_marker("commits"):
        yield
        await _empty()
        return
    try:
        async with in_transaction():
            yield
            raise _RolledBack
    except _RolledBack:
        pass


@pytest.fixture
async def recorded(stored: None) -> Callable[[], Awaitable[list[Fact]]]:
    """The facts recorded since this fixture was made; ask for it after the cast."""
    before = await Event.all().order_by("-id").first()

    async def since() -> list[Fact]:
        events = await Event.filter(id__gt=before.id if before else 0).order_by("id")
        return [ledger.fact_of(event) for event in events]

    return since


async def _empty() -> None:
    """Delete everything but what the migrations wrote."""
    async with get_connection("default").acquire_connection() as connection:
        tables = await connection.fetch(
            "select quote_ident(tablename) from pg_tables"
            " where schemaname = 'public' and tablename not in ('tortoise_migrations', 'status')"
        )
        await connection.execute(f"truncate {', '.join(row[0] for row in tables)} cascade")
