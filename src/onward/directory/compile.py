"""From the packaged sources to ``gazetteer.json``. Runs when the package is built, never when Onward answers.

Sources in ``data/`` (credits in ``data/README.md``): ZIP codes and populated places of GeoNames (CC BY 4.0),
centroids of the Census ZIP Code Tabulation Areas (public domain), and our own ``aliases.csv``. A ZIP code
stands at its Census centroid where there is one (1.2 miles nearer in the median), else where GeoNames puts it.

Where a state has several places of one name, the one that gets mail under that name is meant: registry rows
and people give postal addresses. Whitehall, PA is thus the one at ZIP code 18052, not the borough of that
name near Pittsburgh, which gets its mail as Pittsburgh.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onward.directory.citykey import bare_key, city_key
from onward.directory.near import miles
from onward.directory.states import STATES
from onward.directory.tables import City, Point, packed

HERE = Path(__file__).parent
CREDIT = (
    "Contains data from GeoNames (geonames.org), CC BY 4.0, and the U.S. Census Bureau 2023 Gazetteer (public domain)."
)
# GeoNames' postal table leaves the islands out; USPS gives them these ZIP codes and beginnings of ZIP codes.
ISLANDS = {"006": "PR", "007": "PR", "008": "VI", "009": "PR", "96799": "AS", "9691": "GU", "9692": "GU", "9695": "MP"}
SAME_PLACE_MILES = 25  # a place farther than this from every ZIP code of its name is another place


@dataclass(slots=True)
class Zips:
    """The postal tables, by ZIP code; and by city key ("CA fresno") the spelling and the points of its ZIP codes."""

    point: dict[str, Point] = field(default_factory=dict)
    state: dict[str, str] = field(default_factory=dict)
    key: dict[str, str] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)

    def points(self) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = defaultdict(list)
        for code, key in self.key.items():
            found[key].append(self.point[code])
        return found


def compile_gazetteer(data: Path = HERE / "data", out: Path = HERE / "gazetteer.json") -> None:
    """Read ``data`` and write the compiled file. Raises KeyError for an alias of a city that is not there."""
    zips = _read_zips(data)
    cities = _cities(zips, _read_places(data))
    aliases = list(_rows(data / "aliases.csv"))
    for row in aliases:
        if row["lat"]:  # it may also name a city that no source has
            cities.setdefault(_key(row["city"], row["state"]), City(row["city"], _point(row), 0))
    compiled = _compiled(zips, cities, aliases)
    out.write_text(json.dumps(compiled, separators=(",", ":")), encoding="utf-8")


def _read_zips(data: Path) -> Zips:
    zips = Zips()
    for row in _rows(data / "us_zips_geonames.csv.gz"):
        if row["state"] not in STATES:  # military mail and the freely associated states: no therapists to find there
            continue
        key = zips.key[row["zip"]] = _key(row["city"], row["state"])
        zips.spelling.setdefault(key, row["city"])
        zips.state[row["zip"]] = row["state"]
        zips.point[row["zip"]] = _point(row)
    areas = {code[:3]: state for code, state in zips.state.items()} | ISLANDS
    for row in _rows(data / "us_zcta_2023_census.csv.gz"):
        code = row["zcta"]
        zips.point[code] = _point(row)
        zips.state.setdefault(code, areas.get(code) or areas.get(code[:4]) or areas[code[:3]])
    return zips


def _read_places(data: Path) -> dict[str, list[City]]:
    """City key -> GeoNames' places of that name, the largest first."""
    places: dict[str, list[City]] = defaultdict(list)
    for row in _rows(data / "us_places_geonames.csv.gz"):
        if row["state"] in STATES:
            places[_key(row["name"], row["state"])].append(City(row["name"], _point(row), int(row["population"])))
    for found in places.values():
        found.sort(key=lambda city: -city.population)
    return places


def _cities(zips: Zips, places: dict[str, list[City]]) -> dict[str, City]:
    """One city per key: the place that gets mail by that name, else the middle of the ZIP codes, else any place."""
    points = zips.points()
    cities = {key: found[0] for key, found in places.items() if key not in points}
    for key, around in points.items():
        same = [city for city in places.get(key, ()) if _is_near(city, around)]
        cities[key] = same[0] if same else City(zips.spelling[key], _middle(around), 0)
    for key in [key for key in cities if key not in points]:
        _merge_kind(cities, key, points)
    return cities


def _merge_kind(cities: dict[str, City], key: str, points: dict[str, list[Point]]) -> None:
    """GeoNames says New York City where the mail says New York: one city, by its postal name."""
    postal = key[:3] + bare_key(key[3:])
    if postal in points and not cities[postal].population and _is_near(cities[key], points[postal]):
        cities[postal] = cities.pop(key)._replace(name=cities[postal].name)


def _is_near(city: City, points: list[Point]) -> bool:
    return any(miles(*city.point, *point) <= SAME_PLACE_MILES for point in points)


def _compiled(zips: Zips, cities: dict[str, City], aliases: list[dict[str, str]]) -> dict[str, object]:
    codes = sorted(zips.point)
    keys = sorted(cities)
    tables = packed(
        zips={code: (zips.key.get(code, zips.state[code]), zips.point[code]) for code in codes},
        cities={key: cities[key] for key in keys},
        aliases={_key(row["name"], row["state"]): _alias(row, cities) for row in aliases},
        bare=_bare(keys),
    )
    return {"credit": CREDIT, **tables}


def _bare(keys: list[str]) -> dict[str, str]:
    """Keys without the kind of place, where that is no city of its own: "IL elk grove" -> "IL elk grove village"."""
    found: dict[str, str] = {}
    known = set(keys)
    for key in keys:
        short = key[:3] + bare_key(key[3:])
        if short not in known:
            found.setdefault(short, key)
    return found


def _alias(row: dict[str, str], cities: dict[str, City]) -> tuple[str, Point]:
    """An alias has a point of its own, or takes that of its city."""
    key = _key(row["city"], row["state"])
    return key, _point(row) if row["lat"] else cities[key].point


def _rows(path: Path) -> Iterator[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))


def _key(city: str, state: str) -> str:
    return f"{state} {city_key(city)}"


def _point(row: dict[str, str]) -> Point:
    return float(row["lat"]), float(row["lon"])


def _middle(points: list[Point]) -> Point:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)


if __name__ == "__main__":
    compile_gazetteer()
    sys.stderr.write(f"wrote {HERE / 'gazetteer.json'}\n")
