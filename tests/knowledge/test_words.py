"""How words are split and spelt: the same for rules and for messages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.knowledge.words import tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stairs", "stairs"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("won't", "will not"),
        ("shan't", "shall not"),
        ("doesn't", "does not"),
        ("I'm", "i am"),
        ("I've", "i have"),
        ("they're", "they are"),
        ("we'll", "we will"),
        ("she'd", "she would"),
        ("it's", "it is"),
        ("let's", "let us"),
        ("shouldn't've", "should not have"),
        ("husband's", "husband"),
        ("patients'", "patients"),
        ("o'clock", "o clock"),
        ("knee-pain", "knee pain"),
        ("knee_pain", "knee pain"),
        ("L4/L5", "l4 l5"),
        ("José", "jose"),
        ("Straße", "strasse"),
    ],
)
def test_a_word_is_spelt_one_way(text: str, expected: str) -> None:
    assert " ".join(words(text, {})) == expected


@pytest.mark.parametrize("mark", list("'’‘`´ʼ′"))
def test_every_mark_for_an_apostrophe_reads_alike(mark: str) -> None:
    assert words(f"I can{mark}t", {}) == ("i", "can", "not")


def test_spellings_may_give_several_words() -> None:
    assert words("gonna colour", {"gonna": "going to", "colour": "color"}) == ("going", "to", "color")


def test_a_spelling_reaches_the_stem_of_a_possessive() -> None:
    assert words("mum's", {"mum": "mom"}) == ("mom",)


def test_a_spelling_reaches_the_stem_of_a_contraction() -> None:
    assert words("mum'll", {"mum": "mom"}) == ("mom", "will")


def test_a_token_keeps_its_place_in_the_text() -> None:
    text = "No — I can’t!"
    assert [(t.word, text[t.start : t.end]) for t in tokens(text, {})] == [
        ("no", "No"),
        ("i", "I"),
        ("can", "can’t"),
        ("not", "can’t"),
    ]


def test_an_accent_typed_as_its_own_mark_reads_like_one_typed_together() -> None:
    composed = "my fiancée fell"
    assert words(unicodedata.normalize("NFD", composed), {}) == words(composed, {})


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200d", "\u200f", "\u202e", "\u2060", "\u2067", "\ufeff"])
def test_a_mark_that_nobody_sees_hides_no_word(mark: str) -> None:
    text = f"{mark}my fa{mark}ce dro{mark}ops"
    assert words(text, {}) == ("my", "face", "droops")
    face = tokens(text, {})[1]
    assert text[face.start : face.end] == f"fa{mark}ce"


@pytest.mark.parametrize("text", ["", "   ", "...!?", "😀", "—", "_"])
def test_a_text_without_words_has_no_tokens(text: str) -> None:
    assert tokens(text, {}) == []


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    found = tokens(text, {})
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)


@given(st.text(max_size=200))
def test_normalised_words_are_never_empty_and_never_hold_a_space(text: str) -> None:
    assert all(word and word.split() == [word] for word in words(text, {}))
