"""Fictional providers: the registry's layout, everywhere in the country, and nobody real."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from onward.directory import STATES, Gazetteer, Provider, columns
from onward.directory.near import shown_miles
from onward.directory.npi import is_valid
from onward.directory.row import read
from onward.directory.sample import SECONDARY_HEADER, Lines, header, lines, quoted
from onward.directory.sample_places import COVERED_MILES, COVERED_PEOPLE
from onward.directory.states import TERRITORIES
from onward.knowledge.model import Taxonomy

ROWS = 4_000


@pytest.fixture(scope="module")
def made(taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> list[Lines]:
    return list(lines(ROWS, 7, taxonomy, gazetteer))


@pytest.fixture(scope="module")
def rows(made: list[Lines]) -> list[dict[str, str]]:
    return [dict(zip(header(), values, strict=True)) for values in csv.reader(row.main for row in made)]


def test_the_layout_is_that_of_version_two(shared: Path) -> None:
    (real,) = csv.reader((shared / "data" / "npidata_pfile_v2_fileheader.csv").read_text("utf-8").splitlines())
    assert header() == real


def test_every_row_has_330_quoted_values(made: list[Lines]) -> None:
    assert len(header()) == 330
    assert all(row.main.startswith('"') and row.main.endswith('"') and row.main.count('","') == 329 for row in made)


def test_a_few_have_another_practice_location(made: list[Lines]) -> None:
    seconds = [row.secondary for row in made if row.secondary]
    assert 0.02 < len(seconds) / ROWS < 0.06
    assert all(line.count('","') == len(SECONDARY_HEADER) - 1 for line in seconds)


def test_numbers_are_valid_different_and_given_to_nobody(rows: list[dict[str, str]]) -> None:
    npis = [row[columns.NPI] for row in rows]
    assert len(set(npis)) == ROWS
    assert all(is_valid(npi) and npi.startswith("2") for npi in npis)


def test_names_and_telephones_are_plainly_made_up(rows: list[dict[str, str]]) -> None:
    hint = re.compile("EXAMPLE|SAMPLE|SPECIMEN|PRETEND|MADE-UP")
    for row in rows:
        assert re.fullmatch(r"[2-9]\d{2}55501\d{2}", row[columns.PHONE])
        assert row[columns.EMPLOYER] == columns.SAMPLE_MARK
        assert row[columns.ENTITY] == "1" or hint.search(row[columns.ORGANISATION])


def test_every_state_and_every_code_is_there(rows: list[dict[str, str]], taxonomy: Mapping[str, Taxonomy]) -> None:
    assert {row[columns.STATE] for row in rows} == set(STATES) - TERRITORIES
    assert {row[columns.slot(1).code] for row in rows} == set(taxonomy)


def test_every_row_can_be_listed_where_it_says(
    rows: list[dict[str, str]], taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    for row in rows:
        provider = read(row, taxonomy, gazetteer)
        assert isinstance(provider, Provider)
        assert provider.locations[0].point
        assert provider.updated


def test_the_same_seed_gives_the_same_rows(
    made: list[Lines], taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    assert list(lines(ROWS, 7, taxonomy, gazetteer)) == made
    assert next(lines(ROWS, 8, taxonomy, gazetteer)) != made[0]


@pytest.mark.parametrize("rows", [0, -1, 100_000_000])
def test_a_number_of_rows_that_cannot_be(rows: int, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="give a number from 1"):
        lines(rows, 1, taxonomy, gazetteer)


def test_one_row_is_enough(taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> None:
    assert len(list(lines(1, 1, taxonomy, gazetteer))) == 1


def test_no_place_of_twenty_thousand_is_without_a_pt_and_an_ot_within_25_miles(
    rows: list[dict[str, str]], taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    """The covering rows come first, so what holds for 4,000 rows holds for 400,000."""
    for discipline in ("pt", "ot"):
        points = _points(rows, taxonomy, gazetteer, discipline)
        lonely = [place.label for place in gazetteer.cities(COVERED_PEOPLE) if not _near(points, place.lat, place.lon)]
        assert lonely == []


def _points(
    rows: Iterable[dict[str, str]], taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer, discipline: str
) -> dict[int, set[tuple[float, float]]]:
    """Points of therapists, by whole degrees of latitude."""
    found: dict[int, set[tuple[float, float]]] = defaultdict(set)
    for row in rows:
        fact = taxonomy[row[columns.slot(1).code]]
        place = gazetteer.shipped_zip(row[columns.ZIP][:5])
        if place and fact.role == "therapist" and discipline in fact.disciplines:
            found[round(place.lat)].add((place.lat, place.lon))
    return found


def _near(points: Mapping[int, set[tuple[float, float]]], lat: float, lon: float) -> bool:
    around = [point for degree in (-1, 0, 1) for point in points.get(round(lat) + degree, ())]
    return any(shown_miles(lat, lon, *point) <= COVERED_MILES for point in around if abs(point[1] - lon) < 1.5)


def test_a_line_is_quoted_as_the_registry_does() -> None:
    assert quoted(("a", "", "b")) == '"a","","b"'
