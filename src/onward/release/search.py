"""An open release: the one object that pages, commands and the API search with."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple, TypedDict

from onward.directory.provider import Provider, page_of
from onward.directory.query import Query, Recorded, check_recorded
from onward.directory.row import KINDS
from onward.directory.search import Hit, Result, reasons
from onward.directory.states import STATES
from onward.release import records
from onward.release.errors import ReleaseError
from onward.release.find import IS_SEVERAL, Row, areas_within, find
from onward.release.header import check_header
from onward.release.traits import BOTH, Traits
from onward.release.where import where

_PLACES_REMEMBERED = 500
_TOWN = 'state, slug, name, providers, pt, ot, "both"'
_IN_IDS = "id IN (SELECT value FROM json_each(?))"
_SITE = re.compile(r"[0-9a-f]{15}")


class Info(TypedDict):
    """What a release says of itself. ``date`` is the last change in the source (ISO), ``built`` the day of the build.

    ``providers`` counts all, assistants included; ``sample`` is true where any row is fictional.
    """

    source: str
    date: str
    providers: int
    source_rows: int
    rejected: dict[str, int]
    by_state: dict[str, int]
    by_discipline: dict[str, int]
    sample: bool
    built: str
    digest: str


class Town(NamedTuple):
    """A city that has providers, assistants left out; ``both`` counts those at sites with both disciplines."""

    state: str
    slug: str
    name: str
    providers: int
    pt: int
    ot: int
    both: int

    @property
    def path(self) -> str:
        """Its page on the site."""
        return f"{STATES[self.state].path}{self.slug}/"


class Listed(NamedTuple):
    """A provider as a map of the site has it: its page and its last change."""

    path: str
    updated: str


class Directory:
    """A release, open for reading; safe to share between threads.

    Raises ReleaseError, on opening or later, with one line that says what to do.
    """

    @classmethod
    def open(cls, path: Path) -> Directory:
        """The release ``path``."""
        return cls(path)

    def __init__(self, path: Path) -> None:
        check_header(path)
        self.path = path
        self._local = threading.local()
        # One visit asks several times around one place: each discipline, its specialties, facilities.
        self._areas = lru_cache(_PLACES_REMEMBERED)(self._areas_within)
        with self._reading() as db:
            rows = db.execute("SELECT bit, kind, id FROM trait ORDER BY bit")
            self._traits = Traits.numbered((bit, (kind, name)) for bit, kind, name in rows)
            self.recorded: Recorded = self._traits.recorded()  # the settings and specialties to search for
            self._info = _info(dict(db.execute("SELECT key, value FROM meta").fetchall()))

    def info(self) -> Info:
        """Where the release comes from and what is in it."""
        return self._info

    def search(self, query: Query) -> Result:
        """The page of providers that ``query`` asks for. Raises SearchError or NotRecorded."""
        check_recorded(query, self.recorded)
        with self._reading() as db:
            page = find(db, self._traits, query, self._areas)
            providers = records.providers(db, self._traits, [row.provider for row in page.rows])
        hits = tuple(self._hit(query, page.within, row, providers[row.provider]) for row in page.rows)
        following = str(hits[-1].cursor) if page.more and hits else None
        return Result(page.within, page.total, hits, following)

    def by_npi(self, npi: str) -> Provider | None:
        """The provider with this NPI, with all its locations; None where none is listed."""
        with self._reading() as db:
            row = db.execute("SELECT id FROM provider WHERE npi = ?", (npi,)).fetchone()
            return records.providers(db, self._traits, [row[0]])[row[0]] if row else None

    def why_not_listed(self, npi: str) -> str | None:
        """Why a row with this NPI was left out (a key of ``directory.row.REASONS``); None where there was none."""
        with self._reading() as db:
            row = db.execute("SELECT reason FROM reject WHERE npi = ?", (npi,)).fetchone()
            return str(row[0]) if row else None

    def towns(self, state: str) -> list[Town]:
        """The towns of a state (by code) that have a location, by name."""
        with self._reading() as db:
            rows = db.execute(f"SELECT {_TOWN} FROM town WHERE state = ? ORDER BY name", (state,))
            return [Town(*row) for row in rows]

    def town(self, state: str, slug: str) -> Town | None:
        """The town of a state (by code) with this slug; None where nobody has a location there."""
        with self._reading() as db:
            row = db.execute(f"SELECT {_TOWN} FROM town WHERE state = ? AND slug = ?", (state, slug)).fetchone()
            return Town(*row) if row else None

    def specialties_in(self, state: str, town: str) -> dict[str, int]:
        """Specialties listed in a town (by state code and slug), assistants left out: id to how many list it, the
        commonest first."""
        condition = where(Query(state=state, town=town), self._traits)
        counts: dict[str, int] = {}
        with self._reading() as db:
            single = f"SELECT traits, sum(n) FROM tally WHERE {condition.sql} GROUP BY traits"
            several = f"SELECT traits, count(DISTINCT provider) FROM location WHERE {IS_SEVERAL} AND {condition.sql}"
            several += " GROUP BY traits"
            for sql in (single, several):
                for traits, count in db.execute(sql, condition.values):
                    for specialty in self._traits.decode(traits).specialties:
                        counts[specialty] = counts.get(specialty, 0) + count
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    def towns_near(self, lat: float, lon: float, within: float, limit: int) -> list[tuple[Town, float]]:
        """The nearest towns that have a location, with the miles to the nearest part of each, the nearest first."""
        near = self._areas(lat, lon, within)
        with self._reading() as db:
            found = db.execute(f"SELECT id, town FROM area WHERE {_IN_IDS}", (json.dumps(list(near)),)).fetchall()
            tenths: dict[int, int] = {}
            for area, town in found:
                tenths[town] = min(near[area], tenths.get(town, near[area]))
            nearest = nsmallest(limit, tenths, key=lambda town: (tenths[town], town))
            rows = db.execute(f"SELECT id, {_TOWN} FROM town WHERE {_IN_IDS}", (json.dumps(nearest),))
            towns = {key: Town(*row) for key, *row in rows}
        return [(towns[town], tenths[town] / 10) for town in nearest]

    def listed(self, after: int, limit: int) -> list[Listed]:
        """Providers in the order of their ids, from the one after ``after`` on: for a map of the whole site."""
        with self._reading() as db:
            sql = "SELECT npi, kind, name, updated FROM provider WHERE id > ? ORDER BY id LIMIT ?"
            rows = db.execute(sql, (after, limit)).fetchall()
        return [Listed(page_of(str(npi), KINDS[str(kind)], name), day) for npi, kind, name, day in rows]

    def site(self, site: str) -> list[Hit]:
        """Everybody listed at a site (see ``Address.site``), assistants included, by name; empty for no such site."""
        if not _SITE.fullmatch(site):
            return []
        with self._reading() as db:
            sql = "SELECT 0, provider, place, traits FROM location WHERE site = ? ORDER BY provider"
            found = [Row(*row) for row in db.execute(sql, (int(site, 16),))]
            providers = records.providers(db, self._traits, [row.provider for row in found])
        return [self._hit(Query(role="any"), None, row, providers[row.provider]) for row in found]

    def _areas_within(self, lat: float, lon: float, radius: float) -> dict[int, int]:
        with self._reading() as db:
            return areas_within(db, lat, lon, radius)

    def _hit(self, query: Query, within: float | None, row: Row, provider: Provider) -> Hit:
        location = provider.locations[row.place]
        miles = row.tenths / 10 if query.point else None
        both = bool(row.traits & self._traits.masks[BOTH])
        return Hit(provider, location, miles, both, reasons(query, provider, within))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; damage that shows only on reading becomes a ReleaseError."""
        try:
            if not hasattr(self._local, "db"):
                self._local.db = _connect(self.path)
            yield self._local.db
        except sqlite3.DatabaseError as error:
            fault = f"{self.path} is damaged ({error}): build it again with `onward directory build SOURCE`"
            raise ReleaseError(fault) from error


def _info(meta: Mapping[str, str]) -> Info:
    return Info(
        source=meta["source"],
        date=meta["date"],
        providers=int(meta["providers"]),
        source_rows=int(meta["source_rows"]),
        rejected=json.loads(meta["rejected"]),
        by_state=json.loads(meta["by_state"]),
        by_discipline=json.loads(meta["by_discipline"]),
        sample=meta["sample"] == "1",
        built=meta["built"],
        digest=meta["digest"],
    )


def _connect(path: Path) -> sqlite3.Connection:
    # Immutable: the file never changes (a new release is a new file), so SQLite needs no locks.
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    db.execute("PRAGMA mmap_size = 4294967296")
    return db
