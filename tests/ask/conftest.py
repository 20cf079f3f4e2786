"""An open sample release, and places to ask from."""

from __future__ import annotations

import pytest

from onward.directory.gazetteer import Gazetteer, gazetteer
from onward.release.search import Directory
from store import world


@pytest.fixture(scope="session")
def directory() -> Directory:
    return Directory.open(world.sample_release())


@pytest.fixture(scope="session")
def places() -> Gazetteer:
    return gazetteer()
