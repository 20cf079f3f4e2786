"""What SOURCE names: registry files in a folder, a zip or by themselves, plain or compressed, and those beside them."""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from onward.directory.columns import is_main, is_secondary, missing, renamed
from onward.release.errors import SourceError

# What a damaged file raises; RuntimeError is how zipfile refuses a password or a compression that it does not know.
UNREADABLE = (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile, csv.Error)

_SUFFIXES = (".csv", ".csv.gz")
_SECONDARY_PREFIX, _MAIN_PREFIX = "pl_pfile", "npidata_pfile"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the source. ``open`` gives its text as bytes, from the start; ``size`` is how many (a compressed
    file says it modulo 4 GiB, so for showing progress only).
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]

    def header(self) -> list[str]:
        """The names of its columns, as ``columns.renamed`` gives them. Raises SourceError for no text at all."""
        try:
            with self.open() as stream:
                line = stream.readline(1 << 20).decode("utf-8", "replace")
            return renamed(next(csv.reader([line.rstrip("\r\n")]), []))
        except UNREADABLE as error:
            raise SourceError(f"{self.name} cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class Source:
    """Main files and practice location files, in order of their names."""

    path: Path
    main: tuple[Part, ...]
    secondary: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes to read, for showing progress."""
        return sum(part.size for part in (*self.main, *self.secondary))


def find(source: str | Path) -> Source:
    """The parts of ``source``. Raises SourceError where there is no main file, or one lacks a needed column."""
    path = Path(source)
    if not path.exists():
        raise SourceError(f"{path} does not exist: give an NPPES .csv, .csv.gz or .zip, or a folder of them")
    if path.is_dir():
        return _sorted_out(path, [_file(found) for found in sorted(path.iterdir()) if _is_table(found.name)])
    if path.suffix == ".zip":
        return _sorted_out(path, list(_members(path)))
    _check(_file(path))
    return Source(path, (_file(path),), tuple(_beside(path)))


def _is_table(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


def _file(path: Path) -> Part:
    if path.name.lower().endswith(".gz"):
        return Part(path.name, _unpacked_size(path), lambda: cast("IO[bytes]", gzip.open(path, "rb")))
    return Part(path.name, path.stat().st_size, lambda: path.open("rb"))


def _unpacked_size(path: Path) -> int:
    """A gzip file ends with the size of what is in it."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 4))
        return max(int.from_bytes(stream.read(4), "little"), path.stat().st_size)


def _members(path: Path) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
    except (OSError, zipfile.BadZipFile) as error:
        raise SourceError(f"{path} cannot be read as a zip file: {error}") from error
    for info in sorted(infos, key=lambda info: info.filename):
        yield Part(info.filename, info.file_size, _member_opener(path, info.filename))


def _member_opener(path: Path, name: str) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        with zipfile.ZipFile(path) as archive:
            return archive.open(name)  # which keeps the file open until it is closed itself

    return opened


def _sorted_out(path: Path, parts: list[Part]) -> Source:
    """The files of a folder by what their headers say; others (names, endpoints, bare headers) are left alone."""
    headers = {part.name: part.header() for part in parts}
    main = [part for part in parts if is_main(headers[part.name]) and "fileheader" not in part.name.lower()]
    if not main:
        raise SourceError(f"{path} holds no NPPES main file (a .csv with the columns NPI and Entity Type Code)")
    for part in main:
        _check(part)
    return Source(path, tuple(main), tuple(part for part in parts if is_secondary(headers[part.name])))


def _check(part: Part) -> None:
    lacking = missing(part.header())
    if lacking:
        raise SourceError(f"{part.name} has no column {lacking!r}: is it an NPPES main file?")


def _beside(path: Path) -> list[Part]:
    """Practice location files in the same folder: the one that goes with this name, else every one."""
    found = [p for p in sorted(path.parent.iterdir()) if p.name.startswith(_SECONDARY_PREFIX) and _is_table(p.name)]
    ending = path.name.split(".")[0].removeprefix(_MAIN_PREFIX).lstrip("_")
    same = [p for p in found if p.name.split(".")[0] == f"{_SECONDARY_PREFIX}_{ending}"]
    parts = [_file(p) for p in same or found]
    return [part for part in parts if is_secondary(part.header())]
