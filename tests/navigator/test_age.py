"""The age of the person, from their words or as given."""

from __future__ import annotations

import pytest

from onward.navigator.age import age_band, age_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("78F s/p CVA", 78),
        ("56 M c/o CP", 56),
        ("58 y/o male", 58),
        ("68yo M", 68),
        ("68 yo", 68),
        ("my 4-year-old", 4),
        ("my 16 year old", 16),
        ("a 50 yr old man", 50),
        ("I'm 62 and my knee hurts", 62),
        ("I’m 62 and my knee hurts", 62),
        ("I am 45, sit all day", 45),
        ("my mother is 82 and she is 82", 82),
        ("he's 7 and clumsy", 7),
        ("he is now 7", 7),
        ("My mom, 82, fell", 82),
        ("retired, age 70", 70),
        ("aged 70", 70),
        ("she is 9 months old", 0),
        ("my 18-month-old", 0),
        ("6 weeks old", 0),
        ("", None),
        ("I walk 10 minutes", None),
        ("I'm 34 weeks pregnant", None),
        ("I'm 20 percent better", None),
        ("I'm 150 pounds", None),
        ("I had a stroke 2 years ago", None),
        ("for 20 years", None),
        ("5 m walk", None),
    ],
)
def test_words_give_this_age(text: str, expected: int | None) -> None:
    assert age_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "My husband's back hurts and he's 6 foot 2",
        "I'm 12 wks postpartum and my back hurts",
        "I'm 20 minutes into a walk when my calf aches",
        "I have a fever of 102F",
        "a 6-month-old injury to my wrist",
    ],
)
def test_a_number_that_is_no_age_gives_none(text: str) -> None:
    assert age_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At age 10 I broke my wrist. I am 64 now", 64),
        ("It started when I was 12 years old and I'm 60", 60),
        ("I'm 60 and my dog is 12 years old", 60),
        ("I'm 34, my baby is 3 months old and my wrist hurts", 34),
    ],
)
def test_the_age_now_of_the_one_who_asks_wins_over_another_number(text: str, expected: int) -> None:
    assert age_in(text) == expected


@pytest.mark.parametrize(
    ("text", "age", "expected"),
    [
        ("", 0, "age_child"),
        ("", 17, "age_child"),
        ("", 18, "age_adult"),
        ("", 64, "age_adult"),
        ("", 65, "age_older"),
        ("", 120, "age_older"),
        ("", None, None),
        ("my toddler fell", None, "age_child"),
        ("my son's kindergarten teacher", None, "age_child"),
        ("our little boy", None, "age_child"),
        ("I had a baby in May", None, None),
        ("she is 9 months old", None, "age_child"),
        ("78F", None, "age_older"),
        ("my toddler fell", 40, "age_adult"),
        ("I'm 62", 10, "age_child"),
    ],
)
def test_the_band_follows_the_given_age_before_the_words(text: str, age: int | None, expected: str | None) -> None:
    assert age_band(text, age) == expected
