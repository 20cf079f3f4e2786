"""Time the loading of a file like the registry's: python benchmarks/loading.py [ROWS] [FOLDER].

It writes its own file: of ten rows one is a rehab provider of the sample (towns drawn by population), nine carry codes
of other professions. Beside ours, in one run: a bare Polars scan of the columns that we read, and the plainest loader
(a csv reader and one insert a row) on the first rows. See docs/explanation/figures.md for what came of it.
"""

from __future__ import annotations

import csv
import datetime
import random  # noqa: TID251  # from a seed
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import polars as pl

from onward import knowledge
from onward.directory.gazetteer import gazetteer
from onward.release.build import build
from onward.release.narrow import wanted
from onward.release.sample_file import write
from onward.release.source import find

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000
PLAIN_ROWS = 50_000
TODAY = datetime.date(2026, 11, 25)
# Family doctor, nurse, dentist, psychologist, pharmacist, internist, counsellor, social worker.
OTHERS = (
    b"207Q00000X", b"363L00000X", b"1223G0001X", b"103T00000X", b"183500000X", b"207R00000X", b"101YM0800X",
    b"1041C0700X", b"163W00000X",
)  # fmt: skip


def main(folder: Path) -> None:
    source = folder / "npidata_pfile_mixed.csv"
    make(source)
    say("file", f"{ROWS:,} rows, {source.stat().st_size / 1e9:.2f} GB, one in ten a rehab provider")
    taxonomy, places = knowledge.load().taxonomy, gazetteer()
    ours = seconds(lambda: build(source, folder / "ours.sqlite", taxonomy, places, TODAY))
    rate = ROWS / ours
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    say("onward, indexes included", f"{ours:.1f} s, {rate:,.0f} rows a second, at most {peak:.2f} GB of memory")
    names = wanted(find(source).main[0].header())
    scan = ROWS / seconds(lambda: pl.scan_csv(source, infer_schema=False).select(names).sink_ipc(folder / "scan.arrow"))
    say("Polars, the same columns to an Arrow file", f"{scan:,.0f} rows a second; {scan / rate:.2f} times ours")
    plain = PLAIN_ROWS / seconds(lambda: plainly(source, folder / "plain.sqlite"))
    say("csv reader, one insert a row", f"{plain:,.0f} rows a second; ours is {rate / plain:.0f} times as fast")


def make(path: Path) -> None:
    """``ROWS`` rows at ``path``."""
    taxonomy = knowledge.load().taxonomy
    sample = path.with_name("sample.csv")
    write(ROWS // 10, 1, sample, taxonomy, gazetteer())
    rehab = re.compile("|".join(taxonomy).encode())
    dice = random.Random(1)
    with sample.open("rb") as lines, path.open("wb") as out:
        out.write(lines.readline())
        for line in lines:
            ours = dice.randrange(10)
            out.writelines(line if n == ours else rehab.sub(OTHERS[n % 9], line) for n in range(10))


def plainly(source: Path, out: Path) -> None:
    """Every row through the csv module and into a table, all its columns, one insert a row."""
    db = sqlite3.connect(out)
    with source.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows)
        db.execute(f"CREATE TABLE provider ({', '.join(f'c{n} TEXT' for n in range(len(header)))})")
        insert = f"INSERT INTO provider VALUES ({', '.join('?' * len(header))})"
        for row in islice(rows, PLAIN_ROWS):
            db.execute(insert, row)
    db.commit()
    db.close()


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what:44} {figure}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
