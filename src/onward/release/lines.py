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

BLOCK = 32 << 20  # bytes: large enough for Polars to share out over cores, small beside the memory allowed

_NEVER = b"\x01"  # a separator that no line holds, so that a line stays whole
# The registry blanks the row of a deactivated NPI; its entity type, the second value, is empty.
_BLANK_ROW = r'^"?[0-9]{10}"?,(?:""|),'


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
    rest = b""
    while block := stream.read(size):
        end = block.rfind(b"\n") + 1
        if end:
            yield rest + block[:end]
            rest = block[end:]
        else:
            rest += block
    if rest:
        yield rest


def read(block: bytes, first: int, header: Sequence[str], wanted: Sequence[str], codes: Sequence[str]) -> Lines:
    """The rows of a block whose first line is number ``first`` that hold one of ``codes``, or are blanked.

    Without ``codes``, every row.
    """
    lines = pl.read_csv(
        as_utf8(block).replace(_NEVER, b" ") or b"\n",
        has_header=False,
        new_columns=["text"],
        separator=_NEVER.decode(),
        quote_char=None,
        infer_schema=False,
        row_index_name="line",
        row_index_offset=first,
    ).drop_nulls()
    text = pl.col("text")
    lines = lines.with_columns(text.str.strip_suffix("\r")).filter(text != "")
    lines = lines.with_columns(regular=_is_regular(len(header)))
    kept = lines.filter(pl.col("regular") & _is_ours(codes)).drop("regular")
    mended, broken = _mend(lines.filter(~pl.col("regular")), len(header), codes)
    rows = pl.concat([kept, mended]) if len(mended) else kept
    return Lines(_parsed(rows, header, wanted), broken, len(lines))


def as_utf8(block: bytes) -> bytes:
    """The block as UTF-8. Lines that are not are Latin-1: the registry has taken in both."""
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return b"\n".join(map(_line_as_utf8, block.split(b"\n")))
    return block


def _line_as_utf8(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1").encode("utf-8")
    return line


def _is_regular(width: int) -> pl.Expr:
    """Lines that need no careful reading: every value quoted, as the registry writes them, or none."""
    text = pl.col("text")
    quoted = (
        text.str.starts_with('"')
        & text.str.ends_with('"')
        & (text.str.count_matches('","', literal=True) == width - 1)
        & (text.str.count_matches('"', literal=True) == 2 * width)
    )
    plain = ~text.str.contains('"', literal=True) & (text.str.count_matches(",", literal=True) == width - 1)
    return quoted | plain


def _is_ours(codes: Sequence[str]) -> pl.Expr:
    text = pl.col("text")
    return text.str.contains_any(list(codes)) | text.str.contains(_BLANK_ROW) if codes else pl.lit(True)


def _mend(lines: pl.DataFrame, width: int, codes: Sequence[str]) -> tuple[pl.DataFrame, list[int]]:
    """The other lines, one at a time: those of the right width quoted evenly, and the numbers of the rest."""
    good: list[tuple[int, str]] = []
    broken: list[int] = []
    for number, text in lines.select("line", "text").iter_rows():
        values = _values(text)
        if len(values) != width:
            broken.append(number)
        elif not codes or any(code in text for code in codes) or not values[1]:
            good.append((number, ",".join('"' + value.replace('"', "'") + '"' for value in values)))
    return pl.DataFrame(good, schema=lines.select("line", "text").schema, orient="row"), broken


def _values(text: str) -> list[str]:
    try:
        return next(csv.reader([text]), [])
    except csv.Error:  # a value of more than 128 KiB: not a registry row
        return []


def _parsed(rows: pl.DataFrame, header: Sequence[str], wanted: Sequence[str]) -> pl.DataFrame:
    """The wanted columns of rows that are known to have as many values as the header."""
    if rows.is_empty():
        return pl.DataFrame(schema={**dict.fromkeys(wanted, pl.String), "line": pl.UInt32})
    names = ",".join(f'"{name}"' for name in header)
    parsed = pl.read_csv("\n".join([names, *rows["text"]]).encode(), columns=list(wanted), infer_schema=False)
    return parsed.fill_null("").with_columns(rows["line"].cast(pl.UInt32))
