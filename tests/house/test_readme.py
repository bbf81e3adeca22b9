"""The README says what an operator can choose."""

from pathlib import Path

import pytest

from server.settings import PREFIX, Settings

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_named_in_the_readme(name):
    assert f"`{PREFIX}{name.upper()}`" in README.read_text()
