"""One record of a bulk input, in the form that is handed to a worker: cheap to hand over, read where it is decided."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NamedTuple

# Bytes of a JSON line, or characters of a line of CSV: far more than the longest text that is decided, and little
# enough that a file without line breaks fits in memory.
LONGEST_LINE = 1 << 20
_WHOLE = re.compile(r"\d{1,3}(?:\.0+)?")


class LineError(ValueError):
    """A record that cannot be decided; the message says why."""


class JsonLine(NamedTuple):
    """A line of JSON Lines as it stands in the file. ``line`` counts from 1."""

    line: int
    raw: bytes

    def item(self) -> Any:
        """The value. Raises LineError for what is no JSON, or could not be given back as JSON."""
        try:
            # A stray byte must spoil its own text only, so it is replaced.
            item = json.loads(self.raw.decode("utf-8", "replace"))
            json.dumps(item, ensure_ascii=False, allow_nan=False).encode()  # half a character or NaN
            return item
        except (ValueError, RecursionError) as error:
            raise LineError(
                f'not JSON ({error}); one object a line, such as {{"id": 1, "text": "my knee hurts"}}'
            ) from None


class Row(NamedTuple):
    """A row of a table. ``line`` is the line of a CSV that it begins on, or the number of a row, from 1."""

    line: int
    id: str | int | None
    text: str | None
    age: str | float | None

    def item(self) -> dict[str, Any]:
        """The row as an input line: an empty id or age is none, and a table's 64.0 is 64."""
        return {"id": None if self.id == "" else self.id, "text": self.text or "", "age": _years(self.age)}


class Mistake(NamedTuple):
    """What stands where a record should."""

    line: int
    error: str

    def item(self) -> Any:
        raise LineError(self.error)


Record = JsonLine | Row | Mistake


def _years(age: str | float | None) -> str | float | None:
    """A whole number where it is one; anything else as it is, for whoever says what is wrong with it."""
    if isinstance(age, str):
        age = age.strip()
        return int(float(age)) if _WHOLE.fullmatch(age) else age or None
    if isinstance(age, float):
        return None if math.isnan(age) else int(age) if age.is_integer() else age
    return age
