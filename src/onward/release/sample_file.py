"""Fictional providers to files: the main file with its practice locations beside it, or both in one zip."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from onward.directory.gazetteer import Gazetteer
from onward.directory.sample import SECONDARY_HEADER, Lines, header, lines, quoted
from onward.release.errors import SourceError

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy

_CHUNK = 2_000  # rows between two writes and two calls of progress


def write(
    rows: int,
    seed: int,
    out: Path,
    taxonomy: Mapping[str, Taxonomy],
    gazetteer: Gazetteer,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Path, ...]:
    """Write ``rows`` fictional providers to ``out``, a .csv (a pl_pfile appears beside it) or a .zip of both.

    The same seed gives the same rows. ``progress`` is called with rows done and rows in all. Returns the files
    written. Raises SourceError for another ending or number, OSError where a file cannot be written.
    """
    try:
        made = lines(rows, seed, taxonomy, gazetteer)
        first = next(made)
    except ValueError as error:
        raise SourceError(str(error)) from error
    chunks = _chunks(first, made, rows, progress)
    if out.suffix == ".csv":
        return _write_csv(out, chunks)
    if out.suffix == ".zip":
        return _write_zip(out, chunks)
    raise SourceError(f"{out.name}: a sample is written as .csv or .zip")


def _chunks(
    first: Lines, made: Iterator[Lines], rows: int, progress: Callable[[int, int], None]
) -> Iterator[list[Lines]]:
    chunk, done = [first, *islice(made, _CHUNK - 1)], 0
    while chunk:
        yield chunk
        done += len(chunk)
        progress(done, rows)
        chunk = list(islice(made, _CHUNK))


def _write_csv(out: Path, chunks: Iterable[list[Lines]]) -> tuple[Path, ...]:
    beside = out.with_name(f"pl_pfile_{out.stem.removeprefix('npidata_pfile_')}.csv")
    part = out.with_name(out.name + ".part")
    with part.open("wb") as main:
        secondary = _write_main(main, chunks)
    beside.write_bytes(secondary)
    os.replace(part, out)  # last: whoever sees the main file finds the other one beside it
    return out, beside


def _write_zip(out: Path, chunks: Iterable[list[Lines]]) -> tuple[Path, ...]:
    part = out.with_name(out.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open(zipfile.ZipInfo("npidata_pfile_sample.csv"), "w", force_zip64=True) as main:
            secondary = _write_main(main, chunks)
        archive.writestr(zipfile.ZipInfo("pl_pfile_sample.csv"), secondary, zipfile.ZIP_DEFLATED)
    os.replace(part, out)
    return (out,)


def _write_main(main: IO[bytes], chunks: Iterable[list[Lines]]) -> bytes:
    """Write the main file; the practice location file is small enough to hand back."""
    secondary = [quoted(SECONDARY_HEADER)]
    main.write(f"{quoted(header())}\n".encode())
    for chunk in chunks:
        main.write("\n".join([*(row.main for row in chunk), ""]).encode())
        secondary += [row.secondary for row in chunk if row.secondary]
    return "".join(f"{line}\n" for line in secondary).encode()
