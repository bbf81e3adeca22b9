"""The embedding model, once in a process and loaded by whoever needs it first: the web page's or a job's thread."""

import threading
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from server.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from topics.embedding import Embedder

PATIENCE = 60.0  # seconds after a failure before the model is tried again

log = structlog.get_logger(__name__)


class Unreadable(Exception):
    """The embedding model cannot be used; the log says why."""


def reader_for(settings: Settings) -> "Reader":
    """The one reader that this process has for these settings."""
    return _reader(settings.data / "models", settings.embedding_model)


@cache
def _reader(folder: Path, own_model: Path | None) -> "Reader":
    return Reader(folder, own_model)


class Reader:
    """Reads what texts mean. Its methods take long the first time: call them in a thread."""

    def __init__(self, folder: Path, own_model: Path | None = None) -> None:
        self._folder, self._own_model = folder, own_model
        self._embedder: Embedder | None = None
        self._loading = threading.Lock()
        self._tired_until = 0.0

    @property
    def is_ready(self) -> bool:
        """Whether a text is read at once."""
        return self._embedder is not None

    @property
    def model(self) -> str:
        """The name of the model; vectors of the same name can be compared. Raises Unreadable."""
        return self._load().name

    def read(self, texts: Sequence[str]) -> "NDArray[np.int8]":
        """One row per text: a direction in steps of 8 bit, shape (texts, dimensions). Raises Unreadable."""
        return in_steps(self._load().embed(texts))

    def _load(self) -> "Embedder":
        with self._loading:
            if self._embedder is None:
                self._embedder = self._open()
            return self._embedder

    def _open(self) -> "Embedder":
        if time.monotonic() < self._tired_until:
            raise Unreadable
        try:
            # Here and not above: the web process starts without numpy and the model's runtime.
            from topics.model import open_embedder

            # One thread, so that people who type at the same time share the cores and do not fight for them.
            return open_embedder(self._folder, self._own_model, threads=1)
        except Exception as damage:  # a library that is missing, a model that is damaged: words go on
            self._tired_until = time.monotonic() + PATIENCE
            log.warning("meaning_unknown", reason=str(damage), again_in=PATIENCE)
            raise Unreadable from damage


def in_steps(vectors: "NDArray[np.float32]") -> "NDArray[np.int8]":
    """The directions of vectors in 8-bit steps, a quarter of their size: cosines change by some thousandths."""
    import numpy as np

    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12)
    return np.asarray(np.rint(vectors / largest * 127), np.int8)
