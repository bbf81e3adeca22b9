"""The real embedding model, built once."""

from pathlib import Path

import pytest

from topics.embedding import Embedder
from topics.model import open_embedder


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="session")
def embedder(model_folder: Path) -> Embedder:
    return open_embedder(model_folder)
