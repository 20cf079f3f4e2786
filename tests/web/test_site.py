"""The site notices a new release by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onward.release import current
from store import world


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from onward.web import site

    clock = Clock()
    monkeypatch.setattr(site, "time", clock)
    return clock


@pytest.fixture
def switched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> Path:
    """A data folder of its own with a release that can be switched."""
    folder = tmp_path / "data"
    monkeypatch.setenv("ONWARD_DATA", str(folder))
    monkeypatch.delenv("ONWARD_RELEASE")
    switch(folder, "first.sqlite")
    return folder


def switch(folder: Path, name: str) -> None:
    """Make a release current, as ``onward directory build`` does."""

    def write(out: Path) -> None:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(world.sample_release(), out)

    current.install(folder, name, write)


def test_a_switch_is_noticed_within_five_seconds(clock: Clock, switched: Path) -> None:
    from onward.web.site import Site

    site = Site()
    assert site.directory.path.name == "first.sqlite"
    switch(switched, "second.sqlite")
    clock.now += 5
    assert site.directory.path.name == "second.sqlite"


def test_a_rollback_is_noticed_as_well(clock: Clock, switched: Path) -> None:
    from onward.web.site import Site

    switch(switched, "second.sqlite")
    site = Site()
    assert site.directory.path.name == "second.sqlite"
    current.rollback(switched)
    clock.now += 5
    assert site.directory.path.name == "first.sqlite"


def test_a_release_that_is_still_current_is_not_opened_again(clock: Clock, switched: Path) -> None:
    from onward.web.site import Site

    site = Site()
    opened = site.directory
    clock.now += 5
    assert site.directory is opened


def test_a_release_that_was_taken_away_serves_until_it_is_let_go(clock: Clock, switched: Path) -> None:
    from onward.directory.search import Query
    from onward.web.site import Site

    held = Site().directory
    switch(switched, "second.sqlite")
    switch(switched, "third.sqlite")
    assert not held.path.exists()
    assert held.search(Query(lat=34.05, lon=-118.24, limit=3)).hits


def test_the_note_at_the_foot_belongs_to_the_open_release(clock: Clock, switched: Path) -> None:
    from onward.web.site import Site

    note = Site().release_note()
    assert (note.sample, note.providers) == (True, world.ROWS)
