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

import polars as pl

BLOCK = 16 << 20  # bytes: enough for Polars to work on whole columns, little enough to stay near the processor

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


def read(block: bytes, first: int, layout: Layout) -> Lines:
    """The rows of a block that are ours or blanked; the first line of the block is number ``first``."""
    lines = _lines(block, first)
    # A file has all its values in quotes, as the registry writes them, or none. The few lines that are not so, or
    # have a quote inside a value, are read one at a time.
    is_quoted = block.startswith(b'"')
    has_width = _has_width_quoted(layout.width) if is_quoted else _count(",") == layout.width - 1
    others, regular = _parted(lines, has_width)
    kept = regular.filter(_is_ours(layout.codes))
    quotes = 2 * layout.width if is_quoted else 0
    if _joined(kept).count(b'"') != quotes * len(kept):  # much faster than looking at each line
        doubtful, kept = _parted(kept, _count('"') == quotes)
        others = pl.concat([others, doubtful])
    mended, broken = _mended(others, layout)
    return Lines(_parsed(pl.concat([kept, mended]), layout), broken, len(lines))


def _parted(lines: pl.DataFrame, condition: pl.Expr) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that do not meet the condition, and those that do."""
    meets = lines.select(condition).to_series()
    return lines.filter(~meets), lines.filter(meets)


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
    """Columns ``line`` and ``text``, without empty lines."""
    try:
        lines = _split(block, first)
    except pl.exceptions.ComputeError:  # not UTF-8: Polars has looked at every byte, so we need not do so before
        lines = _split(as_utf8(block), first)
    return lines.with_columns(pl.col("text").str.strip_suffix("\r")).filter(pl.col("text") != "")


def _split(block: bytes, first: int) -> pl.DataFrame:
    return pl.read_csv(
        block.replace(_NEVER, b" "),
        has_header=False,
        new_columns=["text"],
        separator=_NEVER.decode(),
        quote_char=None,
        infer_schema=False,
        row_index_name="line",
        row_index_offset=first,
    )


def _count(part: str) -> pl.Expr:
    return pl.col("text").str.count_matches(part, literal=True)


def _has_width_quoted(width: int) -> pl.Expr:
    text = pl.col("text")
    return text.str.starts_with('"') & text.str.ends_with('"') & (_count('","') == width - 1)


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
    """The wanted columns of rows that are known to have as many values as the header."""
    if rows.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(layout.wanted, pl.String)).with_columns(rows["line"])
    at = [layout.header.index(name) for name in layout.wanted]
    parsed = pl.read_csv(
        _joined(rows),
        has_header=False,
        schema={str(number): pl.String() for number in range(layout.width)},  # not by name: a name may stand twice
        columns=at,
    )
    named = parsed.select(pl.col(str(number)).fill_null("").alias(layout.header[number]) for number in at)
    return named.with_columns(rows["line"])


def _joined(lines: pl.DataFrame) -> bytes:
    return lines.select(pl.col("text").str.join("\n").cast(pl.Binary)).item() or b""
