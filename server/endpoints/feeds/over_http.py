"""Feeds over HTTP: where they are, and answering in a line that nothing is new."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from server.endpoints.feeds.contents import board_feed, changelog_feed, post_feed
from server.endpoints.feeds.feed import Feed
from server.endpoints.feeds.formats import atom, rss
from server.settings import Settings

FORMATS = {"atom": (atom, "application/atom+xml"), "rss": (rss, "application/rss+xml")}

Read = Callable[[Request], Awaitable[Feed | None]]


def feed_routes(settings: Settings) -> list[BaseRoute]:
    """The feeds of each board, each post and the changelog, in Atom and in RSS."""
    reads: dict[str, Read] = {
        "/b/{board}/feed": lambda request: board_feed(request.path_params["board"], settings),
        "/b/{board}/i/{slug}/feed": lambda request: post_feed(**request.path_params, settings=settings),
        "/changelog": lambda request: changelog_feed(settings),
    }
    return [
        Route(f"{path}.{name}", _endpoint(read, name, settings)) for path, read in reads.items() for name in FORMATS
    ]


def _endpoint(read: Read, name: str, settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    write, media_type = FORMATS[name]

    async def send_feed(request: Request) -> Response:
        feed = await read(request)
        if feed is None:
            return PlainTextResponse("There is no such feed. It may have moved, or not be for everyone.", 404)
        body = write(feed, address=f"{settings.public_url}{request.url.path}")
        headers = {
            "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
            "last-modified": format_datetime(feed.updated.astimezone(UTC), usegmt=True),
            "cache-control": "public, max-age=60",
        }
        if _is_known(request, headers):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=f"{media_type}; charset=utf-8")

    return send_feed


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """Whether the reader has this very feed already."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or headers["etag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    # The same moment and not a later one: what was taken away makes a feed older.
    return request.headers.get("if-modified-since") == headers["last-modified"]
