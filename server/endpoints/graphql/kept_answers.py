"""Answers to those who are not signed in, kept until something happens.

What such a reader sees depends on the request and on what is stored. So an answer is true until something happens: this
process forgets all of them with each verb of its own, before whoever called it hears that it is done, and with the news
of others'. What changes without a fact, or while no news come through, is seen when the answer is a few seconds old.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from ideation import ledger
from ideation.ledger import Recorded

LASTS = 5.0  # seconds
MOST_BYTES = 20_000_000
LARGEST = 500_000  # bytes of one request and its answer


class News(Protocol):
    """Hears what all processes commit."""

    hears: bool
    witnesses: list[Callable[[], None]]


class KeptAnswers:
    """The last answers by the requests that they answered. Nothing is kept unless `following` sees to its truth."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answers: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()
        self._bytes = 0
        self._forgotten = 0
        self._news: News | None = None

    @contextmanager
    def following(self, news: News) -> Iterator[None]:
        """While this lasts, answers are kept, and forgotten with everything that happens."""

        def forget(_: Sequence[Recorded]) -> None:
            self.forget()

        self._news = news
        news.witnesses.append(self.forget)
        ledger.listeners.append(forget)
        try:
            yield
        finally:
            self._news = None
            self.forget()
            ledger.listeners.remove(forget)
            news.witnesses.remove(self.forget)

    def forget(self) -> None:
        """Something may have changed."""
        self._forgotten += 1
        self._answers.clear()
        self._bytes = 0

    def moment(self) -> int:
        """To be asked for before an answer is made: what is forgotten meanwhile makes it one that is not kept."""
        return self._forgotten

    def find(self, request: bytes) -> bytes | None:
        """The answer to the same request, if it is still true."""
        until, answer = self._answers.get(request, (0.0, None))
        if self._clock() >= until or not self._is_current():
            return None
        self._answers.move_to_end(request)
        return answer

    def keep(self, request: bytes, answer: bytes, *, begun: int) -> None:
        """Keep an answer that was begun at this moment, in place of those that nobody asked for the longest."""
        size = len(request) + len(answer)
        if begun != self._forgotten or not self._is_current() or size > LARGEST:
            return
        self._drop(request)
        self._answers[request] = (self._clock() + LASTS, answer)
        self._bytes += size
        while self._bytes > MOST_BYTES:
            self._drop(next(iter(self._answers)))

    def _drop(self, request: bytes) -> None:
        if request in self._answers:
            _, answer = self._answers.pop(request)
            self._bytes -= len(request) + len(answer)

    def _is_current(self) -> bool:
        return self._news is not None and self._news.hears
