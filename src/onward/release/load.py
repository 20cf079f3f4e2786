"""A source, read: the people, locations and licences to list, the rows left out and why, and what it counted."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import polars as pl

from onward.directory import columns
from onward.directory.gazetteer import Gazetteer
from onward.release import lines, rules
from onward.release.errors import SourceError
from onward.release.narrow import narrow, narrow_secondary, npi_is_valid, wanted, wanted_secondary
from onward.release.source import UNREADABLE, Part, Source
from onward.release.traits import Traits

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy

Progress = Callable[[int, int], None]  # called with bytes read so far and bytes in all

_WORKERS = 2  # Polars shares out much of its work by itself
_REJECT = ("file", "line", "npi", "reason")
_NO_SECONDARY = {"line": pl.UInt32, **dict.fromkeys((columns.NPI, *columns.SECONDARY.values()), pl.String)}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """``people`` one row per NPI with its main location; ``secondary`` locations by ``npi``; ``licences`` by ``row``.

    ``source_rows`` counts every line of the main files but headers and empty ones; ``digest`` is one SHA-256 over those
    of all the blocks that were read.
    """

    people: pl.DataFrame
    secondary: pl.DataFrame
    licences: pl.DataFrame
    rejects: pl.DataFrame
    source_rows: int
    sample: bool
    digest: str


class _Block(NamedTuple):
    """What a block of a main file gave: narrow columns, the broken lines as rejects, and how many lines it had."""

    people: pl.DataFrame
    slots: pl.DataFrame
    broken: pl.DataFrame
    lines: int


@dataclass(slots=True)
class _Reader:
    """Goes through the files once, block by block; some blocks are being taken apart while the next is read."""

    progress: Progress
    total: int
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    done: int = 0

    def each(self, part: Part, task: Callable[[bytes, int], T]) -> Iterator[T]:
        """``task`` of every block and the number of its first line, in order.

        Raises SourceError for a file that breaks off or is no table.
        """
        with ThreadPoolExecutor(_WORKERS) as workers:
            running: deque[Future[tuple[bytes, T]]] = deque()
            for block, number in self._blocks(part):
                running.append(workers.submit(_careful, task, part, block, number))
                if len(running) > _WORKERS:  # not more: each holds a block in memory several times over
                    yield self._told(running.popleft())
            while running:
                yield self._told(running.popleft())

    def _told(self, done: Future[tuple[bytes, T]]) -> T:
        digest, answer = done.result()
        self.digest.update(digest)
        return answer

    def _blocks(self, part: Part) -> Iterator[tuple[bytes, int]]:
        number = 2
        try:
            with part.open() as stream:
                self.digest.update(stream.readline())
                for block in lines.blocks(stream):
                    yield block, number
                    number += lines.count(block)
                    self.done += len(block)
                    self.progress(min(self.done, self.total), self.total)
        except UNREADABLE as error:
            raise SourceError(f"{part.name} breaks off or is damaged after line {number}: {error}") from error


def _careful(task: Callable[[bytes, int], T], part: Part, block: bytes, number: int) -> tuple[bytes, T]:
    """The digest of the block, and what the task makes of it."""
    try:
        return hashlib.sha256(block).digest(), task(block, number)
    except pl.exceptions.PolarsError as error:
        raise SourceError(f"{part.name} cannot be read after line {number - 1}: {error}") from error


def load(
    source: Source, taxonomy: Mapping[str, Taxonomy], traits: Traits, gazetteer: Gazetteer, progress: Progress
) -> Loaded:
    """Read every file of ``source``. Raises SourceError where one cannot be read."""
    reader = _Reader(progress, source.size)
    blocks = [block for number, part in enumerate(source.main) for block in _main(part, number, reader, list(taxonomy))]
    if not blocks:
        raise SourceError(f"{source.path} has a header and no rows")
    slots = pl.concat([block.slots for block in blocks])
    people = rules.with_codes(pl.concat([block.people for block in blocks]), slots, taxonomy, traits)
    people = rules.dated(rules.located(people, gazetteer)).with_columns(reason=rules.reason())
    listed, older = _latest(people.filter((pl.col("reason") == "") & (pl.col("codes") != "")))
    if listed.is_empty():
        raise SourceError(f"{source.path} has no row that can be listed: is it the NPPES main file?")
    left_out = people.filter(pl.col("reason") != "")
    return Loaded(
        people=listed,
        secondary=_secondary(source, reader, gazetteer),
        licences=rules.licences(slots),
        rejects=pl.concat([*(b.broken for b in blocks), left_out.select(*_REJECT), older.select(*_REJECT)]),
        source_rows=sum(block.lines for block in blocks),
        sample=bool(people["sample"].any()),
        digest=reader.digest.hexdigest(),
    )


def _main(part: Part, number: int, reader: _Reader, codes: list[str]) -> Iterator[_Block]:
    """The blocks of a main file, the ``number``-th of the source."""
    header = part.header()
    layout = lines.Layout(header, wanted(header), codes)

    def task(block: bytes, first: int) -> _Block:
        found = lines.read(block, first, layout)
        rows = found.rows.with_columns(row=pl.col("line").cast(pl.Int64) + (number << 40))
        made = narrow(rows, codes)
        people = made.people.with_columns(file=pl.lit(part.name))
        return _Block(people, made.slots, _broken(part.name, found.broken), found.count)

    return reader.each(part, task)


def _secondary(source: Source, reader: _Reader, gazetteer: Gazetteer) -> pl.DataFrame:
    """Other practice locations that say where they are, in the order of the files."""
    found = [narrow_secondary(pl.DataFrame(schema=_NO_SECONDARY))]
    for part in source.secondary:
        header = part.header()
        layout = lines.Layout(header, wanted_secondary(header), ())
        found += map(narrow_secondary, reader.each(part, partial(_rows, layout)))
    rows = rules.located(pl.concat(found), gazetteer)
    rows = rows.filter(npi_is_valid("npi"), ~pl.col("foreign"), pl.col("town") != "")
    return rows.with_columns(pl.col("npi").cast(pl.Int64)).with_row_index("row")


def _rows(layout: lines.Layout, block: bytes, first: int) -> pl.DataFrame:
    return lines.read(block, first, layout).rows


def _latest(people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each NPI once, by its last update (a folder may hold a full file and weekly ones); and the older rows."""
    people = people.with_columns(pl.col("npi").cast(pl.Int64)).sort("npi", "updated", "row")
    last = people["npi"].ne_missing(people["npi"].shift(-1))
    older = people.filter(~last).with_columns(pl.col("npi").cast(pl.String), reason=pl.lit("duplicate"))
    return people.filter(last), older


def _broken(file: str, numbers: list[int]) -> pl.DataFrame:
    rows = pl.DataFrame({"line": numbers}, schema={"line": pl.UInt32})
    return rows.select(file=pl.lit(file), line="line", npi=pl.lit(""), reason=pl.lit("fields"))
