"""Providers, places and what "match" and "near" mean, as plain values; no database, no network, no clock.

``gazetteer()`` gives the packaged places. ``Query`` is a search; ``release.Directory`` answers it from a release
and ``directory.reference.search`` from a list of providers, slowly and obviously.
"""

from onward.directory.address import Address, Location
from onward.directory.gazetteer import Gazetteer, gazetteer
from onward.directory.npi import Npi
from onward.directory.place import Place, PlaceNotFound
from onward.directory.provider import Licence, Provider
from onward.directory.search import Hit, NotRecorded, Query, Result, SearchError
from onward.directory.states import STATES, STATES_BY_SLUG, State, state_code

__all__ = [
    "STATES",
    "STATES_BY_SLUG",
    "Address",
    "Gazetteer",
    "Hit",
    "Licence",
    "Location",
    "NotRecorded",
    "Npi",
    "Place",
    "PlaceNotFound",
    "Provider",
    "Query",
    "Result",
    "SearchError",
    "State",
    "gazetteer",
    "state_code",
]
