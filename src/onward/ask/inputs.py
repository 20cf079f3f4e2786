"""What ``onward route`` reads: JSON Lines, CSV or Parquet, as records in their order, whatever the size of the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from io import BufferedReader
from pathlib import Path

from onward.ask.records import LONGEST_LINE, JsonLine, Mistake, Record

# The ending of a file name -> what is in it.
FORMATS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
}
BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NAMES_SHOWN, _NAME_LENGTH = 20, 40


class InputError(Exception):
    """An input that cannot be read at all; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Records to decide. ``position()`` says how far those taken so far reach into ``total``: bytes of a file, rows
    of a table; a ``total`` of None is not known.
    """

    records: Iterator[Record]
    position: Callable[[], int] = lambda: 0
    total: int | None = None


def format_of(path: Path) -> str:
    """What the ending says; JSON Lines for a pipe or a device, which has none. Raises InputError for another ending."""
    if (known := FORMATS.get(path.suffix.lower())) or not path.is_file():
        return known or "jsonl"
    raise InputError(
        f"{path}: the ending {path.suffix!r} says no format; end the name in {', '.join(FORMATS)}, "
        "or say --format jsonl, csv or parquet"
    )


def json_lines(stream: BufferedReader, name: str, total: int | None = None) -> Source:
    """JSON Lines; blank lines are passed over and counted. Raises InputError for UTF-16."""
    refuse_utf_16(stream, name)
    return Source(_json_lines(stream), stream.tell if total is not None else lambda: 0, total)


def refuse_utf_16(stream: BufferedReader, name: str) -> None:
    """Every line of it would be an error. Some Windows programs write it without saying so."""
    if stream.peek(2).startswith(_UTF_16):
        raise InputError(f"{name} is in UTF-16; save it as UTF-8")


def missing_column(where: str, wanted: str, names: Collection[str]) -> InputError:
    """The error for a table without the column ``wanted``: which there are, and which was perhaps meant."""
    alike = {name.strip().lower(): name for name in names}
    close = [alike[key] for key in get_close_matches(wanted.strip().lower(), alike, n=1)]
    shown = ", ".join(repr(name[:_NAME_LENGTH]) for name in list(names)[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    hint = f"did you mean {close[0]!r}? " if close else ""
    return InputError(
        f"{where} has no column {wanted!r}; {hint}It has {shown}{more}: name the one with the text by --text-column"
    )


def _json_lines(stream: BufferedReader) -> Iterator[Record]:
    for number, raw in enumerate(iter(partial(stream.readline, LONGEST_LINE), b""), start=1):
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            _skip_line(stream)
            yield Mistake(number, f"the line is longer than {LONGEST_LINE:,} bytes; one object a line")
            continue
        line = raw.removeprefix(BOM) if number == 1 else raw
        if line.strip():
            yield JsonLine(number, line)


def _skip_line(stream: BufferedReader) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
