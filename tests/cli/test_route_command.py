"""``onward route``"""

from __future__ import annotations

import json
from pathlib import Path

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


def test_an_empty_input_gives_an_empty_output(process: Run) -> None:
    assert process("route") == (0, "", "")
