"""Doing what a person asks for once, however often the request arrives."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from ideation import sql
from ideation.errors import KeyUsedBefore, RequestUnderWay
from ideation.ledger import verb
from ideation.models import KeptRequest, Person

KEPT_FOR = timedelta(hours=24)


@verb
async def once(key: str, *, digest: str, work: Callable[[], Awaitable[str]], by: Person) -> str:
    """What the work answers, or what it answered when this person sent the same request under this key before.

    The verbs in the work join this transaction, which keeps the answer too: both are there or neither, whenever the
    process dies. Work that raises has done nothing, and the key is free again.
    """
    if not await sql.fetch_value("take_turn_or_leave", f"request {by.id} {key}"):
        raise RequestUnderWay
    kept = await KeptRequest.get_or_none(person_id=by.id, key=key)
    if kept is not None and kept.answered_at > datetime.now(UTC) - KEPT_FOR:
        if kept.digest != digest:
            raise KeyUsedBefore
        return kept.answer
    answer = await work()
    if kept is not None:
        await kept.delete()
    await KeptRequest.create(person_id=by.id, key=key, digest=digest, answer=answer)
    return answer


@verb
async def forget_old_requests() -> None:
    """Delete the requests whose keys may be used again."""
    await KeptRequest.filter(answered_at__lt=datetime.now(UTC) - KEPT_FOR).delete()
