"""Which addresses are one site."""

from __future__ import annotations

import pytest

from onward.directory.address import Address


def site(line: str, zip_code: str = "93720", city: str = "Fresno") -> str:
    return Address(line, city, "CA", zip_code).site


@pytest.mark.parametrize(
    "line",
    [
        "12 North Main Street",
        "12 N. MAIN ST.",
        "12 N Main St, Suite 300",
        "12 N MAIN ST STE 2",
        "12 N Main St Ste200",
        "12 N Main St #4",
        "12 N Main St # 4",
        "12 N Main St 2nd Floor",
        "12 N Main St Bldg B Unit 9",
        "12 N Main St, Rm 4",
        "Sample Medical Plaza, 12 N Main St",
        "Sample Plaza, Door B, 12 N Main St, Fl 2",
    ],
)
def test_spellings_and_suites_of_one_address_are_one_site(line: str) -> None:
    assert site(line) == site("12 N Main St")


@pytest.mark.parametrize(
    "line", ["12 S Main St", "13 N Main St", "12 N Main Ave", "12 N Maine St", "Sample Plaza", "PO Box 12", "Suite 12"]
)
def test_other_addresses_are_other_sites(line: str) -> None:
    assert site(line) != site("12 N Main St")


def test_the_area_counts() -> None:
    assert site("12 N Main St", "93721") != site("12 N Main St", "93720")
    assert site("12 N Main St", "", "St. Helena") == site("12 N Main St", "", "SAINT HELENA")
    assert site("12 N Main St", "", "Fresno") != site("12 N Main St", "", "Clovis")


def test_an_id_is_fifteen_hexadecimal_digits_and_stays() -> None:
    assert site("12 N Main St") == "fd8cc094062a733"
