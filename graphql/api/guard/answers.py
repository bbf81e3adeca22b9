"""What leaves the API: data, refusals in their own words, and nothing of what broke inside."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import structlog
from graphql import ExecutionResult, GraphQLError
from prometheus_client import Counter

MAX_ERRORS = 20
"""Errors listed in one answer, and logged for it."""
MAX_MESSAGE_CHARACTERS = 300

ERRORS = Counter(
    "hearback_graphql_errors",
    "Errors answered by the API, by kind: rejected unexecuted, refused by a rule, at a field, unexpected.",
    ["kind"],
)

log = structlog.get_logger("api")


class Spoken(Protocol):
    """An exception whose message is written for the person who asked."""

    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One GraphQL response, its status over HTTP, and whether it is the answer to a query."""

    body: dict[str, Any]
    status: int = 200
    only_reads: bool = False

    @property
    def executed(self) -> bool:
        """Whether the operation was not turned away unexecuted."""
        return self.status == 200

    @property
    def errors(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.body.get("errors", [])
        return found


def rejected(errors: Sequence[GraphQLError]) -> Answer:
    """An answer to what was never executed."""
    ERRORS.labels("rejected").inc(len(errors))
    return Answer({"errors": [_shown(error) for error in errors[:MAX_ERRORS]]}, status=400)


def failed(error: Exception, refusal: type[Exception], *, status: int = 500) -> Answer:
    """An answer when something broke or was refused outside of any field."""
    return Answer({"errors": _explained([GraphQLError("", original_error=error)], refusal)}, status)


def answered(result: ExecutionResult, refusal: type[Exception]) -> Answer:
    """The answer to an executed operation; errors in its variables mean that it was not."""
    errors = result.errors or []
    if result.data is None and not any(error.path for error in errors):
        return rejected(errors)
    if not errors:
        return Answer({"data": result.data})
    return Answer({"data": result.data, "errors": _explained(errors, refusal)})


def _explained(errors: Sequence[GraphQLError], refusal: type[Exception]) -> list[dict[str, Any]]:
    for error in errors:
        ERRORS.labels(_kind(_cause(error), refusal)).inc()
    return [_explain(error, refusal) for error in errors[:MAX_ERRORS]]


def _explain(error: GraphQLError, refusal: type[Exception]) -> dict[str, Any]:
    cause = _cause(error)
    if cause is None:
        return _shown(error)
    if isinstance(cause, refusal):
        return _shown(error, cast("Spoken", cause).message, code=_code(cause))
    reference = secrets.token_hex(4)
    log.error("unexpected_error", reference=reference, path=error.path, exc_info=cause)
    message = (
        f"Something went wrong on our side. Please try again. If it happens again, tell us this reference: {reference}"
    )
    return _shown(error, message, code="UNEXPECTED", reference=reference)


def _kind(cause: Exception | None, refusal: type[Exception]) -> str:
    if cause is None:
        return "field"
    return "refused" if isinstance(cause, refusal) else "unexpected"


def _cause(error: GraphQLError) -> Exception | None:
    """What was raised, or None where GraphQL itself, or a resolver in its words, objected."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _shown(error: GraphQLError, message: str | None = None, **extensions: str) -> dict[str, Any]:
    text = error.message if message is None else message
    if len(text) > MAX_MESSAGE_CHARACTERS:
        text = f"{text[:MAX_MESSAGE_CHARACTERS]}…"
    shown: dict[str, Any] = {"message": text}
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations[:MAX_ERRORS]]
    if error.path:
        shown["path"] = error.path
    if extensions:
        shown["extensions"] = extensions
    return shown


def _code(refusal: Exception) -> str:
    """`NotFound` becomes `NOT_FOUND`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(refusal).__name__).upper()
