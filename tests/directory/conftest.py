"""What the directory suites share: the packaged taxonomy and the packaged places."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from onward import directory
from onward.directory import Gazetteer
from onward.knowledge import Knowledge
from onward.knowledge.model import Taxonomy


@pytest.fixture(scope="session")
def taxonomy(facts: Knowledge) -> Mapping[str, Taxonomy]:
    return facts.taxonomy


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return directory.gazetteer()
