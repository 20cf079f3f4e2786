"""What holds for every message, tried on generated ones made of the phrase bank and the red-flag rows."""

from __future__ import annotations

import csv
import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onward import knowledge
from onward.knowledge.compile import DATA, read_phrases
from onward.navigator import Decision, Navigator, UnreadableText
from onward.navigator.age import age_band

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the data files are in a checkout only, not in the package")

NAVIGATOR = Navigator(knowledge.load())
SPEC = Path(__file__).parents[1] / "spec"
URGENT = [
    row["text"].rstrip(".")
    for row in csv.DictReader((SPEC / "red_flags.csv").read_text(encoding="utf-8").splitlines())
    if row["expected"] != "none"
]
ORDER = ("none", "doctor_first", "same_day", "crisis", "emergency")
# A phrase that begins so may speak of what stands before it, so that its place matters.
POINTS_BACK = ("it", "that", "this", "they", "these", "those", "all")
PHRASES = sorted(
    phrase.text.rstrip(".")
    for phrase in (read_phrases() if DATA.is_dir() else [])
    if not phrase.text.lower().replace("'", " ").replace("’", " ").startswith(tuple(f"{w} " for w in POINTS_BACK))
    and not set(phrase.text.rstrip(".")) & set(".?!;\n")
)
# The same examples on every run: a suite that fails must fail again.
several = settings(max_examples=150, deadline=None, derandomize=True)
phrase = st.sampled_from(PHRASES) if PHRASES else st.nothing()
urgent = st.sampled_from(URGENT)
message = st.lists(phrase, min_size=1, max_size=4).map(". ".join)


def decided(text: str) -> Decision | None:
    """The decision, or None where the message cannot be read."""
    try:
        return NAVIGATOR.decide(text)
    except UnreadableText:
        return None


def severity(text: str) -> int:
    """How severe the written rules find it; what the learned reader adds is a matter of degree, not of these laws."""
    decision = decided(text)
    flags = decision.red_flags if decision else ()
    return max((ORDER.index(flag.urgency) for flag in flags if not flag.id.startswith("sounds_")), default=0)


def inputs(text: str) -> set[tuple[str, str, str]]:
    """What the discipline is decided from: kind, id and status of every finding."""
    return {(f.kind, f.id, f.status) for f in NAVIGATOR._lexicon.read(text).findings}


@several
@given(text=message)
def test_a_message_is_decided_the_same_way_again(text: str) -> None:
    assert decided(text) == decided(text)


@several
@given(parts=st.lists(phrase, min_size=2, max_size=4, unique=True), data=st.data())
def test_the_order_of_the_sentences_does_not_change_what_is_read(parts: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(parts))
    assert inputs(". ".join(parts)) == inputs(". ".join(other))


@several
@given(text=message, flag=urgent)
def test_adding_an_urgent_sentence_to_an_ordinary_message_never_lowers_urgency(text: str, flag: str) -> None:
    assert severity(f"{text}. {flag}") >= severity(text)


@several
@example(text="I'm dizzy and my words are slurring", flag="hot red knee, TKA done last fall")
@example(text="3 weeks postpartum with chest pain", flag="hot red knee, TKA done last fall")
@example(text="severe new pain in my neck with double vision", flag="hot red knee, TKA done last fall")
@given(text=urgent, flag=urgent)
def test_adding_an_urgent_sentence_to_an_urgent_message_never_lowers_urgency(text: str, flag: str) -> None:
    assert severity(f"{text}. {flag}") >= severity(text)


@several
@given(text=phrase, denial=st.sampled_from(["I do not have ", "I don't have ", "She denies ", "No "]))
def test_a_denial_in_front_of_a_phrase_never_raises_urgency(text: str, denial: str) -> None:
    assert severity(denial + text) <= severity(text)


@several
@given(text=urgent, denial=st.sampled_from(["I do not have ", "I don't have "]))
def test_a_denial_in_front_of_an_urgent_sentence_never_raises_urgency(text: str, denial: str) -> None:
    assert severity(denial + text) <= severity(text)


@several
@given(text=message)
def test_the_sum_of_the_reasons_and_the_probabilities_agree(text: str) -> None:
    decision = decided(text)
    if decision is None:
        return
    for total, probability in (
        (decision.intercept_pt + sum(r.pt for r in decision.reasons), decision.pt),
        (decision.intercept_ot + sum(r.ot for r in decision.reasons), decision.ot),
    ):
        assert (total > 0) == (probability > 0.5)
    assert (decision.discipline == "unsure") <= (
        decision.next_question is not None or decision.urgency in {"emergency", "crisis"}
    )
    worded = [r for r in decision.reasons if not r.rule.startswith(("age:", "together"))]
    assert all(text[r.start : r.end] == r.quote for r in worded)


HARD = {
    "pt": ("walking", "stairs", "my balance", "getting up from a chair"),
    "ot": ("buttons", "cooking", "handwriting", "bathing"),
}


@several
@given(
    text=phrase,
    side=st.sampled_from(["pt", "ot"]),
    number=st.integers(0, 3),
    first=st.booleans(),
)
def test_denying_a_trouble_never_raises_its_side(text: str, side: str, number: int, first: bool) -> None:
    has, denies = (f"I have {word} with {HARD[side][number]}" for word in ("trouble", "no trouble"))
    told, denied = (decided(f"{each}. {text}" if first else f"{text}. {each}") for each in (has, denies))
    if told and denied:
        assert getattr(denied, side) <= getattr(told, side) + 0.02


@several
@given(parts=st.lists(phrase, min_size=2, max_size=4, unique=True), data=st.data())
def test_the_order_of_the_sentences_does_not_change_the_probabilities(parts: list[str], data: st.DataObject) -> None:
    one, other = decided(". ".join(parts)), decided(". ".join(data.draw(st.permutations(parts))))
    # Of two ages in one message the first counts.
    if one and other and sum(age_band(part, None) is not None for part in parts) <= 1:
        assert (one.pt, one.ot) == pytest.approx((other.pt, other.ot), abs=2e-3)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=st.one_of(st.text(max_size=500), st.text(alphabet=string.printable + "’—…“”éñ½²", max_size=500)))
def test_any_text_is_decided_or_refused_as_unreadable(text: str) -> None:
    decision = decided(text)
    if decision is not None:
        assert 0 <= decision.pt <= 1
        assert 0 <= decision.ot <= 1


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    text=st.one_of(
        st.text(max_size=100), st.from_regex(r"(I'm |age |my |she is )?\d{1,5}( ?[FM]|yo| years old|-month-old)?")
    ),
    age=st.one_of(st.none(), st.integers()),
)
def test_age_never_fails(text: str, age: int | None) -> None:
    assert age_band(text, age) in {None, "age_child", "age_adult", "age_older"}
