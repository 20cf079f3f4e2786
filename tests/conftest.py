"""What the suites share: the packaged facts, a navigator, an empty care database, the folder beside the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onward import directory, knowledge
from onward.directory import Gazetteer
from onward.knowledge import Knowledge
from onward.knowledge.model import Taxonomy
from onward.navigator import Navigator

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

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


@pytest.fixture(scope="session")
def taxonomy(facts: Knowledge) -> Mapping[str, Taxonomy]:
    """The packaged taxonomy codes."""
    return facts.taxonomy


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The packaged places."""
    return directory.gazetteer()


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    """The connection of Django's settings, to a new SQLite file."""
    from store import world

    world.set_up_django()
    from django.db import connections

    default = connections["default"]
    default.close()
    monkeypatch.setitem(default.settings_dict, "NAME", str(tmp_path / "care.sqlite3"))
    yield default
    default.close()
