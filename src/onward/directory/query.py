"""What to look for, checked when it is made.

Errors::

    SearchError                a value that no search can take; ``field`` names it
    └── NotRecorded            a setting or specialty that the registry has no code for
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from onward.directory.npi import is_valid
from onward.directory.states import STATES
from onward.directory.text import words

if TYPE_CHECKING:
    from onward.knowledge.model import Discipline, Role

RADII = (10, 25, 50, 100, 200)  # miles: tried in turn where no radius was asked for
ENOUGH = 5  # hits that end the widening, where the page is no smaller
MOST = 500  # hits on one page
FARTHEST = 3000  # miles

RoleFilter = Literal["therapist", "assistant", "clinic", "facility", "any"]


class SearchError(Exception):
    """A value that cannot be searched for; the message names the value and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotRecorded(SearchError):
    """The registry has no code for it, so that searching for it would silently find nothing."""

    def __init__(self, field: str, value: str, recorded: Collection[str]) -> None:
        super().__init__(
            field, f"the registry does not record the {field} {value!r}; it records {', '.join(sorted(recorded))}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search. Raises SearchError when made with a value that no search can take.

    - ``lat`` and ``lon`` (degrees): search by distance from here; without them, list by name. ``within`` miles, or
      None to widen by itself through RADII until at least ENOUGH were found (or ``limit``, where that is less).
    - ``disciplines``: any of these; empty means all. ``specialty`` and ``setting`` are ids of the knowledge.
    - ``role``: None means everybody but assistants, "any" really everybody.
    - ``both``: only at sites where both disciplines are listed.
    - ``name``: every word begins a word of the name (or of the name that it does business under).
    - ``state`` (a code) and ``town`` (a slug, needs ``state``): practice addresses there.
    - ``cursor``: of the page before.
    """

    lat: float | None = None
    lon: float | None = None
    within: float | None = None
    disciplines: tuple[Discipline, ...] = ()
    specialty: str | None = None
    setting: str | None = None
    role: RoleFilter | None = None
    both: bool = False
    name: str = ""
    state: str | None = None
    town: str | None = None
    limit: int = 20
    cursor: str | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise SearchError("near", "a point has a latitude and a longitude: give both")
        if self.within is not None and not 0 < self.within <= FARTHEST:
            raise SearchError("within", f"{self.within:g} miles: give a distance above 0 and up to {FARTHEST}")
        if not 1 <= self.limit <= MOST:
            raise SearchError("limit", f"{self.limit} results: give a number from 1 to {MOST}")
        for discipline in self.disciplines:
            if discipline not in ("pt", "ot"):
                raise SearchError("discipline", f"{discipline!r} is not a discipline: give pt or ot")
        if self.role not in (None, "therapist", "assistant", "clinic", "facility", "any"):
            raise SearchError(
                "role", f"{self.role!r} is not a role: give therapist, assistant, clinic, facility or any"
            )
        if self.state is not None and self.state not in STATES:
            raise SearchError("state", f"{self.state!r} is not a state: give its two-letter code")
        if self.town is not None and self.state is None:
            raise SearchError("town", f"{self.town!r}: which state?")
        if self.name and not any(len(word) > 1 for word in words(self.name)):
            raise SearchError("name", f"{self.name!r}: give at least two letters of a word of the name")
        if self.cursor is not None:
            Cursor.read(self.cursor)

    @property
    def point(self) -> tuple[float, float] | None:
        """Where to search from, if anywhere."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)

    @property
    def enough(self) -> int:
        """As many hits as end the widening."""
        return min(self.limit, ENOUGH)


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """The last hit of a page: its distance in tenths of a mile (0 without a place) and its NPI."""

    tenths: int
    npi: str

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The cursor written as ``text``. Raises SearchError for anything that is none."""
        tenths, _, npi = text.partition("-")
        if not (tenths.isdecimal() and is_valid(npi)):
            raise SearchError("cursor", f"{text!r} is not a cursor: take it from the page before, or leave it out")
        return cls(int(tenths), npi)

    def __str__(self) -> str:
        return f"{self.tenths}-{self.npi}"


class Recorded(NamedTuple):
    """The ids that the registry has codes for."""

    settings: Collection[str]
    specialties: Collection[str]


def check_recorded(query: Query, recorded: Recorded) -> None:
    """Raises NotRecorded for a setting or specialty that no code stands for."""
    if query.setting is not None and query.setting not in recorded.settings:
        raise NotRecorded("setting", query.setting, recorded.settings)
    if query.specialty is not None and query.specialty not in recorded.specialties:
        raise NotRecorded("specialty", query.specialty, recorded.specialties)


def plays(query: Query, role: Role) -> bool:
    """Whether the query takes providers in this role."""
    return role != "assistant" if query.role is None else query.role in ("any", role)
