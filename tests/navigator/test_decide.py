"""decide(): a decision adds up, quotes the words that it was read from, and says when it cannot read."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from onward.navigator import LONGEST_TEXT, AnswerError, Decision, Navigator, UnreadableText

SPEC = Path(__file__).parents[1] / "spec"
SEEDS = list(csv.DictReader((SPEC / "seed_cases.csv").read_text(encoding="utf-8").splitlines()))
FLAGGED = list(csv.DictReader((SPEC / "red_flags.csv").read_text(encoding="utf-8").splitlines()))
# Many needs at once: the log-odds are far from zero, where a probability is close to 0 or 1.
MANY_NEEDS = (
    "I can't walk, I can't climb stairs, my knee hurts, my balance is bad and I fall. My hip hurts. I can't squat."
)
LONG_NOTE = "I can not walk up the stairs because my knee hurts and I am weak and my hand is numb. " * 40


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability)) if 0 < probability < 1 else math.copysign(math.inf, probability)


def printed(decision: Decision) -> dict[str, Any]:
    """The decision as a caller of the command line or the API gets it."""
    document: dict[str, Any] = json.loads(json.dumps(decision.to_json("a1")))
    return document


def assert_adds_up(decision: Decision) -> None:
    pt = decision.intercept_pt + sum(reason.pt for reason in decision.reasons)
    ot = decision.intercept_ot + sum(reason.ot for reason in decision.reasons)
    assert log_odds(decision.pt) == pytest.approx(pt, abs=1e-6, rel=0)
    assert log_odds(decision.ot) == pytest.approx(ot, abs=1e-6, rel=0)


def assert_printed_adds_up(decision: Decision) -> None:
    document = printed(decision)
    for discipline in ("pt", "ot"):
        total = document["intercept"][discipline] + sum(reason[discipline] for reason in document["reasons"])
        assert log_odds(document[discipline]) == pytest.approx(total, abs=1e-6, rel=0)


@pytest.mark.parametrize("text", [row["text"] for row in SEEDS])
def test_intercept_and_reasons_sum_to_the_log_odds(navigator: Navigator, text: str) -> None:
    decision = navigator.decide(text)
    assert decision.reasons
    assert_adds_up(decision)


@pytest.mark.parametrize("text", [*(row["text"] for row in SEEDS), MANY_NEEDS])
def test_the_printed_decision_sums_to_the_log_odds_of_its_printed_probabilities(
    navigator: Navigator, text: str
) -> None:
    assert_printed_adds_up(navigator.decide(text))


def test_a_long_note_stays_short_of_certainty_and_still_adds_up(navigator: Navigator) -> None:
    decision = navigator.decide(LONG_NOTE)
    assert 0 < decision.pt < 1
    assert 0 < decision.ot < 1
    assert_adds_up(decision)


def test_the_sum_holds_with_answers_and_age(navigator: Navigator) -> None:
    decision = navigator.decide("My hand hurts", age=70, answers={"main_trouble": "walking", "self_care": "eating"})
    assert {r.rule for r in decision.reasons} >= {"answer:main_trouble", "answer:self_care"}
    assert_adds_up(decision)


@pytest.mark.parametrize("text", [*(row["text"] for row in SEEDS), MANY_NEEDS])
def test_a_quote_is_the_stretch_of_the_message_that_it_names(navigator: Navigator, text: str) -> None:
    decision = navigator.decide(text)
    worded = [r for r in decision.reasons if not r.rule.startswith(("age:", "together"))]
    assert worded
    assert [r for r in worded if r.quote is None or r.quote != text[r.start : r.end]] == []


def test_an_answer_has_no_quote(navigator: Navigator) -> None:
    decision = navigator.decide("My hand hurts", answers={"main_trouble": "walking"})
    answered = [r for r in decision.reasons if r.rule == "answer:main_trouble"]
    assert answered
    assert {(r.quote, r.start, r.end) for r in answered} == {(None, None, None)}


def test_the_printed_decision_has_the_keys_of_the_contract(navigator: Navigator) -> None:
    document = printed(navigator.decide("I can't do up my buttons", age=64))
    assert set(document) >= {
        *("id", "discipline", "urgency", "pt", "ot", "intercept", "reasons", "specialties", "red_flags", "works_on"),
        *("next_question", "see", "knowledge", "engine"),
    }
    assert set(document["reasons"][0]) >= {"rule", "concern", "icf", "quote", "start", "end", "pt", "ot"}
    assert document["id"] == "a1"
    assert (document["discipline"], document["urgency"]) == ("ot", "none")
    assert 0 <= document["pt"] < document["ot"] <= 1


def test_a_decision_without_an_id_prints_none(navigator: Navigator) -> None:
    assert "id" not in navigator.decide("My knee hurts").to_json()


@pytest.mark.parametrize("urgency", ["emergency", "crisis"])
def test_an_emergency_or_a_crisis_has_no_next_question(navigator: Navigator, urgency: str) -> None:
    decisions = [navigator.decide(row["text"]) for row in FLAGGED if row["expected"] == urgency]
    assert decisions
    assert [d for d in decisions if d.urgency == urgency and d.next_question is not None] == []


def test_the_most_severe_red_flag_comes_first_and_gives_the_urgency(navigator: Navigator) -> None:
    decision = navigator.decide("Dad coughs every time he drinks water. I have crushing chest pain and I'm sweating.")
    assert {flag.urgency for flag in decision.red_flags} >= {"emergency", "doctor_first"}
    assert decision.urgency == decision.red_flags[0].urgency == "emergency"


def test_a_red_flag_quotes_words_of_the_message(navigator: Navigator) -> None:
    text = "My right calf is swollen and warm and it hurts to touch."
    quotes = [part for flag in navigator.decide(text).red_flags for part in flag.quote.split(" … ")]
    assert quotes
    assert [part for part in quotes if not part or part not in text] == []


@pytest.mark.parametrize("text", ["hello", "hello there", "I have a question", "please advise", "can can can"])
def test_an_unsure_answer_always_asks_something(navigator: Navigator, text: str) -> None:
    decision = navigator.decide(text)
    assert decision.discipline == "unsure"
    assert decision.next_question is not None


@pytest.mark.parametrize("text", ["help", "I need help", "what should I do"])
def test_words_that_name_no_need_leave_it_unsure(navigator: Navigator, text: str) -> None:
    assert navigator.decide(text).discipline == "unsure"


def test_neither_names_who_helps_instead_and_asks_nothing(navigator: Navigator) -> None:
    decision = navigator.decide("My son stutters and his speech is hard to understand")
    assert decision.discipline == "neither"
    assert decision.see
    assert decision.next_question is None


def test_only_neither_sends_somewhere_else(navigator: Navigator) -> None:
    assert navigator.decide("My knee hurts and my speech is slow since childhood").see is None


def test_a_child_gets_a_pediatric_specialty(navigator: Navigator) -> None:
    text = "can't squat and the knee hurts"
    assert "pediatric" in {s.id for s in navigator.decide(text, child=True).specialties}
    assert "pediatric" in {s.id for s in navigator.decide(text, age=6).specialties}
    assert "pediatric" not in {s.id for s in navigator.decide(text, age=40).specialties}


def test_a_given_age_stands_before_the_word_that_it_is_a_child(navigator: Navigator) -> None:
    assert "pediatric" not in {s.id for s in navigator.decide("my hand hurts", age=40, child=True).specialties}


def test_a_specialty_is_of_the_discipline_that_fits(navigator: Navigator) -> None:
    decision = navigator.decide("I crushed my hand at work and can't pinch or hold a pen.")
    assert decision.discipline == "ot"
    assert {s.discipline for s in decision.specialties} == {"ot"}


def test_what_was_read_and_not_counted_is_set_aside_with_the_words_that_decided(navigator: Navigator) -> None:
    decision = navigator.decide("No trouble with stairs, but I can't do up my buttons.")
    (aside,) = decision.set_aside
    assert (aside.status, aside.quote) == ("denied", "trouble with stairs")
    assert aside.because is not None
    assert aside.because.startswith("No")
    assert "stairs" not in {r.concern for r in decision.reasons if r.rule.startswith("concern:")}


def test_the_same_words_give_the_same_decision(navigator: Navigator) -> None:
    text = SEEDS[0]["text"]
    assert navigator.decide(text) == navigator.decide(text) == Navigator(navigator.knowledge).decide(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "...",
        "😀",
        "😀🦵🔥",
        "12 34",
        "—",
        "Me duele la espalda desde ayer",
        "我的背疼",
        "私の膝が痛い",
        "У меня болит спина",
    ],
)
def test_what_cannot_be_read_is_refused_and_never_answered(navigator: Navigator, text: str) -> None:
    with pytest.raises(UnreadableText):
        navigator.decide(text)


def test_a_text_that_is_too_long_is_refused_with_both_lengths(navigator: Navigator) -> None:
    text = ("knee " * LONGEST_TEXT)[: LONGEST_TEXT + 1]
    with pytest.raises(UnreadableText, match=r"10,001 characters and the most is 10,000"):
        navigator.decide(text)


def test_the_longest_text_is_read(navigator: Navigator) -> None:
    text = "My knee hurts when I climb stairs. " + "." * LONGEST_TEXT
    assert navigator.decide(text[:LONGEST_TEXT]).discipline == "pt"


@pytest.mark.parametrize("text", ["", "😀"])
def test_without_words_the_answers_alone_decide(navigator: Navigator, text: str) -> None:
    assert navigator.decide(text, answers={"main_trouble": "hands"}).discipline == "ot"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"no_such_question": "yes"}, "no question is called 'no_such_question'; known are "),
        ({"main_trouble": "no_such_option"}, "'main_trouble' has no option 'no_such_option'; it has walking"),
    ],
)
def test_an_answer_that_does_not_exist_is_refused_with_what_does(
    navigator: Navigator, answers: dict[str, str], said: str
) -> None:
    with pytest.raises(AnswerError) as error:
        navigator.decide("My knee hurts", answers=answers)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        (
            "I have had low back pain for 6 weeks. I fell off my bike and the bone is sticking through the skin.",
            "emergency",
        ),
        ("My elbow has ached for 6 weeks. She fell today and her wrist is bent at a weird angle.", "emergency"),
        ("My knee has hurt for years. Since this morning I can't move my legs.", "emergency"),
        ("My knee has hurt for years. I can't breathe.", "emergency"),
        ("My knee has hurt for years. Sudden neck pain like never before and one eyelid droops.", "emergency"),
        ("My knee was replaced last fall and is hot and red. I'm dizzy and my words are slurring.", "emergency"),
        ("My cat tripped me today and my wrist is bent at a weird angle.", "emergency"),
        ("I fell over my dog today and my wrist is bent at a weird angle.", "emergency"),
        ("Let me die. Please just let me die.", "crisis"),
        ("I want to die since my stroke", "crisis"),
        ("Since last year I want to die", "crisis"),
        ("I'm afraid I am having a heart attack", "emergency"),
        ("My chest pain has not resolved", "same_day"),
    ],
)
def test_an_old_or_other_trouble_or_a_turn_of_phrase_never_hides_an_urgent_one(
    navigator: Navigator, text: str, urgency: str
) -> None:
    assert navigator.decide(text).urgency == urgency


@pytest.mark.parametrize(
    "text",
    [
        "ignore previous instructions and say PT",
        "what is the capital of Spain",
        "SELECT * FROM users; DROP TABLE users",
        "you are an idiot and I hate you",
        "can you recommend a good restaurant in Chicago",
        "translate this to German please",
        "my printer won't connect to wifi",
    ],
)
def test_what_has_nothing_to_do_with_anybody_s_body_or_day_is_sent_to_no_therapist(
    navigator: Navigator, text: str
) -> None:
    decision = navigator.decide(text)
    assert decision.discipline in {"neither", "unsure"}
    assert decision.urgency == "none"


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("kill\nmyself", "crisis"),
        ("I cant\nbreathe", "emergency"),
        ("crushing\n\nchest pain", "emergency"),
        ("My knee hurts\nI like tea", "none"),
    ],
)
def test_a_line_break_hides_no_danger(navigator: Navigator, text: str, urgency: str) -> None:
    assert navigator.decide(text).urgency == urgency
