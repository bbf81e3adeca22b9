"""What a load balancer asks."""

from asyncpg import InterfaceError, PostgresError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from tortoise.connection import get_connection


async def show_health(_: Request) -> Response:
    """200 while this process reaches its database, 503 otherwise."""
    try:
        async with get_connection("default").acquire_connection() as connection:
            await connection.fetchval("select 1", timeout=3)
    except (OSError, TimeoutError, PostgresError, InterfaceError):
        return JSONResponse({"status": "The database does not answer."}, status_code=503)
    return JSONResponse({"status": "ok"})


def health_routes() -> list[BaseRoute]:
    """/health."""
    return [Route("/health", show_health)]
