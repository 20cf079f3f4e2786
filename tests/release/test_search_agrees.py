"""A release answers as ``directory.reference`` does: the same rows, read by both, give equal providers and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onward.directory import Gazetteer, Provider, Query, reference
from onward.directory.query import Recorded
from onward.knowledge.model import Taxonomy
from onward.release import Directory
from onward.release.build import build
from release import files

FRESNO, NEAR_FRESNO, OAKLAND, ALEUTIANS = (36.8622, -119.7608), (36.9, -119.6), (37.8, -122.27), (51.9, 179.99)

areas = st.sampled_from(
    [
        {"CITY": "FRESNO", "STATE": "CA", "ZIP": "937201234"},
        {"CITY": "Fresno", "STATE": "California", "ZIP": "93720"},
        {"CITY": "FRESNO", "STATE": "CA", "ZIP": "93721"},
        {"CITY": "CLOVIS", "STATE": "CA", "ZIP": "93612"},
        {"CITY": "MADERA", "STATE": "CA", "ZIP": ""},
        {"CITY": "SAN FRANCISCO", "STATE": "CA", "ZIP": "94110"},
        {"CITY": "SAMPLETOWN NOWHERE", "STATE": "CA", "ZIP": ""},  # nobody knows where it lies
        {"CITY": "ADAK", "STATE": "AK", "ZIP": "99546"},
        {"CITY": "HOBOKEN", "STATE": "NJ", "ZIP": "7030"},
    ]
)
streets = st.sampled_from(["12 N EXAMPLE ST", "12 North Example Street, Suite 4", "SAMPLE PLAZA", "7 SAMPLE RD #2", ""])
words = st.sampled_from(["JUNIPER", "O'SAMPLE", "Núñez", "NOT", "SAMPLE-EXAMPLE", "MCEXAMPLE", "OR", "STRASSE", "x"])
codes = st.lists(
    st.sampled_from([*[files.PT, files.OT] * 3, files.PTA, files.OTA, files.PT_HAND, files.SNF, files.PT_CLINIC]),
    min_size=1,
    max_size=3,
    unique=True,
)
at = st.builds(lambda area, line: {**area, "LINE_1": line}, areas, streets)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[files.Row], list[files.Row]]:
    rows: list[files.Row] = []
    places: list[files.Row] = []
    for number in draw(st.permutations(range(draw(st.integers(0, 14))))):
        name = {"FIRST": draw(words), "LAST": draw(words), "ORGANISATION": draw(words), "OTHER_ORGANISATION": "SPARE"}
        changes = {**name, **draw(at), "ENTITY": draw(st.sampled_from("112"))}
        rows.append(files.person(number, *draw(codes), **changes))
        places += [files.second_place(number, **draw(at)) for _ in range(draw(st.sampled_from([0, 0, 1, 3])))]
    rows.append(files.person(99, LAST="ALWAYSTHERE"))  # a file of no rows is another case
    return rows, draw(st.permutations(places))


@st.composite
def queries(draw: st.DrawFn) -> Query:
    values: dict[str, Any] = {}
    point = draw(st.sampled_from([FRESNO, FRESNO, NEAR_FRESNO, OAKLAND, ALEUTIANS, None]))
    if point:
        values["lat"], values["lon"] = point
        values["within"] = draw(st.sampled_from([None, None, 0.1, 6.5, 10, 25, 160, 3000]))
    if draw(st.booleans()):
        values["state"] = draw(st.sampled_from(["CA", "NJ", "AL"]))
        values["town"] = draw(st.sampled_from([None, "fresno", "sampletown-nowhere", "clovis"]))
    values["disciplines"] = draw(st.sampled_from([(), (), ("pt",), ("ot",), ("pt", "ot")]))
    values["specialty"] = draw(st.sampled_from([None, None, None, "hand"]))
    values["setting"] = draw(st.sampled_from([None, None, None, "outpatient", "skilled_nursing"]))
    values["role"] = draw(st.sampled_from([None, None, "therapist", "assistant", "clinic", "facility", "any"]))
    values["name"] = draw(
        st.sampled_from(["", "", "", "sam", "O'Sa", "nunez jun", "not", "spare", "example-sa", "OR ju"])
    )
    return Query(**values, both=draw(st.booleans()), limit=draw(st.sampled_from([1, 2, 5, 20])))


@given(worlds(), st.lists(queries(), min_size=12, max_size=12))
@settings(max_examples=40, deadline=None)
def test_any_search_of_any_small_world_gives_what_the_plain_definition_gives(
    taxonomy: Mapping[str, Taxonomy],
    gazetteer: Gazetteer,
    world: tuple[list[files.Row], list[files.Row]],
    asked: list[Query],
) -> None:
    providers = files.plainly_read(*world, taxonomy, gazetteer)
    with TemporaryDirectory() as folder:
        found = build(files.write(Path(folder), *world), Path(folder) / "r.sqlite", taxonomy, gazetteer, files.TODAY)
        directory = Directory.open(found.path)
        assert found.providers == len(providers)
        for query in asked:
            _same_pages(directory, providers, query)


def _same_pages(directory: Directory, providers: list[Provider], query: Query) -> None:
    """Follows the cursor to the last page."""
    page: Query | None = query
    while page:
        slow = reference.search(providers, page, directory.recorded)
        assert directory.search(page) == slow, page
        page = replace(query, cursor=slow.next) if slow.next else None


def test_a_sample_of_thousands_is_searched_as_the_plain_definition_says(
    sample: Path, found: Directory, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    providers = files.read_back(sample, taxonomy, gazetteer)
    recorded: Recorded = found.recorded
    assert found.info()["providers"] == len(providers)
    places = ["Fresno, CA", "Camden, NJ", "Manhattan, NY", "Nome, AK", "Honolulu, HI"]
    asked = [
        {},
        {"disciplines": ("ot",)},
        {"both": True},
        {"role": "any", "limit": 100},
        {"name": "sam"},
        {"within": 7},
    ]
    asked += [{"specialty": "hand"}, {"setting": "skilled_nursing"}]
    for place in map(gazetteer.resolve, places):
        for values in asked:
            query = Query(lat=place.lat, lon=place.lon, **values)
            assert found.search(query) == reference.search(providers, query, recorded), query
