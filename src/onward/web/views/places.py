"""Pages of states and cities: who is listed there, in an order that anybody, and any search engine, can walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe
from markupsafe import Markup

from onward.directory.place import Place, PlaceNotFound
from onward.directory.search import Query, Result, SearchError
from onward.directory.states import STATES, STATES_BY_SLUG, State, state_code
from onward.directory.text import slug
from onward.knowledge.model import DisciplineFacts, Specialty
from onward.release.search import Town
from onward.web import jsonld
from onward.web.caching import unchanging
from onward.web.site import site
from onward.web.templating import host, render
from onward.web.views.plain import not_found

SHOWN = 50
FIND = ("Find a therapist", "/find/")
NEIGHBOURS, NEIGHBOUR_MILES = 12, 30.0
# A page with fewer than this says too little to be found by a search engine.
THIN = 3
THERAPIES: Mapping[str, str] = {
    "physical-therapy": "Physical therapy",
    "occupational-therapy": "Occupational therapy",
    "both": "PT and OT at one address",
}
# What each asks of a search.
_ASKED: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "physical-therapy": {"disciplines": ("pt",)},
    "occupational-therapy": {"disciplines": ("ot",)},
    "both": {"both": True},
}


@dataclass(frozen=True)
class StatePage:
    """Every city of a state that has a page, under its first letter."""

    state: State
    towns: int
    providers: int
    letters: tuple[tuple[str, tuple[Town, ...]], ...]
    largest: tuple[Town, ...]
    trail: tuple[jsonld.Crumb, ...]
    linked: Markup


@dataclass(frozen=True)
class CityPage:
    """Who is listed in a city, or near it where nobody is. ``town`` is None there, ``therapy`` empty for all."""

    state: State
    name: str
    here: str
    town: Town | None
    therapy: str
    therapies: Mapping[str, str]
    result: Result
    neighbours: tuple[tuple[Town, float], ...]
    specialties: Mapping[str, Specialty]
    present: Mapping[str, int]
    disciplines: Mapping[str, DisciplineFacts]
    following: str | None
    indexed: bool
    trail: tuple[jsonld.Crumb, ...]
    linked: Markup


@dataclass(frozen=True)
class NoSuchCity:
    """A city that we do not know, and those whose names are near."""

    state: State
    name: str
    close: tuple[tuple[str, str], ...]


@require_safe
@unchanging
def state(request: HttpRequest, state: str) -> HttpResponse:
    found = STATES_BY_SLUG.get(state)
    if found is None:
        code = state_code(state.replace("-", " "))
        return _moved(STATES[code].path) if code else not_found(request)
    towns = [town for town in site().directory.towns(found.code) if town.providers]
    letters = tuple((letter, tuple(group)) for letter, group in groupby(towns, key=lambda town: town.name[0].upper()))
    largest = tuple(sorted(towns, key=lambda town: -town.providers)[:8])
    trail = (FIND, (found.name, found.path))
    linked = jsonld.script(host(request), jsonld.breadcrumb(trail))
    providers = sum(town.providers for town in towns)
    return render(request, "state.html", StatePage(found, len(towns), providers, letters, largest, trail, linked))


@require_safe
@unchanging
def city(request: HttpRequest, state: str, city: str, therapy: str = "") -> HttpResponse:
    found = STATES_BY_SLUG.get(state)
    if found is None:
        code = state_code(state.replace("-", " "))
        rest = f"{quote(city)}/{f'{quote(therapy)}/' if therapy else ''}"
        return _moved(f"{STATES[code].path}{rest}") if code else not_found(request)
    if therapy and therapy not in THERAPIES:
        return not_found(request)
    town = site().directory.town(found.code, city)
    if town and not town.providers:  # assistants only, who are shown to those who ask for them
        town = None
    try:
        place = _place(city, town, found)
    except PlaceNotFound as error:
        return render(request, "no_city.html", _no_such_city(found, city, error), status=404)
    canonical = town.slug if town else slug(place.city)
    if canonical != city:
        return _moved(f"{found.path}{canonical}/{f'{therapy}/' if therapy else ''}")
    try:
        page = _page(request, found, town, place, therapy)
    except SearchError:  # a cursor of an older release, or none at all: the first page is what is there
        return _moved(request.path)
    return render(request, "city.html", page, indexed=page.indexed)


def _place(city: str, town: Town | None, state: State) -> Place:
    """Where the city lies. Raises PlaceNotFound for one that we do not know."""
    name = town.name if town else city.replace("-", " ")
    if known := site().gazetteer.city(name, state.code):
        return known
    return site().gazetteer.resolve(f"{name}, {state.code}")


def _page(request: HttpRequest, state: State, town: Town | None, place: Place, therapy: str) -> CityPage:
    directory, after = site().directory, request.GET.get("after")
    here = town.path if town else f"{state.path}{slug(place.city)}/"
    where: dict[str, Any] = {"state": state.code, "town": town.slug} if town else {"lat": place.lat, "lon": place.lon}
    result = directory.search(Query(**where, **_ASKED[therapy], limit=SHOWN, cursor=after or None))
    near = directory.towns_near(place.lat, place.lon, NEIGHBOUR_MILES, NEIGHBOURS + 1)
    neighbours = [
        (other, miles) for other, miles in near if town is None or (other.state, other.slug) != (town.state, town.slug)
    ]
    suffix = f"{therapy}/" if therapy else ""
    name = town.name if town else place.city
    trail = (FIND, (state.name, state.path), (name, here))
    return CityPage(
        state=state,
        name=name,
        here=here,
        town=town,
        therapy=therapy,
        therapies=THERAPIES,
        result=result,
        neighbours=tuple(neighbours[:NEIGHBOURS]),
        specialties=site().knowledge.specialties,
        present=directory.specialties_in(state.code, town.slug) if town else {},
        disciplines=site().knowledge.disciplines,
        following=f"{here}{suffix}?after={quote(result.next)}" if result.next and town else None,
        indexed=town is not None and result.total >= THIN and after is None and not directory.info()["sample"],
        trail=trail,
        linked=jsonld.script(
            host(request), jsonld.breadcrumb(trail), jsonld.item_list(hit.provider for hit in result.hits)
        ),
    )


def _no_such_city(state: State, city: str, error: PlaceNotFound) -> NoSuchCity:
    close = []
    for label in error.suggestions:
        name, _, code = label.rpartition(", ")
        if code in STATES:
            close.append((label, f"{STATES[code].path}{slug(name)}/"))
    return NoSuchCity(state, city.replace("-", " ").title(), tuple(close))


def _moved(address: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(address)
