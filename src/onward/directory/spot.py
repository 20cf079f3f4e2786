"""Where a registry address lies: city, state and ZIP code repaired, and a point found."""

from __future__ import annotations

from typing import NamedTuple

from onward.directory import casing, clean
from onward.directory.gazetteer import Gazetteer
from onward.directory.states import TERRITORIES, state_code

_MILITARY = frozenset({"AA", "AE", "AP"})  # mail to forces overseas


class Spot(NamedTuple):
    """``town`` is the city as the gazetteer names it; the point is None where neither ZIP nor city is known."""

    city: str
    state: str
    zip: str
    town: str
    lat: float | None
    lon: float | None


def spot(city: str, state: str, zip_code: str, gazetteer: Gazetteer) -> Spot | None:
    """The spot of a registry address; None where it does not say enough (see ``is_foreign`` for the other reason).

    The point is that of the ZIP code if it lies in the state named, else that of the city.
    """
    code = clean.zip5(zip_code)
    area = gazetteer.shipped_zip(code)
    where = state_code(state) or (area.state if area else None)
    name = clean.text(city).strip(" ,.") or (area.city if area else "")
    if not where or not name:
        return None
    town = gazetteer.shipped_city(name, where)
    if area and town and area.state != where:  # the ZIP code has a typing mistake
        area = None
    point = area or town
    shown = town.city if town else (area.city if area and area.city else casing.street(name))
    return Spot(casing.street(name), where, code, shown, point.lat if point else None, point.lon if point else None)


def is_foreign(state: str, country: str) -> bool:
    """Whether an address lies outside the states and territories. Blank country means the U.S."""
    return country.strip().upper() not in {"", "US", "USA", *TERRITORIES} or state.strip().upper() in _MILITARY
