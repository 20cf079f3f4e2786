"""The strict loader: a copy of the data with one thing broken is refused, and the message says where and what."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from onward.knowledge import compile as knowledge
from onward.knowledge.compile import DATA, KnowledgeError

Change = Callable[[list[dict[str, Any]]], None]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the data files are in a checkout only, not in the package")


@pytest.fixture(scope="module")
def read_once() -> dict[str, dict[str, Any]]:
    """The tables of the data as it is."""
    return knowledge.read_tables()


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with one pattern an entry and no phrases, so that it reads quickly."""
    copy = tmp_path_factory.mktemp("cut") / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("phrases"))
    for path in copy.rglob("*.yaml"):
        if path.name != "spellings.yaml":
            rewritten(path, cut_patterns)
    return copy


@pytest.fixture
def data(cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the cut data that a test may break, read by the same parser in its quicker form."""
    monkeypatch.setattr(yaml, "safe_load", lambda text: yaml.load(text, Loader=yaml.CSafeLoader))
    return Path(shutil.copytree(cut, tmp_path / "data"))


def rewritten(path: Path, change: Change) -> None:
    """Apply ``change`` to the entries of one file."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    change(raw["entries"])
    path.write_text(yaml.dump(raw, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")


def cut_patterns(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        if "patterns" in entry:
            entry["patterns"] = entry["patterns"][:1]


def setting(key: str, value: Any) -> Change:
    """A change that gives the first entry another value."""

    def change(entries: list[dict[str, Any]]) -> None:
        entries[0][key] = value

    return change


def doubled(entries: list[dict[str, Any]]) -> None:
    entries.append(dict(entries[0]))


def test_the_data_as_it_is_reads(read_once: dict[str, dict[str, Any]]) -> None:
    knowledge.check_phrases(knowledge.read_phrases(), read_once)
    assert set(read_once) == set(knowledge.TABLES)


@pytest.mark.parametrize(
    ("name", "change", "mistake"),
    [
        ("concerns/body.yaml", setting("colour", "red"), "Extra inputs are not permitted"),
        ("concerns/body.yaml", setting("pt", 1.5), "less than or equal to 1"),
        ("concerns/body.yaml", setting("pt", -0.1), "greater than or equal to 0"),
        ("concerns/body.yaml", setting("icf", "d4401234"), "'d4401234' is not an ICF code"),
        ("concerns/body.yaml", setting("icf", "x440"), "'x440' is not an ICF code"),
        ("conditions.yaml", setting("icd10cm", ["I6"]), "'I6' is not an ICD-10-CM range"),
        ("conditions.yaml", setting("icd10cm", ["I69-"]), "'I69-' is not an ICD-10-CM range"),
        ("conditions.yaml", setting("icd10cm", []), "at least 1 item"),
        ("conditions.yaml", setting("lead", "speech"), "'both', 'pt', 'ot' or 'depends'"),
        ("red_flags.yaml", setting("urgency", "soon"), "Input should be"),
        ("red_flags.yaml", setting("when", [[]]), "at least 1 item"),
        ("red_flags.yaml", setting("say", ""), "at least 1 character"),
        ("red_flags.yaml", setting("next_review", "someday"), "valid date"),
        ("red_flags.yaml", setting("clinician_review", "yes"), "none"),
        ("questions.yaml", setting("options", []), "at least 2 items"),
        ("context.yaml", setting("status", "perhaps"), "Input should be"),
        ("cues.yaml", setting("id", "S sudden"), "should match pattern"),
    ],
)
def test_a_wrong_value_is_refused_with_file_entry_and_mistake(
    data: Path, name: str, change: Change, mistake: str
) -> None:
    entry = yaml.load((data / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["entries"][0]["id"]
    rewritten(data / name, change)
    with pytest.raises(KnowledgeError) as error:
        knowledge.read_tables(data)
    said = str(error.value)
    assert Path(name).name in said
    assert mistake in said
    assert entry in said or "S sudden" in said


def test_a_wrong_taxonomy_code_is_refused(data: Path) -> None:
    rewritten(data / "taxonomy.yaml", setting("code", "225X0000X"))
    with pytest.raises(KnowledgeError, match=r"taxonomy\.yaml: 225X0000X: code: .*is not a NUCC taxonomy code"):
        knowledge.read_tables(data)


def test_an_unknown_key_names_itself(data: Path) -> None:
    rewritten(data / "cues.yaml", setting("pattern", ["one"]))
    with pytest.raises(KnowledgeError, match=r"cues\.yaml: \w+: pattern: "):
        knowledge.read_tables(data)


def test_a_missing_key_names_itself(data: Path) -> None:
    rewritten(data / "concerns/body.yaml", lambda entries: entries[0].pop("why"))
    with pytest.raises(KnowledgeError, match=r"body\.yaml: \w+: why: Field required"):
        knowledge.read_tables(data)


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("concerns/body.yaml", "source", ["no_such_source"]),
        ("conditions.yaml", "source", ["no_such_source"]),
        ("red_flags.yaml", "source", ["no_such_source"]),
        ("questions.yaml", "source", ["no_such_source"]),
        ("concerns/body.yaml", "specialties", ["no_such_specialty"]),
        ("taxonomy.yaml", "specialty", "no_such_specialty"),
        ("taxonomy.yaml", "setting", "no_such_setting"),
        ("red_flags.yaml", "when", [["no_such_cue"]]),
        ("red_flags.yaml", "unless", ["no_such_cue"]),
        ("red_flags.yaml", "past_counts", ["no_such_cue"]),
        ("questions.yaml", "about", ["no_such_concern"]),
    ],
)
def test_a_reference_to_nothing_is_refused_with_table_entry_and_id(data: Path, name: str, key: str, value: Any) -> None:
    missing = next(word for word in str(value).replace("'", " ").split() if word.startswith("no_such"))
    rewritten(data / name, setting(key, value))
    with pytest.raises(KnowledgeError, match=rf"^\w+/\w+: '{missing}' is not defined$"):
        knowledge.read_tables(data)


@pytest.mark.parametrize("name", ["concerns/body.yaml", "conditions.yaml", "red_flags.yaml", "taxonomy.yaml"])
def test_a_second_entry_of_one_id_is_refused(data: Path, name: str) -> None:
    rewritten(data / name, doubled)
    with pytest.raises(KnowledgeError, match=rf"^{Path(name).name}: \w+ stands twice in \w+$"):
        knowledge.read_tables(data)


def test_an_id_of_two_kinds_is_refused(data: Path, read_once: dict[str, dict[str, Any]]) -> None:
    concern = next(iter(read_once["concerns"]))
    rewritten(
        data / "cues.yaml", lambda entries: entries.append({"id": concern, "label": "a cue", "patterns": ["one"]})
    )
    with pytest.raises(KnowledgeError, match=f"one thing only: {concern}"):
        knowledge.read_tables(data)


@pytest.mark.parametrize(
    ("pattern", "mistake"),
    [
        (".. stairs", "must begin and end with a word"),
        ("stairs ...", "must begin and end with a word"),
        ("st@irs", "'st@irs' is not a word"),
        ("(go up*|stairs)", "has a star after several words"),
    ],
)
def test_a_wrong_pattern_is_refused_with_file_entry_and_mistake(data: Path, pattern: str, mistake: str) -> None:
    rewritten(data / "concerns/mobility.yaml", setting("patterns", [pattern]))
    with pytest.raises(KnowledgeError, match=r"^mobility\.yaml: \w+: pattern ") as error:
        knowledge.read_tables(data)
    assert mistake in str(error.value)


def test_a_file_of_another_shape_is_refused(data: Path) -> None:
    (data / "cues.yaml").write_text("entries: []\nnotes: hello\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^cues\.yaml: expected 'entries'"):
        knowledge.read_tables(data)


COLUMNS = "concerns,discipline,urgency,voice,text"


def test_a_phrase_for_an_unknown_concern_is_refused(tmp_path: Path, read_once: dict[str, dict[str, Any]]) -> None:
    folder = tmp_path / "phrases"
    folder.mkdir()
    (folder / "oak.csv").write_text(f"{COLUMNS}\nno_such_concern,pt,none,self,My knee\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^phrases/oak\.csv: 'no_such_concern' is no concern \(in 'My knee'\)$"):
        knowledge.check_phrases(knowledge.read_phrases(tmp_path), read_once)


def test_a_phrase_file_with_an_unknown_column_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "phrases"
    folder.mkdir()
    (folder / "oak.csv").write_text(f"{COLUMNS},mood\nstairs,pt,none,self,My knee,glad\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^oak\.csv: .*mood"):
        knowledge.read_phrases(tmp_path)


def test_the_hash_follows_every_file_by_name_and_content(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("1", encoding="utf-8")
    first = knowledge.digest(tmp_path)
    (tmp_path / "a.yaml").write_text("2", encoding="utf-8")
    changed = knowledge.digest(tmp_path)
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    renamed = knowledge.digest(tmp_path)
    assert len({first, changed, renamed}) == 3


@pytest.mark.parametrize("name", ["cues.yaml", "concerns/body.yaml", "phrases/maple.csv"])
def test_one_file_can_be_checked_by_itself(name: str) -> None:
    assert knowledge.check_file(DATA / name) > 0


def test_one_broken_file_checked_by_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cues.yaml"
    path.write_text("entries: [{id: one, label: One, patterns: ['.. two']}]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^cues\.yaml: one: pattern '\.\. two'"):
        knowledge.check_file(path)
