"""The real embedding model, built once."""

from pathlib import Path

import pytest

from topics.embedding import Embedder
from topics.model import open_embedder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests with the model come first: they take longest, and the others fill up what is left of the time."""
    items.sort(key=lambda item: not (isinstance(item, pytest.Function) and "embedder" in item.fixturenames))


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="session")
def embedder(model_folder: Path) -> Embedder:
    return open_embedder(model_folder)
