"""What all tests share: Hypothesis tries the same examples each time, and nobody's own files or caches are touched."""

import pytest
from hypothesis import settings

from command_line import CACHE

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _no_files_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.setenv("XDG_CACHE_HOME", CACHE)
