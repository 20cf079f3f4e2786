"""Fictional providers in the exact layout of the registry's files, for trying Onward without real people's rows.

Everything that could be mistaken for a real person is plainly made up: names like Juniper Sampleton, telephone
numbers in the range 555-0100 to 555-0199 that is reserved for fiction, and NPIs that begin with 2, as no NPI
given out so far does. Cities and ZIP codes are real, so that searching works as it will.

Every row carries SAMPLE_MARK in place of the employer's number, which real files blank out; ``release`` finds
it there and says on every page that the providers are made up.

The first rows cover the country (see ``sample_places.py``) and hold every code, the rest follow the population.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import accumulate
from random import Random  # noqa: TID251 - made from the caller's seed
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onward.directory import columns, sample_names
from onward.directory.gazetteer import Gazetteer
from onward.directory.npi import with_check_digit
from onward.directory.sample_places import Town, covering, towns

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy

T = TypeVar("T")

FIRST_NINE = 200_000_000  # nine digits of an NPI; those that begin with 2 have not been given out
MOST_ROWS = 99_999_999
SECOND_SITE = 0.04  # share of rows with another practice location
SECOND_CODE = 0.15  # share of general therapists that list a specialty too
OTHER_NAME = 0.2  # share of organizations that do business under another name
PEOPLE_PER_SITE = 4

SECONDARY_HEADER = (
    "NPI",
    *columns.SECONDARY,
    "Provider Secondary Practice Location Address - Telephone Extension",
    "Provider Practice Location Address - Fax Number",
)

# How many of each kind among a hundred, roughly as in the registry. Kinds that are not here: codes with a
# specialty and places, at a share of their own.
_SHARES: dict[tuple[str, ...], float] = {
    ("therapist", "pt"): 40.0,
    ("therapist", "ot"): 20.0,
    ("assistant", "pt"): 12.0,
    ("assistant", "ot"): 8.0,
}
_SHARE_OF_A_SPECIALTY = 1.0
_SHARE_OF_A_PLACE = 2.0


class Lines(NamedTuple):
    """A row of the main file, and one of the practice location file or None; without line ends."""

    main: str
    secondary: str | None


class _Spot(NamedTuple):
    """A practice address as the registry spells it."""

    line: str
    suite: str
    city: str
    state: str
    zip: str
    phone: str


def header() -> list[str]:
    """The 330 column names of the main file, version 2."""
    text = resources.files(__package__).joinpath("nppes_v2_header.csv").read_text(encoding="utf-8")
    return [name for (name,) in csv.reader(text.splitlines())]


def quoted(values: Sequence[str]) -> str:
    """A line as the registry writes it: every value in double quotes, which no value holds."""
    return '"' + '","'.join(values) + '"'


def lines(rows: int, seed: int, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> Iterator[Lines]:
    """``rows`` providers, the same for the same seed. Raises ValueError for a number that NPIs do not suffice for."""
    if not 1 <= rows <= MOST_ROWS:
        raise ValueError(f"{rows} rows: give a number from 1 to {MOST_ROWS:,}")
    return _Maker(rows, seed, taxonomy, towns(gazetteer)).lines()


class _Maker:
    """Rows from one seed. All chance comes from one generator, in one order."""

    def __init__(self, rows: int, seed: int, taxonomy: Mapping[str, Taxonomy], all_towns: list[Town]) -> None:
        self._rows = rows
        self._random = Random(seed)
        self._chance = self._random.random
        self._taxonomy = taxonomy
        self._towns = all_towns
        self._people = list(accumulate(town.place.population or 0 for town in all_towns))
        self._sites_per_head = rows / PEOPLE_PER_SITE / self._people[-1]
        self._template = quoted([_FILLED.get(name, "") for name in header()])
        self._second_codes = {d: self._codes("therapist", d)[1:] for d in ("pt", "ot")}
        self._largest: dict[str, list[Town]] = {}
        for town in all_towns:
            self._largest.setdefault(town.place.state, []).append(town)

    def lines(self) -> Iterator[Lines]:
        first = FIRST_NINE + int(self._chance() * (MOST_ROWS - self._rows + 1))
        for number, (town, code) in enumerate(self._plan()):
            npi = with_check_digit(str(first + number))
            second = self._second(npi, town) if self._chance() < SECOND_SITE else None
            yield Lines(self._main(npi, town, code), second)

    def _plan(self) -> Iterator[tuple[Town, str]]:
        """Town and code of each row: first those that cover the country, then by chance."""
        cover = list(self._cover())[: self._rows]
        yield from cover
        rest = self._rows - len(cover)
        shares = list(accumulate(map(_share, self._taxonomy.values())))
        codes = self._random.choices(list(self._taxonomy), cum_weights=shares, k=rest)
        yield from zip(self._random.choices(self._towns, cum_weights=self._people, k=rest), codes, strict=True)

    def _cover(self) -> Iterator[tuple[Town, str]]:
        """A physical and an occupational therapist in each covering town, every code among them."""
        therapists = [self._codes("therapist", discipline) for discipline in ("pt", "ot")]
        others = [code for code, fact in self._taxonomy.items() if fact.role != "therapist"]
        for number, covering_town in enumerate(covering(self._towns)):
            town = covering_town._replace(zips=covering_town.zips[:1])  # the ZIP code that covers what is around
            for codes in therapists:
                yield town, codes[number % len(codes)]
            yield from ((town, code) for code in others[number : number + 1])

    def _codes(self, role: str, discipline: str) -> list[str]:
        return [c for c, fact in self._taxonomy.items() if fact.role == role and discipline in fact.disciplines]

    def _main(self, npi: str, town: Town, code: str) -> str:
        fact = self._taxonomy[code]
        values = self._person(fact) if fact.role in sample_names.PEOPLE else self._organisation(fact, town)
        since = 2006 + int(self._chance() * 19)
        values["npi"], values["code"] = npi, code
        values["enumerated"] = self._one_of(_DAYS) + str(since)
        values["updated"] = self._one_of(_DAYS) + str(since + 1 + int(self._chance() * (2025 - since)))
        values["line"], values["suite"], values["city"], values["state"], values["zip"], values["phone"] = self._spot(
            town
        )
        return self._template % values

    def _spot(self, town: Town) -> _Spot:
        """A site of the town, which others share; the suite is the provider's own."""
        chance = self._chance
        site = int(chance() * (town.place.population or 0) * self._sites_per_head)
        area = town.zips[site % len(town.zips)]
        return _Spot(
            line=f"{100 + site} {_STREETS[site % len(_STREETS)]}",
            suite=f"STE {1 + int(chance() * 40)}",
            city=area.city.upper(),
            state=area.state,
            zip=f"{area.zip}{int(chance() * 10_000):04d}",
            phone=f"{201 + site % 79 * 10}55501{int(chance() * 100):02d}",
        )

    def _second(self, npi: str, town: Town) -> str:
        """Another practice location, in one of the larger towns of the state."""
        spot = self._spot(self._one_of(self._largest[town.place.state][:50]))
        return quoted((npi, spot.line, spot.suite, spot.city, spot.state, spot.zip, "US", spot.phone, "", ""))

    def _person(self, fact: Taxonomy) -> dict[str, str]:
        discipline = fact.disciplines[0]
        is_general = fact.role == "therapist" and not fact.specialty
        second = self._one_of(self._second_codes[discipline]) if is_general and self._chance() < SECOND_CODE else ""
        return {
            "entity": "1",
            "organisation": "",
            "other": "",
            "first": self._one_of(sample_names.FIRST),
            "middle": self._one_of(sample_names.MIDDLE),
            "last": self._one_of(sample_names.LAST),
            "credential": self._one_of(sample_names.CREDENTIALS[fact.role, discipline]),
            "sex": "F" if self._chance() < 0.75 else "M",
            "licence": f"S{int(self._chance() * 100_000):05d}",
            "second": second,
            "switch": second and "N",
        }

    def _organisation(self, fact: Taxonomy, town: Town) -> dict[str, str]:
        name = self._one_of(sample_names.ORGANISATIONS[fact.role, *fact.disciplines])
        city = town.place.city.upper()
        other = f"{name} OF {city}" if self._chance() < OTHER_NAME else ""
        return _NO_PERSON | {"entity": "2", "organisation": f"{city} {name}", "other": other}

    def _one_of(self, values: Sequence[T]) -> T:
        """Three times as fast as Random.choice, and as even as names need."""
        return values[int(self._chance() * len(values))]


def _share(fact: Taxonomy) -> float:
    if fact.specialty:
        return _SHARE_OF_A_SPECIALTY
    return _SHARES.get((fact.role, *fact.disciplines), _SHARE_OF_A_PLACE)


_FIRST_SLOT, _SECOND_SLOT = columns.slot(1), columns.slot(2)
# What stands in a row beside empty values; "%(name)s" is filled in for each.
_FILLED = {
    columns.NPI: "%(npi)s",
    columns.ENTITY: "%(entity)s",
    columns.EMPLOYER: columns.SAMPLE_MARK,
    columns.ORGANISATION: "%(organisation)s",
    columns.OTHER_ORGANISATION: "%(other)s",
    columns.FIRST: "%(first)s",
    columns.MIDDLE: "%(middle)s",
    columns.LAST: "%(last)s",
    columns.CREDENTIAL: "%(credential)s",
    columns.SEX: "%(sex)s",
    columns.LINE_1: "%(line)s",
    columns.LINE_2: "%(suite)s",
    columns.CITY: "%(city)s",
    columns.STATE: "%(state)s",
    columns.ZIP: "%(zip)s",
    columns.COUNTRY: "US",
    columns.PHONE: "%(phone)s",
    columns.ENUMERATED: "%(enumerated)s",
    columns.UPDATED: "%(updated)s",
    columns.CERTIFIED: "%(updated)s",
    _FIRST_SLOT.code: "%(code)s",
    _FIRST_SLOT.licence: "%(licence)s",
    _FIRST_SLOT.licence_state: "%(state)s",
    _FIRST_SLOT.primary: "Y",
    _SECOND_SLOT.code: "%(second)s",
    _SECOND_SLOT.primary: "%(switch)s",
}
_NO_PERSON = dict.fromkeys(("first", "middle", "last", "credential", "sex", "licence", "second", "switch"), "")
_DAYS = tuple(f"{month:02d}/{day:02d}/" for month in range(1, 13) for day in range(1, 29))
_STREETS = sample_names.STREETS
