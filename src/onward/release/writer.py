"""A release file, written beside its final place, checked, made safe on the disk and then put there in one step.

A full disk or a crash at any moment leaves what was there before; after a crash a ``.part`` file may lie beside it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from importlib import resources
from itertools import chain, islice
from pathlib import Path

import polars as pl

from onward.release.errors import BuildError
from onward.release.header import APPLICATION_ID, VERSION, check_header
from onward.release.tables import Table
from onward.release.traits import Traits

# Nobody reads the file before it is complete and synced, so it needs neither journal nor syncs on the way.
_FAST = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -262144",
    "page_size = 8192",
)

_AT_ONCE = 40  # rows of a statement
_SLICE = 40_000  # rows that are Python values at one time; a multiple of _AT_ONCE


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path to write to; on leaving, the file there becomes ``out``, all or nothing. Raises BuildError."""
    part = out.with_name(f"{out.name}.{os.getpid()}.part")  # two builds at once must not write to one file
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
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write(path: Path, tables: Iterable[Table], traits: Traits, meta: Mapping[str, str]) -> None:
    """Write and check a release at ``path``. Raises sqlite3.Error or OSError."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as db:
        for setting in _FAST:
            db.execute(f"PRAGMA {setting}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.executescript(_script("schema.sql"))
        db.execute("BEGIN")
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        db.executemany("INSERT INTO trait VALUES (?, ?, ?)", traits.rows())
        _insert_all(db, tables)
        db.execute("COMMIT")
        db.executescript(_script("indexes.sql"))
    check_header(path)


def _insert_all(db: sqlite3.Connection, tables: Iterable[Table]) -> None:
    """Insert the tables as they come. SQLite works in a thread of its own while the next table is worked out."""
    with ThreadPoolExecutor(1) as worker:
        running = [worker.submit(_insert, db, table) for table in tables]
        for inserted in running:
            inserted.result()


def _insert(db: sqlite3.Connection, table: Table) -> None:
    """Insert many rows with one statement: it halves the time, most of which goes into starting statements."""
    names = ", ".join(f'"{name}"' for name in table.rows.columns)
    marks = f"({', '.join('?' * table.rows.width)})"
    values = chain.from_iterable(map(_tuples, table.rows.iter_slices(_SLICE)))
    insert = f"INSERT INTO {table.name} ({names}) VALUES "
    bundles = (list(chain.from_iterable(islice(values, _AT_ONCE))) for _ in range(len(table.rows) // _AT_ONCE))
    db.executemany(insert + ", ".join([marks] * _AT_ONCE), bundles)
    db.executemany(insert + marks, values)
    _check(db, table)


def _tuples(rows: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    return zip(*(column.to_list() for column in rows), strict=True)


def _check(db: sqlite3.Connection, table: Table) -> None:
    """Count the rows again, so that an insert that went wrong in silence does not become a release."""
    if table.name == "name":  # the full-text index keeps no rows to count
        return
    (count,) = db.execute(f"SELECT count(*) FROM {table.name}").fetchone()
    if count != len(table.rows):
        raise sqlite3.IntegrityError(f"{count} rows instead of {len(table.rows)} in {table.name}")


def _script(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _sync(path: Path) -> None:
    """Have the disk keep what was written; of a folder, its entries."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
