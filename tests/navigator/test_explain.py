"""An account adds up to its decision, leaves nothing out, and what it says would change the answer does."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onward import knowledge
from onward.knowledge import Knowledge
from onward.navigator import Decision, Navigator
from onward.navigator.explain import Account, FlagAccount, Line, explain
from onward.navigator.weigh import WORTH_AN_ANSWER

SPEC = Path(__file__).parents[1] / "spec"


def column(name: str) -> list[str]:
    with (SPEC / name).open(encoding="utf-8") as lines:
        return [row["text"] for row in csv.DictReader(lines)]


SEEDS, FLAGGED = column("seed_cases.csv"), column("red_flags.csv")
NAVIGATOR = Navigator(knowledge.load())
STROKE = "I can't do up my buttons since my stroke. No trouble with stairs, but my knee hurts. I had a stroke in May."
DROOP = "My face droops on one side since this morning and I can't walk"
ANSWERS = {"self_care": "eating", "main_trouble": "walking"}


def account(text: str, age: int | None = None, answers: dict[str, str] | None = None) -> tuple[Account, Decision]:
    decision = NAVIGATOR.decide(text, age=age, answers=answers)
    return explain(NAVIGATOR.knowledge, decision, text, age=age), decision


def the(lines: Account, rule: str) -> Line:
    """The first line of a rule."""
    return next(line for line in lines.lines() if line.rule == rule)


def flag(told: Account, key: str) -> FlagAccount:
    return next(each for each in told.flags if each.id == key)


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def assert_whole(told: Account, decision: Decision, facts: Knowledge) -> None:
    """What holds for every account."""
    for side, sums, probability in (("pt", told.pt, decision.pt), ("ot", told.ot, decision.ot)):
        total = sums.intercept + sum(getattr(line, side) for line in told.lines())
        assert total == pytest.approx(sums.log_odds, abs=1e-9)
        assert total == pytest.approx(log_odds(probability), abs=1e-6)
        assert sums.probability == probability
    counted = [(line.rule, line.start, line.pt, line.ot) for line in told.lines() if line.counted]
    assert sorted(counted, key=str) == sorted([(r.rule, r.start, r.pt, r.ot) for r in decision.reasons], key=str)
    said = {(line.rule, line.id, line.start, line.end, line.status, line.because) for line in told.lines()}
    for finding in decision.findings:
        assert (finding.rule, finding.id, finding.start, finding.end, finding.status, finding.because) in said
    assert len(list(told.lines())) == len(decision.reasons) + sum(
        not any(_same(line, finding) for line in told.lines() if line.counted) for finding in decision.findings
    )
    cited = {key for line in told.lines() for key in line.sources} | {
        key for each in told.flags if each.state != "unread" for key in each.sources
    }
    assert cited == set(told.sources)
    assert all(facts.sources[key] == source for key, source in told.sources.items())
    assert {each.id for each in told.flags} == set(facts.red_flags)
    assert {each.id for each in told.flags if each.state == "fired"} == {each.id for each in decision.red_flags}
    for line in told.lines():
        assert (line.kind in {"reader", "cue"}) or line.sources
        assert line.counted == (line.without is not None) == (line.note is None)


def _same(line: Line, finding: object) -> bool:
    return all(getattr(line, name) == getattr(finding, name) for name in ("rule", "id", "start", "end"))


def answer(pt: float, ot: float, strongest: float) -> str:
    """The rule of the answer, in words of its own: the likelier side from even odds on, the other from 62 in 100 on or
    where it is less than 1 behind, and some reason to speak of."""
    likelier = max(pt, ot)
    second = min(math.log(0.62 / 0.38), likelier - 1) if likelier >= 0 else math.inf
    sides = [
        name for name, total, other in (("pt", pt, ot), ("ot", ot, pt)) if total >= (0 if total >= other else second)
    ]
    if strongest < WORTH_AN_ANSWER or not sides:
        return "none"
    return "both" if len(sides) == 2 else sides[0]


@pytest.mark.parametrize("text", [*SEEDS, *FLAGGED[::7], STROKE, DROOP])
def test_an_account_is_whole(facts: Knowledge, text: str) -> None:
    assert_whole(*account(text), facts)


@pytest.mark.parametrize("text", ["My hand hurts", STROKE])
def test_an_account_with_answers_and_age_is_whole(facts: Knowledge, text: str) -> None:
    told, decision = account(text, 70, ANSWERS)
    assert_whole(told, decision, facts)
    assert {line.rule for line in told.unworded} == {
        *("answer:self_care", "answer:main_trouble"),
        *("age:age_older", "together"),
    }
    assert all(line.quote is None for line in told.unworded)
    sources = set(facts.questions["self_care"].source)
    assert all(sources <= set(line.sources) for line in told.unworded if line.rule == "answer:self_care")


@pytest.mark.parametrize("text", [*SEEDS, STROKE])
def test_leaving_a_term_out_does_what_the_account_says(text: str) -> None:
    told, _ = account(text)
    counted = [line for line in told.lines() if line.counted]
    for line in counted:
        others = [each for each in counted if each is not line]
        expected = answer(
            told.pt.intercept + sum(each.pt for each in others),
            told.ot.intercept + sum(each.ot for each in others),
            max((abs(amount) for each in others for amount in (each.pt, each.ot)), default=0.0),
        )
        assert (line.without if line.without in {"pt", "ot", "both"} else "none") == expected
        assert (line in told.decisive()) == (line.without != told.discipline)


def test_the_strongest_reason_of_one_need_decides() -> None:
    told, decision = account("I can't do up my buttons. My knee hurts")
    assert decision.discipline == "both"
    assert told.decisive()
    strongest = told.decisive()[0]
    assert strongest.without != "both"
    rest = tuple(r for r in decision.reasons if (r.rule, r.start) != (strongest.rule, strongest.start))
    total = decision.intercept_pt + sum(r.pt for r in rest), decision.intercept_ot + sum(r.ot for r in rest)
    assert strongest.without == answer(*total, math.inf)


@pytest.mark.parametrize("text", SEEDS)
def test_a_side_is_answered_exactly_when_it_is_above_the_bar(text: str) -> None:
    told, decision = account(text)
    if decision.discipline in {"pt", "ot", "both"}:
        assert (told.pt.above_bar >= 0) == (decision.discipline in {"pt", "both"})
        assert (told.ot.above_bar >= 0) == (decision.discipline in {"ot", "both"})


def test_what_speaks_against_is_the_pull_away_from_the_answer() -> None:
    told, decision = account(STROKE)
    assert decision.discipline == "both"
    for line in told.lines():
        assert line.against == pytest.approx(max(0.0, -line.pt) + max(0.0, -line.ot))
    amounts = [line.against for line in told.against()]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts


def test_for_one_side_the_pull_of_the_other_speaks_against() -> None:
    told, decision = account("I can't do up my buttons")
    assert decision.discipline == "ot"
    for line in told.lines():
        assert line.against == pytest.approx(max(0.0, line.pt) + max(0.0, -line.ot))


def test_a_denied_finding_shows_the_words_that_decided() -> None:
    line = the(account(STROKE)[0], "concern:stairs")
    assert (line.status, line.because, line.counted) == ("denied", "No", False)
    assert (line.pt, line.ot, line.without) == (0, 0, None)
    assert line.note == "not counted"


def test_what_is_named_twice_is_counted_once_and_says_so() -> None:
    first, second = [line for line in account(STROKE)[0].lines() if line.rule == "condition:stroke"]
    assert first.counted
    assert (second.counted, second.note) == (False, "counted once, where it was named first")


def test_what_an_answer_takes_back_says_so(facts: Knowledge) -> None:
    question, option, concern = next(
        (question.id, option.id, concern)
        for question in facts.questions.values()
        for option in question.options
        for concern in option.absent
        if concern in {"fine_hand", "stairs", "walk_short", "balance", "dressing_upper", "shoulder_problem", "memory"}
    )
    text = next(t for t in (*SEEDS, *FLAGGED, "I lose my balance") if _names(t, concern))
    told, decision = account(text, answers={question: option})
    assert_whole(told, decision, facts)
    notes = {(line.rule, line.note) for line in told.lines() if line.id == concern}
    assert (f"concern:{concern}", "an answer took it back") in notes
    assert (f"answer:{question}", "an answer says that this is not so") in notes


def _names(text: str, concern: str) -> bool:
    return any(f.id == concern and f.counts for f in NAVIGATOR.decide(text).findings)


def test_every_clause_is_there_in_order_with_its_guess_last() -> None:
    told, _ = account(STROKE)
    assert [clause.quote for clause in told.clauses] == [
        "I can't do up my buttons since my stroke",
        "No trouble with stairs",
        "but my knee hurts",
        "I had a stroke in May",
    ]
    for clause in told.clauses:
        assert clause.quote == STROKE[clause.start : clause.end]
        assert [line.kind for line in clause.lines][:-1].count("reader") == 0
        assert all(line.quote and line.quote in clause.quote for line in clause.lines)


class TestRedFlags:
    def test_one_that_fired_shows_its_words_and_source(self, facts: Knowledge) -> None:
        told, decision = account(DROOP)
        fired = flag(told, decision.red_flags[0].id)
        assert (fired.state, fired.urgency, told.urgency) == ("fired", "emergency", "emergency")
        assert fired.quote == decision.red_flags[0].quote
        assert "face droops" in (fired.quote or "")
        assert fired.sources == facts.red_flags[fired.id].source
        assert "face droops" in fired.signs[0].quote
        assert fired.signs[0].there

    def test_one_that_rests_on_the_same_words_says_so(self) -> None:
        told, _ = account(DROOP)
        assert "covered" in {each.state for each in told.flags}

    def test_one_whose_sign_is_over_shows_why_and_what_lacks(self) -> None:
        told, decision = account("My knee hurts. My chest pain went away.")
        chest = next(each for each in told.flags if any(sign.id == "s_chest_pain" for sign in each.signs))
        sign = next(sign for sign in chest.signs if sign.id == "s_chest_pain")
        assert (chest.state, decision.red_flags) == ("incomplete", ())
        assert (sign.status, sign.because, sign.there) == ("resolved", "went away", False)
        assert chest.lacking

    def test_one_that_something_explains_names_it(self) -> None:
        told, _ = account("I have Bell's palsy and one side of my face droops")
        explained = [each for each in told.flags if each.state == "explained"]
        assert explained
        assert all(each.explained_by for each in explained)

    def test_an_age_that_lacks_is_named(self) -> None:
        told, _ = account("He limps and won't put weight on his leg")
        assert any("being under 18" in each.lacking for each in told.flags)
        assert not any("being under 18" in each.lacking for each in account("He limps and won't walk", 4)[0].flags)

    def test_without_a_sign_none_is_read(self) -> None:
        assert {each.state for each in account("hello there")[0].flags} == {"unread"}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    texts=st.lists(st.sampled_from([*SEEDS, *FLAGGED]), min_size=1, max_size=3),
    age=st.sampled_from([None, 4, 40, 80]),
    main=st.sampled_from([None, *(o.id for o in NAVIGATOR.knowledge.questions["main_trouble"].options), "skip"]),
)
def test_every_account_is_whole(texts: list[str], age: int | None, main: str | None) -> None:
    told, decision = account(" ".join(texts), age, {"main_trouble": main} if main else {})
    assert_whole(told, decision, NAVIGATOR.knowledge)


def test_a_reason_of_a_kind_that_is_not_known_here_is_told_all_the_same() -> None:
    decision = NAVIGATOR.decide("My knee hurts")
    new = replace(decision.reasons[0], rule="age:older", concern=None, label="Older", quote=None, start=None, end=None)
    told = explain(NAVIGATOR.knowledge, replace(decision, reasons=(*decision.reasons, new)), "My knee hurts")
    line = the(told, "age:older")
    assert (line.kind, line.label, line.counted, line.pt) == ("other", "Older", True, new.pt)
    assert line in told.unworded


def test_the_document_is_plain_json() -> None:
    told, _ = account(STROKE)
    document = json.loads(json.dumps(told.to_json()))
    assert document["clauses"][1]["lines"][0]["because"] == "No"
    assert set(document["red_flags_unread"]).isdisjoint(each["id"] for each in document["red_flags"])
    assert len(document["red_flags"]) + len(document["red_flags_unread"]) == len(told.flags)
    assert all({"body", "title", "year", "checked"} <= set(source) for source in document["sources"].values())
