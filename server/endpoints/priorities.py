"""The table of priorities as a CSV file, for those who decide."""

import csv
import io
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ideation.models import Person
from ideation.policy import may_decide
from ideation.queries.people import signed_in_with
from ideation.queries.priorities import PriorityRow, list_priorities
from server.auth.sessions import COOKIE

COLUMNS = ("score", "title", "board", "status", "votes", "reach", "impact", "confidence", "effort", "address", "set_at")
AT_ONCE = 500  # rows

_HEADERS = {
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="priorities.csv"',
    "x-content-type-options": "nosniff",
}
# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection").
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def priorities_routes(public_url: str) -> list[BaseRoute]:
    """/studio/priorities.csv, of all boards or of the one named by `board`."""

    async def send(request: Request) -> Response:
        token = request.cookies.get(COOKIE)
        viewer = await signed_in_with(token) if token else None
        if not may_decide(viewer):
            return PlainTextResponse("Sign in as a product manager first.", 403, headers={"cache-control": "no-store"})
        lines = _lines(viewer, request.query_params.get("board"), public_url)
        return StreamingResponse(lines, headers=_HEADERS, media_type="text/csv; charset=utf-8")

    return [Route("/studio/priorities.csv", send)]


async def _lines(viewer: Person | None, board: str | None, public_url: str) -> AsyncIterator[str]:
    # With the mark by which spreadsheets tell UTF-8.
    yield "\ufeff" + _line(COLUMNS)
    part, after = None, None
    while part is None or part.has_next:
        part = await list_priorities(viewer, board=board, first=AT_ONCE, after=after)
        for row in part.rows:
            yield _line(_cells(row, public_url))
        after = part.positions[-1] if part.positions else None


def _cells(row: PriorityRow, public_url: str) -> tuple[object, ...]:
    return (
        row.score,
        _harmless(row.title),
        _harmless(row.board),
        _harmless(row.status),
        row.vote_count,
        row.reach,
        row.impact,
        row.confidence,
        row.effort,
        f"{public_url}/b/{row.board}/i/{row.slug}",
        row.set_at.isoformat(),
    )


def _harmless(text: str) -> str:
    """The text, so that no spreadsheet computes it."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def _line(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
