"""Idempotency keys: a mutation that has one is executed once, and answered alike however often it is sent.

Executing it and keeping the answer are one transaction. So a key goes with one mutation at a time, and with none that
sets a cookie, which a second answer could not set again.
"""

import hashlib
from collections.abc import Awaitable, Callable

import orjson
from graphql import GraphQLError

from api.context import Context
from api.guard import Admitted, Answer, Operation, failed, rejected
from ideation.actions import requests
from ideation.errors import KeyUsedBefore, NotSignedIn, Refusal, RequestUnderWay
from ideation.models import Person

SETS_COOKIES = frozenset({"signIn", "signOut"})

_STATUS: dict[type[Refusal], int] = {NotSignedIn: 401, RequestUnderWay: 409, KeyUsedBefore: 422}


async def answer_once(
    context: Context, operation: Operation, admitted: Admitted, execute: Callable[[], Awaitable[Answer]]
) -> Answer:
    """The answer to this mutation of the signed-in person: by executing it, or what was answered to the same before.

    What is refused or fails has changed nothing and is not kept, so that it may be put right and sent again.
    """
    if unfit := _why_unfit(admitted):
        return rejected([GraphQLError(unfit)])

    async def work() -> str:
        answer = await execute()
        if context.has_refused or answer.body.get("data") is None:
            raise _NotKept(answer)
        return orjson.dumps(answer.body).decode()

    try:
        person = _person(context)
        kept = await requests.once(operation.key or "", digest=_digest(operation), work=work, by=person)
    except _NotKept as not_kept:
        return not_kept.answer
    except Refusal as refusal:
        return failed(refusal, Refusal, status=_STATUS.get(type(refusal), 400))
    return Answer(orjson.loads(kept))


class _NotKept(Exception):
    """Takes back whatever was done for an answer that is none to keep."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def _why_unfit(admitted: Admitted) -> str | None:
    fields = [name for name in admitted.fields if not name.startswith("__")]
    if len(fields) != 1:
        return "An idempotency key goes with one mutation. Send them one by one, each with a key of its own."
    if fields[0] in SETS_COOKIES:
        return f"{fields[0]} sets a cookie and takes no idempotency key. Send it without."
    return None


def _person(context: Context) -> Person:
    if context.viewer is None:
        raise NotSignedIn("An idempotency key is kept for a person. Sign in first, or send the request without a key.")
    return context.viewer


def _digest(operation: Operation) -> str:
    """Tells one request from another, however its variables are ordered."""
    asked = [operation.query, operation.variables, operation.name]
    return hashlib.sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()
