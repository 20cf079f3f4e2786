"""From the data files, as people write them, to one checked file that loads in milliseconds.

Runs when the package is built (``hatch_build.py``), never when Onward answers. To check one file while
writing it: ``python -m onward.knowledge.compile src/onward/knowledge/data/cues.yaml``.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from onward.knowledge import model
from onward.knowledge.pattern import parse

DATA = Path(__file__).parent / "data"
READER = Path(__file__).with_name("reader.npz")
T = TypeVar("T", bound=model.Fact)

# Data file or folder of files -> the model of its entries.
TABLES: dict[str, type[model.Fact]] = {
    "sources": model.Source,
    "disciplines": model.DisciplineFacts,
    "settings": model.Setting,
    "specialties": model.Specialty,
    "taxonomy": model.Taxonomy,
    "concerns": model.Concern,
    "conditions": model.Condition,
    "cues": model.Cue,
    "red_flags": model.RedFlag,
    "questions": model.Question,
    "instruments": model.Instrument,
    "context": model.ContextRule,
}
# Age bands that a rule may name beside cues, concerns and conditions; see navigator.age.
AGE_BANDS = frozenset({"age_child", "age_adult", "age_older"})


class KnowledgeError(Exception):
    """The data files hold something that may not ship; the message names the file, the entry and the mistake."""


def read_tables(data: Path = DATA) -> dict[str, dict[str, Any]]:
    """Read and check every table. Raises KnowledgeError at the first mistake."""
    spellings = read_spellings(data)
    tables = {name: _read_table(data, name, kind, spellings) for name, kind in TABLES.items()}
    _check_references(tables)
    return tables


def read_spellings(data: Path = DATA) -> dict[str, str]:
    """Word -> how it is read, from spellings.yaml."""
    raw = _yaml(data / "spellings.yaml")
    return {str(word): str(read_as) for group in raw.values() for word, read_as in group.items()}


def read_phrases(data: Path = DATA) -> list[model.Phrase]:
    """Every example phrase; the writer is the name of the file."""
    found: list[model.Phrase] = []
    for path in sorted((data / "phrases").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += _phrases(csv.DictReader(lines), path)
    return found


def _phrases(rows: Iterable[Mapping[str, str]], path: Path) -> list[model.Phrase]:
    return [
        _built(
            model.Phrase,
            {**row, "concerns": tuple(filter(None, row["concerns"].split("+"))), "writer": path.stem},
            path,
        )
        for row in rows
    ]


def check_phrases(phrases: Iterable[model.Phrase], tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Every example must speak for concerns and conditions that exist."""
    known = {*tables["concerns"], *tables["conditions"]}
    for phrase in phrases:
        for named in phrase.concerns:
            if named not in known:
                raise KnowledgeError(f"phrases/{phrase.writer}.csv: {named!r} is no concern (in {phrase.text!r})")


def lexicon(tables: Mapping[str, Mapping[str, Any]], spellings: Mapping[str, str]) -> list[model.Entry]:
    """Every pattern of every table, parsed."""
    return [
        model.Entry(kind, key, steps)  # type: ignore[arg-type]
        for kind, name in (
            ("concern", "concerns"),
            ("condition", "conditions"),
            ("cue", "cues"),
            ("setting", "settings"),
            ("context", "context"),
        )
        for key, fact in tables[name].items()
        for pattern in fact.patterns
        for steps in parse(pattern, spellings)
    ]


def digest(data: Path = DATA) -> str:
    """SHA-256 over every data file and the trained reader, names included: the hash that stands in each decision."""
    total = hashlib.sha256()
    files = sorted(p for p in data.rglob("*") if p.suffix in {".yaml", ".csv"})
    for path in [*files, *([READER] if READER.is_file() else [])]:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def check_file(path: Path) -> int:
    """Check one file by itself (shapes and patterns, not references) and return its number of entries."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            return len(_phrases(csv.DictReader(lines), path))
    name = path.parent.name if path.parent.name in TABLES else path.stem
    return len(_read_file(path, TABLES[name], read_spellings()))


def _yaml(path: Path) -> Any:
    """The C loader where PyYAML was built with it: ten times as quick."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read_table(data: Path, name: str, kind: type[T], spellings: Mapping[str, str]) -> dict[str, T]:
    folder = data / name
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else [data / f"{name}.yaml"]
    table: dict[str, T] = {}
    for path in paths:
        for fact in _read_file(path, kind, spellings):
            key = getattr(fact, "code", None) or fact.id  # type: ignore[attr-defined]
            if key in table:
                raise KnowledgeError(f"{path.name}: {key} stands twice in {name}")
            table[key] = fact
    return table


def _read_file(path: Path, kind: type[T], spellings: Mapping[str, str]) -> list[T]:
    raw = _yaml(path)
    if not isinstance(raw, dict) or set(raw) - {"defaults", "entries"} or not isinstance(raw.get("entries"), list):
        raise KnowledgeError(f"{path.name}: expected 'entries' (a list) and, if wanted, 'defaults'; nothing else")
    facts = [_built(kind, {**raw.get("defaults", {}), **entry}, path) for entry in raw["entries"]]
    for fact in facts:
        _check_patterns(getattr(fact, "patterns", ()), fact, path, spellings)
    return facts


def _built(kind: type[T], values: Mapping[str, Any], path: Path) -> T:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        name = values.get("id") or values.get("code") or values
        raise KnowledgeError(f"{path.name}: {name}: {where}: {first['msg']} (got {first['input']!r})") from None


def _check_patterns(patterns: Iterable[str], fact: model.Fact, path: Path, spellings: Mapping[str, str]) -> None:
    for pattern in patterns:
        try:
            parse(pattern, spellings)
        except ValueError as error:
            raise KnowledgeError(f"{path.name}: {fact.id}: {error}") from None  # type: ignore[attr-defined]


def _check_references(tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Every id that one table takes from another must exist there."""
    findings = {*tables["cues"], *tables["concerns"], *tables["conditions"], *AGE_BANDS}
    clashes = [key for key in tables["cues"] if key in tables["concerns"] or key in tables["conditions"]]
    clashes += [key for key in tables["concerns"] if key in tables["conditions"]]
    items = [item.id for instrument in tables["instruments"].values() for item in instrument.items]
    clashes += [key for key, times in Counter([*items, *tables["questions"]]).items() if times > 1]
    if clashes:
        raise KnowledgeError(f"an id may mean one thing only: {', '.join(sorted(clashes))}")
    wanted: list[tuple[str, Iterable[str], Iterable[str]]] = []
    for name, table in tables.items():
        for key, fact in table.items():
            where = f"{name}/{key}"
            wanted.append((where, getattr(fact, "source", ()), tables["sources"]))
            wanted.append((where, getattr(fact, "specialties", ()), tables["specialties"]))
    for key, flag in tables["red_flags"].items():
        ids = [i for group in flag.when for i in group]
        wanted.append((f"red_flags/{key}", [*ids, *flag.unless, *flag.past_counts], findings))
    for key, question in tables["questions"].items():
        effects = [i for option in question.options for i in (*option.present, *option.absent)]
        wanted.append((f"questions/{key}", question.about, findings))
        wanted.append((f"questions/{key}", effects, tables["concerns"]))
        raises = filter(None, (option.raises for option in question.options))
        wanted.append((f"questions/{key}", raises, tables["red_flags"]))
    for key, instrument in tables["instruments"].items():
        named = filter(None, (getattr(item, "concern", None) for item in instrument.items))
        wanted.append((f"instruments/{key}", named, tables["concerns"]))
    for key, code in tables["taxonomy"].items():
        wanted.append((f"taxonomy/{key}", filter(None, [code.specialty]), tables["specialties"]))
        wanted.append((f"taxonomy/{key}", filter(None, [code.setting]), tables["settings"]))
    for key, facts in tables["disciplines"].items():
        wanted.append((f"disciplines/{key}", facts.settings, tables["settings"]))
    for where, ids_used, known in wanted:
        for used in ids_used:
            if used not in known:
                raise KnowledgeError(f"{where}: {used!r} is not defined")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        try:
            sys.stderr.write(f"{argument}: {check_file(Path(argument))} entries, all well formed\n")
        except KnowledgeError as mistake:
            sys.exit(str(mistake))
