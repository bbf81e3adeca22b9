"""What a request brings along: who is looking, batched reads, live changes."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from uuid import UUID

from strawberry.types import Info as StrawberryInfo

from api.attempts import Attempts
from api.loaders import Loaders
from ideation.errors import NotSignedIn
from ideation.events import Fact
from ideation.models import Person
from ideation.queries.people import signed_in_with
from ideation.queries.similar import Likeness, Meaning


class Feed(Protocol):
    """Live changes; None in place of a fact says that some may have been missed, so read again.

    Whoever reads because of a change first takes one of the `turns`.
    """

    @property
    def turns(self) -> AbstractAsyncContextManager[object]: ...

    def changes(self, *, post_id: UUID | None = None, board_id: UUID | None = None) -> AsyncIterator[Fact | None]: ...


class Session(Protocol):
    """How the browser of this request remembers who is signed in."""

    token: str | None

    def begin(self, token: str) -> None: ...

    def end(self) -> None: ...


@dataclass(frozen=True)
class Installation:
    """What the outside may know of this installation."""

    organisation: str
    demo: bool = False


class NoMeaning:
    """For where nobody can tell what a text means."""

    async def likeness(self, text: str) -> Likeness | None:
        """Never known."""
        return None


NO_MEANING = NoMeaning()


@dataclass
class Context:
    """One operation's surroundings. Without `attempts`, nobody counts how often somebody does something."""

    viewer: Person | None
    session: Session
    feed: Feed
    installation: Installation
    address: str | None = None
    attempts: Attempts | None = None
    has_refused: bool = False
    meaning: Meaning = NO_MEANING

    @cached_property
    def loaders(self) -> Loaders:
        """Batched reads with the eyes of the viewer."""
        return Loaders(self.viewer)

    @property
    def person(self) -> Person:
        """The signed-in person; refuses with NotSignedIn when there is none."""
        if self.viewer is None:
            raise NotSignedIn
        return self.viewer

    def look_as(self, viewer: Person | None) -> None:
        """Go on with the eyes of this viewer, forgetting what was read before."""
        self.viewer = viewer
        self.__dict__.pop("loaders", None)

    async def look_again(self) -> None:
        """Forget what was read, and find out anew who is looking: rights may have changed since."""
        token = self.session.token
        self.look_as(await signed_in_with(token) if token else None)


Info = StrawberryInfo[Context, None]
