"""Searching a release: names of every kind, pages, radii, towns and sites."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onward.directory import Gazetteer, Hit, Query, SearchError, columns
from onward.directory.query import FARTHEST, RADII
from onward.release import Directory
from release import files
from release.conftest import World


def _all_pages(directory: Directory, query: Query) -> list[Hit]:
    page = directory.search(query)
    hits, total = list(page.hits), page.total
    while page.next:
        page = directory.search(replace(query, cursor=page.next))
        assert page.hits
        assert page.total == total
        hits += page.hits
    assert len(hits) == total
    return hits


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("NOT", "NOT"), ("OR", "OR"), ("AND", "AND"), ("NEAR", "NEAR"), ("near(a b)", None), ("O'Brien", "O'BRIEN"),
        ("o brien", "O'BRIEN"), ("obrien", None), ('O"Brien', "O'BRIEN"), ("Sample-Example", "SAMPLE-EXAMPLE"),
        ("-example", "SAMPLE-EXAMPLE"), ("Nunez", "NÚÑEZ"), ("NÚÑEZ", "NÚÑEZ"), ("Nun\u0303ez", "NÚÑEZ"),
        ("words:sam", None), ("sam*", "SAMPLE-EXAMPLE"), ("^sam", "SAMPLE-EXAMPLE"), ("'; DROP TABLE", None),
        ("%%an", "AND"), ("juniper NOT", "NOT"), ("ample", None),
    ],
)  # fmt: skip
def test_a_name_is_words_and_never_a_command(typed: str, last: str | None, world: World) -> None:
    names = ["NOT", "OR", "AND", "NEAR", "O'BRIEN", "SAMPLE-EXAMPLE", "NÚÑEZ"]
    directory = world(files.person(number, LAST=name) for number, name in enumerate(names))
    expected = [files.npi(names.index(last))] if last else []
    assert [hit.provider.npi for hit in directory.search(Query(name=typed)).hits] == expected
    near = directory.search(Query(name=typed, lat=36.86, lon=-119.76))
    assert [hit.provider.npi for hit in near.hits] == expected


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_name_makes_a_search_fail(found: Directory, name: str) -> None:
    try:
        query = Query(name=name, limit=1)
    except SearchError as error:
        assert error.field == "name"  # noqa: PT017 - whether it is raised depends on the text
        return
    assert found.search(query).total >= len(found.search(query).hits)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"role": "any"},
        {"within": 40, "role": "any"},
        {"both": True, "within": 200},
        {"disciplines": ("ot",), "within": 100},
        {"name": "sam", "within": 300},
        {"state": "CA", "lat": None, "lon": None},
        {"name": "ju", "lat": None, "lon": None},
        {"lat": None, "lon": None, "state": "TX", "role": "assistant"},
    ],
)
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_hold_everybody_once_and_in_order(values: dict[str, Any], limit: int, found: Directory) -> None:
    query = Query(**{"lat": 36.74773, "lon": -119.77237, **values}, limit=500)
    whole = found.search(query)
    assert whole.hits
    assert whole.next is None
    if query.point and query.within is None:  # the widening depends on how many are enough for a page
        query = replace(query, within=whole.within)
    paged = _all_pages(found, replace(query, limit=limit))
    assert [hit.provider.npi for hit in paged] == [hit.provider.npi for hit in whole.hits]
    order = [(hit.miles or 0, *hit.provider.order) for hit in paged]
    assert order == sorted(set(order))


def test_a_radius_widens_until_enough_are_found_and_no_further(world: World) -> None:
    near = [files.person(number) for number in range(4)]
    far = [files.person(9, CITY="VISALIA", ZIP="93291")]  # about forty miles away
    point = {"lat": 36.8622, "lon": -119.7608}
    directory = world([*near, *far])
    assert directory.search(Query(**point, limit=4)).within == RADII[0]
    widened = directory.search(Query(**point))
    assert (widened.within, widened.total) == (50, 5)
    assert [hit.provider.npi for hit in widened.hits][-1] == files.npi(9)
    assert directory.search(Query(**point, name="sample", limit=5)).within == 50
    fixed = directory.search(Query(**point, within=10))
    assert (fixed.within, fixed.total) == (10, 4)
    nobody = directory.search(Query(lat=44.8, lon=-68.8))
    assert (nobody.within, nobody.total, nobody.hits, nobody.next) == (RADII[-1], 0, (), None)
    assert directory.search(Query(lat=44.8, lon=-68.8, within=FARTHEST)).total == 5


def test_a_provider_with_two_places_is_one_hit_at_the_nearer_that_matches(world: World) -> None:
    directory = world([files.person(1)], [files.second_place(1)])
    clovis = directory.search(Query(lat=36.83, lon=-119.69, within=25))
    assert (clovis.total, clovis.hits[0].address.city, clovis.hits[0].phone) == (1, "Clovis", "5595550177")
    fresno = directory.search(Query(lat=36.8622, lon=-119.7608))
    assert (fresno.total, fresno.hits[0].address.city, fresno.hits[0].miles) == (1, "Fresno", 0.0)
    town = directory.search(Query(lat=36.8622, lon=-119.7608, within=25, state="CA", town="clovis"))
    assert [hit.address.city for hit in town.hits] == ["Clovis"]


def test_another_place_at_the_same_site_or_abroad_or_of_nobody_adds_nothing(world: World) -> None:
    same = files.second_place(1, LINE_1="12 N. Example St, Suite 8", CITY="FRESNO", ZIP="93720")
    abroad = files.second_place(1, CITY="TORONTO", STATE="ON", COUNTRY="CA")
    directory = world([files.person(1)], [same, abroad, files.second_place(77)])
    provider = directory.by_npi(files.npi(1))
    assert provider is not None
    assert len(provider.locations) == 1


def test_both_disciplines_at_one_address_come_from_two_providers_but_not_from_an_assistant(world: World) -> None:
    suite = {"LINE_1": "12 N. EXAMPLE ST. STE 5"}
    other = {"LINE_1": "40 SAMPLE AVE"}
    directory = world(
        [
            files.person(1),
            files.person(2, files.OT, **suite),
            files.person(3, **other),
            files.person(4, files.OTA, **other),
        ]
    )
    query = Query(lat=36.86, lon=-119.76, role="any")
    hits = {hit.provider.npi: hit for hit in directory.search(query).hits}
    assert {npi for npi, hit in hits.items() if hit.both} == {files.npi(1), files.npi(2)}
    only = directory.search(replace(query, both=True))
    assert {hit.provider.npi for hit in only.hits} == {files.npi(1), files.npi(2)}
    assert all("both at one address" in hit.matched for hit in only.hits)
    at_site = directory.site(hits[files.npi(4)].address.site)
    assert [hit.provider.npi for hit in at_site] == [files.npi(3), files.npi(4)]


def test_a_hit_is_the_provider_of_the_contract(world: World) -> None:
    row = files.person(1, files.OT_HAND, CREDENTIAL="OTR/L,CHT")
    row |= {columns.slot(1).licence: "OT 1", columns.slot(1).licence_state: "CA"}
    query = Query(lat=36.86, lon=-119.76, disciplines=("ot",), specialty="hand", within=25)
    shown = world([row]).search(query).to_json()
    assert shown["providers"] == [
        {
            "npi": files.npi(1), "kind": "person", "name": "Juniper Sampleb", "also": None, "credential": "OTR/L, CHT",
            "disciplines": ["ot"], "role": "therapist", "specialties": ["hand"], "setting": None,
            "taxonomies": [files.OT_HAND], "phone": "5595550123", "lat": 36.86221, "lon": -119.76079, "miles": 0.2,
            "address": {"line": "12 North Example Street", "city": "Fresno", "state": "CA", "zip": "93720"},
            "site": shown["providers"][0]["site"],  # type: ignore[index]
            "licences": [{"state": "CA", "number": "OT 1"}], "sex": None, "updated": "2025-04-07",
            "both_disciplines_at_address": False, "matched": ["ot", "hand", "within 25 miles"],
        }
    ]  # fmt: skip


def test_assistants_are_found_only_when_asked_for(found: Directory) -> None:
    everybody = found.search(Query(role="any", limit=1)).total
    roles = {role: found.search(Query(role=role, limit=1)).total for role in ("therapist", "clinic", "facility")}
    assistants = found.search(Query(role="assistant", limit=1)).total
    assert assistants > 0
    assert sum(roles.values()) == found.search(Query(limit=1)).total == everybody - assistants


def test_the_towns_of_a_state_count_what_a_search_there_finds(found: Directory) -> None:
    towns = found.towns("NJ")
    assert towns
    for town in towns:
        here = Query(state="NJ", town=town.slug, limit=1)
        asked = [here, replace(here, disciplines=("pt",)), replace(here, disciplines=("ot",)), replace(here, both=True)]
        assert [found.search(query).total for query in asked] == [town.providers, town.pt, town.ot, town.both]


def test_a_cursor_of_nobody_is_refused(found: Directory) -> None:
    with pytest.raises(SearchError) as error:
        found.search(Query(cursor="0-1234567893"))
    assert error.value.field == "cursor"


def test_a_place_near_the_date_line_finds_both_sides(world: World, gazetteer: Gazetteer) -> None:
    directory = world([files.person(1, CITY="ADAK", STATE="AK", ZIP="99546")])
    assert directory.search(Query(lat=51.9, lon=179.9, within=200)).total == 1
