"""The small language of the lexical rules."""

from __future__ import annotations

import pytest

from onward.knowledge.pattern import GAPS, Step, parse


def written(pattern: str, spellings: dict[str, str] | None = None) -> list[str]:
    """The sequences of a pattern, written back in one plain form each."""
    return [" ".join(map(step_written, steps)) for steps in parse(pattern, spellings or {})]


def step_written(step: Step) -> str:
    if step.gap:
        return f"<{step.gap}>"
    choice = "|".join([*step.exact, *(f"{prefix}*" for prefix in step.prefixes)])
    return f"[{choice}]" if step.optional else choice


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("stairs", ["stairs"]),
        ("button*", ["button*"]),
        ("Stairs", ["stairs"]),
        ("(zip|zipper)", ["zip|zipper"]),
        ("(zip|button*)", ["zip|button*"]),
        ("(zip|do up)", ["zip", "do up"]),
        ("can't", ["can not"]),
        ("do [my] zip", ["do [my] zip"]),
        ("do [(my|the)] zip", ["do [my|the] zip"]),
        ("do [(my|all the)] zip", ["do [my] zip", "do all the zip", "do zip"]),
        ("can .. zip", ["can <3> zip"]),
        ("can ... zip", ["can <6> zip"]),
        ("(a|b c) .. (d|e f)", ["a <3> d", "a <3> e f", "b c <3> d", "b c <3> e f"]),
        ("[my] zip [now]", ["zip"]),
    ],
)
def test_a_pattern_means_these_sequences(pattern: str, expected: list[str]) -> None:
    assert written(pattern) == expected


def test_a_pattern_is_spelt_as_text_is() -> None:
    assert written("gonna colour", {"gonna": "going to", "colour": "color"}) == ["going to color"]


def test_a_stem_with_a_star_keeps_its_spelling() -> None:
    assert written("colour*", {"colour": "color"}) == ["colour*"]


def test_gaps_are_of_three_and_of_six_words() -> None:
    assert GAPS == {"..": 3, "...": 6}


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        " ",
        "..",
        ".. stairs",
        "stairs ..",
        "[my]",
        "[my] .. stairs",
        "stairs ... [now]",
        "(my|..) knee",
        "[..] knee",
    ],
)
def test_a_pattern_must_begin_and_end_with_a_word(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse(pattern, {})


@pytest.mark.parametrize(
    "pattern",
    ["*", "but*ton", "button**", "(do up*|zip)", "(a|)", "()", "knee!", "a)", "(a b", "[a", "x-ray", "....", "-"],
)
def test_an_unknown_part_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse(pattern, {})


@pytest.mark.parametrize("pattern", ["(stairs", "go (stairs", "up [stairs down"])
def test_a_bracket_that_is_never_closed_is_refused_and_not_read_as_a_shorter_word(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse(pattern, {})


def test_a_star_after_a_contraction_is_refused_and_not_read_as_its_first_word() -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse("can't*", {})


def test_the_error_names_the_pattern_and_the_part() -> None:
    with pytest.raises(ValueError, match=r"'climb st@irs'.*'st@irs' is not a word"):
        parse("climb st@irs", {})
