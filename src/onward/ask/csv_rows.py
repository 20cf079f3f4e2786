"""Rows of a CSV file, each with the line that it begins on; a broken row is a mistake of its own and costs no other.

Python's ``csv`` does the reading. Around it: lines are counted, a line that is no UTF-8 is taken for Windows-1252 (the
Latin-1 that spreadsheets write), and after a row that cannot be read, reading goes on with the line after its first: a
quote that nobody closed would else swallow the rows that follow.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from io import BufferedReader, TextIOWrapper

from onward.ask.inputs import InputError, Source, missing_column, refuse_utf_16
from onward.ask.records import LONGEST_LINE, Mistake, Record, Row


def csv_rows(stream: BufferedReader, name: str, text_column: str = "text", total: int | None = None) -> Source:
    """The rows of a table with a header. Raises InputError for a header without ``text_column``, or none."""
    refuse_utf_16(stream, name)
    lines = _Lines(stream)
    rows = _rows(lines)
    header = _header(rows, name, text_column)
    return Source(_records(rows, header, text_column), lines.position if total is not None else lambda: 0, total)


class _Lines:
    """The lines of a text, one after the other, with a way back to the second line of the row that is being read."""

    def __init__(self, stream: BufferedReader) -> None:
        self._bytes = stream
        # Undecodable bytes are kept as they are, to be told apart line by line; line ends inside quotes are kept too.
        self._text = TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
        self._row: list[str] = []
        self._again: deque[str] = deque()
        self._done = 0

    @property
    def number(self) -> int:
        """The line, from 1, on which the row that is being read begins."""
        return self._done + 1

    def position(self) -> int:
        """How many bytes were read, those waiting in a buffer included."""
        return self._bytes.tell()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self._row.append(line)
        return line

    def row_ends(self) -> None:
        self._done += len(self._row)
        self._row.clear()

    def back_to_second_line(self) -> None:
        self._again.extendleft(reversed(self._row[1:]))
        del self._row[1:]
        self.row_ends()

    def _read(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            self._row.append("\n")
            raise csv.Error(f"a line longer than {LONGEST_LINE:,} characters")
        return line if line.isascii() else _mended(line)


def _mended(line: str) -> str:
    """The line, in Windows-1252 where it was no UTF-8; in Latin-1 where it is not even that."""
    try:
        line.encode()
        return line
    except UnicodeEncodeError:
        raw = line.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _rows(lines: _Lines) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The values of each row, or why it has none, with the line that it begins on. Blank lines are passed over."""
    reader = csv.reader(lines, strict=True)
    while True:
        number = lines.number
        try:
            row = next(reader, None)
        except csv.Error as error:
            lines.back_to_second_line()
            yield number, error
            continue
        lines.row_ends()
        if row is None:
            return
        if row:
            yield number, row


def _header(rows: Iterator[tuple[int, list[str] | csv.Error]], name: str, text_column: str) -> Sequence[str]:
    _, header = next(rows, (1, None))
    if header is None:
        raise InputError(f"{name} is empty; a CSV begins with the names of its columns, such as id,text,age")
    if isinstance(header, csv.Error):
        raise InputError(f"{name}: the first line, which names the columns, cannot be read ({header})")
    names = [column.strip() for column in header]
    if text_column not in names:
        raise missing_column(name, text_column, names)
    twice = next((column for column in (text_column, "id", "age") if names.count(column) > 1), None)
    if twice:
        raise InputError(f"{name} has {names.count(twice)} columns {twice!r}; leave one")
    return names


def _records(
    rows: Iterator[tuple[int, list[str] | csv.Error]], header: Sequence[str], text_column: str
) -> Iterator[Record]:
    at_text = header.index(text_column)
    at_id, at_age = (header.index(name) if name in header else None for name in ("id", "age"))
    for number, values in rows:
        if isinstance(values, csv.Error):
            yield Mistake(number, f"no row of CSV ({values}); double each quote that stands inside a quoted value")
        elif len(values) != len(header):
            yield Mistake(
                number,
                f"{len(values)} value{'s' * (len(values) != 1)} where the header has {len(header)}; "
                "put a value that holds a comma in double quotes",
            )
        else:
            yield Row(
                number,
                None if at_id is None else values[at_id],
                values[at_text],
                None if at_age is None else values[at_age],
            )
