"""``onward route``: decisions for a list of messages."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

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
    with ExitStack() as opened:
        lines = sys.stdin if file is None or str(file) == "-" else opened.enter_context(_reading(file))
        out = opened.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        for decision in decide_all(lines, workers):
            bad += "error" in decision
            out.write(json.dumps(decision, ensure_ascii=False) + "\n")
    if bad:
        tell(f'onward: {bad} {"line" if bad == 1 else "lines"} could not be decided; see the "error" of each')
        raise SystemExit(1)


def _reading(file: Path):  # type: ignore[no-untyped-def]  # a text file; its class name is an accident of the platform
    # A stray byte must spoil its own line only, so it is replaced instead of ending the run.
    return file.open(encoding="utf-8-sig", errors="replace")
