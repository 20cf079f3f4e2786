"""What the packaged knowledge must hold, as counts and rules over the whole of it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from onward.knowledge import Knowledge
from onward.knowledge import compile as data
from onward.knowledge.codes import ICD10CM_RANGE, ICF, NUCC

needs_data = pytest.mark.skipif(
    not data.DATA.is_dir(), reason="the data files are in a checkout only, not in the package"
)


def patterned(facts: Knowledge, kind: str) -> set[str]:
    """Ids of one kind that have a pattern."""
    return {entry.id for entry in facts.lexicon if entry.kind == kind}


@needs_data
def test_the_compiled_file_was_made_from_the_data_as_it_is(facts: Knowledge) -> None:
    assert facts.hash == data.digest(), "compiled.json is stale: run `make build`"


def test_there_are_at_least_110_concerns_and_each_has_patterns(facts: Knowledge) -> None:
    assert len(facts.concerns) >= 110
    assert set(facts.concerns) - patterned(facts, "concern") == set()


def test_every_concern_has_a_weight_or_says_who_helps_instead(facts: Knowledge) -> None:
    assert [c.id for c in facts.concerns.values() if max(c.pt, c.ot) < 0.3 and not c.see] == []
    assert [c.id for c in facts.concerns.values() if max(c.pt, c.ot) >= 0.5 and not (c.pt_work or c.ot_work)] == []


@needs_data
def test_every_concern_has_example_phrases_of_at_least_two_writers(facts: Knowledge) -> None:
    writers: dict[str, set[str]] = defaultdict(set)
    for phrase in data.read_phrases():
        for concern in phrase.concerns:
            writers[concern].add(phrase.writer)
    assert {c: sorted(writers[c]) for c in facts.concerns if len(writers[c]) < 2} == {}


@needs_data
def test_no_example_phrase_is_labelled_in_two_ways() -> None:
    labels: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for phrase in data.read_phrases():
        labels[phrase.text.casefold()].add((phrase.discipline, phrase.urgency))
    assert {text: sorted(each) for text, each in labels.items() if len(each) > 1} == {}


@needs_data
def test_the_bank_holds_at_least_ten_thousand_phrases_of_several_writers() -> None:
    phrases = data.read_phrases()
    assert len(phrases) >= 10_000
    assert len({phrase.writer for phrase in phrases}) >= 5


def test_there_are_at_least_65_conditions_with_code_ranges_and_patterns(facts: Knowledge) -> None:
    assert len(facts.conditions) >= 65
    assert [c.id for c in facts.conditions.values() if not c.icd10cm] == []
    assert set(facts.conditions) - patterned(facts, "condition") == set()


def test_every_code_has_the_form_of_its_system(facts: Knowledge) -> None:
    assert [c.icf for c in facts.concerns.values() if c.icf and not ICF.fullmatch(c.icf)] == []
    assert [code for code in facts.taxonomy if not NUCC.fullmatch(code)] == []
    ranges = [code for c in facts.conditions.values() for code in c.icd10cm]
    assert [code for code in ranges if not ICD10CM_RANGE.fullmatch(code)] == []


def test_a_code_range_runs_upwards(facts: Knowledge) -> None:
    ranges = [code.split("-") for c in facts.conditions.values() for code in c.icd10cm if "-" in code]
    assert ranges
    assert [pair for pair in ranges if pair[0] >= pair[1]] == []


def test_there_are_at_least_20_red_flags_of_every_urgency(facts: Knowledge) -> None:
    assert len(facts.red_flags) >= 20
    assert {flag.urgency for flag in facts.red_flags.values()} == {"emergency", "crisis", "same_day", "doctor_first"}


def test_every_sign_that_a_red_flag_looks_for_can_be_read(facts: Knowledge) -> None:
    readable = patterned(facts, "cue") | patterned(facts, "concern") | patterned(facts, "condition") | data.AGE_BANDS
    named = {
        sign
        for flag in facts.red_flags.values()
        for sign in (*flag.unless, *flag.past_counts, *(s for group in flag.when for s in group))
    }
    by_the_reader = {"s_sounds_urgent", "s_sounds_doctor_first"}
    assert named - readable == by_the_reader


def test_no_red_flag_names_a_telephone_number_but_911_and_988(facts: Knowledge) -> None:
    numbers = {flag.id: re.findall(r"\d[\d\s().-]{1,}\d", flag.say) for flag in facts.red_flags.values()}
    assert {key: found for key, found in numbers.items() if set(found) - {"911", "988"}} == {}


@pytest.mark.parametrize("urgency", ["emergency", "crisis"])
def test_what_to_do_in_an_emergency_names_where_to_go(facts: Knowledge, urgency: str) -> None:
    says = {flag.id: flag.say for flag in facts.red_flags.values() if flag.urgency == urgency}
    assert [key for key, say in says.items() if not re.search(r"911|988|emergency room|ER\b", say)] == []


def test_all_38_rehab_codes_are_listed(facts: Knowledge) -> None:
    assert len(facts.taxonomy) == 38


def test_every_rehab_code_of_the_shared_list_is_listed(facts: Knowledge, shared: Path) -> None:
    path = shared / "data" / "rehab_taxonomy_codes.csv"
    if not path.is_file():
        pytest.skip(f"needs {path}")
    with path.open(encoding="utf-8", newline="") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    assert codes
    assert codes - set(facts.taxonomy) == set()


def test_every_rule_has_a_source_that_exists(facts: Knowledge) -> None:
    rules = dict(facts.rules())
    assert len(rules) > 200
    assert {name: rule.source for name, rule in rules.items() if not rule.source} == {}
    assert {source for rule in rules.values() for source in rule.source} <= set(facts.sources)


def test_no_rule_claims_a_clinicians_review(facts: Knowledge) -> None:
    assert [name for name, rule in facts.rules() if rule.clinician_review != "none"] == []


def test_every_rule_is_due_for_review_after_it_was_reviewed(facts: Knowledge) -> None:
    assert [name for name, rule in facts.rules() if not rule.reviewed <= rule.next_review] == []


def test_every_option_of_a_question_has_its_own_id(facts: Knowledge) -> None:
    options = {q.id: [o.id for o in q.options] for q in facts.questions.values()}
    assert {key: ids for key, ids in options.items() if len(set(ids)) != len(ids)} == {}
    assert {key for key, ids in options.items() if {"skip", "unknown"} & set(ids)} == set()


def test_the_stamp_is_the_version_and_the_beginning_of_the_hash(facts: Knowledge) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{8}", facts.stamp)
    assert facts.stamp == f"{facts.version}+{facts.hash[:8]}"
