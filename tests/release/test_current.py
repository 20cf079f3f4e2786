"""The data folder: which release is current, which is kept, and what a failure leaves."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from onward.release import BuildError, Directory, ReleaseError
from onward.release.current import data_folder, has_release, install, resolve_release, rollback


def _install(data: Path, name: str, released: Path) -> Path:
    def write(out: Path) -> Path:
        out.parent.mkdir(parents=True, exist_ok=True)
        return Path(copyfile(released, out))

    return install(data, name, write)


def _kept(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "releases").iterdir())


def test_an_empty_folder_has_no_release_and_says_what_to_do(tmp_path: Path) -> None:
    assert not has_release({}, tmp_path)
    with pytest.raises(ReleaseError, match="onward directory build SOURCE"):
        resolve_release({}, tmp_path)


def test_an_installed_release_is_current_and_opens(tmp_path: Path, released: Path) -> None:
    _install(tmp_path, "a.sqlite", released)
    assert resolve_release({}, tmp_path) == tmp_path / "releases" / "a.sqlite"
    assert has_release({}, tmp_path)
    assert Directory.open(resolve_release({}, tmp_path)).info()["sample"]


def test_the_current_release_and_the_one_before_are_kept_and_older_ones_removed(tmp_path: Path, released: Path) -> None:
    for name in ("a.sqlite", "b.sqlite", "c.sqlite"):
        _install(tmp_path, name, released)
    assert resolve_release({}, tmp_path).name == "c.sqlite"
    assert _kept(tmp_path) == ["b.sqlite", "c.sqlite"]


def test_going_back_twice_is_where_one_was(tmp_path: Path, released: Path) -> None:
    for name in ("a.sqlite", "b.sqlite"):
        _install(tmp_path, name, released)
    assert rollback(tmp_path).name == "a.sqlite"
    assert resolve_release({}, tmp_path).name == "a.sqlite"
    assert rollback(tmp_path).name == "b.sqlite"
    assert _kept(tmp_path) == ["a.sqlite", "b.sqlite"]


def test_after_going_back_a_new_release_keeps_the_one_gone_back_to(tmp_path: Path, released: Path) -> None:
    for name in ("a.sqlite", "b.sqlite"):
        _install(tmp_path, name, released)
    rollback(tmp_path)
    _install(tmp_path, "c.sqlite", released)
    assert rollback(tmp_path).name == "a.sqlite"


def test_the_same_release_again_does_not_push_out_the_one_before(tmp_path: Path, released: Path) -> None:
    for name in ("a.sqlite", "b.sqlite", "b.sqlite"):
        _install(tmp_path, name, released)
    assert rollback(tmp_path).name == "a.sqlite"


def test_with_nothing_before_there_is_no_going_back(tmp_path: Path, released: Path) -> None:
    _install(tmp_path, "a.sqlite", released)
    with pytest.raises(ReleaseError, match="no earlier release"):
        rollback(tmp_path)
    assert resolve_release({}, tmp_path).name == "a.sqlite"


def test_a_damaged_release_is_not_gone_back_to(tmp_path: Path, released: Path) -> None:
    for name in ("a.sqlite", "b.sqlite"):
        _install(tmp_path, name, released)
    (tmp_path / "releases" / "a.sqlite").write_bytes(b"")
    with pytest.raises(ReleaseError, match=r"a\.sqlite"):
        rollback(tmp_path)
    assert resolve_release({}, tmp_path).name == "b.sqlite"


def test_a_release_that_cannot_be_written_leaves_the_current_one(tmp_path: Path, released: Path) -> None:
    _install(tmp_path, "a.sqlite", released)

    def fail(out: Path) -> None:
        raise BuildError(f"{out} could not be written")

    with pytest.raises(BuildError):
        install(tmp_path, "b.sqlite", fail)
    assert resolve_release({}, tmp_path).name == "a.sqlite"
    assert _kept(tmp_path) == ["a.sqlite"]


def test_a_pointer_that_cannot_be_written_leaves_the_current_one(tmp_path: Path, released: Path) -> None:
    _install(tmp_path, "a.sqlite", released)
    (tmp_path / "current.part").mkdir()  # something in the way
    with pytest.raises(BuildError, match="nothing was changed"):
        _install(tmp_path, "b.sqlite", released)
    assert resolve_release({}, tmp_path).name == "a.sqlite"


def test_an_open_release_can_still_be_read_after_it_was_removed(tmp_path: Path, released: Path) -> None:
    _install(tmp_path, "a.sqlite", released)
    directory = Directory.open(resolve_release({}, tmp_path))
    for name in ("b.sqlite", "c.sqlite"):
        _install(tmp_path, name, released)
    assert not directory.path.exists()
    assert directory.towns("CA")


def test_the_environment_names_folder_and_release(tmp_path: Path, released: Path) -> None:
    assert data_folder({"ONWARD_DATA": str(tmp_path)}) == tmp_path
    assert data_folder({"ONWARD_DATA": "~/x"}) == Path.home() / "x"
    _install(tmp_path, "a.sqlite", released)
    assert resolve_release({"ONWARD_RELEASE": str(released)}, tmp_path) == released
    assert not has_release({"ONWARD_RELEASE": str(tmp_path / "gone")}, tmp_path)
