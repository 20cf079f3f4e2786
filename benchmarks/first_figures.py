"""Time the first version's main ways, on this machine, in one run: python benchmarks/first_figures.py [ROWS].

Prints figures and, where there is a plainer way to compare with, a ratio measured in the same run. See
docs/explanation/figures.md for what they were.
"""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from onward import knowledge
from onward.directory.gazetteer import gazetteer
from onward.directory.search import Query
from onward.navigator import Navigator
from onward.release.build import build
from onward.release.sample_file import write
from onward.release.search import Directory

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
SPEC = Path(__file__).parents[1] / "tests/spec"


def say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what:58} {figure}\n")
    sys.stdout.flush()


def spread(run: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def decisions() -> None:
    navigator = Navigator(knowledge.load())
    with (SPEC / "red_flags.csv").open(encoding="utf-8") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    it = iter(texts * 2)
    median, worst = spread(lambda: navigator.decide(next(it)), 2 * len(texts))
    say("one decision, warm: median, 99th percentile", f"{median:.1f} ms, {worst:.1f} ms")


def cold_ask(data: Path) -> None:
    env = {**os.environ, "ONWARD_DATA": str(data)}
    command = [sys.executable, "-m", "onward", "ask", "my knee hurts on stairs"]
    near = [*command, "--near", "Fresno, CA"]
    for what, line in (("onward ask, cold", command), ("onward ask --near, cold", near)):
        taken = [
            seconds(lambda line=line: subprocess.run(line, env=env, check=True, capture_output=True)) for _ in range(5)
        ]  # type: ignore[misc]
        say(f"{what}: median of 5", f"{statistics.median(taken):.2f} s")
    bare = [seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)) for _ in range(5)]
    say("an empty python, for comparison", f"{statistics.median(bare):.2f} s")


def directory(data: Path, folder: Path) -> None:
    taxonomy, places = knowledge.load().taxonomy, gazetteer()
    source = folder / "npidata_pfile_sample.csv"
    taken = seconds(lambda: write(ROWS, 1, source, taxonomy, places))
    say(f"sample of {ROWS:,} rows written", f"{taken:.1f} s")
    scan = seconds(lambda: pl.scan_csv(source, infer_schema=False).select(pl.nth(0, 1, 30, 31, 47)).collect())
    release = data / "releases" / "bench.sqlite"
    release.parent.mkdir(parents=True)
    took = seconds(lambda: build(str(source), release, taxonomy, places, datetime.now(UTC).date()))
    say("build, indexes included", f"{took:.1f} s, {ROWS / took:,.0f} rows a second")
    say("  against a bare Polars scan of five columns", f"{took / scan:.1f} times its {scan:.1f} s")
    (data / "current").write_text("bench.sqlite\n")
    opened = Directory(release)
    towns = sorted(places.cities(20_000), key=lambda p: -(p.population or 0))[:1000]
    it = iter(towns * 2)
    median, worst = spread(
        lambda: opened.search(Query(lat=(p := next(it)).lat, lon=p.lon, disciplines=("pt",), limit=20)), len(towns)
    )
    say("one search, nearest 20 PTs in 1,000 largest towns", f"median {median:.2f} ms, 99th percentile {worst:.2f} ms")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        decisions()
        directory(data, Path(name))
        cold_ask(data)


if __name__ == "__main__":
    main()
