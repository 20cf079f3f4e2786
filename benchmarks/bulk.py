"""Time ``onward route`` and what it costs beside deciding: python benchmarks/bulk.py [RECORDS].

The cost beside deciding is measured with a decision that is there already, so that reading, handing over, turning to
JSON and writing are all that is left. Each run is a process of its own, as it is for whoever uses it.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import polars as pl

RECORDS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
DECIDED = 5_000  # of them are really decided
SPEC = Path(__file__).parents[1] / "tests/spec"
ALREADY = """
import sys
from onward import knowledge
from onward.ask import bulk
from onward.navigator import Navigator

class Already:
    decision = Navigator(knowledge.load()).decide("My knee hurts on stairs and I can't do up my buttons")

    def decide(self, text, **how):
        return self.decision

bulk._navigator = Already()
from onward.cli import main
main()
"""


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def write(folder: Path, name: str, count: int) -> list[Path]:
    """The same messages in each format."""
    with (SPEC / "red_flags.csv").open(encoding="utf-8") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    items = [{"id": f"a{n}", "text": text, "age": n % 100} for n, text in enumerate(islice(cycle(texts), count))]
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    frame = pl.DataFrame(items)
    frame.write_csv(folder / f"{name}.csv")
    frame.write_parquet(folder / f"{name}.parquet")
    return [folder / f"{name}.{ending}" for ending in ("jsonl", "csv", "parquet")]


def say(what: str, each: float) -> None:
    sys.stdout.write(f"{what:48} {each * 1e6:7,.1f} us a message, {1 / each:8,.0f} a second\n")
    sys.stdout.flush()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "none.jsonl").touch()
        # One process: one that has read a Parquet file cannot fork, and others would not have the decision at hand.
        already = [sys.executable, "-c", ALREADY, "route", "--output", str(folder / "out"), "--workers", "1"]
        start = seconds([*already, str(folder / "none.jsonl")])
        for path in write(folder, "many", RECORDS):
            say(f"{path.suffix}: all but deciding", (seconds([*already, str(path)]) - start) / RECORDS)
        path = write(folder, "some", DECIDED)[0]
        for workers in ("1", "2", "4"):
            command = [sys.executable, "-m", "onward", "route", "--output", str(folder / "out"), "--workers", workers]
            say(f"{path.suffix}: decided, workers: {workers}", seconds([*command, str(path)]) / DECIDED)


if __name__ == "__main__":
    main()
