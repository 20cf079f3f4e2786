"""Sources made from what a test has in hand, and what came out of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from io import BufferedReader, BytesIO, StringIO
from typing import Any

from onward.ask.bulk import route
from onward.ask.csv_rows import csv_rows
from onward.ask.inputs import Source, json_lines


def jsonl(lines: Iterable[str | bytes]) -> Source:
    """The lines as JSON Lines."""
    whole = b"\n".join(line if isinstance(line, bytes) else line.rstrip("\n").encode() for line in lines)
    return json_lines(BufferedReader(BytesIO(whole)), "in.jsonl")


def table(text: str | bytes, text_column: str = "text") -> Source:
    """The text as CSV."""
    raw = text if isinstance(text, bytes) else text.encode()
    return csv_rows(BufferedReader(BytesIO(raw)), "in.csv", text_column)


def as_csv(items: Iterable[Mapping[str, Any]], columns: Iterable[str] = ("id", "text", "age")) -> str:
    """The items as a spreadsheet would write them."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(columns))
    writer.writeheader()
    writer.writerows(items)
    return out.getvalue()


def written(source: Source, workers: int = 1, **how: int) -> bytes:
    """Every byte that is written."""
    return b"".join(answered.lines for answered in route(source, workers, **how))


def read(source: Source, workers: int = 1, **how: int) -> list[dict[str, Any]]:
    """Every answer."""
    return [json.loads(line) for line in written(source, workers, **how).decode().split("\n") if line]
