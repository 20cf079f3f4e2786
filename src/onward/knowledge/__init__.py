"""Curated facts as data: concerns, conditions, red flags, specialties, settings, questions, each with its source.

``load()`` gives the one ``Knowledge`` value that the rest of Onward is handed.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from onward.knowledge.model import Entry, Knowledge, ReaderTable
from onward.knowledge.pattern import Step
from onward.knowledge.reader_file import read_reader

__all__ = ["Knowledge", "NotBuilt", "load"]


class NotBuilt(Exception):
    """The packaged data was not compiled; the message says how to do it."""


@cache
def load() -> Knowledge:
    """The packaged knowledge, read once. Raises NotBuilt in a checkout that was never built."""
    here = resources.files(__name__)
    compiled = here.joinpath("compiled.json")
    if not compiled.is_file():
        raise NotBuilt("the knowledge was not compiled: run `make build` in the checkout, or reinstall the package")
    return parse(compiled.read_bytes(), read_reader(here.joinpath("reader.npz").read_bytes()))


def parse(compiled: str | bytes, reader: ReaderTable) -> Knowledge:
    """The value of a compiled file, with the learned reader."""
    raw = json.loads(compiled)
    raw.pop("made_of")  # of interest to the build alone
    raw["lexicon"] = tuple(_entry(*entry) for entry in raw["lexicon"])
    raw["reader"] = reader
    return Knowledge.model_validate(raw)


def _entry(kind: Any, key: str, steps: list[Any]) -> Entry:
    return Entry(
        kind,
        key,
        tuple([Step(tuple(exact), tuple(prefixes), optional, gap) for exact, prefixes, optional, gap in steps]),
    )
