"""Names that look or begin like what somebody typed. Slow beside a lookup, so only for errors and completion."""

from __future__ import annotations

from difflib import get_close_matches

from onward.directory.citykey import city_key
from onward.directory.place import Place
from onward.directory.states import STATES, state_code
from onward.directory.tables import Tables

CLOSE = 0.78  # of difflib's ratio: one letter wrong in five, two in ten


def in_state(tables: Tables, name: str, state: str) -> tuple[str, ...]:
    """Cities of ``state`` that look like ``name``, then cities elsewhere with exactly that name; as "City, ST"."""
    key = city_key(name)
    here = [full for full in tables.cities if full.startswith(state)]
    close = get_close_matches(f"{state} {key}", here, n=3, cutoff=CLOSE)
    elsewhere = [f"{code} {key}" for code in STATES if f"{code} {key}" in tables.cities]
    return _labels(tables, [*close, *_largest_first(tables, elsewhere)[:2]])


def anywhere(tables: Tables, name: str) -> tuple[str, ...]:
    """Cities of any state that look like ``name``, the largest first."""
    key = city_key(name)
    # The first letter is seldom wrong, and 45,000 comparisons would take a second.
    keys = {full[3:] for full in tables.cities if full[3:4] == key[:1] and abs(len(full) - 3 - len(key)) <= 2}
    close = set(get_close_matches(key, keys, n=3, cutoff=CLOSE))
    return _labels(tables, _largest_first(tables, [full for full in tables.cities if full[3:] in close])[:3])


def beginning_with(tables: Tables, typed: str, limit: int) -> list[Place]:
    """Cities whose key begins with ``typed`` ("fres", "Fresno, C"), the largest first."""
    name, _, tail = typed.partition(",")
    start = city_key(name)
    state = state_code(tail) or tail.strip().upper()[:2]
    found = [full for full in tables.cities if start and full.startswith(start, 3) and full.startswith(state)]
    return _places(tables, _largest_first(tables, found)[:limit])


def _largest_first(tables: Tables, keys: list[str]) -> list[str]:
    return sorted(keys, key=lambda full: (-tables.population(full), full))


def _labels(tables: Tables, keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.label for place in _places(tables, keys)))


def _places(tables: Tables, keys: list[str]) -> list[Place]:
    return [place for key in keys if (place := tables.city(key))]
