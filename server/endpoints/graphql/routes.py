"""Where the API is found."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from api.guard import Guard
from server.endpoints.graphql.kept_answers import KeptAnswers
from server.endpoints.graphql.messages import ContextT, MakeContext
from server.endpoints.graphql.over_http import GraphQLOverHTTP
from server.endpoints.graphql.over_websocket import GraphQLOverWebSocket

_EXPLORER_SCRIPT: Final = (Path(__file__).parent / "explorer.js").read_text(encoding="utf-8")
_HEADERS: Final = {"x-content-type-options": "nosniff"}


def graphql_routes(guard: Guard[ContextT], make_context: MakeContext[ContextT], kept: KeptAnswers) -> list[BaseRoute]:
    """/graphql over HTTP and websocket, its explorer's script, and the contract at /schema.graphql."""

    async def show_contract(_: Request) -> Response:
        return PlainTextResponse(guard.sdl, headers=_HEADERS)

    async def send_explorer_script(_: Request) -> Response:
        return Response(_EXPLORER_SCRIPT, headers=_HEADERS, media_type="text/javascript")

    return [
        Route("/graphql", GraphQLOverHTTP(guard, make_context, kept)),
        WebSocketRoute("/graphql", GraphQLOverWebSocket(guard, make_context)),
        Route("/graphql/explorer.js", send_explorer_script),
        Route("/schema.graphql", show_contract),
    ]
