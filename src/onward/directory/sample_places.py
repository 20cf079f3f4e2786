"""Where fictional providers practise: real towns by population, and first a few that leave no larger place without.

A place of 20,000 people or more is covered when a physical and an occupational therapist lie within 25 miles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from onward.directory.gazetteer import Gazetteer
from onward.directory.near import miles, shown_miles
from onward.directory.place import Place
from onward.directory.states import TERRITORIES

COVERED_PEOPLE = 20_000
COVERED_MILES = 25
SMALLEST = 2_500

_Cell = tuple[int, int]
T = TypeVar("T")


class Town(NamedTuple):
    """A city and the ZIP codes that its providers have, the nearest to its middle first."""

    place: Place
    zips: tuple[Place, ...]


def towns(gazetteer: Gazetteer) -> list[Town]:
    """Every city of SMALLEST people or more in the fifty states and the District, the largest first."""
    own: dict[tuple[str, str], list[Place]] = defaultdict(list)
    cells: dict[_Cell, list[Place]] = defaultdict(list)
    for area in gazetteer.zips():
        own[area.state, area.city].append(area)
        cells[_cell(area)].append(area)
    places = [place for place in gazetteer.cities(SMALLEST) if place.state not in TERRITORIES]
    places.sort(key=lambda place: (-(place.population or 0), place.state, place.city))
    found = [Town(place, _by_distance(place, _zips(place, own, cells))) for place in places]
    return [town for town in found if town.zips]


def covering(all_towns: Sequence[Town]) -> list[Town]:
    """Few towns whose first ZIP code covers every place of COVERED_PEOPLE; the largest of each state come first."""
    largest = {town.place.state: town for town in reversed(all_towns)}
    chosen: dict[_Cell, list[Town]] = defaultdict(list)
    found: list[Town] = []
    for town in [*largest.values(), *all_towns]:
        is_needed = (town.place.population or 0) >= COVERED_PEOPLE and not _is_covered(town.place, chosen)
        if len(found) < len(largest) or is_needed:
            found.append(town)
            chosen[_cell(town.zips[0])].append(town)
    return found


def _is_covered(place: Place, chosen: dict[_Cell, list[Town]]) -> bool:
    return any(_distance(place, town.zips[0]) <= COVERED_MILES for town in _around(place, chosen))


def _zips(place: Place, own: dict[tuple[str, str], list[Place]], cells: dict[_Cell, list[Place]]) -> list[Place]:
    """The ZIP codes of that name; for a larger city that gets its mail under another name, the nearest one."""
    found = own.get((place.state, place.city), [])
    if found or (place.population or 0) < COVERED_PEOPLE:
        return found
    return list(_by_distance(place, [area for area in _around(place, cells) if area.state == place.state])[:1])


def _by_distance(place: Place, areas: list[Place]) -> tuple[Place, ...]:
    return tuple(sorted(areas, key=lambda area: miles(place.lat, place.lon, area.lat, area.lon)))


def _distance(place: Place, other: Place) -> float:
    return shown_miles(place.lat, place.lon, other.lat, other.lon)


def _cell(place: Place) -> _Cell:
    """Cells are half a degree high and wide: 35 miles from south to north, 24 or more from west to east up to 46° N."""
    return round(place.lat * 2), round(place.lon * 2)


def _around(place: Place, cells: dict[_Cell, list[T]]) -> list[T]:
    """What lies in the nine cells around a place."""
    lat, lon = _cell(place)
    return [found for y in (-1, 0, 1) for x in (-1, 0, 1) for found in cells.get((lat + y, lon + x), ())]
