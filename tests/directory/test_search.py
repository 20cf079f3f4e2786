"""What a query may be, and what "match" and "near" mean on a handful of made-up providers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from directory.rows import CLINIC, row, with_codes
from onward.directory import Gazetteer, NotRecorded, Place, Provider, Query, SearchError
from onward.directory.npi import with_check_digit
from onward.directory.query import Recorded
from onward.directory.reference import search
from onward.directory.row import read
from onward.directory.search import Result, query_at
from onward.knowledge import Knowledge
from onward.knowledge.model import Taxonomy

PT, OT, OT_HAND, PTA, SNF = "225100000X", "225X00000X", "225XH1200X", "225200000X", "314000000X"
RECORDED = Recorded(["outpatient", "skilled_nursing"], ["hand"])


class World:
    """Providers of Fresno and around, and searches among them from the middle of Fresno."""

    def __init__(self, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.fresno = gazetteer.resolve("Fresno, CA")
        rows = [
            with_codes(row(FIRST="ADA", LAST="NOT", LINE_1="1 A ST"), OT_HAND),
            with_codes(row(FIRST="BEA", LAST="NEAR", LINE_1="1 A ST STE 2"), PT),
            with_codes(row(FIRST="CAL", LAST="O'BRIEN", LINE_1="2 B ST"), OT),
            with_codes(row(FIRST="DEE", LAST="OR", LINE_1="3 C ST"), PTA),
            with_codes(row(FIRST="EVE", LAST="AND", LINE_1="4 D ST", CITY="MADERA", ZIP="93637"), PT),
            with_codes(row(CLINIC, ORGANISATION="SAMPLE CARE", CITY="OAKLAND", ZIP="94607"), SNF),
        ]
        self.providers: list[Provider] = []
        for number, values in enumerate(rows):
            found = read({**values, "NPI": with_check_digit(f"{200000000 + number}")}, taxonomy, gazetteer)
            assert isinstance(found, Provider)
            self.providers.append(found)

    def find(self, **asked: Any) -> Result:
        return search(self.providers, Query(lat=self.fresno.lat, lon=self.fresno.lon, **asked), RECORDED)

    def names(self, **asked: Any) -> list[str]:
        return [hit.provider.name.split()[0] for hit in self.find(**asked).hits]


@pytest.fixture(scope="module")
def world(taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> World:
    return World(taxonomy, gazetteer)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"within": 15}, ["Ada", "Bea", "Cal"]),  # assistants only when asked for
        ({"within": 15, "role": "any"}, ["Ada", "Bea", "Cal", "Dee"]),
        ({"within": 15, "role": "assistant"}, ["Dee"]),
        ({"within": 50}, ["Ada", "Bea", "Cal", "Eve"]),
        ({"within": 50, "disciplines": ("ot",)}, ["Ada", "Cal"]),
        ({"within": 50, "disciplines": ("pt", "ot")}, ["Ada", "Bea", "Cal", "Eve"]),
        ({"within": 50, "specialty": "hand"}, ["Ada"]),
        ({"within": 200, "setting": "skilled_nursing"}, ["Sample"]),
        ({"within": 200, "role": "facility"}, ["Sample"]),
        ({"within": 50, "both": True}, ["Ada", "Bea"]),
        ({"within": 50, "name": "not"}, ["Ada"]),
        ({"within": 50, "name": "NEAR be"}, ["Bea"]),
        ({"within": 50, "name": "o'brien"}, ["Cal"]),
        ({"within": 50, "name": "brien"}, ["Cal"]),
        ({"within": 50, "name": "rien"}, []),
        ({"within": 50, "state": "CA", "town": "madera"}, ["Eve"]),
        ({"within": 50, "state": "NV"}, []),
    ],
)
def test_who_matches(asked: dict[str, Any], names: list[str], world: World) -> None:
    result = world.find(**asked)
    assert [hit.provider.name.split()[0] for hit in result.hits] == names
    assert result.total == len(names)


def test_a_hit_says_why_how_far_and_whether_both_are_there(world: World) -> None:
    hit = world.find(within=25, disciplines=("ot",), specialty="hand").hits[0].to_json()
    assert hit["matched"] == ["ot", "hand", "within 25 miles"]
    assert hit["both_disciplines_at_address"] is True
    assert hit["miles"] == 7.9
    assert hit["name"] == "Ada Q Not"


def test_it_widens_by_itself_until_there_are_enough(world: World) -> None:
    assert world.find(limit=3).within == 10
    assert world.find(limit=4).within == 50  # Madera's ZIP code lies 25.7 miles off
    assert (world.find().within, world.find().total) == (200, 5)
    assert world.find(specialty="hand", role="assistant").to_json() == {
        "within": 200, "total": 0, "providers": [], "next": None,
    }  # fmt: skip


def test_pages_join_without_a_gap_or_a_double(world: World) -> None:
    seen, cursor = [], None
    for _ in range(5):
        page = world.find(within=200, role="any", limit=2, cursor=cursor)
        seen += [hit.provider.npi for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [hit.provider.npi for hit in world.find(within=200, role="any").hits]
    assert len(seen) == len(world.providers)


def test_a_cursor_of_another_list_is_refused(world: World) -> None:
    with pytest.raises(SearchError, match="start again"):
        world.find(within=200, cursor=f"0-{with_check_digit('299999999')}")


def test_without_a_place_it_lists_by_name(world: World) -> None:
    result = search(world.providers, Query(state="CA", limit=2), RECORDED)
    assert [(hit.provider.name, hit.miles) for hit in result.hits] == [("Ada Q Not", None), ("Bea Q Near", None)]
    assert (result.within, result.total) == (None, 5)


def test_a_provider_is_one_hit_at_the_nearest_of_its_locations(world: World) -> None:
    eve, care = world.providers[4], world.providers[5]
    both = replace(eve, locations=(care.locations[0], eve.locations[0]))
    result = search([both], Query(lat=world.fresno.lat, lon=world.fresno.lon, within=200), RECORDED)
    assert [hit.address.city for hit in result.hits] == ["Madera"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"within": 0}, "within"),
        ({"within": -5}, "within"),
        ({"within": float("nan")}, "within"),
        ({"limit": 0}, "limit"),
        ({"limit": 501}, "limit"),
        ({"disciplines": ("slp",)}, "discipline"),
        ({"role": "boss"}, "role"),
        ({"state": "XX"}, "state"),
        ({"town": "fresno"}, "town"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "1-1234567890"}, "cursor"),
        ({"name": "!!"}, "name"),
        ({"name": "a b"}, "name"),
        ({"lat": 36.7}, "near"),
    ],
)
def test_a_value_that_cannot_be_searched_for_is_named(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(SearchError) as error:
        Query(**asked)
    assert error.value.field == field


@pytest.mark.parametrize(("field", "value"), [("setting", "school"), ("specialty", "pelvic")])
def test_what_the_registry_does_not_record_is_no_filter(field: str, value: str, world: World) -> None:
    with pytest.raises(NotRecorded, match=f"does not record the {field} '{value}'") as error:
        world.find(**{field: value})
    assert error.value.field == field


def test_a_query_from_what_was_typed(facts: Knowledge) -> None:
    place = Place("Fresno", "CA", 36.7, -119.8)
    made = query_at(place, facts.specialties, facts.settings, discipline="ot", specialty="hand", role="any", name=None)
    assert made == Query(lat=36.7, lon=-119.8, disciplines=("ot",), specialty="hand", role="any")


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"specialty": "hnad"}, SearchError, "did you mean 'hand'"),
        ({"setting": "spaceship"}, SearchError, "there is no setting 'spaceship'"),
        ({"setting": "school"}, NotRecorded, "does not record the setting 'school'"),
        ({"discipline": "slp"}, SearchError, "'slp' is not a discipline"),
    ],
)
def test_a_mistyped_value_gets_a_hint(
    asked: dict[str, Any], error: type[Exception], message: str, facts: Knowledge
) -> None:
    with pytest.raises(error, match=message):
        query_at(Place("", "", 0, 0), facts.specialties, facts.settings, **asked)
