"""The command, run in this process where speed matters and as a process of its own where streams matter."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from onward.cli import main
from store import world

ONWARD = (sys.executable, "-m", "onward")


class Ran(NamedTuple):
    """Exit status, standard output and standard error of one run."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and no release named."""
    folder = tmp_path / "data"
    monkeypatch.setenv("ONWARD_DATA", str(folder))
    for name in ("ONWARD_RELEASE", "ONWARD_DATABASE_URL", "ONWARD_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def onward(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``onward("ask", "my knee hurts")`` in this process, in an empty data folder."""

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["onward", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch, data: Path) -> Path:
    """The sample release, named as the one to search."""
    release = world.sample_release()
    monkeypatch.setenv("ONWARD_RELEASE", str(release))
    return release


@pytest.fixture
def process(data: Path) -> Run:
    """The real command in a process of its own; ``stdin`` in bytes."""

    def run(*arguments: str | bytes, stdin: bytes = b"") -> Ran:
        done = subprocess.run([*ONWARD, *arguments], input=stdin, capture_output=True, timeout=60, env={**os.environ})
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
