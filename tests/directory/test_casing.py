"""From capitals to names that read well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.directory import casing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JUNIPER SAMPLETON", "Juniper Sampleton"),
        ("O'BRIEN-SMITH", "O'Brien-Smith"),
        ("MCDONALD", "McDonald"),
        ("MACHADO", "Machado"),
        ("MCA", "Mca"),
        ("D'ANGELO N'DIAYE", "D'Angelo N'Diaye"),
        ("J. Q. EXAMPLE JR.", "J. Q. Example Jr."),
        ("SAMPLE III", "Sample III"),
        ("NÚÑEZ", "Núñez"),
        ("de la Sample", "de la Sample"),
        ("", ""),
    ],
)
def test_person(text: str, expected: str) -> None:
    assert casing.person(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CHILDREN'S THERAPY OF NJ, LLC", "Children's Therapy of NJ, LLC"),
        ("THE HAND CLINIC, INC.", "The Hand Clinic, Inc."),
        ("EXAMPLE PT & OT PLLC", "Example PT & OT PLLC"),
        ("SAMPLE P.C.", "Sample P.C."),
        ("24HR CARE", "24HR Care"),
    ],
)
def test_organisation(text: str, expected: str) -> None:
    assert casing.organisation(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 NW 42ND ST STE 2A", "12 NW 42nd St Ste 2A"),
        ("PO BOX 7", "PO Box 7"),
        ("1 AVENUE OF THE SAMPLES", "1 Avenue of the Samples"),
        ("745 Old Mayfield Rd", "745 Old Mayfield Rd"),
    ],
)
def test_street(text: str, expected: str) -> None:
    assert casing.street(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("PT,DPT", "PT, DPT"), ("p.t.", "P.T."), ("OTR/L ; CHT", "OTR/L, CHT"), ("none", "")]
)
def test_credential(text: str, expected: str) -> None:
    assert casing.credential(text) == expected


@given(st.text(alphabet="ABCMSTZÉÑ' -.,&0123456789", max_size=40))
def test_only_case_changes_so_that_order_and_search_stay(text: str) -> None:
    for function in (casing.person, casing.organisation, casing.street):
        assert function(text).upper() == text.upper()
