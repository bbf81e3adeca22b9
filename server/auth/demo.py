"""Signing in by one click. Only `hearback demo` serves these routes."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ideation.actions.people import open_session
from ideation.models import Person
from ideation.vocabulary import Role
from server.auth.sessions import CookieSession
from server.endpoints.graphql.messages import Unreadable, ensure_own_origin, read_json

ROLES = (Role.CUSTOMER, Role.AGENT, Role.PRODUCT_MANAGER, Role.ADMIN)


async def demo_people() -> list[Person]:
    """One person of each role whom a visitor of the demo may sign in as; of the customers, the one who said most."""
    people = []
    for role in ROLES:
        person = await Person.filter(role=role, email__isnull=False).order_by("created_at", "email").first()
        if person is not None:
            people.append(person)
    return people


def demo_routes(*, secure: bool) -> list[BaseRoute]:
    """Who one can sign in as, and doing so."""

    async def show_people(_: Request) -> Response:
        return JSONResponse(
            [{"email": person.email, "name": person.name, "role": person.role.name} for person in await demo_people()]
        )

    async def sign_in(request: Request) -> Response:
        try:
            ensure_own_origin(request)
            wanted = await _wanted_email(request)
        except Unreadable as refused:
            return JSONResponse({"message": refused.message}, status_code=refused.status)
        for person in await demo_people():
            if person.email == wanted:
                response = Response(status_code=204)
                CookieSession(request, response, secure=secure).begin(await open_session(person))
                return response
        return JSONResponse({"message": "Choose one of the people of the demo."}, status_code=400)

    return [Route("/demo/people", show_people), Route("/demo/sign-in", sign_in, methods=["POST"])]


async def _wanted_email(request: Request) -> object:
    # A page of another site can send a plain form, never JSON.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Unreadable("Send JSON.", 415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > 1_000:
            raise Unreadable("That is more than an address.", 413)
    wanted = read_json(body)
    return wanted.get("email") if isinstance(wanted, dict) else None
