"""Compile the data files into what the package loads: the knowledge with its fitted reader, and the gazetteer.

``hatch_build.py`` runs this inside every build of the package; ``make build`` runs it in a checkout.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onward.knowledge.model import Fact

SOURCE = Path(__file__).parents[1] / "src"
sys.path.insert(0, str(SOURCE))


def compile_knowledge() -> None:
    """Write knowledge/compiled.json. Raises KnowledgeError when the data may not ship."""
    from onward._version import __version__
    from onward.knowledge import compile as knowledge
    from onward.navigator import reader

    target = SOURCE / "onward/knowledge/compiled.json"
    tables = knowledge.read_tables()
    spellings = knowledge.read_spellings()
    phrases = knowledge.read_phrases()
    knowledge.check_phrases(phrases, tables)
    table = reader.fit(phrases, tables["concerns"], spellings)
    compiled = {
        "version": __version__,
        "hash": knowledge.digest(),
        "spellings": spellings,
        "lexicon": [[e.kind, e.id, e.steps] for e in knowledge.lexicon(tables, spellings)],
        "reader": table._asdict(),
        **{name: {key: _dumped(fact) for key, fact in facts.items()} for name, facts in tables.items()},
    }
    target.write_text(json.dumps(compiled, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def _dumped(fact: Fact) -> dict[str, Any]:
    """A fact without its patterns, which stand compiled in the lexicon."""
    return fact.model_dump(mode="json", exclude={"patterns"})


def compile_all() -> None:
    from onward.directory.compile import compile_gazetteer

    compile_knowledge()
    compile_gazetteer()


if __name__ == "__main__":
    compile_all()
