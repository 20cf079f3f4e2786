"""From the bytes of a registry file to the lines that matter, as columns of text.

A registry file is ten gigabytes of which one row in ten is about rehabilitation. So whole lines are read first,
those without a code of ours are dropped unparsed, and only the rest is taken apart. That is also what makes a
broken line harmless: it is counted with its number instead of shifting everything after it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np
import polars as pl
from numpy.typing import NDArray

BLOCK = 16 << 20  # bytes: enough for Polars to work on whole columns, little enough to stay near the processor

_NEWLINE, _RETURN, _QUOTE, _COMMA = b'\n\r",'
_CACHED, _LINES = 1 << 18, 256  # as many bytes, or lines, at a time as stay in the processor's own memory
_NEVER = b"\x01"  # a separator that no line holds, so that a line stays whole
# The registry blanks the row of a deactivated NPI; its entity type, the second value, is empty.
_BLANK_ROW = r'^"?\s*[0-9]{10}\s*"?,(?:"\s*"|\s*),'


@dataclass(frozen=True, slots=True)
class Layout:
    """What is in a file: the names of its header, those wanted, and the codes that make a row ours (none: all rows)."""

    header: Sequence[str]
    wanted: Sequence[str]
    codes: Sequence[str]

    @property
    def width(self) -> int:
        """Values in a row."""
        return len(self.header)


@dataclass(frozen=True, slots=True)
class Lines:
    """What one block gave. ``rows``: the wanted columns and ``line``, the number in the file (the header is line 1).
    ``broken``: numbers of lines with more or fewer values than the header. ``count``: all lines but empty ones.
    """

    rows: pl.DataFrame
    broken: list[int]
    count: int


def blocks(stream: IO[bytes], size: int = BLOCK) -> Iterator[bytes]:
    """The stream in blocks of whole lines."""
    while block := stream.read(size):
        yield block + stream.readline()


def count(block: bytes) -> int:
    """How many lines end in a block: what ``block.count`` says, three times as fast."""
    return sum(int(np.count_nonzero(part == _NEWLINE)) for _, part in _parts(np.frombuffer(block, np.uint8)))


def read(block: bytes, first: int, layout: Layout) -> Lines:
    """The rows of a block that are ours or blanked; the first line of the block is number ``first``."""
    try:
        lines = _lines(block, first)
    except pl.exceptions.ComputeError:  # not UTF-8: Polars has looked at every byte, so we need not do so before
        block = as_utf8(block)
        lines = _lines(block, first)
    # A file has all its values in quotes, as the registry writes them, or none. The few lines that are not so, or
    # have a quote inside a value, are read one at a time.
    is_quoted = block.startswith(b'"')
    is_regular = pl.Series(_regular(block, layout.width, is_quoted)).gather(lines["line"] - first)
    others, kept = lines.filter(~is_regular), lines.filter(is_regular).filter(_is_ours(layout.codes))
    try:
        rows = _parsed(kept, layout)
    except pl.exceptions.PolarsError:  # as many quotes as there should be, and not where they should be
        rows, others = _parsed(kept.clear(), layout), pl.concat([others, kept])
    mended, broken = _mended(others, layout)
    return Lines(pl.concat([rows, _parsed(mended, layout)]), broken, len(lines))


def as_utf8(block: bytes) -> bytes:
    """The block as UTF-8. Lines that are not are Latin-1: the registry has taken in both."""
    return b"\n".join(map(_line_as_utf8, block.split(b"\n")))


def _line_as_utf8(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1").encode("utf-8")
    return line


def _lines(block: bytes, first: int) -> pl.DataFrame:
    """Columns ``line`` and ``text``, without empty lines. Raises ComputeError for bytes that are not UTF-8."""
    lines = pl.read_csv(
        block.replace(_NEVER, b" "),
        has_header=False,
        new_columns=["text"],
        separator=_NEVER.decode(),
        quote_char=None,
        infer_schema=False,
        row_index_name="line",
        row_index_offset=first,
    )
    return lines.with_columns(pl.col("text").str.strip_suffix("\r")).filter(pl.col("text") != "")


def _regular(block: bytes, width: int, is_quoted: bool) -> NDArray[np.bool_]:
    """Of each line, whether it has the separators and quotes of a row of ``width`` values and begins and ends as one.

    They are counted in a byte, four times as fast as in two: a line of 256 values too many seems regular, and is found
    out when it is taken apart.
    """
    values = np.frombuffer(block, np.uint8)
    ends = np.concatenate([at + np.flatnonzero(part == _NEWLINE) for at, part in _parts(values)])
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(values))
    starts = np.append(0, ends[:-1] + 1)
    separators, quotes = (np.empty(len(ends), np.uint8) for _ in range(2))
    for at in range(0, len(ends), _LINES):
        some = slice(at, at + _LINES)
        part = values[starts[at] : ends[some][-1] + 1]
        begins = starts[some] - starts[at]
        is_quote, is_comma = part == _QUOTE, part == _COMMA
        if is_quoted:  # a comma between two quotes
            is_comma[1:-1] &= is_quote[:-2] & is_quote[2:]
            is_comma[[0, -1]] = False
        separators[some] = np.add.reduceat(is_comma.view(np.uint8), begins, dtype=np.uint8)
        quotes[some] = np.add.reduceat(is_quote.view(np.uint8), begins, dtype=np.uint8)
    as_many = (separators == (width - 1) % 256) & (quotes == (2 * width % 256 if is_quoted else 0))
    return np.asarray(as_many & _framed(values, starts, ends) if is_quoted else as_many, np.bool_)


def _framed(values: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Of each line, whether it begins and ends with a quote."""
    last = np.maximum(ends - 1, 0)
    last = np.where(values[last] == _RETURN, np.maximum(last - 1, 0), last)
    return np.asarray((values[np.minimum(starts, len(values) - 1)] == _QUOTE) & (values[last] == _QUOTE))


def _parts(values: NDArray[np.uint8]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Pieces that stay in the processor's own memory, each with its place."""
    return ((at, values[at : at + _CACHED]) for at in range(0, len(values), _CACHED))


def _is_ours(codes: Sequence[str]) -> pl.Expr:
    text = pl.col("text")
    return text.str.contains_any(list(codes)) | text.str.contains(_BLANK_ROW) if codes else pl.lit(True)


def _mended(lines: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[int]]:
    """Irregular lines, one at a time: those of the right width quoted evenly, and the numbers of the rest."""
    good: list[tuple[int, str]] = []
    broken: list[int] = []
    for number, text in lines.select("line", "text").iter_rows():
        values = _values(text)
        if len(values) != layout.width:
            broken.append(number)
        elif not layout.codes or not values[1].strip() or any(code in text for code in layout.codes):
            good.append((number, '"' + '","'.join(value.replace('"', "'") for value in values) + '"'))
    return pl.DataFrame(good, schema=lines.select("line", "text").schema, orient="row"), broken


def _values(text: str) -> list[str]:
    try:
        return next(csv.reader([text]), [])
    except csv.Error:  # a value of more than 128 KiB: not a registry row
        return []


def _parsed(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """The wanted columns of rows that seem to have as many values as the header. Raises PolarsError if not so."""
    if rows.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(layout.wanted, pl.String)).with_columns(rows["line"])
    at = [layout.header.index(name) for name in layout.wanted]
    parsed = pl.read_csv(
        _joined(rows),
        has_header=False,
        schema={str(number): pl.String() for number in range(layout.width)},  # not by name: a name may stand twice
        columns=at,
    )
    if len(parsed) != len(rows):
        raise pl.exceptions.ShapeError(f"{len(rows)} lines gave {len(parsed)} rows")
    named = parsed.select(pl.col(str(number)).fill_null("").alias(layout.header[number]) for number in at)
    return named.with_columns(rows["line"])


def _joined(lines: pl.DataFrame) -> bytes:
    return lines.select(pl.col("text").str.join("\n").cast(pl.Binary)).item() or b""
