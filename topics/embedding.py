"""Texts to vectors, behind one Protocol; nothing heavy is loaded before the first use."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 32
# Eight texts of full length: larger batches of long texts are slower and take up to half a gigabyte.
_TOKENS_PER_BATCH = 2_048
_MAX_TOKENS = 256
# More characters than 256 tokens ever hold, so that a huge text costs no more than a long one.
_MAX_CHARACTERS = 4_000


class ModelError(Exception):
    """An embedding model that is missing, damaged or not what it claims to be; says what to do about it."""


class Embedder(Protocol):
    """Turns texts into vectors; vectors of the same `name` may be compared with each other."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row of length one per text, in their order: shape (texts, dimensions)."""
        ...


def pack(vectors: "NDArray[np.float32]") -> list[bytes]:
    """One stored form per row: little-endian float16, two bytes per dimension."""
    return [row.tobytes() for row in vectors.astype("<f2")]


def unpack(stored: Sequence[bytes], dimensions: int) -> "NDArray[np.float32]":
    """The rows that `pack` stored; ValueError when one has other dimensions."""
    import numpy as np

    if any(len(row) != 2 * dimensions for row in stored):
        raise ValueError(f"A stored vector does not have {dimensions} dimensions: it comes from another model.")
    return np.frombuffer(b"".join(stored), "<f2").astype(np.float32).reshape(-1, dimensions)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on disk and the name under which its vectors are kept."""

    onnx: Path
    tokenizer: Path
    name: str


def model_in(folder: Path) -> ModelFiles:
    """A model in a folder of someone's own: one ONNX file and tokenizer.json; raises ModelError."""
    graphs = sorted(folder.glob("*.onnx"))
    tokenizer = folder / "tokenizer.json"
    if len(graphs) != 1 or not tokenizer.is_file():
        raise ModelError(
            f"The model folder {folder} needs exactly one .onnx file and a tokenizer.json; "
            f"it has {len(graphs)} .onnx and {'a' if tokenizer.is_file() else 'no'} tokenizer.json."
        )
    digest = hashlib.sha256(graphs[0].read_bytes() + tokenizer.read_bytes()).hexdigest()
    return ModelFiles(graphs[0], tokenizer, f"{folder.resolve().name}-{digest[:12]}")


class OnnxEmbedder:
    """Runs a sentence encoder with onnxruntime, in batches of texts of about one length.

    With an int8 model a vector depends slightly on its batch, so keep the first one and never compare for
    equality. Raises ModelError when the files cannot be used.
    """

    def __init__(self, files: ModelFiles, threads: int = 0) -> None:
        """`threads` 0 means one per core."""
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that wait must not burn processor time that the web process could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
            self._session = onnxruntime.InferenceSession(
                str(files.onnx),
                options,
                providers=["CPUExecutionProvider"],
                # Its fused kernel is slower than the operators that it replaces.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as damage:  # both libraries raise bare exceptions of their own
            raise ModelError(
                f"The embedding model {files.onnx} cannot be loaded ({damage}). Delete it and try again."
            ) from damage
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.no_padding()
        self._inputs = {given.name for given in self._session.get_inputs()}
        self.name = files.name
        self.dimensions: int = self._session.get_outputs()[0].shape[-1]

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row of length one per text, in their order: shape (texts, dimensions)."""
        import numpy as np

        tokens = [one.ids for one in self._tokenizer.encode_batch([text[:_MAX_CHARACTERS] for text in texts])]
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: -len(tokens[row]))
        begin = 0
        while begin < len(texts):
            fitting = _TOKENS_PER_BATCH // max(len(tokens[by_length[begin]]), 1)
            rows = by_length[begin : begin + min(_BATCH, fitting)]
            begin += len(rows)
            vectors[rows] = self._embed_tokens([tokens[row] for row in rows], last=begin == len(texts))
        return vectors

    def _embed_tokens(self, batch: list[list[int]], *, last: bool) -> "NDArray[np.float32]":
        import numpy as np
        from onnxruntime import RunOptions

        lengths = np.array([len(tokens) for tokens in batch])
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
        ids = np.zeros_like(mask)
        ids[mask == 1] = [token for tokens in batch for token in tokens]
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        options = RunOptions()
        if last:  # the memory that it worked in is given back
            options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        output = self._session.run(None, {name: given[name] for name in self._inputs}, options)[0]
        if output.ndim == 3:  # a plain encoder answers per token: take the mean of the real ones
            output = (output * mask[:, :, None]).sum(axis=1)
        lengths_of_vectors = np.linalg.norm(output, axis=1, keepdims=True)
        return np.asarray(output / np.maximum(lengths_of_vectors, 1e-12), np.float32)
