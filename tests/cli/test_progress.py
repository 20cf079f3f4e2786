"""The bar: on a terminal, from the second second on, gone in the end."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from onward.cli.progress import progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def seen(monkeypatch: pytest.MonkeyPatch, steps: list[float], told: str = "", *, shown: bool = True) -> str:
    """What a terminal gets of a run that reports at these seconds after its start."""
    terminal, clock = Terminal(), iter([0.0, *steps])
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        patch.setenv("TERM", "xterm")
        with progress("Deciding", shown=shown, clock=lambda: next(clock)) as report:
            for done, _ in enumerate(steps, start=1):
                report(done, None if told else 4, told)
    return terminal.getvalue()


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen(monkeypatch, [0.2, 0.9]) == ""


def test_a_long_run_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = seen(monkeypatch, [0.5, 1.1, 1.2])
    assert "Deciding" in text
    assert "75%" in text


def test_what_is_told_stands_instead_of_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1,234 answered" in seen(monkeypatch, [2.0], "1,234 answered")


def test_it_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen(monkeypatch, [5.0], shown=False) == ""


def test_where_there_is_no_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter([0.0, 5.0])
    with progress("Deciding", clock=lambda: next(clock)) as report:
        report(1, 2)
    assert capsys.readouterr() == ("", "")
