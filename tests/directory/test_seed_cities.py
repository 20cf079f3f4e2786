"""Every city of the directory that this project started from is found, and where it should be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onward.directory import Gazetteer
from onward.directory.near import miles

FAR = 12  # miles
ROWS = [
    row
    for row in csv.DictReader((Path(__file__).parents[1] / "data" / "seed_cities.csv").read_text("utf-8").splitlines())
    if row["city_as_listed"] != "US"  # a country code that had slipped in among the cities
]


def test_there_are_943() -> None:
    assert len(ROWS) == 943


@pytest.mark.parametrize("state", ["CA", "FL", "NJ", "NY", "PA"])
def test_all_are_found_within_twelve_miles(state: str, gazetteer: Gazetteer) -> None:
    far = {}
    for row in (row for row in ROWS if row["state"] == state):
        place = gazetteer.resolve(f"{row['city_as_listed']}, {state}")
        distance = miles(place.lat, place.lon, float(row["lat"]), float(row["lon"]))
        if distance > FAR or place.state != state:
            far[row["city_as_listed"]] = round(distance, 1)
    assert far == {}


def test_the_names_alone_are_known_without_the_postal_package_in_nearly_every_case(gazetteer: Gazetteer) -> None:
    known = [row for row in ROWS if gazetteer.shipped_city(row["city_as_listed"], row["state"])]
    assert len(known) > 900
