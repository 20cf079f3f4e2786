"""The next question and what an answer given by button does."""

from __future__ import annotations

import pytest

from onward.knowledge import Knowledge, load
from onward.navigator import Navigator
from onward.navigator.interview import MOST_QUESTIONS, NO_ANSWER

VAGUE = "hello there"
SAYING = [(q.id, o.id) for q in load().questions.values() for o in q.options if o.present]
RULING_OUT = [
    (q.id, o.id, concern) for q in load().questions.values() for o in q.options if not o.present for concern in o.absent
]


@pytest.mark.parametrize(("question", "option"), SAYING)
def test_an_answer_that_names_a_trouble_changes_the_probabilities(
    navigator: Navigator, question: str, option: str
) -> None:
    before = navigator.decide(VAGUE)
    after = navigator.decide(VAGUE, answers={question: option})
    assert (before.pt, before.ot) != (after.pt, after.ot)
    assert f"answer:{question}" in {r.rule for r in after.reasons}


@pytest.mark.parametrize("answer", sorted(NO_ANSWER))
def test_skip_and_unknown_change_nothing_but_the_next_question(
    navigator: Navigator, facts: Knowledge, answer: str
) -> None:
    before = navigator.decide(VAGUE)
    for question in facts.questions:
        after = navigator.decide(VAGUE, answers={question: answer})
        assert (after.pt, after.ot, after.reasons, after.discipline) == (
            before.pt,
            before.ot,
            before.reasons,
            before.discipline,
        )


def test_an_answer_that_rules_a_trouble_out_takes_back_what_was_read(navigator: Navigator) -> None:
    text = "I have trouble with my balance"
    before = navigator.decide(text)
    after = navigator.decide(text, answers={"falls_three": "none"})
    assert "balance" in {r.concern for r in before.reasons}
    assert after.pt < before.pt


def test_some_answer_that_only_rules_out_changes_some_decision(navigator: Navigator, facts: Knowledge) -> None:
    assert RULING_OUT
    changed = []
    for question, option, concern in RULING_OUT:
        text = f"I have trouble with this: {facts.concerns[concern].label}"
        before, after = navigator.decide(text), navigator.decide(text, answers={question: option})
        if (before.pt, before.ot) != (after.pt, after.ot):
            changed.append((question, option))
    assert changed, "no option whose only effect is to rule something out ever changes a probability"


def test_a_question_is_never_asked_twice(navigator: Navigator, facts: Knowledge) -> None:
    answers: dict[str, str] = {}
    while (question := navigator.decide(VAGUE, answers=answers).next_question) is not None:
        assert question.id not in answers
        answers[question.id] = "skip"
    assert set(answers) <= set(facts.questions)
    assert len(answers) >= MOST_QUESTIONS


def test_a_person_who_skips_everything_is_asked_until_nothing_is_left_while_it_is_unsure(
    navigator: Navigator, facts: Knowledge
) -> None:
    left = next(iter(facts.questions))
    answers = {question: "unknown" for question in facts.questions if question != left}
    decision = navigator.decide(VAGUE, answers=answers)
    assert decision.discipline == "unsure"
    assert decision.next_question is not None
    assert decision.next_question.id == left


def test_after_the_most_questions_a_person_with_an_answer_is_left_in_peace(
    navigator: Navigator, facts: Knowledge
) -> None:
    rest = [question for question in facts.questions if question != "main_trouble"]
    answers = {"main_trouble": "hands", **dict.fromkeys(rest[: MOST_QUESTIONS - 1], "skip")}
    decision = navigator.decide(VAGUE, answers=answers)
    assert len(answers) == MOST_QUESTIONS
    assert decision.discipline != "unsure"
    assert decision.next_question is None


def test_a_settled_decision_asks_nothing(navigator: Navigator) -> None:
    decision = navigator.decide("My lower back has hurt for three months and I feel stiff when I bend.")
    assert decision.next_question is None


def test_the_first_question_for_somebody_vague_is_for_everybody(navigator: Navigator) -> None:
    question = navigator.decide(VAGUE).next_question
    assert question is not None
    assert question.about == ()


def test_a_question_is_about_something_that_was_said(navigator: Navigator, facts: Knowledge) -> None:
    question = navigator.decide("My hands tingle").next_question
    assert question is not None
    assert not question.about or {"numb_tingle", "hand_wrist_problem", "carpal_tunnel"} & set(question.about)


def test_the_printed_question_has_its_options(navigator: Navigator) -> None:
    printed = navigator.decide(VAGUE).to_json()["next_question"]
    assert set(printed) == {"id", "text", "why", "options"}
    assert all(set(option) == {"id", "label"} for option in printed["options"])
    assert len(printed["options"]) >= 2
