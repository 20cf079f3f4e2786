"""Finding rows: the same answers as ``directory/reference.py``, from indexes instead of from every provider.

A search near a place runs over areas, not over providers: thousands of locations share the centre of one ZIP code,
so all of them are at one distance. The R*Tree gives the areas around the place, ``tally`` says how many locations
match in each, and only the nearest areas that fill the page are then read.

A provider with several locations is one hit, at the nearest that matched. The trait "several" marks it, so that
only those few are looked at twice: ``tally`` leaves them out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from heapq import nsmallest
from typing import NamedTuple

from onward.directory.near import boxes, shown_miles
from onward.directory.query import RADII, Cursor, Query, SearchError
from onward.release.traits import Traits
from onward.release.where import Where, match, where

# Spelled as in indexes.sql, so that SQLite sees which index holds the rows.
IS_SEVERAL = "traits & 2 <> 0"
IN_AREAS = "area IN (SELECT value FROM json_each(?))"


# For a place and a radius: area -> tenths of a mile, for all areas within.
Areas = Callable[[float, float, float], Mapping[int, int]]
_Found = tuple[int, int, int, int]  # area, provider, place, traits


class Row(NamedTuple):
    """A hit: a row of ``location`` by its key, and its distance in tenths of a mile (0 without a place)."""

    tenths: int
    provider: int
    place: int
    traits: int


class Page(NamedTuple):
    """``rows`` in order; ``more`` says whether others follow."""

    within: float | None
    total: int
    rows: list[Row]
    more: bool


class _After(NamedTuple):
    """Where the page before ended."""

    tenths: int = -1
    provider: int = 0


def find(db: sqlite3.Connection, traits: Traits, query: Query, areas: Areas) -> Page:
    """The page of hits that ``query`` asks for; ``areas`` is ``areas_within``, or a memory of it.

    Raises SearchError for a cursor of another release.
    """
    condition, after = where(query, traits), _after(db, query.cursor)
    if name := match(query):
        return _named(db, condition, name, query, after, areas)
    if query.point is None:
        return _listed(db, condition, after, query.limit)
    for radius in _radii(query):
        near = areas(*query.point, radius)
        counts = _counts(db, condition, near)
        total = sum(counts.values()) + _count_several(db, condition, near)
        if total >= query.enough:
            break
    wanted, edge = _filling(counts, near, after, query.limit + 1)
    # Nobody who lies farther than the edge stands on the page; but whoever has a nearer place stood on one before.
    several = _nearest_each(near, _several(db, condition, [area for area, tenths in near.items() if tenths <= edge]))
    found = [*_single(db, condition, near, wanted, after, query.limit + 1), *several]
    return _page(radius, total, found, after, query.limit)


def _radii(query: Query) -> tuple[float, ...]:
    return RADII if query.within is None else (query.within,)


def _after(db: sqlite3.Connection, text: str | None) -> _After:
    if text is None:
        return _After()
    cursor = Cursor.read(text)
    found = db.execute("SELECT id FROM provider WHERE npi = ?", (int(cursor.npi),)).fetchone()
    if found is None:
        raise SearchError("cursor", f"{text!r} is not in this list: start again without a cursor")
    return _After(cursor.tenths, found[0])


def areas_within(db: sqlite3.Connection, lat: float, lon: float, radius: float) -> dict[int, int]:
    """Area -> tenths of a mile from the place, for all within the radius."""
    near = {}
    for box in boxes(lat, lon, radius):
        for area, *point in db.execute(
            "SELECT id, lat, lon FROM near WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?", box
        ):
            miles = shown_miles(lat, lon, *point)
            if miles <= radius:
                near[area] = round(miles * 10)
    return near


def _page(within: float | None, total: int, found: Iterable[tuple[int, ...]], after: _After, limit: int) -> Page:
    """From all rows (as the fields of Row) that may stand on the page."""
    rows = nsmallest(limit + 1, (row for row in found if row[:2] > after))
    return Page(within, total, [Row(*row) for row in rows[:limit]], len(rows) > limit)


def _nearest_each(near: Mapping[int, int], found: Iterable[_Found]) -> Collection[tuple[int, ...]]:
    """Each provider once, at its nearest place, as the fields of a Row."""
    rows = sorted(((near[at[0]], *at[1:]) for at in found if at[0] in near), reverse=True)
    return {row[1]: row for row in rows}.values()  # the nearest comes last and stays


def _counts(db: sqlite3.Connection, condition: Where, near: Iterable[int]) -> dict[int, int]:
    """How many providers with a single location match in each area."""
    sql = f"SELECT area, sum(n) FROM tally WHERE {IN_AREAS} AND {condition.sql} GROUP BY area"
    return dict(db.execute(sql, (json.dumps(list(near)), *condition.values)).fetchall())


def _count_several(db: sqlite3.Connection, condition: Where, near: Iterable[int]) -> int:
    """How many providers with several locations match, each counted once."""
    sql = "SELECT count(DISTINCT provider) FROM location INDEXED BY location_several"
    sql += f" WHERE {IN_AREAS} AND {IS_SEVERAL} AND {condition.sql}"
    return int(db.execute(sql, (json.dumps(list(near)), *condition.values)).fetchone()[0])


def _several(db: sqlite3.Connection, condition: Where, near: Iterable[int]) -> list[_Found]:
    sql = "SELECT area, provider, place, traits FROM location INDEXED BY location_several"
    sql += f" WHERE {IN_AREAS} AND {IS_SEVERAL} AND {condition.sql}"
    return db.execute(sql, (json.dumps(list(near)), *condition.values)).fetchall()


def _single(
    db: sqlite3.Connection, condition: Where, near: Mapping[int, int], wanted: list[int], after: _After, enough: int
) -> list[_Found]:
    """From each area as many as a page can take: an area of a large city holds thousands."""
    sql = f"SELECT provider, place, traits FROM location WHERE area = ? AND NOT {IS_SEVERAL} AND {condition.sql}"
    sql += " AND provider > ? ORDER BY provider LIMIT ?"
    found: list[_Found] = []
    for area in wanted:
        first = after.provider if near[area] == after.tenths else 0
        rows = db.execute(sql, (area, *condition.values, first, enough))
        found += [(near[area], *row) for row in rows]
    return found


def _filling(counts: Mapping[int, int], near: Mapping[int, int], after: _After, enough: int) -> tuple[list[int], int]:
    """The nearest areas that surely hold ``enough`` rows behind ``after``, and how far they reach; all at one distance
    go together."""
    wanted: list[int] = []
    have, edge = 0, -1
    for area in sorted(counts, key=near.__getitem__):
        tenths = near[area]
        if have >= enough and tenths > edge:
            return wanted, edge
        if tenths >= after.tenths:
            wanted.append(area)
            edge = tenths
            have += counts[area] if tenths > after.tenths else 0
    return wanted, max(near.values(), default=0)


def _named(db: sqlite3.Connection, condition: Where, name: str, query: Query, after: _After, areas: Areas) -> Page:
    """By name: few providers match, so all of them are read."""
    # Materialized, or SQLite goes through all areas of a state for each name.
    rows = db.execute(
        "WITH found AS MATERIALIZED (SELECT area, provider, place, traits FROM name CROSS JOIN location"
        f" ON provider = name.rowid WHERE name MATCH ?) SELECT * FROM found WHERE {condition.sql}",
        (name, *condition.values),
    ).fetchall()
    if query.point is None:
        found = _nearest_each(dict.fromkeys((area for area, *_ in rows), 0), rows)
        return _page(None, len(found), found, after, query.limit)
    for radius in _radii(query):
        found = _nearest_each(areas(*query.point, radius), rows)
        if len(found) >= query.enough:
            break
    return _page(radius, len(found), found, after, query.limit)


def _listed(db: sqlite3.Connection, condition: Where, after: _After, limit: int) -> Page:
    """Without a place or name: in order of names, each provider at its first location that matches."""
    (single,) = db.execute(f"SELECT sum(n) FROM tally WHERE {condition.sql}", condition.values).fetchone()
    (several,) = db.execute(
        f"SELECT count(DISTINCT provider) FROM location WHERE {IS_SEVERAL} AND {condition.sql}", condition.values
    ).fetchone()
    rows = db.execute(
        f"SELECT 0, provider, min(place), traits FROM location WHERE {condition.sql} AND provider > ?"
        " GROUP BY provider ORDER BY provider LIMIT ?",
        (*condition.values, after.provider, limit + 1),
    )
    return _page(None, (single or 0) + several, rows, after, limit)
