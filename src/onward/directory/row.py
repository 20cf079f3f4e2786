"""One row of the registry to a Provider, or the reason why it cannot be listed.

This is the plain definition. ``release/build.py`` does the same for whole columns at a time, and a property
test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from onward.directory import casing, clean, columns, npi
from onward.directory.address import Address, Location
from onward.directory.columns import Slot
from onward.directory.gazetteer import Gazetteer
from onward.directory.listing import listing
from onward.directory.provider import Kind, Licence, Provider
from onward.directory.spot import is_foreign, spot
from onward.directory.states import state_code

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy

Reason = Literal["fields", "npi", "deactivated", "entity", "name", "foreign", "address", "duplicate"]
REASONS: dict[Reason, str] = {
    "fields": "the line does not have as many values as the header has names",
    "npi": "the NPI is not ten digits with a right check digit",
    "deactivated": "the NPI was deactivated and not reactivated since",
    "entity": "the entity type is neither 1 (a person) nor 2 (an organization)",
    "name": "there is no name",
    "foreign": "the practice address is outside the United States",
    "address": "the practice address has no state, or neither city nor ZIP code that we know",
    "duplicate": "a row with the same NPI and a later update was listed instead",
}
KINDS: dict[str, Kind] = {"1": "person", "2": "organization"}

Row = Mapping[str, str]  # column name (as ``columns.renamed`` gives it) -> value


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not listed."""

    reason: Reason
    npi: str


def read(row: Row, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> Provider | Reject | None:
    """The provider of a main-file row; None where no slot holds a code of ``taxonomy``.

    A row that the registry blanked, but for the NPI and the day of its deactivation, is a Reject too.
    """
    reason = _why_not(row)
    listed = _listed(row, taxonomy)
    is_blanked = reason == "deactivated" and not row[columns.ENTITY].strip()
    if not listed and not is_blanked:
        return None
    if reason:
        return Reject(reason, row[columns.NPI])
    location = read_location(row, gazetteer)
    return location if isinstance(location, Reject) else _provider(row, listed, location, taxonomy)


def read_location(row: Row, gazetteer: Gazetteer) -> Location | Reject:
    """The practice address of a main-file row or of a row of the practice location file."""
    if is_foreign(row[columns.STATE], row.get(columns.COUNTRY, "")):
        return Reject("foreign", row[columns.NPI])
    found = spot(row[columns.CITY], row[columns.STATE], row[columns.ZIP], gazetteer)
    if found is None:
        return Reject("address", row[columns.NPI])
    lines = (clean.text(row.get(name, "")) for name in (columns.LINE_1, columns.LINE_2))
    line = casing.street(", ".join(filter(None, lines)))
    address = Address(line, found.city, found.state, found.zip)
    return Location(address, found.town, clean.phone(row.get(columns.PHONE, "")), found.lat, found.lon)


def with_locations(provider: Provider, others: Iterable[Location]) -> Provider:
    """The provider with its other practice locations, in order; one at a site that it has already adds nothing."""
    sites: dict[str, Location] = {}
    for location in (*provider.locations, *others):
        sites.setdefault(location.address.site, location)
    return replace(provider, locations=tuple(sites.values()))


def _why_not(row: Row) -> Reason | None:
    if not npi.is_valid(row[columns.NPI].strip()):
        return "npi"
    if is_deactivated(clean.iso_date(row[columns.DEACTIVATED]), clean.iso_date(row[columns.REACTIVATED])):
        return "deactivated"
    if row[columns.ENTITY].strip() not in KINDS:
        return "entity"
    return None if registry_name(row) else "name"


def is_deactivated(deactivated: str, reactivated: str) -> bool:
    """From two ISO dates or empty texts. A reactivated NPI keeps the date on which it was deactivated before."""
    return bool(deactivated) and reactivated < deactivated


def registry_name(row: Row) -> str:
    """The name as the registry spells it: first, middle, last and suffix of a person, or the legal name."""
    if row[columns.ENTITY].strip() == "2":
        return clean.text(row[columns.ORGANISATION])
    parts = (columns.FIRST, columns.MIDDLE, columns.LAST, columns.SUFFIX)
    return " ".join(filter(None, (clean.text(row.get(name, "")) for name in parts)))


def _listed(row: Row, taxonomy: Mapping[str, Taxonomy]) -> list[Slot]:
    """The slots filled with a code of ours as (code, licence, state, switch): primary first, else as listed."""
    found = [Slot(*(row[name].strip() for name in names)) for names in columns.slots(row)]
    return sorted((slot for slot in found if slot.code in taxonomy), key=lambda slot: slot.primary != "Y")


def _provider(row: Row, listed: list[Slot], location: Location, taxonomy: Mapping[str, Taxonomy]) -> Provider:
    kind = KINDS[row[columns.ENTITY].strip()]
    codes = tuple(dict.fromkeys(slot.code for slot in listed))
    says = listing(kind, codes, taxonomy)
    recased = casing.person if kind == "person" else casing.organisation
    also = clean.text(row.get(columns.OTHER_ORGANISATION, "")) if kind == "organization" else ""
    sex = row.get(columns.SEX, "").strip()
    return Provider(
        npi=npi.Npi(row[columns.NPI]),
        kind=kind,
        name=recased(registry_name(row)),
        also=recased(also),
        credential=casing.credential(clean.text(row.get(columns.CREDENTIAL, ""))),
        disciplines=says.disciplines,
        role=says.role,
        specialties=says.specialties,
        setting=says.setting,
        codes=codes,
        licences=_licences(listed),
        sex=sex if sex in ("F", "M") else "",
        updated=clean.iso_date(row[columns.UPDATED]),
        locations=(location,),
    )


def _licences(listed: list[Slot]) -> tuple[Licence, ...]:
    """Each licence once: many list one number with several codes."""
    found = (Licence(state_code(s.licence_state) or "", clean.licence_number(s.licence)) for s in listed)
    return tuple(dict.fromkeys(licence for licence in found if licence.number))
