"""``onward route``: decisions for a list of messages."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from onward.ask.bulk import route as decide_all
from onward.cli.console import tell


def route(
    file: Annotated[Path | None, typer.Argument(help='JSON Lines; "-" or nothing reads standard input.')] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")] = 1,
) -> None:
    """One Decision for each input line; a line that cannot be read gives an error in its place and exit status 1."""
    bad = 0
    if file and output and output.exists() and file.exists() and output.samefile(file):
        raise typer.BadParameter(f"{output} is the file to read; name another one", param_hint="--output")
    with ExitStack() as opened:
        lines = _reading(file, opened)
        out = opened.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        for decision in decide_all(lines, workers):
            bad += "error" in decision
            out.write(json.dumps(decision, ensure_ascii=False) + "\n")
    if bad:
        tell(f'onward: {bad} {"line" if bad == 1 else "lines"} could not be decided; see the "error" of each')
        raise SystemExit(1)


def _reading(file: Path | None, opened: ExitStack) -> TextIO:
    # A stray byte must spoil its own line only, so it is replaced instead of ending the run.
    if file is not None and str(file) != "-":
        return opened.enter_context(file.open(encoding="utf-8-sig", errors="replace"))
    stdin = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    opened.callback(stdin.detach)  # standard input is not ours to close
    return stdin
