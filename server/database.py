"""The connection to PostgreSQL: Tortoise's configuration, its opening and closing, and the migrations."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
from pgqueuer import AsyncpgDriver, Queries
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

APP = "ideation"
# An arbitrary number that all our processes agree on, so that only one of them migrates at a time.
MIGRATING = 7_260_411
# Compiling a statement takes longer than any of ours runs, and planning it anew for each set of parameters takes up to
# half of its time: their plans do not depend on the parameters.
SESSION = {"jit": "off", "plan_cache_mode": "force_generic_plan", "application_name": "hearback"}


def credentials(url: str) -> dict[str, Any]:
    """What asyncpg needs to connect to `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    found: dict[str, Any] = {
        "host": query.get("host") or parts.hostname or "localhost",
        "port": int(query.get("port") or parts.port or 5432),
        "user": unquote(parts.username) if parts.username else query.get("user"),
        "password": unquote(parts.password) if parts.password else query.get("password"),
        "database": unquote(parts.path.lstrip("/")) or "hearback",
    }
    if "sslmode" in query:
        found["ssl"] = query["sslmode"]
    return found


def configuration(url: str, *, pool: int = 10) -> dict[str, Any]:
    """Tortoise's configuration for the database at `url`, with at most `pool` connections."""
    access = credentials(url) | {"min_size": 1, "max_size": pool, "server_settings": SESSION, "reset": _leave}
    return {
        "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": access}},
        "apps": {
            APP: {
                "models": ["ideation.models"],
                "default_connection": "default",
                "migrations": "ideation.migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


async def _leave(connection: asyncpg.Connection) -> None:
    """Hand a connection back; asyncpg would reset its session by a statement, and ours never change theirs."""
    if connection.is_in_transaction():
        await connection.reset()


# The models without a database, for writing migrations.
MODELS = configuration("postgresql:///hearback")


@asynccontextmanager
async def database(url: str, *, pool: int = 10) -> AsyncIterator[None]:
    """Tortoise ready for use by every task of this process."""
    # Requests run in other tasks than the one that opens the pool; without the fallback they would not find it.
    await Tortoise.init(config=configuration(url, pool=pool), _enable_global_fallback=True)
    try:
        yield
    finally:
        await Tortoise.close_connections()


async def migrate(url: str) -> list[str]:
    """Bring the schema up to date and return the names of the migrations that were applied."""
    connection = await asyncpg.connect(**credentials(url))
    try:
        await connection.execute("select pg_advisory_lock($1)", MIGRATING)
        applied = await _apply(url)
        queue = Queries(AsyncpgDriver(connection))
        if await queue.has_table("pgqueuer"):
            await queue.upgrade()
        else:
            await queue.install()
        return applied
    finally:
        await connection.close()


async def pending_migrations(url: str) -> list[str]:
    """The names of the migrations that this database still lacks."""
    async with database(url, pool=1):
        return [f"{step.migration.name}" for step in await _executor().plan([_LATEST])]


async def models_without_migration() -> list[str]:
    """What the models say and no migration brings about; empty when the two agree."""
    await Tortoise.init(config=MODELS, init_connections=False)
    detector = MigrationAutodetector(Tortoise.apps, MODELS["apps"])
    return [operation.describe() for writer in await detector.changes() for operation in writer.operations]


_LATEST = MigrationTarget(app_label=APP, name="__latest__")


async def _apply(url: str) -> list[str]:
    async with database(url, pool=1):
        executor = _executor()
        steps = [step.migration.name for step in await executor.plan([_LATEST])]
        await executor.migrate([_LATEST])
        return steps


def _executor() -> MigrationExecutor:
    return MigrationExecutor(get_connection("default"), MODELS["apps"])
