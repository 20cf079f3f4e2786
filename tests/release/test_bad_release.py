"""A release that is none: one line with the path and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from onward.directory import Query
from onward.release import Directory, ReleaseError
from onward.release.header import VERSION


def _missing(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def _cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _one_byte_less(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def _text(path: Path) -> None:
    path.write_text("NPI,Entity Type Code\n" * 50, encoding="utf-8")


def _other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")


def _other_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")


def _no_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE trait")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        _missing, _empty, _short, _cut_in_half, _one_byte_less, _longer, _text, _other_program, _other_version, _folder,
        _no_tables,
    ],
)  # fmt: skip
def test_a_bad_release_is_refused_with_its_path_and_what_to_do(
    damage: Callable[[Path], None], released: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bad.sqlite"
    path.write_bytes(released.read_bytes())
    Directory.open(path)  # it was whole
    damage(path)
    with pytest.raises(ReleaseError) as error:
        Directory.open(path)
    message = str(error.value)
    assert str(path) in message
    assert "\n" not in message
    assert "onward directory build SOURCE" in message or damage is _folder


def test_damage_inside_shows_as_a_release_error_when_it_is_read(released: Path, tmp_path: Path) -> None:
    whole = released.read_bytes()
    path = tmp_path / "bad.sqlite"
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(ReleaseError, match=r"bad\.sqlite") as error:
        Directory.open(path).search(Query(lat=36.7, lon=-119.7))
    assert "onward directory build SOURCE" in str(error.value)


def test_opening_changes_nothing_beside_the_release(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "whole.sqlite"
    path.write_bytes(released.read_bytes())
    path.chmod(0o444)
    Directory.open(path).search(Query(lat=36.7, lon=-119.7))
    assert [found.name for found in tmp_path.iterdir()] == ["whole.sqlite"]
    assert path.read_bytes() == released.read_bytes()
