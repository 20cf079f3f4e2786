"""Rows of a Parquet file, read through Polars a slice at a time. Polars takes 0.4 s to import, so it is imported when
there is such a file and not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onward.ask.inputs import InputError, Source, missing_column
from onward.ask.records import Record, Row

if TYPE_CHECKING:
    import polars as pl

_SLICE = 8192  # rows: a few megabytes of text, and no slower than all at once
_MAGIC = b"PAR1"
_TEXTS = ("String", "Categorical", "Enum")


def parquet_rows(path: Path, text_column: str = "text") -> Source:
    """The rows of a file. Raises InputError for what is no Parquet, or has no column of texts by that name."""
    with path.open("rb") as stream:
        begins = stream.read(len(_MAGIC))
    if begins != _MAGIC:
        raise InputError(
            f"{path} is {'no Parquet file: it does not begin with PAR1' if begins else 'empty, and no Parquet file'}"
        )
    import polars as pl

    with _read(path):
        frame = pl.scan_parquet(path, glob=False)
        schema = frame.collect_schema()
        total = frame.select(pl.len()).collect().item()
    if text_column not in schema:
        raise missing_column(str(path), text_column, schema.names())
    for name, right, wanted in (
        (text_column, _is_text, "text"),
        ("id", _is_id, "text or whole numbers"),
        ("age", _is_age, "numbers"),
    ):
        if name in schema and not right(schema[name]):
            raise InputError(f"{path}: the column {name!r} has the type {schema[name]}; it must be {wanted}")
    columns = [
        _column(schema, name).alias(alias) for name, alias in ((text_column, "text"), ("id", "id"), ("age", "age"))
    ]
    reached = [0]
    return Source(_rows(path, frame.select(columns), total, reached), lambda: reached[0], total)


def _rows(path: Path, frame: pl.LazyFrame, total: int, reached: list[int]) -> Iterator[Record]:
    for start in range(0, total, _SLICE):
        with _read(path):
            part = frame.slice(start, _SLICE).collect()
        for number, (text, id_, age) in enumerate(part.iter_rows(), start=start + 1):
            reached[0] = number
            yield Row(number, id_, text, age)


def _column(schema: pl.Schema, name: str) -> pl.Expr:
    import polars as pl

    if name not in schema:
        return pl.lit(None)
    return pl.col(name).cast(pl.String) if _is_text(schema[name]) else pl.col(name)


def _is_text(kind: pl.DataType) -> bool:
    return str(kind.base_type()) in _TEXTS


def _is_id(kind: pl.DataType) -> bool:
    return _is_text(kind) or kind.is_integer() or str(kind) == "Null"


def _is_age(kind: pl.DataType) -> bool:
    return _is_id(kind) or kind.is_float()


@contextmanager
def _read(path: Path) -> Iterator[None]:
    """What Polars raises for a damaged file, as one error that names it. Some damage makes its own code panic, which
    is no ordinary exception.
    """
    import polars as pl

    try:
        yield
    except pl.exceptions.PolarsError as error:
        told = next(iter(str(error).splitlines()), "")
        raise InputError(f"{path} cannot be read as Parquet: {told}") from None
    except pl.exceptions.PanicException:
        raise InputError(f"{path} cannot be read as Parquet: it is damaged; write it anew") from None
