"""Pictures come and go here: POST /attachments takes one, GET /attachments/{id} shows one to whoever may see it."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.attachments import Attachment
from api.context import Context
from ideation import pictures
from ideation.actions.attachments import ensure_may_attach_more, keep_attachment
from ideation.errors import InvalidInput, NotSignedIn, Refusal, TooManyAttempts
from ideation.models import Person
from ideation.queries.attachments import read_attachment
from server.drawing import draw
from server.endpoints.graphql.messages import MakeContext, Unreadable, ensure_own_origin
from server.endpoints.graphql.over_http import json_response, refuse

SECONDS_TO_SEND = 60.0
MOST_BYTES = pictures.MOST_BYTES + 20_000  # the picture, what is said about it, and what divides the two
LONGEST_FIELD = 2_000  # bytes
MOST_AT_ONCE = 3  # of one person, however slowly they arrive

_HEADERS: Final = {
    "cache-control": "private, no-cache",  # asked for anew every time, because rights may change
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


def attachment_routes(make_context: MakeContext[Context]) -> list[BaseRoute]:
    """/attachments, for the pictures beside what people say."""
    # One picture at a time is drawn: it may take 400 MB and seconds.
    drawing = asyncio.Semaphore(1)
    arriving: Counter[UUID] = Counter()

    async def take(request: Request) -> Response:
        try:
            ensure_own_origin(request)
            person = (await make_context(request, None)).person
            with _one_more(arriving, person):
                return await _take(request, person, drawing)
        except Unreadable as unreadable:
            return refuse(unreadable)
        except Refusal as refusal:
            return _refuse(refusal)
        except ClientDisconnect:
            return Response(status_code=400)

    async def show(request: Request) -> Response:
        viewer = (await make_context(request, None)).viewer
        attachment_id = _id(request.path_params["id"])
        file = await read_attachment(viewer, attachment_id) if attachment_id else None
        if file is None:
            return PlainTextResponse("Not found.", 404, _HEADERS)
        headers = _HEADERS | {"etag": f'"{file.digest}"'}
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(file.content, headers=headers, media_type=file.media_type)

    return [Route("/attachments", take, methods=["POST"]), Route("/attachments/{id}", show)]


@contextmanager
def _one_more(arriving: Counter[UUID], person: Person) -> Iterator[None]:
    if arriving[person.id] >= MOST_AT_ONCE:
        raise TooManyAttempts(1)
    arriving[person.id] += 1
    try:
        yield
    finally:
        arriving[person.id] -= 1
        if not arriving[person.id]:
            del arriving[person.id]


async def _take(request: Request, person: Person, drawing: asyncio.Semaphore) -> Response:
    # Whoever may send no more is told before a byte of theirs is read.
    await ensure_may_attach_more(person)
    sent, alt = await _read_form(request)
    async with drawing:
        picture = await draw(sent)
    kept = await keep_attachment(picture, alt=alt, by=person)
    shown = Attachment(id=kept.id, url=f"/attachments/{kept.id}", width=kept.width, height=kept.height, alt=kept.alt)
    return json_response(vars(shown), status=201)


async def _read_form(request: Request) -> tuple[bytes, str]:
    """The file and the words for it."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Unreadable("Send the content type 'multipart/form-data', with the picture as 'file'.", 415)
    if int(request.headers.get("content-length", 0)) > MOST_BYTES:
        raise _too_large()
    parser = MultiPartParser(request.headers, _bounded(request), max_files=1, max_fields=1, max_part_size=LONGEST_FIELD)
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            form = await parser.parse()
    except TimeoutError:
        raise Unreadable(f"The picture did not arrive within {SECONDS_TO_SEND:.0f} seconds.", 408) from None
    except MultiPartException as trouble:
        raise Unreadable(trouble.message) from None
    try:
        file, alt = form.get("file"), form.get("alt", "")
        if file is None or isinstance(file, str) or not isinstance(alt, str):
            raise InvalidInput("file", "Send the picture as the file 'file', and what can be seen on it as 'alt'.")
        return await file.read(), alt
    finally:
        await form.close()


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BYTES:
            raise _too_large()
        yield chunk


def _too_large() -> Unreadable:
    return Unreadable(f"The picture is larger than {pictures.MOST_BYTES // 1_000_000} MB. Send a smaller one.", 413)


def _refuse(refusal: Refusal) -> Response:
    body = {"errors": [{"message": refusal.message}]}
    if isinstance(refusal, TooManyAttempts):
        return json_response(body, status=429, **{"retry-after": str(refusal.retry_after_seconds)})
    if isinstance(refusal, InvalidInput):
        return json_response(body, status=422)
    return json_response(body, status=401 if isinstance(refusal, NotSignedIn) else 403)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
