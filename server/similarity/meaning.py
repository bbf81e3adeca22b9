"""Meaning for the API: how much the posts are like what somebody types."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import structlog

from ideation.queries.vectors import VectorRow, vectors_after
from ideation.text import clean_line
from server.similarity.reader import Reader, Unreadable
from server.similarity.vectors import VectorLikeness, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRESH = 2.0  # seconds for which what the database holds is not asked for again
AT_ONCE = 5_000  # vectors read by one statement
REMEMBERED = 256  # texts whose vectors are kept, because people type and delete and several look at one list
READERS = 2  # texts read at one time
MOST_WAITING = 16  # texts that wait for it; more are answered by words alone
SHORTEST = 3  # characters that mean something
LONGEST = 400  # characters that are read of what is typed: a long text takes as many milliseconds as it has tokens

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class PostMeaning:
    """Tells how much posts are like a text, without ever making anyone wait for the model or the vectors.

    Both are fetched in the background when first asked for; what other processes add is read every few seconds while
    somebody asks.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="meaning")
        self._vectors: Vectors | None = None
        self._reached: VectorRow | None = None
        self._looked_at = float("-inf")
        self._catching_up: asyncio.Task[None] | None = None
        self._vector_of = lru_cache(REMEMBERED)(self._read)
        self._asking = 0

    async def likeness(self, text: str) -> VectorLikeness | None:
        """How much posts are like the text; None while the model or the vectors are not there, or too many ask."""
        self._catch_up_soon()
        line, vectors = clean_line(text[:LONGEST]), self._vectors
        if vectors is None or len(line) < SHORTEST or self._asking >= READERS + MOST_WAITING:
            return None
        self._asking += 1
        try:
            return await self._in_thread(lambda: vectors.likeness(self._vector_of(line)))
        except Unreadable:
            return None
        finally:
            self._asking -= 1

    async def catch_up(self) -> None:
        """Take in what the database holds by now; the first time, load the model. Raises Unreadable."""
        model = await self._in_thread(lambda: self._reader.model)
        vectors = self._vectors or Vectors()
        while rows := await vectors_after(self._reached, model=model, limit=AT_ONCE):
            await self._in_thread(lambda: vectors.keep([row.post_id for row in rows], [row.vector for row in rows]))
            self._reached = rows[-1]
        self._vectors = vectors

    def close(self) -> None:
        """End what runs in the background."""
        if self._catching_up is not None:
            self._catching_up.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _catch_up_soon(self) -> None:
        running = self._catching_up is not None and not self._catching_up.done()
        if running or time.monotonic() < self._looked_at + FRESH:
            return
        # In a context of its own: this request may be within a transaction, which the task would inherit.
        self._catching_up = asyncio.create_task(self._try_to_catch_up(), context=Context())

    async def _try_to_catch_up(self) -> None:
        try:
            await self.catch_up()
        except Unreadable:
            pass  # the reader said why
        except Exception:
            log.exception("vectors_not_read")
        self._looked_at = time.monotonic()

    def _read(self, text: str) -> "NDArray[np.int8]":
        vector: NDArray[np.int8] = self._reader.read([text])[0]
        return vector

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
