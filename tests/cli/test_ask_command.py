"""``onward ask``"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.conftest import Run
from contract import DECISION, PROVIDER
from onward.navigator import Navigator
from store import world

HAND = "I cut a tendon in my finger and can't pinch or hold a pen"
BOTH = "Since my stroke last spring I can't walk without holding on, and I need help to dress, bathe and cook."


def test_a_person_reads_the_answer_their_words_and_what_each_would_work_on(onward: Run) -> None:
    ran = onward("ask", HAND)
    assert ran.status == 0
    assert ran.err == ""
    assert "Occupational therapy (OT) fits what you describe." in ran.out
    assert "Next step: " in ran.out
    assert re.search(r'^  "[^"]+"  .+: points to OT$', ran.out, re.MULTILINE)
    assert "An occupational therapist (OT) would work on:\n  - " in ran.out
    assert "Onward does not diagnose." in ran.out
    assert "Near " not in ran.out


@pytest.mark.usefixtures("sample")
def test_with_a_place_it_names_providers_with_distance_and_phone(onward: Run) -> None:
    ran = onward("ask", BOTH, "--near", "Los Angeles, CA")
    assert ran.status == 0
    assert "A physical therapist (PT) would work on:" in ran.out
    assert "An occupational therapist (OT) would work on:" in ran.out
    near = ran.out.partition("Near Los Angeles, CA, within 10 miles:")[2].partition("\n\n")[0]
    assert len(re.findall(r", CA \d{5}   \d+\.\d mi   \(\d{3}\) \d{3}-\d{4}$", near, re.MULTILINE)) == 5
    assert "[PT" in near
    assert "[OT" in near
    assert "These may offer it too; call and ask:" in ran.out
    assert "made-up sample data" in ran.out


def test_no_reasons_have_no_heading_and_a_question_is_asked(onward: Run, navigator: Navigator) -> None:
    ran = onward("ask", world.vague(navigator))
    assert ran.status == 0
    assert "Because you said" not in ran.out
    assert "One more question would help: " in ran.out


def test_an_emergency_is_told_first_and_asks_nothing(onward: Run) -> None:
    ran = onward("ask", "My face droops on one side since this morning and I can't walk")
    assert ran.status == 0
    assert ran.out.startswith("!! Call 911")
    assert "fits what you describe" not in ran.out
    assert "One more question" not in ran.out


def test_a_crisis_names_988_first(onward: Run) -> None:
    assert re.match(r"!! .*\b988\b", onward("ask", "I want to kill myself").out)


def test_words_that_ruled_something_out_are_shown_as_left_out(onward: Run) -> None:
    assert '(left out: "' in onward("ask", "My knee hurts but I have no trouble with stairs").out


@pytest.mark.usefixtures("sample")
def test_json_is_one_document_with_the_keys_of_the_contract(onward: Run) -> None:
    ran = onward("ask", HAND, "--near", "90001", "--within", "60", "--limit", "3", "--age", "40", "--json")
    assert (ran.status, ran.err) == (0, "")
    document = json.loads(ran.out)
    assert set(document) >= {"decision", "place", "providers", "facilities"}
    assert set(document["decision"]) >= set(DECISION)
    assert len(document["providers"]) == 3
    for provider in document["providers"] + document["facilities"]:
        assert set(provider) >= set(PROVIDER)
        assert set(provider["address"]) >= {"line", "city", "state", "zip"}
    assert all(provider["miles"] <= 60 for provider in document["providers"])


def test_the_terms_of_the_json_sum_to_the_log_odds(onward: Run) -> None:
    from math import exp

    decision = json.loads(onward("ask", BOTH, "--json").out)["decision"]
    for side in ("pt", "ot"):
        total = decision["intercept"][side] + sum(reason[side] for reason in decision["reasons"])
        assert decision[side] == pytest.approx(1 / (1 + exp(-total)), abs=1e-6)


def test_without_a_place_json_has_none(onward: Run) -> None:
    document = json.loads(onward("ask", HAND, "--json").out)
    assert document["place"] is None
    assert document["providers"] == document["facilities"] == []


def test_the_real_command_keeps_data_and_the_rest_apart(process: Run) -> None:
    ran = process("ask", HAND, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["decision"]["discipline"] == "ot"


def test_a_byte_that_is_no_text_does_not_end_the_run(process: Run) -> None:
    ran = process("ask", b"my knee\xff hurts", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["decision"]["discipline"] == "pt"


def test_asking_writes_nothing(onward: Run, data: Path) -> None:
    onward("ask", HAND)
    assert not data.exists()
