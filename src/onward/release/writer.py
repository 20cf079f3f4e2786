"""A release file, written beside its final place, checked, made safe on the disk and then put there in one step.

A crash or a full disk at any moment leaves what was there before, and at most a ``.part`` file that the next
build removes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

import polars as pl

from onward.release.errors import BuildError
from onward.release.header import APPLICATION_ID, VERSION, check_header
from onward.release.tables import Tables
from onward.release.traits import Traits

# Nobody reads the file before it is complete and synced, so it needs neither journal nor syncs on the way.
_FAST = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -262144",
    "page_size = 8192",
)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path to write to; on leaving, the file there becomes ``out``, all or nothing. Raises BuildError."""
    part = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        yield part
        _sync(part)
        os.replace(part, out)
        _sync(out.parent)
    except (OSError, sqlite3.Error) as error:
        raise BuildError(f"the release {out} could not be written: {error}; nothing was changed") from error
    finally:
        part.unlink(missing_ok=True)


def write(path: Path, tables: Tables, traits: Traits, meta: Mapping[str, str]) -> None:
    """Write and check a release at ``path``. Raises sqlite3.Error or OSError."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for setting in _FAST:
            db.execute(f"PRAGMA {setting}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.executescript(_script("schema.sql"))
        db.execute("BEGIN")
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        db.executemany("INSERT INTO trait VALUES (?, ?, ?)", traits.rows())
        for table, rows in tables.rows.items():
            _insert(db, table, rows)
        _insert(db, "name", tables.names)
        db.execute("COMMIT")
        db.executescript(_script("indexes.sql"))
        _check(db, tables)
    check_header(path)


def _insert(db: sqlite3.Connection, table: str, rows: pl.DataFrame) -> None:
    names = ", ".join(f'"{name}"' for name in rows.columns)
    marks = ", ".join("?" * rows.width)
    columns = (rows[name].to_list() for name in rows.columns)
    db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", zip(*columns, strict=True))


def _check(db: sqlite3.Connection, tables: Tables) -> None:
    """Count the rows again, so that an insert that went wrong in silence does not become a release."""
    for table, rows in tables.rows.items():
        (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count != len(rows):
            raise sqlite3.IntegrityError(f"{count} rows instead of {len(rows)} in {table}")


def _script(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _sync(path: Path) -> None:
    """Have the disk keep what was written; of a folder, its entries."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
