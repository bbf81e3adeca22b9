"""Votes that arrive while one transaction commits share the next one.

A commit waits for the disk, and votes for one post wait for each other's commits. So while a batch is counted,
newcomers gather, and the next batch takes them all. There is no timer: a vote that comes alone is counted at once.
Everybody is answered after the commit that holds their vote.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextvars import Context
from dataclasses import dataclass

from asyncpg import PostgresError

from ideation.actions.ballots import Ballot, count
from ideation.errors import Refusal
from ideation.ledger import transaction_is_open
from ideation.models import Post

MOST_IN_A_BATCH = 500  # so that no batch holds its posts for long


async def hand_in(ballot: Ballot) -> Post:
    """Have a ballot counted: in the transaction that is open here, otherwise together with those of others."""
    outcome = await (_count_alone(ballot) if transaction_is_open() else _box.count(ballot))
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@dataclass(frozen=True)
class _Waiting:
    """A ballot, and the promise to whoever handed it in and may have left since."""

    ballot: Ballot
    outcome: asyncio.Future[Post | Refusal]

    def answer(self, outcome: Post | Refusal) -> None:
        if not self.outcome.done():
            self.outcome.set_result(outcome)

    def fail(self, error: Exception) -> None:
        if not self.outcome.done():
            self.outcome.set_exception(error)


class BallotBox:
    """Where the ballots of this process gather; one batch is counted at a time."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._counting: asyncio.Task[None] | None = None

    async def count(self, ballot: Ballot) -> Post | Refusal:
        """What became of the ballot, once that is committed."""
        waiting = _Waiting(ballot, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._counting is None or self._counting.done():
            # In a context of its own: it works for everyone, and must inherit nothing from whoever came first.
            self._counting = asyncio.create_task(self._count_all(), context=Context())
        return await waiting.outcome

    async def _count_all(self) -> None:
        batch: list[_Waiting] = []
        try:
            while batch := self._take():
                await self._count(batch)
        except BaseException:
            for waiting in (*batch, *self._waiting):
                waiting.outcome.cancel()
            self._waiting.clear()
            raise

    def _take(self) -> list[_Waiting]:
        """The next batch, without those who left while they waited."""
        batch: list[_Waiting] = []
        while self._waiting and len(batch) < MOST_IN_A_BATCH:
            waiting = self._waiting.popleft()
            if not waiting.outcome.done():
                batch.append(waiting)
        return batch

    async def _count(self, batch: Sequence[_Waiting]) -> None:
        try:
            outcomes = await count([waiting.ballot for waiting in batch])
        except PostgresError as error:
            # PostgreSQL itself said no, so nothing of the batch was kept, and nobody need suffer for another.
            if len(batch) > 1:
                for waiting in batch:
                    await self._count([waiting])
            else:
                batch[0].fail(error)
        except Exception as error:
            # The commit may have been made before the connection was lost: to count again would be to guess.
            for waiting in batch:
                waiting.fail(error)
        else:
            self._answer(batch, outcomes)

    def _answer(self, batch: Sequence[_Waiting], outcomes: Sequence[Post | Refusal | None]) -> None:
        for waiting, outcome in zip(reversed(batch), reversed(outcomes), strict=True):
            if outcome is None:
                self._waiting.appendleft(waiting)
            else:
                waiting.answer(outcome)


_box = BallotBox()


async def _count_alone(ballot: Ballot) -> Post | Refusal:
    outcome = None
    while outcome is None:
        [outcome] = await count([ballot])
    return outcome
