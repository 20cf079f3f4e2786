"""A place to search from, and the one error that says why a text names none."""

from __future__ import annotations

from dataclasses import dataclass

from onward.directory.states import STATES
from onward.directory.text import slug


class PlaceNotFound(Exception):
    """The text names no place, or more than one. ``suggestions`` are texts that would have worked, best first."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class Place:
    """A city, a ZIP code or a bare point (``city`` and ``state`` empty). Degrees are WGS 84.

    ``population`` is GeoNames' figure for a city, None where it has none.
    """

    city: str
    state: str
    lat: float
    lon: float
    zip: str | None = None
    population: int | None = None

    @property
    def label(self) -> str:
        """How to show it: "Fresno, CA", "Fresno, CA 93720" or "36.7478, -119.7724"."""
        if not self.city and not self.zip:
            return f"{self.lat:g}, {self.lon:g}"
        return " ".join(filter(None, [", ".join(filter(None, [self.city, self.state])), self.zip]))

    @property
    def path(self) -> str | None:
        """State and city as they stand in a URL ("california/fresno"); None for a bare point."""
        return f"{STATES[self.state].slug}/{slug(self.city)}" if self.city and self.state in STATES else None

    def to_json(self) -> dict[str, object]:
        """The place as the API and ``--json`` show it."""
        return {
            "label": self.label,
            "city": self.city or None,
            "state": self.state or None,
            "zip": self.zip,
            "lat": self.lat,
            "lon": self.lon,
            "population": self.population,
        }
