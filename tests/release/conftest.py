"""What the release suites share: the packaged facts, one sample file, its release, and a way to build small ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from onward.directory import Gazetteer
from onward.knowledge.model import Taxonomy
from onward.release import Directory, sample_file
from onward.release.build import Built, build
from release import files

SAMPLE_ROWS = 3_000

Build = Callable[[Path], tuple[Built, Directory]]
World = Callable[..., Directory]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> Path:
    """A file of fictional providers, with their other locations beside it."""
    out = tmp_path_factory.mktemp("sample") / "npidata_pfile_sample.csv"
    sample_file.write(SAMPLE_ROWS, 7, out, taxonomy, gazetteer)
    return out


@pytest.fixture(scope="session")
def released(
    sample: Path, tmp_path_factory: pytest.TempPathFactory, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> Path:
    """The release made from the sample. Read it, do not change it."""
    out = tmp_path_factory.mktemp("release") / "sample.sqlite"
    build(sample, out, taxonomy, gazetteer, files.TODAY)
    return out


@pytest.fixture(scope="session")
def found(released: Path) -> Directory:
    """The release, open."""
    return Directory.open(released)


@pytest.fixture
def built(tmp_path: Path, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> Build:
    """Builds a source and opens what came of it."""

    def make(source: Path) -> tuple[Built, Directory]:
        made = build(source, tmp_path / "made" / "release.sqlite", taxonomy, gazetteer, files.TODAY)
        return made, Directory.open(made.path)

    return make


@pytest.fixture
def world(tmp_path: Path, built: Build) -> World:
    """A directory of hand-made rows."""

    def make(rows: Iterable[files.Row], places: Iterable[files.Row] = ()) -> Directory:
        return built(files.write(tmp_path, rows, places))[1]

    return make
