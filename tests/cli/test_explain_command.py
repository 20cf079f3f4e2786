"""``onward explain`` and ``onward ask --why``"""

from __future__ import annotations

import json
import re

import pytest

from cli.conftest import Run
from onward.knowledge import Knowledge

HAND = "I can't do up my buttons since my stroke. No trouble with stairs."


def test_every_word_rule_amount_and_source_is_told(onward: Run, facts: Knowledge) -> None:
    ran = onward("explain", HAND)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Occupational therapy (OT) fits what you describe.")
    assert '  1. "I can\'t do up my buttons since my stroke"\n' in ran.out
    assert f'"buttons" read as: {facts.concerns["fine_hand"].label} (ICF d440)' in " ".join(ran.out.split())
    assert 'rule concern:stairs; denied, because of "No"; not counted; source [' in ran.out
    assert re.search(r"rule concern:fine_hand; .*\n +PT [+-]\d\.\d\d   OT \+\d\.\d\d", ran.out)
    assert "learned reader on the whole clause" in ran.out
    assert "  log-odds  " in ran.out
    assert "What speaks against this answer:" in ran.out
    assert re.search(r"PT is \d\.\d\d short of what an answer needs", ran.out)
    assert f"The {len(facts.red_flags)} red flags that were looked at:" in ran.out


def test_every_source_that_is_named_is_listed_and_is_one_of_ours(onward: Run, facts: Knowledge) -> None:
    text, _, listed = " ".join(onward("explain", HAND).out.split()).partition(" Sources: ")
    named = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    known = {f"{s.body}: {s.title} ({s.year or 'no year'}). Checked: {s.checked}" for s in facts.sources.values()}
    lines = re.split(r" \[\d+\] ", " " + listed.partition(" The learned reader: ")[0])[1:]
    assert named == set(range(1, len(lines) + 1))
    assert set(lines) <= known


def test_a_red_flag_is_told_first_and_again_with_its_words(onward: Run) -> None:
    out = onward("explain", "My face droops on one side since this morning").out
    assert out.startswith("!! Call 911")
    assert re.search(r'\(emergency\): raised on\s+"face droops', out)


def test_what_would_change_the_answer_is_named(onward: Run) -> None:
    out = " ".join(onward("explain", "I can't do up my buttons. My knee hurts").out.split())
    assert "answer: both PT and OT" in out
    assert re.search(r"What would change it: without .* it would be: (occupational|physical) therapy", out)


def test_an_unsure_answer_says_that_nothing_is_strong_enough_and_asks(onward: Run) -> None:
    out = onward("explain", "hello there").out
    assert "there is no reason strong enough to answer from" in out
    assert "One more question would help: " in out


def test_answers_and_age_count(onward: Run) -> None:
    out = onward("explain", "My hand hurts", "--age", "70", "--answers", '{"self_care": "eating"}').out
    assert "rule answer:self_care; present; source [" in out


def test_json_is_the_account(onward: Run) -> None:
    ran = onward("explain", HAND, "--json")
    assert (ran.status, ran.err) == (0, "")
    document = json.loads(ran.out)
    lines = [line for clause in document["clauses"] for line in clause["lines"]] + document["unworded"]
    for side in ("pt", "ot"):
        total = document[side]["intercept"] + sum(line[side] for line in lines)
        assert total == pytest.approx(document[side]["log_odds"], abs=1e-6)
    assert {key for line in lines for key in line["sources"]} <= set(document["sources"])


def test_asking_why_tells_the_same_after_the_answer(onward: Run) -> None:
    plain, why = onward("ask", HAND), onward("ask", HAND, "--why")
    account = onward("explain", HAND).out.partition("\n\nWhat was read")[2]
    assert why.status == 0
    assert why.out == f"{plain.out}\nWhat was read{account}"


def test_asking_why_in_json_adds_the_account(onward: Run) -> None:
    document = json.loads(onward("ask", HAND, "--why", "--json").out)
    assert document["account"] == json.loads(onward("explain", HAND, "--json").out)
    assert "account" not in json.loads(onward("ask", HAND, "--json").out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--answers", "walking"), "'walking' is no JSON object"),
        (("--answers", '["walking"]'), "is no JSON object"),
        (("--answers", '{"main_trouble": 1}'), "is no JSON object"),
        (("--answers", '{"nope": "x"}'), "no question is called 'nope'"),
        (("--answers", '{"main_trouble": "nope"}'), "has no option 'nope'"),
        (("--age", "200"), "it is 200"),
    ],
)
def test_a_mistake_is_one_line(onward: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = onward("explain", HAND, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
