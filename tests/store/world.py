"""A small world for the shell's tests: one sample release for every suite, and Django set up on a folder of its own."""

from __future__ import annotations

import atexit
import datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from onward import knowledge
from onward.directory.gazetteer import gazetteer
from onward.navigator import Navigator
from onward.release.build import build
from onward.release.sample_file import write

ROWS = 3_000
BUILT = datetime.date(2026, 11, 1)


@cache
def folder() -> Path:
    """One folder for all suites of this run, removed when it ends."""
    made = Path(mkdtemp(prefix="onward-tests-"))
    atexit.register(rmtree, made, ignore_errors=True)
    return made


@cache
def sample_source() -> Path:
    """Fictional providers, as the registry would send them."""
    source = folder() / "source" / "npidata_pfile_sample.csv"
    source.parent.mkdir()
    write(ROWS, 1, source, knowledge.load().taxonomy, gazetteer())
    return source


@cache
def sample_release(name: str = "sample.sqlite") -> Path:
    """A release of them."""
    out = folder() / name
    build(sample_source(), out, knowledge.load().taxonomy, gazetteer(), BUILT)
    return out


@cache
def vague(navigator: Navigator) -> str:
    """A message that says too little, so that a question is asked."""
    candidates = ("I need some help", "I am not well", "Something is wrong", "Hello", "I do not know where to start")
    return next(text for text in candidates if navigator.decide(text).discipline == "unsure")


@cache
def set_up_django() -> None:
    """Django, on a data folder that is nobody's."""
    import django

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", "onward.web.settings")
        patch.setenv("ONWARD_DATA", str(folder() / "data"))
        patch.setenv("ONWARD_RELEASE", str(sample_release()))
        patch.delenv("ONWARD_DATABASE_URL", raising=False)
        patch.delenv("ONWARD_SECRET", raising=False)
        django.setup()
