"""The next question and what an answer given by button does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onward.knowledge import Knowledge, load
from onward.navigator import AnswerError, Navigator, NotEnglish, interview
from onward.navigator.interview import MOST_QUESTIONS, MOST_SAFETY, NO_ANSWER
from onward.navigator.safety import SEVERITY

FACTS = load()
NAVIGATOR = Navigator(FACTS)
VAGUE = "hello there"
SAYING = [(q.id, o.id) for q in FACTS.questions.values() for o in q.options if o.present]
RAISING = [(q.id, o) for q in FACTS.questions.values() for o in q.options if o.raises]
RULING_OUT = [
    (q.id, o.id, concern) for q in FACTS.questions.values() for o in q.options if not o.present for concern in o.absent
]
MESSAGES = ("my back hurts when I sit", "my hand is weak", "My baby is not crawling", "I had my knee replaced", VAGUE)
ORDER = ("none", *reversed(SEVERITY))
# The longest a question may be, and the hardest: a sentence that a child of eleven or twelve reads.
MOST_WORDS, HIGHEST_GRADE = 25, 7.0
# What a flag tells to do is for a sixth-grade reader; why a question is asked, for an eighth-grade one.
HIGHEST_GRADE_OF_A_FLAG, HIGHEST_GRADE_OF_A_REASON = 6.0, 8.0


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, syllables counted as groups of vowels (Kincaid and others, 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.?!]", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize(("question", "option"), SAYING)
def test_an_answer_that_names_a_trouble_changes_the_probabilities(
    navigator: Navigator, question: str, option: str
) -> None:
    before = navigator.decide(VAGUE)
    after = navigator.decide(VAGUE, answers={question: option})
    assert (before.pt, before.ot) != (after.pt, after.ot)
    assert f"answer:{question}" in {r.rule for r in after.reasons}


@pytest.mark.parametrize("answer", sorted(NO_ANSWER))
@pytest.mark.parametrize("text", MESSAGES)
def test_skip_and_unknown_change_nothing_but_the_next_question(
    navigator: Navigator, facts: Knowledge, answer: str, text: str
) -> None:
    before = navigator.decide(text)
    for question in facts.questions:
        after = navigator.decide(text, answers={question: answer})
        assert (after.pt, after.ot, after.reasons, after.discipline, after.red_flags) == (
            before.pt,
            before.ot,
            before.reasons,
            before.discipline,
            before.red_flags,
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


@pytest.mark.parametrize(("question", "option"), RAISING, ids=[f"{q}: {o.id}" for q, o in RAISING])
def test_a_danger_sign_answered_with_yes_raises_its_red_flag(
    navigator: Navigator, question: str, option: object
) -> None:
    chosen = next(o for q, o in RAISING if q == question and o == option)
    decision = navigator.decide(VAGUE, answers={question: chosen.id})
    assert chosen.raises in {flag.id for flag in decision.red_flags}
    assert decision.urgency != "none"


@pytest.mark.parametrize("text", ["Since this morning my face droops and my arm is weak", "I want to die"])
def test_none_of_these_never_clears_a_flag_that_the_words_raised(navigator: Navigator, text: str) -> None:
    safe = {q.id: "none" for q in FACTS.questions.values() if q.safety}
    assert navigator.decide(text, answers=safe).urgency == navigator.decide(text).urgency != "none"


@pytest.mark.parametrize(
    ("text", "panel"),
    [
        ("my back hurts when I sit", "safe_back"),
        ("My knee is stiff", "safe_leg"),
        ("the room spins when I roll over in bed", "safe_head"),
        ("My baby is not crawling", "safe_child"),
        ("I get short of breath on stairs", "safe_chest"),
        ("My wrist hurts", "safe_arm"),
    ],
)
def test_the_danger_signs_of_a_topic_are_asked_first(navigator: Navigator, text: str, panel: str) -> None:
    question = interview(navigator, text).question
    assert question is not None
    assert (question.id, question.safety) == (panel, True)


def test_a_skipped_safety_question_stays_open_and_is_not_asked_again(navigator: Navigator) -> None:
    step = interview(navigator, "my back hurts when I sit", {"safe_back": "skip"})
    assert step.open_safety == ("safe_back",)
    assert step.question is None or step.question.id != "safe_back"


def test_no_more_than_two_panels_are_asked(navigator: Navigator) -> None:
    text = "my back hurts, my knee is stiff, the room spins, my baby is not crawling and I get short of breath"
    answers: dict[str, str] = {}
    while question := interview(navigator, text, answers).question:
        answers[question.id] = "unknown"
    assert sum(FACTS.questions[key].safety for key in answers) == MOST_SAFETY


option_of = st.sampled_from([*NO_ANSWER, "first", "last"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=st.sampled_from(MESSAGES), picks=st.lists(option_of, min_size=20, max_size=20))
def test_an_interview_ends_within_eight_questions_and_never_asks_twice(text: str, picks: list[str]) -> None:
    answers: dict[str, str] = {}
    for pick in picks:
        step = interview(NAVIGATOR, text, answers)
        if step.question is None:
            break
        assert step.question.id not in answers
        assert step.number == len(answers) + 1
        options = step.question.options
        answers[step.question.id] = {"first": options[0].id, "last": options[-1].id}.get(pick, pick)
    assert len(answers) <= MOST_QUESTIONS
    assert interview(NAVIGATOR, text, answers).question is None
    assert interview(NAVIGATOR, text, answers) == interview(NAVIGATOR, text, answers)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=st.sampled_from(MESSAGES), answer=st.sampled_from(RAISING))
def test_a_yes_to_a_danger_sign_never_lowers_urgency(text: str, answer: tuple[str, object]) -> None:
    question, option = answer
    before = NAVIGATOR.decide(text).urgency
    after = NAVIGATOR.decide(text, answers={question: option.id}).urgency  # type: ignore[attr-defined]
    assert ORDER.index(after) >= ORDER.index(before)


def test_while_it_is_unsure_and_fewer_than_eight_were_asked_there_is_a_question(navigator: Navigator) -> None:
    answers: dict[str, str] = {}
    for _ in range(MOST_QUESTIONS):
        decision = navigator.decide(VAGUE, answers=answers)
        assert decision.discipline == "unsure"
        assert decision.next_question is not None
        answers[decision.next_question.id] = "unknown"
    assert navigator.decide(VAGUE, answers=answers).next_question is None


def test_a_settled_decision_asks_for_danger_signs_alone(navigator: Navigator) -> None:
    text = "My lower back has hurt for three months and I feel stiff when I bend."
    question = navigator.decide(text).next_question
    assert question is not None
    assert question.safety
    assert navigator.decide(text, answers={question.id: "none"}).next_question is None


def test_the_first_question_for_somebody_vague_is_for_everybody(navigator: Navigator) -> None:
    question = navigator.decide(VAGUE).next_question
    assert question is not None
    assert question.about == ()


def test_the_printed_question_has_its_options(navigator: Navigator) -> None:
    printed = navigator.decide(VAGUE).to_json()["next_question"]
    assert set(printed) == {"id", "text", "why", "safety", "options"}
    assert all(set(option) == {"id", "label"} for option in printed["options"])
    assert len(printed["options"]) >= 2


@pytest.mark.parametrize("question", FACTS.questions.values(), ids=lambda q: q.id)
def test_a_question_is_short_says_why_and_is_easy_to_read(question: object) -> None:
    q = FACTS.questions[question.id]  # type: ignore[attr-defined]
    assert len(q.text.split()) <= MOST_WORDS
    assert grade(q.text) <= HIGHEST_GRADE
    assert grade(q.why) <= HIGHEST_GRADE_OF_A_REASON


@pytest.mark.parametrize("flag", FACTS.red_flags.values(), ids=lambda f: f.id)
def test_a_red_flag_says_what_to_do_in_one_sentence_that_is_easy_to_read(flag: object) -> None:
    say, more = flag.say, flag.more  # type: ignore[attr-defined]
    assert len(re.findall(r"[.?!]", say)) == 1
    assert grade(say) <= HIGHEST_GRADE_OF_A_FLAG
    assert grade(more) <= HIGHEST_GRADE


def test_a_message_in_spanish_is_answered_by_two_buttons(navigator: Navigator) -> None:
    text = "Me duele la espalda desde ayer y no puedo caminar"
    with pytest.raises(NotEnglish):
        navigator.decide(text)
    decision = navigator.decide(text, answers={"fallback_kind": "body", "fallback_safety": "none"})
    assert decision.discipline == "pt"
    assert navigator.decide(text, answers={"fallback_safety": "chest"}).urgency == "emergency"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"thing.1": "carry my grandson"}, "write what it is"),
        ({"thing.1": "carry my grandson|11"}, "0 to 10"),
        ({f"thing.{n}": "walk|3" for n in range(4)}, "the most is 3"),
    ],
)
def test_a_thing_without_words_or_rating_is_refused(navigator: Navigator, answers: dict[str, str], said: str) -> None:
    with pytest.raises(AnswerError, match=re.escape(said)):
        navigator.decide(VAGUE, answers=answers)


def test_up_to_three_things_are_kept_with_their_ratings(navigator: Navigator) -> None:
    decision = navigator.decide(VAGUE, answers={"thing.1": "carry my grandson|3", "thing.2": "knit|0"})
    assert [(thing.words, thing.rating) for thing in decision.things] == [("carry my grandson", 3), ("knit", 0)]


def test_a_thing_that_is_a_cry_for_help_raises_its_flag(navigator: Navigator) -> None:
    decision = navigator.decide("my back hurts when I sit", answers={"thing.1": "I want to die|0"})
    assert decision.urgency == "crisis"
    assert decision.next_question is None
    assert navigator.decide("my back hurts when I sit", answers={"thing.1": "walk my dog|2"}).urgency == "none"
