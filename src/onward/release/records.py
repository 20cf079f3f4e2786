"""Rows of a release to the values of ``directory``: here the registry's capitals become readable."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from onward.directory import casing
from onward.directory.address import Address, Location
from onward.directory.npi import Npi
from onward.directory.provider import Licence, Provider
from onward.directory.row import KINDS
from onward.release.traits import Traits

_PROVIDERS = """
    SELECT id, npi, kind, name, also, credential, sex, updated, codes, licences, traits FROM provider
    WHERE id IN (SELECT value FROM json_each(?))
"""
_LOCATIONS = """
    SELECT l.provider, l.line, l.phone, a.city, a.state, a.zip, a.lat, a.lon, t.name
    FROM location l JOIN area a ON a.id = l.area JOIN town t ON t.id = a.town
    WHERE l.provider IN (SELECT value FROM json_each(?)) ORDER BY l.provider, l.place
"""


def providers(db: sqlite3.Connection, traits: Traits, ids: Sequence[int]) -> dict[int, Provider]:
    """Whole providers, by the release's own ids."""
    wanted = json.dumps(ids)
    locations: dict[int, list[Location]] = defaultdict(list)
    for key, *values in db.execute(_LOCATIONS, (wanted,)):
        locations[key].append(_location(*values))
    return {key: _provider(row, traits, tuple(locations[key])) for key, *row in db.execute(_PROVIDERS, (wanted,))}


def _provider(row: list[Any], traits: Traits, locations: tuple[Location, ...]) -> Provider:
    npi, entity, name, also, credential, sex, updated, codes, licences, bits = row
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
        licences=tuple(map(_licence, filter(None, licences.split("\n")))),
        sex=sex,
        updated=updated,
        locations=locations,
    )


def _licence(line: str) -> Licence:
    state, _, number = line.partition(" ")
    return Licence(state, number)


def _location(
    line: str, phone: str, city: str, state: str, code: str, lat: float | None, lon: float | None, town: str
) -> Location:
    return Location(Address(casing.street(line), city, state, code), town, phone, lat, lon)
