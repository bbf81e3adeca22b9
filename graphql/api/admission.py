"""Who may change something, and how often: asked before every mutation, so that new ones need nothing of their own."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from strawberry.extensions import FieldExtension
from strawberry.types.base import StrawberryObjectDefinition

from api.attempts import Doing
from ideation.errors import Blocked

if TYPE_CHECKING:
    from api.context import Info

# What somebody who is blocked may still do: come, go, and read what they were told.
OPEN_TO_BLOCKED = {"request_sign_in_code", "sign_in", "sign_out", "mark_notifications_read"}

# What stands here is counted as such; every other mutation is a change.
COUNTED_AS = {
    "submit_post": Doing.POSTING,
    "submit_post_as_guest": Doing.POSTING,
    "add_comment": Doing.COMMENTING,
    "edit_comment": Doing.COMMENTING,
    "cast_vote": Doing.VOTING,
    "withdraw_vote": Doing.VOTING,
    "react": Doing.VOTING,
    "unreact": Doing.VOTING,
    "request_sign_in_code": Doing.SIGNING_IN,
    "sign_in": Doing.SIGNING_IN,
}


class Admission(FieldExtension):
    """Lets a mutation begin; refuses with Blocked who may not take part, with TooManyAttempts who does too much."""

    def __init__(self, name: str) -> None:
        self._is_open = name in OPEN_TO_BLOCKED
        self._doing = COUNTED_AS.get(name, Doing.CHANGING)

    async def resolve_async(self, next_: Callable[..., Awaitable[Any]], source: Any, info: "Info", **given: Any) -> Any:
        """Run the mutation if whoever asks for it may change something now."""
        viewer, attempts = info.context.viewer, info.context.attempts
        if viewer is not None and viewer.blocked_at is not None and not self._is_open:
            raise Blocked
        if attempts is not None and not (viewer is not None and viewer.is_staff):
            attempts.count(self._doing, person_id=viewer.id if viewer else None, address=info.context.address)
        return await next_(source, info, **given)


def admit(mutations: type) -> type:
    """The type of all mutations, each of which asks for admission first."""
    definition: StrawberryObjectDefinition = mutations.__strawberry_definition__  # type: ignore[attr-defined]  # added by the decorator
    for field in definition.fields:
        field.extensions = [*field.extensions, Admission(field.python_name)]
    return mutations
