"""Slugs, words and states."""

from __future__ import annotations

import pytest

from onward.directory.states import STATES, STATES_BY_SLUG, TERRITORIES, state_code
from onward.directory.text import slug, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cherry Hill", "cherry-hill"),
        ("Coeur d'Alene", "coeur-dalene"),
        ("St. Mary’s", "st-marys"),
        ("Cañon City", "canon-city"),
        ("Wilkes-Barre", "wilkes-barre"),
        ("", "x"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_words_are_folded_for_comparing() -> None:
    assert words("O'Brien-Núñez, PT_2") == ["o", "brien", "nunez", "pt", "2"]


def test_there_are_fifty_states_the_district_and_five_territories() -> None:
    assert len(STATES) == 56
    assert len(STATES_BY_SLUG) == 56
    assert len(TERRITORIES) == 5
    assert STATES_BY_SLUG["new-jersey"].code == "NJ"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ca", "CA"), ("New  Jersey", "NJ"), ("N.J.", "NJ"), ("N. Y.", "NY"), ("d.c.", "DC"), ("OR", "OR"),
        ("In", "IN"), ("U.S. Virgin Islands", "VI"), ("Ontario", None), ("", None),
    ],
)  # fmt: skip
def test_state_code(text: str, code: str | None) -> None:
    assert state_code(text) == code
