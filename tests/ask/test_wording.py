"""The sentences of an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onward.ask import wording
from onward.navigator import Decision, Navigator


@pytest.fixture(scope="module")
def decision(navigator: Navigator) -> Decision:
    return navigator.decide("my knee hurts")


def made(decision: Decision, discipline: str, pt: float = 0.5, ot: float = 0.5, see: str | None = None) -> Decision:
    changed: dict[str, Any] = {"discipline": discipline, "pt": pt, "ot": ot, "see": see}
    return replace(decision, **changed)


@pytest.mark.parametrize(
    ("discipline", "says"),
    [
        ("pt", "Physical therapy (PT) fits what you describe."),
        ("ot", "Occupational therapy (OT) fits what you describe."),
        ("both", "Both physical therapy (PT) and occupational therapy (OT) fit what you describe."),
        ("unsure", "We need to know a little more to say which therapy fits."),
    ],
)
def test_the_headline_names_the_therapy(decision: Decision, discipline: str, says: str) -> None:
    assert wording.headline(made(decision, discipline)) == says


@pytest.mark.parametrize(
    ("see", "says"),
    [("dentist", "a dentist"), ("eye doctor", "an eye doctor"), ("audiologist", "an audiologist")],
)
def test_neither_says_who_else_helps_with_the_right_article(decision: Decision, see: str | None, says: str) -> None:
    neither = made(decision, "neither", see=see)
    assert f"something for {says}," in wording.headline(neither)
    assert wording.next_step(neither) == f"Ask your doctor about seeing {says}."


@pytest.mark.parametrize(
    ("discipline", "says"),
    [
        ("pt", "physical therapist"),
        ("ot", "occupational therapist"),
        ("both", "PT and OT together"),
        ("unsure", "question"),
    ],
)
def test_the_next_step_fits_the_answer(decision: Decision, discipline: str, says: str) -> None:
    assert says in wording.next_step(made(decision, discipline))


@pytest.mark.parametrize(
    ("pt", "band"),
    [(0.99, "Very likely."), (0.85, "Very likely."), (0.849, "Likely."), (0.65, "Likely."), (0.649, "It could go")],
)
def test_certainty_is_a_band(decision: Decision, pt: float, band: str) -> None:
    assert (wording.certainty(made(decision, "pt", pt=pt, ot=0.01)) or "").startswith(band)


def test_both_is_as_sure_as_its_weaker_side(decision: Decision) -> None:
    assert wording.certainty(made(decision, "both", pt=0.95, ot=0.7)) == "Likely."
    assert wording.certainty(made(decision, "both", pt=0.7, ot=0.95)) == "Likely."


@pytest.mark.parametrize("discipline", ["unsure", "neither"])
def test_no_answer_has_no_certainty_and_no_afterwards(decision: Decision, discipline: str) -> None:
    assert wording.certainty(made(decision, discipline)) is None
    assert wording.afterwards(made(decision, discipline)) is None


@pytest.mark.parametrize(("discipline", "says"), [("pt", "(PT)"), ("ot", "(OT)"), ("both", "both")])
def test_afterwards_names_what_may_help_later(decision: Decision, discipline: str, says: str) -> None:
    later = wording.afterwards(made(decision, discipline)) or ""
    assert later.startswith("Once that is taken care of")
    assert says in later


@pytest.mark.parametrize(
    ("pt", "ot", "says"),
    [
        (2.0, -0.5, "points to PT"),
        (-0.5, 2.0, "points to OT"),
        (1.0, 1.0, "points to PT and OT"),
        (0.3, 0.0, "does not point to PT or OT by itself"),
        (-2.0, -2.0, "does not point to PT or OT by itself"),
    ],
)
def test_a_reason_says_where_it_points(pt: float, ot: float, says: str) -> None:
    assert wording.points_to(pt, ot) == says


def test_where_nobody_is_named_it_says_that_therapy_does_not_treat_it(decision: Decision) -> None:
    neither = made(decision, "neither", see=None)
    assert wording.headline(neither) == "This does not sound like something that PT or OT treats."
    assert "say it in your own words" in wording.next_step(neither)
