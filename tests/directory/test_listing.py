"""What a set of codes says of the provider."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from onward.directory.listing import Listing, listing
from onward.directory.provider import Kind
from onward.knowledge.model import Taxonomy

PT, PT_HAND, OT, OT_HAND = "225100000X", "2251H1200X", "225X00000X", "225XH1200X"
PTA, OTA = "225200000X", "224Z00000X"
PT_CLINIC, REHAB, SNF, HOME, CHILDREN = "261QP2000X", "261QR0400X", "314000000X", "251E00000X", "283XC2000X"


@pytest.mark.parametrize(
    ("kind", "codes", "expected"),
    [
        ("person", [PT], ("therapist", ("pt",), (), None)),
        ("person", [OT, PT], ("therapist", ("pt", "ot"), (), None)),
        ("person", [PT, PT_HAND], ("therapist", ("pt",), ("hand",), None)),
        ("person", [PTA], ("assistant", ("pt",), (), None)),
        # An assistant in one discipline who is a therapist in the other is no therapist in both.
        ("person", [PTA, OT_HAND], ("therapist", ("ot",), ("hand",), None)),
        ("person", [SNF], ("facility", (), (), "skilled_nursing")),
        ("organization", [PT_CLINIC], ("clinic", ("pt",), (), "outpatient")),
        ("organization", [REHAB], ("clinic", (), (), "outpatient")),
        # On an organization, a therapist's code says what it offers.
        ("organization", [PT, OT], ("clinic", ("pt", "ot"), (), None)),
        ("organization", [OTA], ("clinic", ("ot",), (), None)),
        ("organization", [HOME, PT], ("clinic", ("pt",), (), "home_health")),
        # The primary code comes first and its setting counts.
        ("organization", [SNF, PT_CLINIC], ("clinic", ("pt",), (), "skilled_nursing")),
        ("organization", [HOME], ("facility", (), (), "home_health")),
        ("organization", [CHILDREN], ("facility", (), (), "inpatient_rehab")),
    ],
)
def test_listing(kind: Kind, codes: list[str], expected: Listing, taxonomy: Mapping[str, Taxonomy]) -> None:
    assert listing(kind, codes, taxonomy) == expected
