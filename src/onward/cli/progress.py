"""A bar for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

_PATIENCE = 1.0  # seconds


class Report(Protocol):
    """How far something is: ``done`` of ``total`` (None where nobody knows), and ``told`` instead of the percentage."""

    def __call__(self, done: int, total: int | None, told: str = "") -> None: ...


@contextmanager
def progress(what: str, *, shown: bool = True, clock: Callable[[], float] = time.monotonic) -> Iterator[Report]:
    """A bar on standard error where that is a terminal, from the second second on; silence elsewhere."""
    if not shown or not sys.stderr.isatty():
        yield lambda done, total, told="": None
        return
    # Left until there is a bar to show.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None, told="")
    began = clock()

    def report(done: int, total: int | None, told: str = "") -> None:
        bar.update(task, completed=done, total=total, told=told or (f"{done / total:.0%}" if total else ""))
        if clock() - began >= _PATIENCE and not bar.live.is_started:
            bar.start()

    try:
        yield report
    finally:
        if bar.live.is_started:
            bar.stop()
