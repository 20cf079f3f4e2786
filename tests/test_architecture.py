"""What a clean interpreter loads: the core rooms bring no framework, no database and no table library with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import onward

SOURCE = Path(onward.__file__).parents[1]
HEAVY = ("django", "ninja", "polars", "sqlite3", "psycopg", "granian")
CORE = ("onward.knowledge", "onward.navigator", "onward.directory")


def there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def loaded_by(*modules: str) -> set[str]:
    """Names of the top-level modules that a fresh interpreter holds after importing ``modules``."""
    code = f"import json, sys; import {', '.join(modules)}; print(json.dumps(sorted(sys.modules)))"
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


@pytest.mark.parametrize("room", [room for room in CORE if there(room)])
def test_a_core_room_loads_no_framework_and_no_database(room: str) -> None:
    loaded = loaded_by(room)
    assert "onward" in loaded
    assert loaded & set(HEAVY) == set()


def test_deciding_loads_no_framework_and_no_database_either() -> None:
    code = (
        "import sys; from onward import knowledge; from onward.navigator import Navigator;"
        "assert Navigator(knowledge.load()).decide('My knee hurts').discipline == 'pt';"
        f"sys.exit(' '.join(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
        timeout=60,
    )
    assert done.stderr.strip() == ""


@pytest.mark.skipif(not there("onward.release.search"), reason="onward.ask needs onward.release.search, not built yet")
def test_asking_loads_neither_polars_nor_django() -> None:
    assert loaded_by("onward.ask") & {"polars", "django"} == set()


def test_deciding_a_list_loads_polars_only_for_a_file_of_its_kind() -> None:
    assert (
        loaded_by("onward.ask.bulk", "onward.ask.csv_rows", "onward.ask.parquet_rows") & {"polars", "django"} == set()
    )
    assert loaded_by("onward.cli") & {"polars", "django"} == set()


def test_importing_the_package_by_itself_loads_none_of_its_rooms() -> None:
    code = "import sys, onward; print([m for m in sys.modules if m.startswith('onward.')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
        timeout=60,
    )
    assert {m for m in CORE if m in done.stdout} == set()
