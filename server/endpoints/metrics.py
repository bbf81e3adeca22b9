"""What a monitoring system reads."""

import secrets

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route


def metrics_routes(token: str) -> list[BaseRoute]:
    """/metrics in Prometheus' text format, for whoever sends the token."""

    async def show_metrics(request: Request) -> Response:
        given = request.headers.get("authorization", "").encode()
        if not secrets.compare_digest(given, f"Bearer {token}".encode()):
            return PlainTextResponse("Send the token of HEARBACK_METRICS_TOKEN.", 401, {"www-authenticate": "Bearer"})
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/metrics", show_metrics)]
