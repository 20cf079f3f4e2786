"""Registry values, cleaned one at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.directory import clean


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  TWO   WORDS ", "TWO WORDS"),
        ("<UNAVAIL>", ""),
        ("--", ""),
        ("N/A", ""),
        ("NULL", "NULL"),  # a surname
        ("tab\tand\xa0blank", "tab and blank"),
    ],
)
def test_text(value: str, expected: str) -> None:
    assert clean.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("93720", "93720"),
        ("937201234", "93720"),
        ("93720-1234", "93720"),
        ("7030", "07030"),
        ("70301234", "07030"),
        ("601", "00601"),
        ("6011234", "00601"),
        ("12", ""),
        ("123456", ""),
        ("1234567890", ""),
        ("V5K 0A1", ""),
        ("", ""),
    ],
)
def test_zip5(value: str, expected: str) -> None:
    assert clean.zip5(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5595550123", "5595550123"),
        ("(559) 555-0123", "5595550123"),
        ("1-559-555-0123", "5595550123"),
        ("555-0123", ""),
        ("0595550123", ""),
        ("1111111111", ""),
        ("55955501234", ""),
        ("", ""),
    ],
)
def test_phone(value: str, expected: str) -> None:
    assert clean.phone(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("04/07/2025", "2025-04-07"),
        ("4/7/25", "2025-04-07"),
        ("2025-04-07", "2025-04-07"),
        ("2025-04-07T10:00:00Z", "2025-04-07"),
        ("0000-00-00", ""),
        ("02/30/2025", ""),
        ("13/01/2025", ""),
        ("April 7", ""),
        ("", ""),
    ],
)
def test_iso_date(value: str, expected: str) -> None:
    assert clean.iso_date(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("PT 12345", "PT 12345"), ("123-45-6789", ""), ("123 45 6789", ""), ("123456789", "123456789"), ("--", "")],
)
def test_a_licence_that_looks_like_a_social_security_number_is_not_shown(value: str, expected: str) -> None:
    assert clean.licence_number(value) == expected


@given(st.text())
def test_nothing_makes_it_fail(value: str) -> None:
    for function in (clean.text, clean.zip5, clean.phone, clean.iso_date, clean.licence_number):
        assert isinstance(function(value), str)
