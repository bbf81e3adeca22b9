"""The session cookie: an opaque token that scripts cannot read and other sites cannot send along with a change."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from ideation.actions.people import SESSION_LASTS

COOKIE = "hearback_session"


def comes_from_nobody(connection: HTTPConnection) -> bool:
    """Whether a request carries nothing by which somebody could be signed in."""
    return COOKIE not in connection.cookies and "authorization" not in connection.headers


class CookieSession:
    """What the browser of one request remembers. Over a websocket, which has no response, it cannot change."""

    def __init__(self, connection: HTTPConnection, response: Response | None, *, secure: bool) -> None:
        self.token = connection.cookies.get(COOKIE)
        self._response = response
        self._secure = secure

    def begin(self, token: str) -> None:
        """Remember that somebody signed in."""
        self.token = token
        if self._response is not None:
            self._response.set_cookie(
                COOKIE,
                token,
                max_age=int(SESSION_LASTS.total_seconds()),
                httponly=True,
                secure=self._secure,
                samesite="lax",
            )

    def end(self) -> None:
        """Forget who was signed in."""
        self.token = None
        if self._response is not None:
            self._response.delete_cookie(COOKIE, httponly=True, secure=self._secure, samesite="lax")
