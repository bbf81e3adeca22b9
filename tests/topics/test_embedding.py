"""The embedding model: built, checked, refused, and used."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from topics.embedding import Embedder, ModelError, model_in, pack, unpack
from topics.model import NAME, open_embedder

TEXTS = [
    "My card was declined.",
    "The card payment was refused.",
    "I love the new search!",
    "¿Dónde está mi pedido?",
]


def test_vectors_have_length_one_and_put_like_beside_like(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > 0.5 > 0.3 > likeness[0, 2]


def test_any_text_has_a_vector(embedder: Embedder) -> None:
    odd = ["", "😀", "x" * 1_000_000, "\x00", "word " * 100_000]
    assert np.isfinite(embedder.embed(odd)).all()
    assert embedder.embed([]).shape == (0, 384)


def test_a_stored_vector_comes_back_nearly_the_same(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    stored = pack(vectors)
    assert [len(one) for one in stored] == [768] * 4
    assert np.abs(unpack(stored, 384) - vectors).max() < 0.001
    with pytest.raises(ValueError, match="another model"):
        unpack(stored, 512)


def test_a_damaged_model_is_built_again_also_by_two_processes_at_once(
    model_folder: Path, embedder: Embedder, tmp_path: Path
) -> None:
    shutil.copytree(model_folder, tmp_path, dirs_exist_ok=True)
    graph = tmp_path / f"{NAME}.onnx"
    whole = graph.read_bytes()
    graph.write_bytes(whole[:-1000] + bytes(1000))
    program = (
        "import sys, pathlib; from topics.model import open_embedder; "
        "print(open_embedder(pathlib.Path(sys.argv[1])).embed(['hello']).shape)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(one.communicate(timeout=60)[0], one.returncode) for one in started] == [("(1, 384)\n", 0)] * 2
    assert graph.read_bytes() == whole
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_of_ones_own_may_hold_another_model(model_folder: Path, embedder: Embedder, tmp_path: Path) -> None:
    own = tmp_path / "our-model"
    own.mkdir()
    shutil.copy(model_folder / f"{NAME}.onnx", own / "model.onnx")
    shutil.copy(model_folder / "tokenizer.json", own)
    other = open_embedder(tmp_path / "unused", own)
    assert other.name.startswith("our-model-")
    assert np.array_equal(other.embed(TEXTS), embedder.embed(TEXTS))


def test_a_folder_without_a_usable_model_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"needs exactly one \.onnx file and a tokenizer\.json; it has 0 \.onnx"):
        model_in(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_embedder(tmp_path, tmp_path)
