"""Where the link in a guest's mail leads: a plain page with one button, because mail scanners follow links too."""

from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ideation.actions.guests import confirm_post
from ideation.errors import ConfirmationRefused
from ideation.models import Board, Post
from server.endpoints.graphql.messages import Unreadable, ensure_own_origin

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
</head>
<body style="margin: 0 auto; padding: 24px; max-width: 560px; font: 16px/1.5 system-ui, sans-serif;">
<h1 style="font-size: 20px;">{title}</h1>
{content}
</body>
</html>
"""
_BUTTON: Final = """<p>It will be published under your name.</p>
<form method="post"><button style="font: inherit; padding: 8px 16px;">Publish</button></form>"""
_HEADERS: Final = {"cache-control": "no-store"}


def confirmation_routes() -> list[BaseRoute]:
    """/confirm/{token}: a question, and its answer."""
    return [
        Route("/confirm/{token}", _ask, methods=["GET"]),
        Route("/confirm/{token}", _publish, methods=["POST"]),
    ]


async def _ask(_: Request) -> Response:
    return _page("Publish what you wrote?", _BUTTON)


async def _publish(request: Request) -> Response:
    try:
        ensure_own_origin(request)
        post = await confirm_post(request.path_params["token"])
    except Unreadable as unreadable:
        return _page("This did not work", f"<p>{escape(unreadable.message)}</p>", status=unreadable.status)
    except ConfirmationRefused as refusal:
        return _page("This did not work", f"<p>{escape(refusal.message)}</p>", status=404)
    address = escape(await _address(post))
    return _page("Thank you", f'<p>It is published now. <a href="{address}">Read it on the board</a>.</p>')


async def _address(post: Post) -> str:
    board = await Board.get(id=post.board_id)
    return f"/b/{board.slug}/i/{post.slug}"


def _page(title: str, content: str, *, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, content=content), status, _HEADERS)
