"""Compile the data files into what the package loads: the knowledge and the gazetteer.

``hatch_build.py`` runs this inside every build of the package; ``make build`` runs it in a checkout.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onward.knowledge.model import Fact

SOURCE = Path(__file__).parents[1] / "src"
sys.path.insert(0, str(SOURCE))


TARGET = SOURCE / "onward/knowledge/compiled.json"
# Code whose change changes what is compiled.
MAKERS = ("onward/knowledge", "onward/_version.py")


def compile_knowledge() -> None:
    """Write knowledge/compiled.json, if anything that it is made of changed. Raises KnowledgeError when the data may
    not ship."""
    made_of = _made_of()
    if TARGET.is_file() and json.loads(TARGET.read_bytes()).get("made_of") == made_of:
        return
    from onward._version import __version__
    from onward.knowledge import compile as source

    tables, spellings, phrases = source.read_tables(), source.read_spellings(), source.read_phrases()
    source.check_phrases(phrases, tables)
    compiled: dict[str, Any] = {
        "made_of": made_of,
        "version": __version__,
        "hash": source.digest(),
        "spellings": spellings,
        "lexicon": [[e.kind, e.id, e.steps] for e in source.lexicon(tables, spellings)],
        **{name: {key: _dumped(fact) for key, fact in facts.items()} for name, facts in tables.items()},
    }
    TARGET.write_text(json.dumps(compiled, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def _made_of() -> str:
    """SHA-256 over the data and the code that makes the compiled file."""
    total = hashlib.sha256()
    paths = [path for name in MAKERS for path in sorted((SOURCE / name).rglob("*")) or [SOURCE / name]]
    for path in [*paths, Path(__file__)]:
        if path.suffix in {".py", ".yaml", ".csv", ".npz"}:
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _dumped(fact: Fact) -> dict[str, Any]:
    """A fact without its patterns, which stand compiled in the lexicon."""
    return fact.model_dump(mode="json", exclude={"patterns"})


def compile_all() -> None:
    from onward.directory.compile import compile_gazetteer

    compile_knowledge()
    compile_gazetteer()


if __name__ == "__main__":
    compile_all()
