"""A source, read: the people, locations and licences to list, the rows left out and why, and what it counted."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from onward.directory.gazetteer import Gazetteer
from onward.release import lines, rules
from onward.release.errors import SourceError
from onward.release.narrow import narrow, narrow_secondary, npi_is_valid, wanted, wanted_secondary
from onward.release.source import Part, Source
from onward.release.traits import Traits

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy

Progress = Callable[[int, int], None]  # called with bytes read so far and bytes in all

_REJECT = {"file": pl.String, "line": pl.UInt32, "npi": pl.String, "reason": pl.String}


@dataclass(frozen=True, slots=True)
class Loaded:
    """``people`` one row per NPI with its main location; ``secondary`` locations by ``npi``; ``licences`` by ``row``.

    ``source_rows`` counts every line of the main files but headers and empty ones; ``digest`` is the SHA-256 of all
    that was read.
    """

    people: pl.DataFrame
    secondary: pl.DataFrame
    licences: pl.DataFrame
    rejects: pl.DataFrame
    source_rows: int
    sample: bool
    digest: str


@dataclass(slots=True)
class _Reader:
    """Goes through the files once, block by block."""

    codes: list[str]
    progress: Progress
    total: int
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    done: int = 0

    def blocks(self, part: Part, names: list[str], codes: list[str]) -> Iterator[lines.Lines]:
        """What each block of a file gave. Raises SourceError for one that breaks off or is no text file."""
        header = part.header()
        number = 2
        try:
            with part.open() as stream:
                self.digest.update(stream.readline())
                for block in lines.blocks(stream):
                    self.digest.update(block)
                    yield lines.read(block, number, header, names, codes)
                    number += block.count(b"\n")
                    self.done += len(block)
                    self.progress(min(self.done, self.total), self.total)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise SourceError(f"{part.name} breaks off or is damaged after line {number}: {error}") from error


def load(
    source: Source, taxonomy: Mapping[str, Taxonomy], traits: Traits, gazetteer: Gazetteer, progress: Progress
) -> Loaded:
    """Read every file of ``source``. Raises SourceError where one cannot be read."""
    reader = _Reader(list(taxonomy), progress, source.size)
    people, slots, rejects, count = _main_files(source, reader)
    secondary = _secondary_files(source, reader, gazetteer)
    people = rules.dated(rules.located(rules.with_codes(people, slots, taxonomy, traits), gazetteer))
    people = people.with_columns(reason=rules.reason())
    left_out = people.filter(pl.col("reason") != "")
    listed, older = _latest(people.filter((pl.col("reason") == "") & (pl.col("codes") != "")))
    return Loaded(
        people=listed,
        secondary=secondary,
        licences=rules.licences(slots),
        rejects=pl.concat([rejects, left_out.select(*_REJECT), older.select(*_REJECT)]),
        source_rows=count,
        sample=bool(people["sample"].any()),
        digest=reader.digest.hexdigest(),
    )


def _main_files(source: Source, reader: _Reader) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, int]:
    """People and slots, narrow; the lines that could not be taken apart; and how many lines there were."""
    people, slots, rejects = [], [], []
    count = 0
    for part in source.main:
        for found in reader.blocks(part, wanted(part.header()), reader.codes):
            block = narrow(
                found.rows.with_row_index("row", count).with_columns(pl.col("row").cast(pl.Int64)), reader.codes
            )
            people.append(block.people.with_columns(file=pl.lit(part.name)))
            slots.append(block.slots)
            rejects.append(_broken(part.name, found.broken))
            count += found.count
    if not people:
        raise SourceError(f"{source.path} has a header and no rows")
    return pl.concat(people), pl.concat(slots), pl.concat(rejects), count


def _secondary_files(source: Source, reader: _Reader, gazetteer: Gazetteer) -> pl.DataFrame:
    """Other practice locations that say where they are, in the order of the files."""
    found = [
        narrow_secondary(block.rows)
        for part in source.secondary
        for block in reader.blocks(part, wanted_secondary(part.header()), [])
    ]
    if not found:
        found = [narrow_secondary(pl.DataFrame(schema=dict.fromkeys(wanted_secondary([]), pl.String)))]
    rows = rules.located(pl.concat(found), gazetteer)
    rows = rows.filter(npi_is_valid("npi"), ~pl.col("foreign"), pl.col("town") != "")
    return rows.with_columns(pl.col("npi").cast(pl.Int64)).with_row_index("row")


def _latest(people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each NPI once, by its last update (a folder may hold a full file and weekly ones); and the older rows."""
    people = people.with_columns(pl.col("npi").cast(pl.Int64)).sort("npi", "updated", "row")
    last = people["npi"].ne_missing(people["npi"].shift(-1))
    older = people.filter(~last).with_columns(pl.col("npi").cast(pl.String), reason=pl.lit("duplicate"))
    return people.filter(last), older


def _broken(file: str, numbers: list[int]) -> pl.DataFrame:
    rows = pl.DataFrame({"line": numbers}, schema={"line": pl.UInt32})
    return rows.select(file=pl.lit(file), line="line", npi=pl.lit(""), reason=pl.lit("fields"))
