"""Rows of a release to the values of ``directory``: here the registry's capitals become readable."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from onward.directory import casing
from onward.directory.address import Address, Location
from onward.directory.npi import Npi
from onward.directory.provider import Licence, Provider
from onward.directory.row import KINDS
from onward.release.traits import Traits

_PROVIDERS = """
    SELECT id, npi, kind, name, also, credential, sex, updated, codes, traits FROM provider
    WHERE id IN (SELECT value FROM json_each(?))
"""
_LOCATIONS = """
    SELECT l.provider, l.line, l.city, l.state, l.zip, l.phone, t.name, p.lat, p.lon
    FROM location l JOIN town t ON t.id = l.town LEFT JOIN point p ON p.id = l.point
    WHERE l.provider IN (SELECT value FROM json_each(?)) ORDER BY l.provider, l.place
"""
_LICENCES = """
    SELECT provider, state, number FROM licence
    WHERE provider IN (SELECT value FROM json_each(?)) ORDER BY provider, place
"""


def providers(db: sqlite3.Connection, traits: Traits, ids: Sequence[int]) -> dict[int, Provider]:
    """Whole providers, by the release's own ids."""
    wanted = json.dumps(ids)
    locations: dict[int, list[Location]] = defaultdict(list)
    for key, *values in db.execute(_LOCATIONS, (wanted,)):
        locations[key].append(_location(*values))
    licences: dict[int, list[Licence]] = defaultdict(list)
    for key, state, number in db.execute(_LICENCES, (wanted,)):
        licences[key].append(Licence(state, number))
    return {
        row[0]: _provider(row[1:], traits, tuple(locations[row[0]]), tuple(licences[row[0]]))
        for row in db.execute(_PROVIDERS, (wanted,))
    }


def _provider(
    row: tuple[int, int, str, str, str, str, str, str, int],
    traits: Traits,
    locations: tuple[Location, ...],
    licences: tuple[Licence, ...],
) -> Provider:
    npi, entity, name, also, credential, sex, updated, codes, bits = row
    kind = KINDS[str(entity)]
    recased = casing.person if kind == "person" else casing.organisation
    says = traits.decode(bits)
    return Provider(
        npi=Npi(str(npi)),
        kind=kind,
        name=recased(name),
        also=recased(also),
        credential=casing.credential(credential),
        disciplines=says.disciplines,
        role=says.role,
        specialties=says.specialties,
        setting=says.setting,
        codes=tuple(codes.split(",")),
        licences=licences,
        sex=sex,
        updated=updated,
        locations=locations,
    )


def _location(
    line: str, city: str, state: str, code: str, phone: str, town: str, lat: float | None, lon: float | None
) -> Location:
    return Location(Address(casing.street(line), city, state, code), town, phone, lat, lon)
