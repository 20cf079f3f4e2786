"""A therapist, clinic or facility as the registry lists it, cleaned and ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onward.directory.address import Address, Location
from onward.directory.npi import Npi
from onward.directory.text import slug

if TYPE_CHECKING:
    from onward.knowledge.model import Discipline, Role

Kind = Literal["person", "organization"]


def page_of(npi: str, kind: Kind, name: str) -> str:
    """The page of a provider on the site; the number alone would do, the name is there for people."""
    return f"/{'therapist' if kind == 'person' else 'clinic'}/{npi}/{slug(name)}/"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that the provider lists. Self-reported: nobody has checked it. ``state`` is a code or empty."""

    state: str
    number: str


@dataclass(frozen=True, slots=True)
class Provider:
    """One NPI. ``locations`` has at least one entry, the main practice address first.

    ``codes`` are the rehab taxonomy codes listed, the primary one first; ``disciplines``, ``role``,
    ``specialties`` (sorted) and ``setting`` follow from them (see ``listing.py``). ``also`` is the name that an
    organisation does business under; ``updated`` the ISO date of the last change; ``sex`` F, M or empty.
    """

    npi: Npi
    kind: Kind
    name: str
    also: str
    credential: str
    disciplines: tuple[Discipline, ...]
    role: Role
    specialties: tuple[str, ...]
    setting: str | None
    codes: tuple[str, ...]
    licences: tuple[Licence, ...]
    sex: str
    updated: str
    locations: tuple[Location, ...]

    @property
    def order(self) -> tuple[str, str]:
        """Providers at one distance stand in this order: by name, then by NPI."""
        return self.name.upper(), self.npi

    @property
    def address(self) -> Address:
        """The main practice address."""
        return self.locations[0].address

    @property
    def phone(self) -> str:
        """The telephone at the main practice address: ten digits or empty."""
        return self.locations[0].phone

    @property
    def slug(self) -> str:
        """The name as it stands in a URL."""
        return slug(self.name)

    @property
    def path(self) -> str:
        """Its page on the site."""
        return page_of(self.npi, self.kind, self.name)

    def to_json(self, location: Location | None = None) -> dict[str, object]:
        """The Provider of the contract, at ``location`` (the main one if not given).

        Without what only a search knows: ``miles``, ``both_disciplines_at_address`` and ``matched``.
        """
        at = location or self.locations[0]
        return {
            "npi": self.npi,
            "kind": self.kind,
            "name": self.name,
            "also": self.also or None,
            "credential": self.credential,
            "disciplines": list(self.disciplines),
            "role": self.role,
            "specialties": list(self.specialties),
            "setting": self.setting,
            "taxonomies": list(self.codes),
            "address": at.address.to_json(),
            "phone": at.phone or None,
            "lat": at.lat,
            "lon": at.lon,
            "site": at.address.site,
            "licences": [{"state": licence.state, "number": licence.number} for licence in self.licences],
            "sex": self.sex or None,
            "updated": self.updated or None,
        }
