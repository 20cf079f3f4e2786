"""What every view needs and nothing per request: the navigator, the gazetteer and the current directory release."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onward import knowledge
from onward.directory.gazetteer import Gazetteer, gazetteer
from onward.knowledge import Knowledge
from onward.navigator import Navigator
from onward.release.current import data_folder, resolve_release
from onward.release.search import Directory

# A new release is noticed within five seconds (contracts.md); looking is one small file read.
_LOOK_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class ReleaseNote:
    """What the foot of every page says about the directory."""

    sample: bool
    date: str | None
    providers: int


class Site:
    """Loaded once per process; thread-safe."""

    def __init__(self) -> None:
        self.knowledge: Knowledge = knowledge.load()
        self.navigator = Navigator(self.knowledge)
        self.gazetteer: Gazetteer = gazetteer()
        self._lock = threading.Lock()
        self._open: tuple[Path, Directory] | None = None
        self._note: ReleaseNote | None = None
        self._looked = 0.0

    @property
    def directory(self) -> Directory:
        """The current release, reopened when the operator switched it."""
        with self._lock:
            now = time.monotonic()
            if self._open is None or now - self._looked > _LOOK_EVERY:
                self._looked = now
                path = resolve_release(os.environ, data_folder(os.environ))
                if self._open is None or self._open[0] != path:
                    opened = Directory.open(path)
                    self._open, self._note = (path, opened), _note(opened)
            return self._open[1]

    def release_note(self) -> ReleaseNote:
        """Source and size of the current release."""
        _ = self.directory
        assert self._note is not None  # set together with the release
        return self._note


@cache
def site() -> Site:
    """The one Site of this process."""
    return Site()


def _note(directory: Directory) -> ReleaseNote:
    info = directory.info()
    return ReleaseNote(sample=bool(info["sample"]), date=info["date"], providers=int(info["providers"]))
