"""The data folder and which of its releases is current.

::

    <data folder>/releases/*.sqlite  releases, named by date and content, never changed once there
    <data folder>/current          two lines: the name of the current one, then of the one before

The pointer is replaced in one step, so a reader finds the old release or the new one and nothing between.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from onward.release.errors import BuildError, ReleaseError
from onward.release.header import check_header

KEPT = 2  # the current release and the one to roll back to

T = TypeVar("T")


def data_folder(env: Mapping[str, str]) -> Path:
    """ONWARD_DATA, or the platform's folder for the user's data. It may not exist yet."""
    if named := env.get("ONWARD_DATA"):
        return Path(named).expanduser()
    import platformdirs  # 20 ms that most commands need not spend

    return Path(platformdirs.user_data_dir("onward", appauthor=False))


def resolve_release(env: Mapping[str, str], data: Path) -> Path:
    """ONWARD_RELEASE, or the current release of ``data``. Raises ReleaseError where there is neither."""
    if named := env.get("ONWARD_RELEASE"):
        return Path(named).expanduser()
    current = _pointer(data)
    if not current:
        raise ReleaseError(f"no directory release in {data}: run `onward directory build SOURCE` first")
    return data / "releases" / current[0]


def has_release(env: Mapping[str, str], data: Path) -> bool:
    """Whether ``resolve_release`` would find a file."""
    try:
        return resolve_release(env, data).is_file()
    except ReleaseError:
        return False


def install(data: Path, name: str, write: Callable[[Path], T]) -> T:
    """Have ``write`` make the release ``name`` in ``data``, then make it current; the one before is kept.

    Raises what ``write`` raises, and BuildError where the switch fails; the current release is then as it was.
    """
    made = write(data / "releases" / name)
    before = [known for known in _pointer(data) if known != name]
    _point(data, [name, *before][:KEPT])
    _remove_others(data)
    return made


def rollback(data: Path) -> Path:
    """Make the release before the current one current again, and keep that as the one before. Raises ReleaseError."""
    names = _pointer(data)
    if len(names) < 2:
        raise ReleaseError(f"there is no earlier release in {data} to go back to")
    check_header(data / "releases" / names[1])
    _point(data, [names[1], names[0]])
    return data / "releases" / names[1]


def _pointer(data: Path) -> list[str]:
    """The names in the pointer file, current first; none where there is no such file."""
    try:
        return (data / "current").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ReleaseError(f"{data / 'current'} cannot be read: {error.strerror}") from error


def _point(data: Path, names: list[str]) -> None:
    part = data / "current.part"
    try:
        with part.open("w", encoding="utf-8") as pointer:
            pointer.write("".join(f"{name}\n" for name in names))
            pointer.flush()
            os.fsync(pointer.fileno())
        os.replace(part, data / "current")
    except OSError as error:
        raise BuildError(f"{data / 'current'} could not be written: {error.strerror}; nothing was changed") from error


def _remove_others(data: Path) -> None:
    """Releases that nothing points to. A server that still reads one keeps it until it closes the file."""
    names = _pointer(data)
    for path in (data / "releases").glob("*.sqlite"):
        if path.name not in names:
            path.unlink(missing_ok=True)
