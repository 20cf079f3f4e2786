"""Django on a care database that is empty for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import world

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    """The connection of Django's settings, to a new SQLite file."""
    world.set_up_django()
    from django.db import connections

    default = connections["default"]
    default.close()
    monkeypatch.setitem(default.settings_dict, "NAME", str(tmp_path / "care.sqlite3"))
    yield default
    default.close()
