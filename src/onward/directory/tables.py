"""The compiled gazetteer in memory: dictionaries from a key to a line of text.

A line is taken apart only when somebody asks for its place: 86,000 places load in thirty milliseconds.

A city key is a state code and a folded name ("CA fresno", see ``citykey.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from onward.directory.place import Place

SEPARATOR = "|"  # between lines: JSON would escape a line feed, and unescaping costs more than all the rest

Point = tuple[float, float]


class City(NamedTuple):
    """A city as it is shown; ``population`` 0 where unknown."""

    name: str
    point: Point
    population: int


@dataclass(frozen=True, slots=True)
class Tables:
    """``zips``: ZIP code -> "CA fresno;36.86221,-119.76079" (only the state where no shipped source names the city).
    ``cities``: city key -> "542107;36.74773,-119.77237;Fresno".
    ``aliases``: a curated name as a key -> "PA castle shannon;40.36479,-80.02228".
    ``bare``: a key without the kind of place -> the key with it ("IL elk grove" -> "IL elk grove village").
    """

    zips: dict[str, str]
    cities: dict[str, str]
    aliases: dict[str, str]
    bare: dict[str, str]

    def city(self, key: str) -> Place | None:
        """The city ``key``, or the one that it is an alias of."""
        city, _, moved = self.aliases.get(key, key).partition(";")
        line = self.cities.get(city)
        if line is None:
            return None
        population, point, name = line.split(";")
        # An alias for a part of a city says nothing of how many live there; one that moves the city does.
        people = int(population) if city == key else 0
        return Place(name, key[:2], *_degrees(moved or point), population=people or None)

    def zip(self, code: str) -> Place | None:
        """The ZIP code ``code``; its city is empty where no shipped source names it."""
        line = self.zips.get(code)
        if line is None:
            return None
        city, _, point = line.partition(";")
        return Place(self.name(city), city[:2], *_degrees(point), zip=code)

    def name(self, key: str) -> str:
        """How a city is written; empty for a bare state."""
        return self.cities.get(key, "").rpartition(";")[2]

    def population(self, key: str) -> int:
        """People in the city ``key``, 0 where unknown."""
        return int(self.cities[key].partition(";")[0])


def packed(
    zips: Mapping[str, tuple[str, Point]],
    cities: Mapping[str, City],
    aliases: Mapping[str, tuple[str, Point]],
    bare: Mapping[str, str],
) -> dict[str, list[str]]:
    """What ``read`` reads, as JSON values: the keys and the lines of each table."""
    return {
        "zips": _columns((code, f"{key};{_text(point)}") for code, (key, point) in zips.items()),
        "cities": _columns((key, f"{c.population};{_text(c.point)};{c.name}") for key, c in cities.items()),
        "aliases": _columns((key, f"{city};{_text(point)}") for key, (city, point) in aliases.items()),
        "bare": _columns(bare.items()),
    }


def read(text: bytes) -> Tables:
    """The tables from the compiled file. Raises ValueError or KeyError for anything else."""
    raw: dict[str, Any] = json.loads(text)
    return Tables(*(_table(*raw[name]) for name in ("zips", "cities", "aliases", "bare")))


def _table(keys: str, lines: str) -> dict[str, str]:
    return dict(zip(keys.split(SEPARATOR), lines.split(SEPARATOR), strict=True))


def _columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    keys, lines = zip(*rows, strict=True)
    return [SEPARATOR.join(keys), SEPARATOR.join(lines)]


def _text(point: Point) -> str:
    return f"{point[0]:.5f},{point[1]:.5f}"  # a hundred-thousandth of a degree is about a metre


def _degrees(point: str) -> Point:
    lat, _, lon = point.partition(",")
    return float(lat), float(lon)
