"""What every suite shares: the packaged facts, a navigator, and the folder beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from onward import knowledge
from onward.knowledge import Knowledge
from onward.navigator import Navigator

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def facts() -> Knowledge:
    """The packaged knowledge."""
    return knowledge.load()


@pytest.fixture(scope="session")
def navigator(facts: Knowledge) -> Navigator:
    """A navigator over the packaged knowledge."""
    return Navigator(facts)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the project, which a plain clone does not have."""
    if not SHARED.is_dir():
        pytest.skip(f"needs {SHARED}, which stands beside the project and is no part of it")
    return SHARED
