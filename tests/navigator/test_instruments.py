"""What was measured, and what it says."""

from __future__ import annotations

import pytest

from onward.knowledge import Knowledge
from onward.navigator import AnswerError, Navigator
from onward.navigator.instruments import Score, items_of, score


def scored(facts: Knowledge, instrument: str, answers: dict[str, str], age: int | None = None) -> Score:
    return score(facts.instruments[instrument], answers, age)


def test_section_gg_has_all_its_items_and_six_levels(facts: Knowledge) -> None:
    care, mobility = facts.instruments["section_gg_self_care"], facts.instruments["section_gg_mobility"]
    assert [item.id for item in care.items] == [f"gg0130.{letter}" for letter in "abcefgh"]
    assert [item.id for item in mobility.items] == [f"gg0170.{letter}" for letter in "abcdefgijklmnoprs"]
    for each in (care, mobility):
        assert [level.code for level in each.levels] == ["06", "05", "04", "03", "02", "01"]
        assert [level.code for level in each.not_attempted] == ["07", "09", "10", "88"]


def test_what_was_not_attempted_is_missing_and_never_zero(facts: Knowledge) -> None:
    answers = {"gg0130.a": "06", "gg0130.b": "88", "gg0130.c": "07", "gg0130.e": "02", "gg0130.f": "unknown"}
    got = scored(facts, "section_gg_self_care", answers)
    assert (got.value, got.counted, got.items) == (8, 2, 7)
    assert {f.id: f.status for f in got.findings} == {"feeding_self": "denied", "bathing": "present"}


def test_nothing_but_not_attempted_has_no_value(facts: Knowledge) -> None:
    got = scored(facts, "section_gg_mobility", {"gg0170.k": "88"})
    assert (got.value, got.counted, got.findings) == (None, 0, ())


@pytest.mark.parametrize(("level", "status"), [("01", "present"), ("04", "present"), ("05", None), ("06", "denied")])
def test_a_level_speaks_for_its_concern_up_to_touching_help(facts: Knowledge, level: str, status: str | None) -> None:
    found = scored(facts, "section_gg_self_care", {"gg0130.e": level}).findings
    assert [f.status for f in found] == ([status] if status else [])


@pytest.mark.parametrize(("seconds", "risk"), [("11.9", False), ("12", True), ("30", True)])
def test_timed_up_and_go_from_twelve_seconds_is_a_risk(facts: Knowledge, seconds: str, risk: bool) -> None:
    assert scored(facts, "timed_up_and_go", {"tug": seconds}).at_risk is risk


@pytest.mark.parametrize(
    ("stands", "sex", "age", "risk"),
    [("11", "male", 70, True), ("12", "male", 70, False), ("9", "female", 72, True), ("5", "male", 40, None)],
)
def test_the_chair_stand_is_held_against_age_and_sex(
    facts: Knowledge, stands: str, sex: str, age: int, risk: bool | None
) -> None:
    answers = {"chair_stands": stands, "sex_for_norm": sex}
    assert scored(facts, "chair_stand", answers, age).at_risk is risk


def test_without_sex_or_age_there_is_no_norm(facts: Knowledge) -> None:
    assert scored(facts, "chair_stand", {"chair_stands": "3"}).at_risk is None
    assert scored(facts, "chair_stand", {"chair_stands": "3", "sex_for_norm": "unknown"}, 70).at_risk is None


@pytest.mark.parametrize(("seconds", "risk"), [("9", True), ("10", False)])
def test_less_than_ten_seconds_heel_to_toe_is_a_risk(facts: Knowledge, seconds: str, risk: bool) -> None:
    got = scored(facts, "four_stage_balance", {"balance_side": "10", "balance_tandem": seconds})
    assert (got.value, got.at_risk) == (float(seconds), risk)


def test_each_yes_about_falls_counts_one(facts: Knowledge) -> None:
    got = scored(facts, "fall_questions", {"fell_this_year": "yes", "feels_unsteady": "no"})
    assert (got.value, got.counted, got.at_risk) == (1, 2, True)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"gg0130.e": "12"}, "'gg0130.e' is '12'; it takes 06, 05"),
        ({"tug": "-3"}, "'tug' is '-3'; it must be a number from 1 to 600"),
        ({"tug": "nan"}, "'tug' is 'nan'"),
        ({"tug": "fast"}, "'tug' is 'fast'"),
        ({"fell_this_year": "maybe"}, "it takes yes, no"),
        ({"sex_for_norm": "x", "chair_stands": "3"}, "it takes male, female"),
        ({"gg0130.z": "01"}, "no question is called 'gg0130.z'"),
    ],
)
def test_an_impossible_answer_is_refused_by_name(navigator: Navigator, answers: dict[str, str], said: str) -> None:
    with pytest.raises(AnswerError) as error:
        navigator.decide("", answers=answers)
    assert said in str(error.value)


def test_measures_weigh_in_the_decision_and_stand_in_it(navigator: Navigator) -> None:
    decision = navigator.decide("", answers={"gg0130.e": "02", "gg0130.f": "03"})
    assert decision.discipline == "ot"
    assert decision.to_json()["scores"] == [
        {"instrument": "section_gg_self_care", "value": 5.0, "counted": 2, "items": 7, "at_risk": None}
    ]


def test_every_item_has_an_id_of_its_own(facts: Knowledge) -> None:
    count = sum(len(instrument.items) for instrument in facts.instruments.values())
    assert len(items_of(facts)) == count
    assert not set(items_of(facts)) & set(facts.questions)
