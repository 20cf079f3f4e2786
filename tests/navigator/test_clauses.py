"""A message is cut into thoughts, inside which a pattern may match and a "no" may reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.knowledge.words import tokens
from onward.navigator.clauses import split


def cut(text: str) -> list[str]:
    return [" ".join(clause.words) for clause in split(text, {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("My knee hurts", ["my knee hurts"]),
        ("My knee hurts. I fell!", ["my knee hurts", "i fell"]),
        ("Stairs? No; buttons", ["stairs", "no", "buttons"]),
        ("one\ntwo", ["one", "two"]),
        ("knee — hip", ["knee", "hip"]),
        ("knee - hip", ["knee", "hip"]),
        ("one-handed", ["one handed"]),
        ("• walk • dress", ["walk", "dress"]),
        ("No pain but weak legs", ["no pain", "but weak legs"]),
        ("I walk well although stairs hurt", ["i walk well", "although stairs hurt"]),
        ("I fell and I hurt my hip", ["i fell", "and i hurt my hip"]),
        ("It began weeks ago and the calf is swollen", ["it began weeks ago", "and the calf is swollen"]),
        ("I wash and dress alone", ["i wash and dress alone"]),
        ("I can't dress, bathe, or cook", ["i can not dress bathe or cook"]),
        ("I can walk, I can't dress", ["i can walk", "i can not dress"]),
        ("no fever, no weight loss", ["no fever", "no weight loss"]),
        ("walking (with a cane)", ["walking with a cane"]),
    ],
)
def test_a_message_is_cut_into_these_thoughts(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize("text", ["I walk 1.5 miles", "temp 101.5 since lunch"])
def test_a_decimal_point_does_not_end_a_thought(text: str) -> None:
    assert len(cut(text)) == 1


def test_a_clause_knows_the_stretch_of_the_text_that_it_covers() -> None:
    text = "  My knee hurts, but I can’t rest."
    assert [text[c.start : c.end] for c in split(text, {})] == ["My knee hurts", "but I can’t rest"]


@given(st.text(alphabet="ab .,;!?-\n'butandiIwas", max_size=120))
def test_every_token_belongs_to_exactly_one_clause_in_order(text: str) -> None:
    clauses = split(text, {})
    assert [token for clause in clauses for token in clause.tokens] == tokens(text, {})
    assert all(clause.tokens for clause in clauses)
    assert all(clause.start == clause.tokens[0].start and clause.end == clause.tokens[-1].end for clause in clauses)
