"""``onward route``"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from cli.conftest import Run

GOOD = b'{"id": "a", "text": "my knee hurts"}\n{"id": "b", "text": "I can\'t do up my buttons"}\n'
BAD = GOOD + b'{"id": "c"}\n'


def decided(text: str) -> list[tuple[str | None, str | None]]:
    return [(item["id"], item.get("discipline")) for item in map(json.loads, text.splitlines())]


@pytest.mark.parametrize("arguments", [(), ("-",), ("-", "--workers", "2")])
def test_standard_input_is_answered_on_standard_output(process: Run, arguments: tuple[str, ...]) -> None:
    ran = process("route", *arguments, stdin=GOOD)
    assert (ran.status, ran.err) == (0, "")
    assert decided(ran.out) == [("a", "pt"), ("b", "ot")]


def test_a_file_is_answered_into_a_file(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(GOOD)
    ran = onward("route", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl"))
    assert ran == (0, "", "")
    assert decided((tmp_path / "out.jsonl").read_text(encoding="utf-8")) == [("a", "pt"), ("b", "ot")]


def test_a_bad_line_gives_an_error_in_its_place_and_exit_status_1(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(BAD)
    ran = onward("route", str(tmp_path / "in.jsonl"))
    assert ran.status == 1
    assert decided(ran.out) == [("a", "pt"), ("b", "ot"), ("c", None)]
    assert json.loads(ran.out.splitlines()[2])["line"] == 3
    assert ran.err == 'onward: 1 line could not be decided; see the "error" of each\n'


@pytest.mark.parametrize("arguments", [(), ("in.jsonl",)])
def test_a_stray_byte_spoils_its_own_line_only(
    process: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")  # as in a terminal with a UTF-8 language
    lines = b'\xef\xbb\xbf{"id": "a", "text": "my knee\xff hurts"}\n\xff\n' + GOOD
    (tmp_path / "in.jsonl").write_bytes(lines)
    ran = process("route", *arguments, stdin=lines)
    assert ran.status == 1
    assert decided(ran.out) == [("a", "pt"), (None, None), ("a", "pt"), ("b", "ot")]


def test_the_file_that_is_read_is_not_overwritten(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(GOOD)
    ran = onward("route", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "in.jsonl"))
    assert (ran.status, ran.out) == (2, "")
    assert "in.jsonl is the file to read" in ran.err
    assert (tmp_path / "in.jsonl").read_bytes() == GOOD


@pytest.mark.parametrize("name", ["in.csv", "in.parquet", "in.jsonl"])
def test_each_format_gives_the_same_decisions(onward: Run, tmp_path: Path, name: str) -> None:
    items = [
        {"id": "a", "text": "my knee hurts", "age": 64},
        {"id": "b", "text": "I can't do up\nmy buttons", "age": 9},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    pl.DataFrame(items).write_csv(tmp_path / "in.csv")
    pl.DataFrame(items).write_parquet(tmp_path / "in.parquet")
    ran = onward("route", str(tmp_path / name))
    assert (ran.status, ran.err) == (0, "")
    assert decided(ran.out) == [("a", "pt"), ("b", "ot")]
    assert ran.out == onward("route", str(tmp_path / "in.jsonl")).out


def test_a_table_comes_through_standard_input_where_it_is_named(process: Run) -> None:
    ran = process("route", "--format", "csv", "--text-column", "said", stdin=b"id,said\na,my knee hurts\n")
    assert (ran.status, ran.err) == (0, "")
    assert decided(ran.out) == [("a", "pt")]


def test_a_named_format_stands_before_the_ending(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(GOOD)
    assert decided(onward("route", str(tmp_path / "in.csv"), "--format", "jsonl").out) == [("a", "pt"), ("b", "ot")]


def test_a_broken_row_is_told_and_the_run_goes_on(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,text\na,my knee hurts\nb\nc,\nd,I can't do up my buttons\n")
    ran = onward("route", str(tmp_path / "in.csv"))
    assert ran.status == 1
    assert decided(ran.out) == [("a", "pt"), (None, None), ("c", None), ("d", "ot")]
    assert [json.loads(line).get("line") for line in ran.out.splitlines()] == [None, 3, 4, None]
    assert ran.err == 'onward: 2 lines could not be decided; see the "error" of each\n'


def test_a_mistake_in_the_input_leaves_the_output_alone(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,message\na,my knee hurts\n")
    (tmp_path / "out.jsonl").write_text("precious")
    assert onward("route", str(tmp_path / "in.csv"), "--output", str(tmp_path / "out.jsonl")).status == 2
    assert (tmp_path / "out.jsonl").read_text() == "precious"


def test_processes_of_their_own_write_the_same_bytes(process: Run) -> None:
    lines = b"".join(b'{"id": %d, "text": "my knee hurts"}\n' % n if n % 50 else b"oops\n" for n in range(300))
    runs = [process("route", "--workers", workers, stdin=lines) for workers in ("1", "2", "3")]
    assert [run.status for run in runs] == [1, 1, 1]
    assert runs[0].out.count("\n") == 300
    assert runs[0] == runs[1] == runs[2]


DOOMED = """
import os
from multiprocessing import get_context
from onward.ask import bulk

class Doomed:
    def decide(self, text, **_):
        os._exit(1)

bulk._navigator, bulk._context = Doomed(), lambda: get_context("fork")
from onward.cli import main
main()
"""


def test_a_worker_that_ends_by_itself_is_told_in_one_line(data: Path) -> None:
    command = [sys.executable, "-c", DOOMED, "route", "--workers", "2"]
    done = subprocess.run(command, input=GOOD * 300, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"onward: a worker process ended by itself")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_every_process_without_a_word(data: Path, workers: str) -> None:
    command = [sys.executable, "-m", "onward", "route", "--workers", workers]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        run.stdin.write(GOOD * 500)
        run.stdin.flush()
        assert run.stdout.readline()  # they are at work
        os.killpg(run.pid, signal.SIGINT)
        run.stdin.close()
        assert run.stderr is not None
        assert (run.stderr.read(), run.wait(timeout=20)) == (b"", 130)
    for _ in range(100):
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return  # nobody is left
        time.sleep(0.1)
    pytest.fail("a worker outlived the command")


def test_an_empty_input_gives_an_empty_output(process: Run) -> None:
    assert process("route") == (0, "", "")
