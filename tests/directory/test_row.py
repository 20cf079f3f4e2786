"""One registry row to a provider or a reason. Rows are made up; see rows.py."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from directory.rows import CLINIC, JUNIPER, row, with_codes
from onward.directory import Gazetteer, Licence, Provider, columns
from onward.directory.address import Address, Location
from onward.directory.row import REASONS, Reject, read, read_location, with_locations
from onward.knowledge.model import Taxonomy

PT, OT, OT_HAND, PTA = "225100000X", "225X00000X", "225XH1200X", "225200000X"
NOT_REHAB = "207R00000X"


@pytest.fixture
def reading(taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> Reader:
    return Reader(taxonomy, gazetteer)


class Reader:
    """Reads a row, and says so when it was not listed."""

    def __init__(self, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> None:
        self.taxonomy, self.gazetteer = taxonomy, gazetteer

    def __call__(self, values: Mapping[str, str]) -> Provider:
        found = read(values, self.taxonomy, self.gazetteer)
        assert isinstance(found, Provider)
        return found

    def reason(self, values: Mapping[str, str]) -> str | None:
        found = read(values, self.taxonomy, self.gazetteer)
        assert not isinstance(found, Provider)
        return found.reason if found else None


def test_a_therapist(reading: Reader) -> None:
    provider = reading(row())
    assert provider.npi == "1234567893"
    assert provider.kind == "person"
    assert provider.name == "Juniper Q O'Sample-McExample"
    assert provider.credential == "OTR/L, CHT"
    assert (provider.role, provider.disciplines, provider.specialties) == ("therapist", ("ot",), ("hand",))
    assert provider.setting is None
    assert provider.licences == (Licence("CA", "OT 12345"),)
    assert provider.updated == "2025-04-07"
    assert provider.sex == "F"
    assert provider.slug == "juniper-q-osample-mcexample"
    assert provider.address == Address("12 North Example Street, Suite 3", "Fresno", "CA", "93720")
    assert provider.locations[0].point == pytest.approx((36.862, -119.761), abs=0.01)


def test_a_clinic(reading: Reader) -> None:
    provider = reading(row(CLINIC, OTHER_ORGANISATION="SAMPLE HANDS"))
    assert (provider.kind, provider.role, provider.setting) == ("organization", "clinic", "outpatient")
    assert provider.name == "Sample Hand & Arm Clinic of Fresno, LLC"
    assert provider.also == "Sample Hands"
    assert provider.phone == "5595550199"
    assert provider.updated == "2024-11-30"


def test_the_json_is_that_of_the_contract(reading: Reader) -> None:
    made = reading(row()).to_json()
    assert {"npi", "kind", "name", "credential", "disciplines", "role", "specialties", "setting", "address", "phone",
            "lat", "lon", "licences", "updated"} <= set(made)  # fmt: skip
    assert made["address"] == {
        "line": "12 North Example Street, Suite 3", "city": "Fresno", "state": "CA", "zip": "93720",
    }  # fmt: skip
    assert made["licences"] == [{"state": "CA", "number": "OT 12345"}]


def test_a_person_of_both_disciplines(reading: Reader) -> None:
    provider = reading(with_codes(row(), OT, PT, NOT_REHAB))
    assert provider.disciplines == ("pt", "ot")
    assert provider.codes == (OT, PT)


def test_the_primary_code_comes_first_wherever_it_stands(reading: Reader) -> None:
    codes = [NOT_REHAB, *[PT] * 13, OT_HAND]
    assert reading(with_codes(row(), *codes, primary=15)).codes == (OT_HAND, PT)


def test_a_licence_listed_with_two_codes_is_one(reading: Reader) -> None:
    values = with_codes(row(), PT, OT)
    for slot in (columns.slot(1), columns.slot(2)):
        values |= {slot.licence: "777", slot.licence_state: "CA"}
    assert reading(values).licences == (Licence("CA", "777"),)


def test_a_social_security_number_in_the_licence_is_not_kept(reading: Reader) -> None:
    assert reading({**row(), columns.slot(1).licence: "123-45-6789"}).licences == ()


def test_version_one_names_the_sex_column_otherwise(reading: Reader) -> None:
    old = {columns.SEX_V1 if name == columns.SEX else name: value for name, value in row().items()}
    assert reading(columns.with_new_names(old)).sex == "F"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"NPI": "1234567890"}, "npi"),
        ({"NPI": ""}, "npi"),
        ({"DEACTIVATED": "01/02/2024"}, "deactivated"),
        ({"DEACTIVATED": "01/02/2024", "REACTIVATED": "01/01/2023"}, "deactivated"),
        ({"ENTITY": ""}, "entity"),
        ({"ENTITY": "3"}, "entity"),
        ({"FIRST": "", "MIDDLE": "", "LAST": "--"}, "name"),
        ({"COUNTRY": "CA", "STATE": "ONTARIO", "ZIP": "V5K0A1"}, "foreign"),
        ({"STATE": "AE", "ZIP": "09096"}, "foreign"),
        ({"CITY": "", "STATE": "", "ZIP": ""}, "address"),
        ({"CITY": "", "ZIP": "00000"}, "address"),
        ({"STATE": "XX", "ZIP": ""}, "address"),
    ],
)
def test_why_a_row_is_not_listed(changes: dict[str, str], reason: str, reading: Reader) -> None:
    assert reading.reason(row(**changes)) == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    "changes",
    [
        {"DEACTIVATED": "01/02/2020", "REACTIVATED": "01/03/2020"},
        {"DEACTIVATED": "0000-00-00"},
        {"STATE": "California"},
        {"STATE": ""},
        {"CITY": ""},
        {"ZIP": ""},
        {"COUNTRY": "PR", "STATE": "PR", "CITY": "ADJUNTAS", "ZIP": "601"},
        {"PHONE": "call me", "UPDATED": "yesterday", "SEX": "U", "CREDENTIAL": ""},
    ],
)
def test_what_can_be_mended_is_listed(changes: dict[str, str], reading: Reader) -> None:
    assert reading(row(**changes)).locations[0].point


def test_a_blanked_row_is_deactivated_and_any_other_without_codes_is_none_of_ours(reading: Reader) -> None:
    blank = {**dict.fromkeys(row(), ""), columns.NPI: "1234567893", columns.DEACTIVATED: "01/02/2020"}
    assert reading.reason(blank) == "deactivated"
    assert reading.reason(with_codes(row(), NOT_REHAB)) is None
    assert reading.reason(with_codes(row(DEACTIVATED="01/02/2020"), NOT_REHAB)) is None
    assert reading.reason(dict.fromkeys(row(), "")) is None


def test_a_lost_leading_zero_comes_back(reading: Reader) -> None:
    provider = reading(row(CITY="HOBOKEN", STATE="NJ", ZIP="7030"))
    assert provider.address.zip == "07030"


def test_a_zip_code_of_another_state_gives_way_to_the_city(reading: Reader) -> None:
    location = reading(row(ZIP="39720")).locations[0]  # Mississippi
    assert location.point == pytest.approx((36.75, -119.77), abs=0.05)


def test_an_unknown_place_is_kept_without_a_point(reading: Reader) -> None:
    location = reading(row(CITY="NOWHERE AT ALL", ZIP="00000")).locations[0]
    assert location.point is None
    assert location.town == "Nowhere at All" or location.town == "Nowhere At All"


def test_one_town_for_all_spellings(reading: Reader) -> None:
    towns = {
        reading(row(CITY=c, STATE="PA", ZIP="15012")).locations[0].town for c in ("N BELL VERNON", "North Belle Vernon")
    }
    assert towns == {"North Belle Vernon"}


def test_other_locations_join_unless_the_site_is_there(reading: Reader, gazetteer: Gazetteer) -> None:
    same = read_location(row(LINE_1="12 N. Example St", LINE_2="Floor 2"), gazetteer)
    other = read_location(row(LINE_1="9 Sample Rd", CITY="CLOVIS", ZIP="93611"), gazetteer)
    assert isinstance(same, Location)
    assert isinstance(other, Location)
    provider = with_locations(reading(row()), [same, other, other])
    assert [location.address.city for location in provider.locations] == ["Fresno", "Clovis"]


def test_a_location_abroad_is_refused(gazetteer: Gazetteer) -> None:
    assert read_location(row(COUNTRY="CA"), gazetteer) == Reject("foreign", JUNIPER[columns.NPI])
