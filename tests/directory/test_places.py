"""From what somebody types to a place, and what is said where there is none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from onward.directory import Gazetteer, PlaceNotFound
from onward.directory import gazetteer as packaged
from onward.directory.compile import compile_gazetteer
from onward.directory.gazetteer import gazetteer as load
from onward.directory.tables import read
from onward.knowledge import NotBuilt


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Fresno, CA", "Fresno, CA"),
        ("fresno,ca", "Fresno, CA"),
        ("Fresno CA", "Fresno, CA"),
        ("Fresno, California", "Fresno, CA"),
        ("Trenton New Jersey", "Trenton, NJ"),
        ("Fresno, CA, USA", "Fresno, CA"),
        ("93720", "Fresno, CA 93720"),
        ("93720-1234", "Fresno, CA 93720"),
        ("937201234", "Fresno, CA 93720"),
        ("Fresno, CA 93720", "Fresno, CA 93720"),
        ("Fresno, CA 00000", "Fresno, CA"),
        ("New York", "New York, NY"),
        ("New York, New York", "New York, NY"),
        ("Washington, D.C.", "Washington, DC"),
        ("Kansas City KS", "Kansas City, KS"),
        ("Chicago", "Chicago, IL"),
        ("Saint Louis, MO", "St. Louis, MO"),
        ("Mt. Laurel Twp, NJ", "Mount Laurel, NJ"),
        ("City of Orange, NJ", "Orange, NJ"),
        ("ft worth, tx", "Fort Worth, TX"),
        ("Coeur d'Alene, ID", "Coeur d'Alene, ID"),
        ("Winston Salem, NC", "Winston-Salem, NC"),
        ("Portland, OR", "Portland, OR"),
        ("Indianapolis, IN", "Indianapolis, IN"),
        ("Bangor ME", "Bangor, ME"),
        ("Honolulu, HI", "Honolulu, HI"),
        ("Tulsa OK", "Tulsa, OK"),
        ("San Juan, PR", "San Juan, PR"),
        ("00601", "Adjuntas, PR 00601"),
        ("N BELL VERNON, PA", "North Belle Vernon, PA"),
        ("CASTLE SHANN, PA", "Castle Shannon, PA"),
        ("36.7478,-119.7724", "36.7478, -119.772"),
    ],
)
def test_what_people_write(text: str, label: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve(text).label == label


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("Fresnoo, CA", "did you mean Fresno, CA", "Fresno, CA"),
        ("Fresno, NY", "no place called Fresno in New York", "Fresno, CA"),
        ("Springfield", "more than one Springfield", "Springfield, MO"),
        ("Portland", r"which one\? Portland, OR; Portland, ME", "Portland, OR"),
        ("7030", "7030 has 4 digits .* did you mean 07030", "07030"),
        ("123456", "has 6 digits", None),
        ("99999", "no ZIP code 99999", None),
        ("West Virginia", "West Virginia is a state", None),
        ("Toronto, ON", "'ON' is not a state", None),
        ("Chicagoo", "did you mean Chicago, IL", "Chicago, IL"),
        ("Qwxyz", "no place called Qwxyz", None),
        ("91, 0", "no point on Earth", None),
        ("  ,", "no place was given", None),
    ],
)
def test_what_is_said_where_there_is_none(
    text: str, message: str, suggestion: str | None, gazetteer: Gazetteer
) -> None:
    with pytest.raises(PlaceNotFound, match=message) as error:
        gazetteer.resolve(text)
    assert (suggestion in error.value.suggestions) if suggestion else not error.value.suggestions
    assert "\n" not in str(error.value)


def test_every_suggestion_would_have_worked(gazetteer: Gazetteer) -> None:
    for text in ("Fresnoo, CA", "Springfield", "Chicagoo", "7030", "Fresno, NY"):
        with pytest.raises(PlaceNotFound) as error:
            gazetteer.resolve(text)
        assert all(gazetteer.resolve(suggestion) for suggestion in error.value.suggestions)


def test_a_zip_code_stands_at_its_census_centroid(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("00601")
    assert (place.lat, place.lon) == pytest.approx((18.180555, -66.749961), abs=1e-4)


def test_a_city_knows_its_people_and_its_address_on_the_site(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Cherry Hill, NJ")
    assert place.path == "new-jersey/cherry-hill"
    assert (gazetteer.resolve("Fresno, CA").population or 0) > 500_000
    assert place.to_json()["label"] == "Cherry Hill, NJ"


def test_a_name_means_the_place_that_gets_mail_by_it(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Whitehall, PA")  # 18052, not the borough near Pittsburgh
    assert (place.lat, place.lon) == pytest.approx((40.66, -75.5), abs=0.1)


@pytest.mark.parametrize(
    ("start", "first"),
    [("fres", "Fresno, CA"), ("Fresno, t", "Fresno, TX"), ("0703", "Hoboken, NJ 07030"), ("st lou", "St. Louis, MO")],
)
def test_completing_what_is_typed(start: str, first: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest(start)[0].label == first


@pytest.mark.parametrize("start", ["", "  ", ",", "qwxyz"])
def test_nothing_to_complete(start: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest(start) == []


def test_the_packaged_table_is_what_its_sources_give(tmp_path: Path) -> None:
    compile_gazetteer(out=tmp_path / "gazetteer.json")
    made = read((tmp_path / "gazetteer.json").read_bytes())
    assert made == packaged()._tables
    assert b"CC BY 4.0" in (tmp_path / "gazetteer.json").read_bytes()


def test_it_loads_in_a_blink() -> None:
    started = time.process_time()
    load.__wrapped__()
    assert time.process_time() - started < 0.2  # 0.02 s measured; the rest is room for a busy machine


def test_a_checkout_that_was_never_built_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    with pytest.raises(NotBuilt, match="make build"):
        load.__wrapped__()
