"""What a person typed for a place, taken apart; whether such a place exists is the gazetteer's question."""

from __future__ import annotations

import re
from typing import NamedTuple

from onward.directory.place import PlaceNotFound
from onward.directory.states import state_code
from onward.directory.text import one_line

EXAMPLES = 'write a city and state ("Fresno, CA") or a ZIP code ("93720")'

_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_POINT = re.compile(rf"({_NUMBER})\s*[,; ]\s*({_NUMBER})")
_ZIP_AT_END = re.compile(r"(?:(.*?)[\s,]+)?(\d{5})(?:[-\s]?\d{4})?")
_COUNTRY = re.compile(r"[\s,]+(?:usa|u\.s\.a\.|u\.s\.|united states(?: of america)?)$", re.IGNORECASE)


class Wanted(NamedTuple):
    """The parts that were there; ``point`` is (lat, lon)."""

    city: str | None = None
    state: str | None = None
    zip: str | None = None
    point: tuple[float, float] | None = None


def parse(text: str) -> Wanted:
    """Take a place text apart. Raises PlaceNotFound where its form says already that it can be no place."""
    asked = _COUNTRY.sub("", one_line(text)).strip(" ,")
    if not asked:
        raise PlaceNotFound(f"no place was given: {EXAMPLES}")
    if point := _POINT.fullmatch(asked):
        return Wanted(point=_checked(float(point[1]), float(point[2])))
    if found := _ZIP_AT_END.fullmatch(asked):
        before = _city_and_state(found[1]) if found[1] else Wanted()
        return before._replace(zip=found[2])
    if asked.replace("-", "").isdigit():
        raise PlaceNotFound(_not_a_zip(asked), _restored(asked))
    return _city_and_state(asked)


def _checked(lat: float, lon: float) -> tuple[float, float]:
    if abs(lat) > 90 or abs(lon) > 180:
        raise PlaceNotFound(f"{lat:g}, {lon:g} is no point on Earth: latitude comes first, then longitude, in degrees")
    return lat, lon


def _not_a_zip(digits: str) -> str:
    count = sum(map(str.isdigit, digits))
    hint = f"; did you mean {_restored(digits)[0]}?" if _restored(digits) else f"; {EXAMPLES}"
    return f"{digits} has {count} digits and a ZIP code has five{hint}"


def _restored(digits: str) -> tuple[str, ...]:
    """Spreadsheets drop the leading zero of ZIP codes in the North-East: 7030 is most likely 07030."""
    return (f"0{digits}",) if len(digits) == 4 and digits.isdigit() else ()


def _city_and_state(text: str) -> Wanted:
    city, comma, tail = text.strip(" ,").rpartition(",")
    if comma:
        state = state_code(tail)
        if state is None:
            raise PlaceNotFound(f"{tail.strip()!r} is not a state of the U.S.: {EXAMPLES}")
        return Wanted(city=city.strip(), state=state)
    parts = text.split()
    for size in (3, 2, 1):  # longest first: "Columbia District of Columbia", "Trenton New Jersey", "Trenton NJ"
        state = state_code(" ".join(parts[-size:])) if size < len(parts) else None
        if state and not state_code(text):  # "West Virginia" is a state, not a place called West
            return Wanted(city=" ".join(parts[:-size]), state=state)
    return Wanted(city=text.strip())
