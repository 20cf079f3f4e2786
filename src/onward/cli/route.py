"""``onward route``: decisions for a list of messages."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from onward.ask import bulk, inputs
from onward.ask.csv_rows import csv_rows
from onward.ask.inputs import Source
from onward.ask.parquet_rows import parquet_rows
from onward.cli.console import tell
from onward.cli.progress import progress


class Format(StrEnum):
    """What is in the input."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def route(
    file: Annotated[
        Path | None,
        typer.Argument(help='JSON Lines, CSV or Parquet, by its ending; "-" or nothing reads standard input.'),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    format: Annotated[
        Format | None, typer.Option(help="What is in FILE or standard input, where no ending says so.")
    ] = None,
    text_column: Annotated[str, typer.Option(help="The column of a CSV or Parquet file that holds the text.")] = "text",
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=bulk.MOST_WORKERS, help="Worker processes; all cores when left out."),
    ] = None,
) -> None:
    """One Decision for each line or row; one that cannot be read gives an error in its place and exit status 1."""
    if file and output and output.exists() and file.exists() and output.samefile(file):
        raise typer.BadParameter(f"{output} is the file to read; name another one", param_hint="--output")
    given = None if file is None or str(file) == "-" else file
    count = bad = 0
    with ExitStack() as opened:
        source = _source(given, format, text_column, opened)
        out: BinaryIO = opened.enter_context(output.open("wb")) if output else sys.stdout.buffer
        # On one terminal a bar and the answers would be written over each other.
        report = opened.enter_context(progress("Deciding", shown=bool(output) or not sys.stdout.isatty()))
        for answered in bulk.route(source, workers or bulk.cores()):
            out.write(answered.lines)
            count += answered.answers
            bad += answered.errors
            report(answered.position, source.total, f"{count:,} answered")
        out.flush()
    if bad:
        tell(f'onward: {bad} {"line" if bad == 1 else "lines"} could not be decided; see the "error" of each')
        raise SystemExit(1)


def _source(file: Path | None, format: Format | None, text_column: str, opened: ExitStack) -> Source:
    kind = format or (Format(inputs.format_of(file)) if file else Format.JSONL)
    if kind is Format.JSONL and text_column != "text":
        raise typer.BadParameter(
            f'{text_column} is for CSV and Parquet; in JSON Lines the text is in "text"', param_hint="--text-column"
        )
    if kind is Format.PARQUET:
        if file is None:
            raise typer.BadParameter("parquet cannot be read from standard input; name the file", param_hint="--format")
        return parquet_rows(file, text_column)
    stream, name, size = _bytes(file, opened)
    return csv_rows(stream, name, text_column, size) if kind is Format.CSV else inputs.json_lines(stream, name, size)


def _bytes(file: Path | None, opened: ExitStack) -> tuple[BufferedReader, str, int | None]:
    """The input, what to call it, and how many bytes it has, where that is known."""
    if file is None:
        # Standard input is not ours to close.
        return opened.enter_context(open(sys.stdin.fileno(), "rb", closefd=False)), "standard input", None
    return opened.enter_context(file.open("rb")), str(file), file.stat().st_size if file.is_file() else None
