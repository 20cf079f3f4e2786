"""SOURCE to a release file: read (``load``), arrange (``tables``), write and check (``writer``).

Measured: see README.md beside this file.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from onward._version import __version__
from onward.directory.gazetteer import Gazetteer
from onward.release.header import VERSION
from onward.release.load import Loaded, Progress, load
from onward.release.source import find
from onward.release.tables import tables
from onward.release.traits import Traits
from onward.release.writer import replacing, write

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build; ``rejected`` counts by reason."""

    path: Path
    providers: int
    source_rows: int
    rejected: Mapping[str, int]
    sample: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source that was read, not yet written. ``date`` is its last change (ISO), or ``today``."""

    source: str
    loaded: Loaded
    traits: Traits
    date: str
    today: datetime.date

    @property
    def file_name(self) -> str:
        """A name for the release that tells its age, and that no other content or format has."""
        made_from = hashlib.sha256(f"{self.loaded.digest} {VERSION} {__version__}".encode())
        return f"{self.date}-{made_from.hexdigest()[:8]}.sqlite"

    def write(self, out: Path) -> Built:
        """Write the release ``out``. Raises BuildError where that fails; what was there before then still is."""
        with replacing(out) as part:
            write(part, tables(self.loaded, self.traits), self.traits, self.meta())
        rejected = _counts(self.loaded.rejects["reason"])
        return Built(out, len(self.loaded.people), self.loaded.source_rows, rejected, self.loaded.sample)

    def meta(self) -> dict[str, str]:
        """What the release says of itself; see ``search.Info``."""
        traits, loaded = self.traits, self.loaded
        bits = loaded.people["traits"]
        disciplines = {name: int(((bits & traits.mask("discipline", name)) != 0).sum()) for name in ("pt", "ot")}
        return {
            "source": self.source,
            "digest": loaded.digest,
            "date": self.date,
            "built": self.today.isoformat(),
            "onward": __version__,
            "providers": str(len(loaded.people)),
            "source_rows": str(loaded.source_rows),
            "sample": str(int(loaded.sample)),
            "rejected": json.dumps(_counts(loaded.rejects["reason"])),
            "by_state": json.dumps(_counts(loaded.people["state"])),
            "by_discipline": json.dumps(disciplines),
        }


def prepare(
    source: str | Path,
    taxonomy: Mapping[str, Taxonomy],
    gazetteer: Gazetteer,
    today: datetime.date,
    progress: Progress = lambda done, total: None,
) -> Prepared:
    """Read ``source``: an NPPES .csv, .csv.gz or .zip, or a folder of them, with the practice location files beside it.

    ``progress`` is called with bytes read and bytes in all. Raises SourceError for a source that cannot be read.
    """
    traits = Traits.of(taxonomy)
    loaded = load(find(source), taxonomy, traits, gazetteer, progress)
    changed = loaded.people["updated"].filter(loaded.people["updated"] <= today.isoformat()).max()
    return Prepared(Path(source).name, loaded, traits, str(changed or today.isoformat()), today)


def build(
    source: str | Path,
    out: Path,
    taxonomy: Mapping[str, Taxonomy],
    gazetteer: Gazetteer,
    today: datetime.date,
    progress: Progress = lambda done, total: None,
) -> Built:
    """``prepare`` and ``write`` in one call. Raises SourceError or BuildError; ``out`` is then as it was."""
    return prepare(source, taxonomy, gazetteer, today, progress).write(out)


def _counts(values: pl.Series) -> dict[str, int]:
    return {str(value): int(count) for value, count in values.value_counts(sort=True).iter_rows()}
