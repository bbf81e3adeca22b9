"""The Starlette application: what is served where, and what runs beside it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.attempts import Attempts
from api.context import NO_MEANING, Context, Installation
from api.guard import Guard
from api.once import answer_once
from api.schema import schema
from ideation.errors import Refusal
from ideation.queries.people import signed_in_with
from server.auth.demo import demo_routes
from server.auth.sessions import CookieSession
from server.database import database
from server.endpoints.attachments import attachment_routes
from server.endpoints.confirmation import confirmation_routes
from server.endpoints.feeds import feed_routes
from server.endpoints.graphql import KeptAnswers, graphql_routes
from server.endpoints.health import health_routes
from server.endpoints.metrics import metrics_routes
from server.endpoints.page import page_routes
from server.endpoints.priorities import priorities_routes
from server.headers import SecurityHeaders
from server.jobs import run_jobs
from server.live import live
from server.settings import Settings
from server.similarity import PostMeaning, reader_for


def create_app(settings: Settings, url: str, *, demo: bool = False) -> Starlette:
    """The application on the database at `url`. Only in a demo, visitors sign in by one click and may introspect."""
    secure = settings.public_url.startswith("https://")
    attempts = None if demo else Attempts(settings.rates, address_factor=settings.address_factor)
    installation = Installation(organisation=settings.organisation, demo=demo)
    meaning = PostMeaning(reader_for(settings)) if settings.similarity == "meaning" else None
    kept = KeptAnswers()

    async def make_context(connection: HTTPConnection, response: Response | None) -> Context:
        session = CookieSession(connection, response, secure=secure)
        viewer = await signed_in_with(session.token) if session.token else None
        return Context(
            viewer=viewer,
            session=session,
            feed=connection.app.state.hub,
            installation=installation,
            meaning=meaning or NO_MEANING,
            address=connection.client.host if connection.client else None,
            attempts=attempts,
        )

    def may_introspect(context: Context) -> bool:
        return demo or settings.development or (context.viewer is not None and context.viewer.is_staff)

    guard = Guard[Context](schema, may_introspect=may_introspect, refusal=Refusal, once=answer_once)
    return Starlette(
        routes=[
            *graphql_routes(guard, make_context, kept),
            *attachment_routes(make_context),
            *confirmation_routes(),
            *health_routes(),
            *priorities_routes(settings.public_url),
            *(metrics_routes(settings.metrics_token) if settings.metrics_token else ()),
            *(demo_routes(secure=secure) if demo else ()),
            *feed_routes(settings),
            *page_routes(),
        ],
        middleware=[Middleware(SecurityHeaders)],
        lifespan=_lifespan(settings, url, kept, meaning),
    )


def _lifespan(
    settings: Settings, url: str, kept: KeptAnswers, meaning: PostMeaning | None
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(database(url))
            if meaning is not None:
                stack.callback(meaning.close)
            app.state.hub = await stack.enter_async_context(live(url))
            stack.enter_context(kept.following(app.state.hub))
            if settings.jobs == "inside":
                await stack.enter_async_context(run_jobs(url, settings))
            yield

    return lifespan
