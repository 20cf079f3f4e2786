"""City names that the Postal Service accepts beside its own, from the ``zipcodes`` package.

Its table takes a third of a second to load, so it is imported only when the packaged gazetteer does not
know a name, and its terms let us use it but not copy it into our own file.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

from onward.directory.citykey import city_key


class PostalArea(NamedTuple):
    """One ZIP code as the package has it."""

    zip: str
    city: str
    state: str
    point: tuple[float, float]


def postal_area(code: str) -> PostalArea | None:
    """The ZIP code ``code`` (five digits); None where the package does not know it or where it lies."""
    found = _package().matching(code)
    return _area(found[0]) if found and _placed(found[0]) else None


@cache
def accepted_names(state: str) -> dict[str, list[PostalArea]]:
    """City key -> the ZIP codes of ``state`` that go by that name: accepted names first, then discouraged ones."""
    rows = [row for row in _package().filter_by(state=state) if _placed(row)]
    accepted: dict[str, list[PostalArea]] = defaultdict(list)
    discouraged: dict[str, list[PostalArea]] = defaultdict(list)
    for row in rows:
        for key in {city_key(name) for name in (row["city"], *row["acceptable_cities"])}:
            accepted[key].append(_area(row))
        for key in {city_key(name) for name in row["unacceptable_cities"]}:
            discouraged[key].append(_area(row))
    return {**discouraged, **accepted}


def _package() -> Any:
    import zipcodes  # its functions are not annotated

    return zipcodes


def _placed(row: dict[str, str]) -> bool:
    """The package puts a few ZIP codes that it cannot place at latitude and longitude zero."""
    return bool(row["lat"] and row["long"]) and (float(row["lat"]), float(row["long"])) != (0.0, 0.0)


def _area(row: dict[str, str]) -> PostalArea:
    return PostalArea(row["zip_code"], row["city"], row["state"], (float(row["lat"]), float(row["long"])))
