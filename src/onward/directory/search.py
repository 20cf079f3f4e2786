"""Searches and their answers as values: a query from what somebody typed, the hits, the page.

``reference.py`` says what "match" and "near" mean, slowly and obviously; ``release/search.py`` answers fast.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from onward.directory.address import Address, Location
from onward.directory.place import Place
from onward.directory.provider import Provider
from onward.directory.query import Cursor, NotRecorded, Query, RoleFilter, SearchError

if TYPE_CHECKING:
    from onward.knowledge.model import Discipline, Setting, Specialty

__all__ = ["Cursor", "Hit", "NotRecorded", "Query", "Result", "RoleFilter", "SearchError", "query_at", "reasons"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A provider that matched, at the nearest of its locations that did; ``miles`` is None without a place."""

    provider: Provider
    location: Location
    miles: float | None
    both: bool
    matched: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The Provider of the contract."""
        return {
            **self.provider.to_json(self.location),
            "miles": self.miles,
            "both_disciplines_at_address": self.both,
            "matched": list(self.matched),
        }

    @property
    def address(self) -> Address:
        """Where the hit is."""
        return self.location.address

    @property
    def phone(self) -> str:
        """The telephone there: ten digits or empty."""
        return self.location.phone

    @property
    def cursor(self) -> Cursor:
        """The cursor of a page that ends here."""
        return Cursor(round((self.miles or 0) * 10), self.provider.npi)


@dataclass(frozen=True, slots=True)
class Result:
    """One page. ``within`` is the radius used (miles; None without a place), ``total`` counts the hits of every page,
    ``next`` is the cursor of the following page, None on the last one.
    """

    within: float | None
    total: int
    hits: tuple[Hit, ...]
    next: str | None

    def to_json(self) -> dict[str, object]:
        """As ``directory search --json`` prints it, but for the place."""
        return {
            "within": self.within,
            "total": self.total,
            "providers": [hit.to_json() for hit in self.hits],
            "next": self.next,
        }


def reasons(query: Query, provider: Provider, within: float | None) -> tuple[str, ...]:
    """Why a provider is among the hits, in the words of the query."""
    found: list[str] = [d for d in provider.disciplines if d in query.disciplines]
    found += filter(None, (query.specialty, query.setting))
    if query.role not in (None, "any"):
        found.append(provider.role)
    if query.both:
        found.append("both at one address")
    if within is not None:
        found.append(f"within {within:g} miles")
    return tuple(found)


def query_at(
    place: Place,
    specialties: Mapping[str, Specialty],
    settings: Mapping[str, Setting],
    *,
    within: float | None = None,
    discipline: str | None = None,
    specialty: str | None = None,
    setting: str | None = None,
    role: str | None = None,
    both: bool = False,
    name: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> Query:
    """The query around ``place``. Raises SearchError for a value that is none, NotRecorded for a setting without codes.

    ``specialties`` and ``settings`` are those of the knowledge, to tell a mistyped id from one without codes.
    """
    _known("specialty", specialty, specialties)
    _known("setting", setting, settings)
    if setting and not settings[setting].recorded:
        raise NotRecorded("setting", setting, [key for key, value in settings.items() if value.recorded])
    return Query(
        lat=place.lat,
        lon=place.lon,
        within=within,
        disciplines=(cast("Discipline", discipline),) if discipline else (),
        specialty=specialty or None,
        setting=setting or None,
        role=cast("RoleFilter", role) if role else None,
        both=both,
        name=name or "",
        limit=limit,
        cursor=cursor or None,
    )


def _known(field: str, value: str | None, known: Collection[str]) -> None:
    if value and value not in known:
        close = get_close_matches(value, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(sorted(known))}"
        raise SearchError(field, f"there is no {field} {value!r}; {hint}")
