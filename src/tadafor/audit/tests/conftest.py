"""A key of their own for the tests of this room."""

import pytest


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.TADAFOR_KEYS_DIR = tmp_path / "keys"
    return settings.TADAFOR_KEYS_DIR
