"""Places by name, by ZIP code and by point. ``gazetteer()`` gives the packaged one.

A ZIP code is looked up first: only 95 in 100 registry rows name the main city of their own ZIP, but almost
every ZIP is known. A city is looked for among, in this order: our own aliases (``data/aliases.csv``, each
with its reason), GeoNames' places, the cities of the postal table, the names that the Postal Service accepts
(``accepted.py``), and then both again without "Township", "City of" and the like. Where the Postal Service accepts
"Cherry Hill Township" and GeoNames has a Cherry Hill there, it is Cherry Hill.

A city without a state is taken only where nobody could mean another: it has at least 100,000 people and ten
times as many as the next one of its name ("Chicago", not "Portland" or "Springfield").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

from onward.directory import casing, didyoumean, placetext
from onward.directory.accepted import accepted_names, postal_area
from onward.directory.citykey import bare_key, city_key
from onward.directory.near import miles
from onward.directory.place import Place, PlaceNotFound
from onward.directory.states import STATES, state_code
from onward.directory.tables import Tables, read
from onward.directory.text import one_line
from onward.knowledge import NotBuilt

__all__ = ["Gazetteer", "PlaceNotFound", "gazetteer"]

LARGE = 100_000
TIMES_LARGER = 10
SAME_PLACE_MILES = 10  # farther apart, "Sample" and "Sample Township" are two places


class Gazetteer:
    """Every place that Onward can search from."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def resolve(self, text: str) -> Place:
        """The place that ``text`` names: "City, ST", "City State name", a ZIP, ZIP+4, or "lat,lon".

        Raises PlaceNotFound with what to write instead.
        """
        wanted = placetext.parse(text)
        if wanted.point:
            return Place("", "", *wanted.point)
        if wanted.zip and (found := self.zip(wanted.zip)):
            return found
        if wanted.zip and not wanted.city:
            raise PlaceNotFound(f"there is no ZIP code {wanted.zip} that we know: check it, or give a city and state")
        city = wanted.city or ""
        return self._in_state(city, wanted.state) if wanted.state else self._anywhere(city)

    def zip(self, code: str) -> Place | None:
        """The ZIP code ``code`` (five digits), or None."""
        shipped = self._tables.zip(code)
        if shipped and shipped.city:
            return shipped
        area = postal_area(code)
        if area and shipped:
            return replace(shipped, city=area.city)
        return Place(area.city, area.state, *area.point, zip=code) if area else None

    def shipped_zip(self, code: str) -> Place | None:
        """As ``zip``, from the packaged table alone; its city may be empty. Quick: made for whole registry files."""
        return self._tables.zip(code)

    def city(self, name: str, state: str) -> Place | None:
        """A city by name and state code, in any of its spellings; None where there is none."""
        key = city_key(name)
        if exact := self._tables.city(f"{state} {key}"):
            return exact
        accepted, shorter = _accepted(state, key, name), self.shipped_city(name, state)
        if accepted and shorter and _distance(accepted, shorter) > SAME_PLACE_MILES:
            return accepted  # Covington Township near Scranton is not the Covington 100 miles away
        return shorter or accepted or _accepted(state, bare_key(key), name)

    def shipped_city(self, name: str, state: str) -> Place | None:
        """As ``city``, from the packaged table alone."""
        key = city_key(name)
        full = f"{state} {key}"
        tables = self._tables
        return tables.city(full) or tables.city(f"{state} {bare_key(key)}") or tables.city(tables.bare.get(full, ""))

    def cities(self, population: int = 0) -> Iterator[Place]:
        """Every city of at least ``population`` people, by state and key."""
        for key in self._tables.cities:
            if self._tables.population(key) >= population and (place := self._tables.city(key)):
                yield place

    def zips(self) -> Iterator[Place]:
        """Every ZIP code whose city a packaged source names, in order."""
        for code in self._tables.zips:
            if (place := self._tables.zip(code)) and place.city:
                yield place

    def suggest(self, start: str, limit: int = 8) -> list[Place]:
        """Places whose name or ZIP code begins with ``start``, largest first; for completing as somebody types."""
        typed = one_line(start)
        if typed.isdigit():
            codes = [code for code in self._tables.zips if code.startswith(typed)]
            return [place for code in codes[:limit] if (place := self.zip(code))]
        return didyoumean.beginning_with(self._tables, typed, limit)

    def _in_state(self, city: str, state: str) -> Place:
        found = self.city(city, state)
        if found:
            return found
        close = didyoumean.in_state(self._tables, city, state)
        raise PlaceNotFound(f"no place called {city} in {STATES[state].name} that we know{_asking(close)}", close)

    def _anywhere(self, city: str) -> Place:
        key = city_key(city)
        found = sorted(
            filter(None, (self._tables.city(f"{state} {key}") for state in STATES)), key=_people, reverse=True
        )
        if len(found) == 1 or (found and _nobody_means_another(found[0], found[1])):
            return found[0]
        if found:
            candidates = tuple(place.label for place in found[:6])
            raise PlaceNotFound(f"there is more than one {city}: which one? {'; '.join(candidates)}", candidates)
        if state := state_code(city):
            raise PlaceNotFound(f"{STATES[state].name} is a state: name a city in it, or a ZIP code")
        close = didyoumean.anywhere(self._tables, city)
        raise PlaceNotFound(f"no place called {city} that we know{_asking(close)}", close)


@cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer, read once. Raises NotBuilt in a checkout that was never built."""
    compiled = resources.files(__package__).joinpath("gazetteer.json")
    if not compiled.is_file():
        raise NotBuilt("the gazetteer was not compiled: run `make build` in the checkout, or reinstall the package")
    return Gazetteer(read(compiled.read_bytes()))


def _accepted(state: str, key: str, name: str) -> Place | None:
    points = [area.point for area in accepted_names(state).get(key, ())]
    if not points:
        return None
    lat, lon = (sum(degrees) / len(points) for degrees in zip(*points, strict=True))
    return Place(casing.street(one_line(name)), state, round(lat, 5), round(lon, 5))


def _distance(place: Place, other: Place) -> float:
    return miles(place.lat, place.lon, other.lat, other.lon)


def _people(place: Place) -> int:
    return place.population or 0


def _nobody_means_another(first: Place, second: Place) -> bool:
    return _people(first) >= LARGE and _people(first) >= TIMES_LARGER * _people(second)


def _asking(close: tuple[str, ...]) -> str:
    return f"; did you mean {' or '.join(close[:3])}?" if close else f": {placetext.EXAMPLES}"
