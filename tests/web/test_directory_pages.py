"""States, cities, therapists and sites: one address each, honest about who is not there, and easy to walk."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onward.directory.provider import Provider
from onward.directory.search import Query
from onward.directory.states import STATES
from onward.directory.text import slug
from onward.release.search import Directory
from store import world
from web.page import Page

if TYPE_CHECKING:
    from django.test import Client

SEEDS = Path(__file__).parents[3] / "shared/data/seed_cities.csv"
CITY = "/find/california/los-angeles/"


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.open(world.sample_release())


@pytest.fixture(scope="module")
def someone(directory: Directory) -> Provider:
    return directory.search(Query(state="CA", town="los-angeles", role="therapist")).hits[0].provider


def page_of(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return Page.of(response.content)


def links(page: Page) -> list[str]:
    return [a["href"] for a in page.one("main").all("a")]


def data(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.one("script", type="application/ld+json").text)["@graph"]
    return found


def test_find_leads_to_every_state_and_territory(client: Client) -> None:
    there = links(page_of(client, "/find/"))
    assert {f"/find/{state.slug}/" for state in STATES.values()} <= set(there)


def test_a_state_links_every_one_of_its_cities_by_letter(client: Client, directory: Directory) -> None:
    towns = [town for town in directory.towns("CA") if town.providers]
    page = page_of(client, "/find/california/")
    assert {a for a in links(page) if a.startswith("/find/california/")} - {"/find/california/"} == {
        f"/find/california/{town.slug}/" for town in towns
    }
    letters = [section.one("h3").text for section in page.all("section")]
    assert letters == sorted({town.name[0].upper() for town in towns})


def test_a_city_lists_those_who_are_there_and_its_neighbours(client: Client, directory: Directory) -> None:
    page = page_of(client, CITY)
    town = directory.town("CA", "los-angeles")
    assert town is not None
    assert f"{town.pt} listings for physical therapy" in page.one("main").text
    cards = page.all("li", class_="card")
    assert len(cards) == min(50, directory.search(Query(state="CA", town="los-angeles")).total)
    assert all("Los Angeles, CA" in card.text for card in cards)
    assert CITY not in [a["href"] for a in page.all("ul", class_="places")[-1].all("a")]


@pytest.mark.parametrize(
    ("therapy", "label"), [("physical-therapy", "PT"), ("occupational-therapy", "OT"), ("both", "PT and OT are both")]
)
def test_a_therapy_in_a_city_lists_that_one_only(client: Client, therapy: str, label: str) -> None:
    cards = page_of(client, f"{CITY}{therapy}/").all("li", class_="card")
    assert cards
    assert all(label in card.text for card in cards)


def test_a_city_tells_which_special_fields_are_there(client: Client, directory: Directory) -> None:
    told = {
        a["href"].rpartition("=")[2]: int(a_item.text.split()[-2])
        for a_item in page_of(client, CITY).all("li")
        for a in a_item.all("a", rel="nofollow")
    }
    assert told
    for specialty, count in told.items():
        asked = Query(state="CA", town="los-angeles", specialty=specialty)
        assert directory.search(asked).total == count
    rest = set(directory.recorded.specialties) - set(told)
    assert all(directory.search(Query(state="CA", town="los-angeles", specialty=each)).total == 0 for each in rest)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/find/ca/", "/find/california/"),
        ("/find/CA/los-angeles/", CITY),
        ("/find/new-jersey/cherry-hill-township/", "/find/new-jersey/cherry-hill/"),
        ("/find/new-jersey/cherry-hill-township/both/", "/find/new-jersey/cherry-hill/both/"),
        (f"{CITY}?after=nonsense", CITY),
    ],
)
def test_another_spelling_leads_to_the_one_address(client: Client, asked: str, leads_to: str) -> None:
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, leads_to)
    assert client.get(leads_to).status_code == 200


def test_an_unknown_city_is_not_there_and_near_names_are_offered(client: Client) -> None:
    page = page_of(client, "/find/california/fersno/", 404)
    assert "/find/california/fresno/" in links(page)


def test_a_city_where_nobody_is_listed_shows_the_nearest_and_is_not_indexed(client: Client) -> None:
    response = client.get("/find/alaska/adak/")
    page = Page.of(response.content)
    assert "Nobody is listed in Adak itself" in page.one("main").text
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_city_with_assistants_only_counts_as_one_where_nobody_is_listed(client: Client, directory: Directory) -> None:
    towns = [(state, town) for state in STATES.values() for town in directory.towns(state.code) if not town.providers]
    assert towns
    state, town = towns[0]
    page = page_of(client, f"/find/{state.slug}/{town.slug}/")
    assert f"Nobody is listed in {town.name} itself" in page.one("main").text
    assert page.all("li", class_="card")


def test_a_long_list_goes_on_to_its_end_and_names_everybody_once(client: Client, directory: Directory) -> None:
    found: list[str] = []
    address: str | None = CITY
    while address:
        page = page_of(client, address)
        found += [card.one("h3").one("a")["href"] for card in page.all("li", class_="card")]
        onward = [a["href"] for a in page.all("a", rel="next")]
        address = onward[0] if onward else None
    assert len(found) == len(set(found)) == directory.search(Query(state="CA", town="los-angeles")).total


def test_a_therapist_has_a_page_with_what_is_listed(client: Client, someone: Provider) -> None:
    page = page_of(client, someone.path)
    assert page.h1.startswith(someone.name)
    said = page.one("main").text
    assert str(someone.npi) in said
    for location in someone.locations:
        assert location.address.line in said
    for licence in someone.licences:
        assert f"Lists a license ({licence.number})" in said
    assert "valid now" in said or not someone.licences


def test_everybody_at_an_address_is_on_its_page(client: Client, directory: Directory, someone: Provider) -> None:
    page = page_of(client, f"/site/{someone.address.site}/")
    there = [hit for hit in directory.site(someone.address.site) if hit.provider.role != "assistant"]
    assert len(page.all("li", class_="card")) == len(there)
    assert "does not mean that they work together" in page.one("main").text


@pytest.mark.parametrize("address", ["/therapist/{npi}/", "/therapist/{npi}/old-name/", "/clinic/{npi}/x/"])
def test_an_old_address_of_a_therapist_leads_to_the_one(client: Client, someone: Provider, address: str) -> None:
    response = client.get(address.format(npi=someone.npi))
    assert (response.status_code, response.headers["Location"]) == (301, someone.path)


@pytest.mark.parametrize(
    "address", ["/therapist/1234567893/", "/therapist/12/", "/site/0123/", "/site/0123456789abcde/"]
)
def test_who_is_not_listed_has_no_page(client: Client, address: str) -> None:
    page_of(client, address, 404)


def test_a_closed_record_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Directory, "why_not_listed", lambda *_: "deactivated")
    page_of(client, "/therapist/1234567893/", 410)


def test_machines_are_told_what_the_page_says(client: Client, someone: Provider) -> None:
    crumbs, names = data(page_of(client, CITY))
    page = page_of(client, CITY)
    assert [each["name"] for each in names["itemListElement"]] == [
        card.one("h3").one("a").text for card in page.all("li", class_="card")
    ]
    assert [each["name"] for each in crumbs["itemListElement"]] == ["Find a therapist", "California", "Los Angeles"]
    assert all(each["item"].startswith("http://localhost/find/") for each in crumbs["itemListElement"])
    person = data(page_of(client, someone.path))[1]
    assert (person["@type"], person["name"]) == ("Person", someone.name)


@pytest.mark.parametrize("address", [CITY, "/find/california/", "/sitemap.xml"])
def test_who_has_the_page_already_is_told_so(client: Client, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(CITY, headers={"If-None-Match": '"other"'}).status_code == 200


def locations(client: Client, address: str) -> Iterator[str]:
    yield from re.findall("<loc>http://localhost(.*?)</loc>", client.get(address).content.decode())


def test_a_sample_is_not_offered_to_search_engines(client: Client) -> None:
    assert list(locations(client, "/sitemap.xml")) == []
    assert client.get(CITY).headers["X-Robots-Tag"] == "noindex"


def test_the_map_of_a_real_directory_names_every_page(
    client: Client, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = directory.info()
    monkeypatch.setattr(Directory, "info", lambda _: {**told, "sample": False})
    monkeypatch.setattr("onward.web.views.sitemap.PER_FILE", 1_000)
    parts = list(locations(client, "/sitemap.xml"))
    assert parts == ["/sitemap/places.xml", *(f"/sitemap/providers-{n}.xml" for n in range(1, 4))]
    found = [page for part in parts for page in locations(client, part)]
    assert len(found) == len(set(found))
    assert sum(page.startswith(("/therapist/", "/clinic/")) for page in found) == told["providers"]
    for page in ["/find/california/", CITY, *found[-3:]]:
        assert page in found
        assert client.get(page).status_code == 200
    assert "X-Robots-Tag" not in client.get(CITY).headers
    for part in ("0", "9", "9" * 30):
        assert client.get(f"/sitemap/providers-{part}.xml").status_code == 404


@pytest.mark.skipif(not SEEDS.is_file(), reason="the shared folder is not beside the checkout")
def test_every_city_of_the_seed_directory_is_reached_but_the_one_that_is_none(client: Client) -> None:
    with SEEDS.open(encoding="utf-8") as lines:
        seeds = list(csv.DictReader(lines))
    lost = []
    for seed in seeds:
        response = client.get(f"/find/{STATES[seed['state']].slug}/{slug(seed['city_as_listed'])}/", follow=True)
        if response.status_code != 200 or len(response.redirect_chain) > 1:
            lost.append(seed["city_as_listed"])
    assert (len(seeds), lost) == (944, ["US"])
