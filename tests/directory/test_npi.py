"""The check digit of an NPI. The first vector is the example in CMS's own description of the formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.directory.npi import Npi, is_valid, with_check_digit

nines = st.from_regex(r"[12][0-9]{8}", fullmatch=True)


@pytest.mark.parametrize("text", ["1234567893", "1992999999", "2000000002", " 1234567893 "])
def test_a_right_number_is_taken(text: str) -> None:
    assert Npi(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1234567890", "last digit"),
        ("123456789", "ten digits"),
        ("12345678931", "ten digits"),
        ("3234567893", "begins with 1 or 2"),
        ("123456789X", "ten digits"),
        ("", "ten digits"),
        ("١٢٣٤٥٦٧٨٩٣", "ten digits"),
    ],
)
def test_a_wrong_one_says_why_and_names_the_value(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as error:
        Npi(text)
    assert repr(text) in str(error.value)


@given(nines)
def test_a_made_number_is_valid_and_no_other_last_digit_is(nine: str) -> None:
    right = with_check_digit(nine)
    assert [digit for digit in "0123456789" if is_valid(nine + digit)] == [right[-1]]


@given(nines, st.integers(1, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine: str, place: int, more: int) -> None:
    right = with_check_digit(nine)
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    assert not is_valid(wrong)


@pytest.mark.parametrize("text", ["12345678", "1234567890", "12345678a"])
def test_a_check_digit_is_made_from_nine_digits_only(text: str) -> None:
    with pytest.raises(ValueError, match="exactly nine digits"):
        with_check_digit(text)
