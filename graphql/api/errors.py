"""The refusals as GraphQL types, and the handlers that turn the one into the other.

A handler applies where the result union of a mutation lists its type. Elsewhere a refusal becomes an ordinary GraphQL
error with its message and a code.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from ideation import errors

if TYPE_CHECKING:
    from api.statuses import Status

LazyStatus = Annotated["Status", strawberry.lazy("api.statuses")]


@strawberry.interface(description="An expected no, in words that can be shown to people.")
class Refusal:
    message: str

    @classmethod
    def of(cls, refusal: errors.Refusal) -> Self:
        """The refusal with the fields that the outside may see."""
        return cls(**{field.python_name: getattr(refusal, field.python_name) for field in _fields(cls)})


def _fields(kind: type[Refusal]) -> list[StrawberryField]:
    return kind.__strawberry_definition__.fields  # type: ignore[attr-defined,no-any-return]  # added by the decorator


@strawberry.type(description="Nobody is signed in, and this needs somebody.")
class NotSignedIn(Refusal):
    pass


@strawberry.type(description="The signed-in person does not have the right.")
class NotAllowed(Refusal):
    pass


@strawberry.type(description="It does not exist, or not for this viewer.")
class NotFound(Refusal):
    pass


@strawberry.type(description="Something given cannot be accepted; `field` names the argument.")
class InvalidInput(Refusal):
    field: str


@strawberry.type(description="Asked too often.")
class TooManyAttempts(Refusal):
    retry_after_seconds: int


@strawberry.type(description="The sign-in code is wrong, used or too old.")
class CodeRefused(Refusal):
    pass


@strawberry.type(description="The link in the mail is wrong, used or too old.")
class ConfirmationRefused(Refusal):
    pass


@strawberry.type(description="The post is settled or closed and takes no votes.")
class VotingClosed(Refusal):
    status: LazyStatus

    @classmethod
    def of(cls, refusal: errors.Refusal) -> Self:
        from api.statuses import Status

        assert isinstance(refusal, errors.VotingClosed)  # noqa: S101 - REFUSALS says so
        return cls(message=refusal.message, status=Status.of(refusal.status))


@strawberry.type(description="Posts stand at this status, so it cannot be deleted.")
class StatusInUse(Refusal):
    count: int = strawberry.field(description="How many posts have it.")


@strawberry.type(description="All the votes that the board gives a person lie on posts that are still open.")
class BudgetSpent(Refusal):
    budget: int
    titles: list[str] = strawberry.field(description="Where they lie.")


@strawberry.type(description="The team keeps the signed-in person from taking part; they can read.")
class Blocked(Refusal):
    pass


@strawberry.type(description="The discussion is locked and takes no comments.")
class CommentsLocked(Refusal):
    pass


@strawberry.type(description="The same was proposed before, and is still open.")
class AlreadyProposed(Refusal):
    pass


@strawberry.type(description="The team decided before that these two posts are not the same.")
class KeptApart(Refusal):
    reason: str


@strawberry.type(description="Themes are being looked for already.")
class RunInProgress(Refusal):
    started_at: datetime


@strawberry.type(description="The first request with this idempotency key is still being answered.")
class RequestUnderWay(Refusal):
    pass


@strawberry.type(description="The idempotency key came with another request before.")
class KeyUsedBefore(Refusal):
    pass


Everyday = NotSignedIn | NotAllowed | NotFound | Blocked | TooManyAttempts

REFUSALS: dict[type[errors.Refusal], type[Refusal]] = {
    errors.NotSignedIn: NotSignedIn,
    errors.NotAllowed: NotAllowed,
    errors.NotFound: NotFound,
    errors.InvalidInput: InvalidInput,
    errors.TooManyAttempts: TooManyAttempts,
    errors.CodeRefused: CodeRefused,
    errors.ConfirmationRefused: ConfirmationRefused,
    errors.VotingClosed: VotingClosed,
    errors.Blocked: Blocked,
    errors.CommentsLocked: CommentsLocked,
    errors.BudgetSpent: BudgetSpent,
    errors.AlreadyProposed: AlreadyProposed,
    errors.KeptApart: KeptApart,
    errors.StatusInUse: StatusInUse,
    errors.RunInProgress: RunInProgress,
    errors.RequestUnderWay: RequestUnderWay,
    errors.KeyUsedBefore: KeyUsedBefore,
}


class _Handler:
    """One of Strawberry's exception handlers, for a refusal that is only known at run time."""

    def __init__(self, refusal: type[errors.Refusal], shown_as: type[Refusal]) -> None:
        self.exception_type, self.error_type = refusal, shown_as

    def handle(self, exception: Exception, *, field: StrawberryField, info: Info) -> Refusal:
        assert isinstance(exception, errors.Refusal)  # noqa: S101 - what Strawberry matched exception_type with
        info.context.has_refused = True
        return self.error_type.of(exception)


HANDLERS = [_Handler(refusal, shown_as) for refusal, shown_as in REFUSALS.items()]
