"""The slow, obvious search over plain values: it says what "match" and "near" mean.

``release/search.py`` answers the same from the release file; a property test holds the two together.

Order: distance as shown (a tenth of a mile), then name, then NPI. ZIP centroids are no finer than that, and a
fixed order lets a cursor point between two hits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onward.directory.address import Location
from onward.directory.near import shown_miles
from onward.directory.provider import Provider
from onward.directory.query import RADII, Cursor, Query, Recorded, SearchError, check_recorded, plays
from onward.directory.search import Hit, Result, reasons
from onward.directory.text import slug, words


class _Match(NamedTuple):
    miles: float | None
    order: tuple[str, str]
    provider: Provider
    location: Location

    @property
    def place_in_list(self) -> tuple[float, tuple[str, str]]:
        return self.miles or 0, self.order


def search(providers: Sequence[Provider], query: Query, recorded: Recorded) -> Result:
    """Find ``query`` among ``providers``. Raises NotRecorded, and SearchError for a cursor of another list."""
    check_recorded(query, recorded)
    both = sites_with_both(providers)
    within, matches = _widened(providers, query, both)
    page = _after(matches, query.cursor)[: query.limit + 1]
    hits = tuple(
        Hit(m.provider, m.location, m.miles, m.location.address.site in both, reasons(query, m.provider, within))
        for m in page[: query.limit]
    )
    return Result(within, len(matches), hits, str(hits[-1].cursor) if len(page) > query.limit else None)


def sites_with_both(providers: Iterable[Provider]) -> set[str]:
    """Sites where both disciplines are listed; assistants, who work under somebody, do not count."""
    found: dict[str, set[str]] = defaultdict(set)
    for provider in providers:
        if provider.role != "assistant":
            for location in provider.locations:
                found[location.address.site].update(provider.disciplines)
    return {site for site, disciplines in found.items() if len(disciplines) == 2}


def matches(query: Query, provider: Provider) -> bool:
    """Whether the provider is wanted, wherever it is."""
    return (
        plays(query, provider.role)
        and (not query.disciplines or not set(query.disciplines).isdisjoint(provider.disciplines))
        and (query.specialty is None or query.specialty in provider.specialties)
        and (query.setting is None or query.setting == provider.setting)
        and has_name(provider, query.name)
    )


def has_name(provider: Provider, name: str) -> bool:
    """Whether every word of ``name`` begins a word of the provider's names."""
    known = words(f"{provider.name} {provider.also}")
    return all(any(word.startswith(start) for word in known) for start in words(name))


def is_there(query: Query, location: Location, both: set[str]) -> bool:
    """Whether the location is wanted, as far as its address says."""
    return (
        (not query.both or location.address.site in both)
        and query.state in (None, location.address.state)
        and query.town in (None, slug(location.town))
    )


def _widened(providers: Iterable[Provider], query: Query, both: set[str]) -> tuple[float | None, list[_Match]]:
    wanted = [provider for provider in providers if matches(query, provider)]
    if query.point is None:
        return None, _within(wanted, query, None, both)
    for radius in RADII if query.within is None else (query.within,):
        found = _within(wanted, query, radius, both)
        if len(found) >= query.enough:
            break
    return radius, found


def _within(providers: Iterable[Provider], query: Query, radius: float | None, both: set[str]) -> list[_Match]:
    found = []
    for provider in providers:
        there = [(_miles(query, loc), n, loc) for n, loc in enumerate(provider.locations) if is_there(query, loc, both)]
        near = [at for at in there if radius is None or (at[0] is not None and at[0] <= radius)]
        if near:
            miles, _, location = min(near, key=lambda at: (at[0] or 0, at[1]))
            found.append(_Match(miles, provider.order, provider, location))
    return sorted(found, key=lambda match: match.place_in_list)


def _miles(query: Query, location: Location) -> float | None:
    if query.point is None or location.point is None:
        return None
    return shown_miles(*query.point, *location.point)


def _after(found: list[_Match], text: str | None) -> list[_Match]:
    if text is None:
        return found
    cursor = Cursor.read(text)
    for place, match in enumerate(found):
        if Cursor(round((match.miles or 0) * 10), match.provider.npi) == cursor:
            return found[place + 1 :]
    raise SearchError("cursor", f"{text!r} is not in this list: start again without a cursor")
