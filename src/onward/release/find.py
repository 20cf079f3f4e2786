"""Searching a release: the same answers as ``directory/reference.py``, from indexes instead of from every provider.

A search near a place runs over points, not over providers: thousands of locations share the centre of one ZIP
code, so all of them are at one distance. The R*Tree gives the points around the place, one pass over an index
counts the matching locations of each, and only the nearest points that fill the page are then read.

A provider with several locations is one hit, at the nearest that matched. The trait "several" marks it, so that
only those few are looked at twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from heapq import nsmallest
from typing import NamedTuple

from onward.directory.listing import ROLES
from onward.directory.near import boxes, shown_miles
from onward.directory.query import RADII, Cursor, Query, SearchError
from onward.directory.text import words
from onward.release.traits import BOTH, Traits

# Spelled as in indexes.sql, so that SQLite knows which of two indexes holds the rows.
IS_SEVERAL = "traits & 2 <> 0"


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


class Where(NamedTuple):
    """A condition on ``location``: SQL and its values."""

    sql: str
    values: tuple[object, ...]


def find(db: sqlite3.Connection, traits: Traits, query: Query) -> Page:
    """The page of hits that ``query`` asks for. Raises SearchError for a cursor of another release."""
    where = condition(query, traits)
    after = _after(db, query.cursor)
    if query.point is None:
        return _listed(db, where, after, query.limit)
    for radius in RADII if query.within is None else (query.within,):
        near = _points(db, *query.point, radius)
        counts = _counts(db, where, near)
        total = sum(counts.single.values()) + len(counts.several)
        if total >= query.enough:
            break
    rows = _nearest(db, where, near, counts, after, query.limit + 1)
    return Page(radius, total, rows[: query.limit], len(rows) > query.limit)


def condition(query: Query, traits: Traits) -> Where:
    """What a location must be, apart from near: one bit test for each filter, then name and town."""
    masks = []
    if query.role != "any":
        masks.append(traits.mask("role", *([query.role] if query.role else (r for r in ROLES if r != "assistant"))))
    if query.disciplines:
        masks.append(traits.mask("discipline", *query.disciplines))
    if query.specialty is not None:
        masks.append(traits.mask("specialty", query.specialty))
    if query.setting is not None:
        masks.append(traits.mask("setting", query.setting))
    if query.both:
        masks.append(traits.masks[BOTH])
    tests = [Where("traits & ? != 0", (mask,)) for mask in masks]
    if wanted := words(query.name):
        # Every token is quoted: NOT, OR and NEAR are surnames too. "*" matches words that begin so.
        match = " ".join(f'"{word}"*' for word in wanted)
        tests.append(Where("provider IN (SELECT rowid FROM name WHERE name MATCH ?)", (match,)))
    if query.town is not None:
        tests.append(Where("town = (SELECT id FROM town WHERE state = ? AND slug = ?)", (query.state, query.town)))
    elif query.state is not None:
        tests.append(Where("town IN (SELECT id FROM town WHERE state = ?)", (query.state,)))
    sql = " AND ".join(test.sql for test in tests) or "1"
    return Where(sql, tuple(value for test in tests for value in test.values))


class _After(NamedTuple):
    """Where the page before ended."""

    tenths: int = -1
    provider: int = 0


class _Counts(NamedTuple):
    """How many providers with one location match at each point; and those with several, at their nearest."""

    single: Mapping[int, int]
    several: list[Row]


def _after(db: sqlite3.Connection, text: str | None) -> _After:
    if text is None:
        return _After()
    cursor = Cursor.read(text)
    found = db.execute("SELECT id FROM provider WHERE npi = ?", (int(cursor.npi),)).fetchone()
    if found is None:
        raise SearchError("cursor", f"{text!r} is not in this list: start again without a cursor")
    return _After(cursor.tenths, found[0])


def _listed(db: sqlite3.Connection, where: Where, after: _After, limit: int) -> Page:
    """Without a place: by name, each provider at its first location that matches."""
    (total,) = db.execute(f"SELECT count(DISTINCT provider) FROM location WHERE {where.sql}", where.values).fetchone()
    rows = db.execute(
        f"SELECT 0, provider, min(place), traits FROM location WHERE {where.sql} AND provider > ?"
        " GROUP BY provider ORDER BY provider LIMIT ?",
        (*where.values, after.provider, limit + 1),
    ).fetchall()
    return Page(None, total, [Row(*row) for row in rows[:limit]], len(rows) > limit)


def _points(db: sqlite3.Connection, lat: float, lon: float, radius: float) -> dict[int, int]:
    """Point -> tenths of a mile from the place, for all within the radius."""
    near = {}
    for box in boxes(lat, lon, radius):
        for point, *where in db.execute(
            "SELECT id, lat, lon FROM point WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?", box
        ):
            miles = shown_miles(lat, lon, *where)
            if miles <= radius:
                near[point] = round(miles * 10)
    return near


def _counts(db: sqlite3.Connection, where: Where, near: Mapping[int, int]) -> _Counts:
    points = json.dumps(list(near))
    single = db.execute(
        "SELECT point, count(*) FROM location WHERE point IN (SELECT value FROM json_each(?))"
        f" AND NOT {IS_SEVERAL} AND {where.sql} GROUP BY point",
        (points, *where.values),
    )
    several = db.execute(
        "SELECT point, provider, place, traits FROM location INDEXED BY location_several"
        f" WHERE point IN (SELECT value FROM json_each(?)) AND {IS_SEVERAL} AND {where.sql}",
        (points, *where.values),
    )
    nearest: dict[int, Row] = {}
    for row in sorted(Row(near[point], *rest) for point, *rest in several):
        nearest.setdefault(row.provider, row)
    return _Counts(dict(single.fetchall()), list(nearest.values()))


def _nearest(
    db: sqlite3.Connection, where: Where, near: Mapping[int, int], counts: _Counts, after: _After, limit: int
) -> list[Row]:
    """The first ``limit`` rows behind ``after``: read from as few points as surely hold so many."""
    wanted: list[int] = []
    have, edge = 0, -1
    for point in sorted(counts.single, key=near.__getitem__):
        tenths = near[point]
        if have >= limit and tenths > edge:
            break
        if tenths >= after.tenths:
            wanted.append(point)
            edge = tenths
            have += counts.single[point] if tenths > after.tenths else 0
    rows = db.execute(
        "SELECT point, provider, place, traits FROM location WHERE point IN (SELECT value FROM json_each(?))"
        f" AND NOT {IS_SEVERAL} AND {where.sql}",
        (json.dumps(wanted), *where.values),
    )
    found = [Row(near[point], *rest) for point, *rest in rows] + counts.several
    return nsmallest(limit, (row for row in found if (row.tenths, row.provider) > after))
