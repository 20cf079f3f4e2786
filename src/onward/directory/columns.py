"""The columns of the registry's files, by name: extra ones and another order do no harm.

Source: the header of the NPPES main file, version 2 (2025), and of its practice location file. Version 1 differs
in one name, that of the sex column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

NPI = "NPI"
ENTITY = "Entity Type Code"
EMPLOYER = "Employer Identification Number (EIN)"
ORGANISATION = "Provider Organization Name (Legal Business Name)"
LAST, FIRST, MIDDLE = "Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name"
SUFFIX = "Provider Name Suffix Text"
CREDENTIAL = "Provider Credential Text"
OTHER_ORGANISATION = "Provider Other Organization Name"
_PRACTICE = "Provider Business Practice Location Address"
LINE_1 = "Provider First Line Business Practice Location Address"
LINE_2 = "Provider Second Line Business Practice Location Address"
CITY, STATE, ZIP = f"{_PRACTICE} City Name", f"{_PRACTICE} State Name", f"{_PRACTICE} Postal Code"
COUNTRY = f"{_PRACTICE} Country Code (If outside U.S.)"
PHONE = f"{_PRACTICE} Telephone Number"
ENUMERATED, UPDATED, CERTIFIED = "Provider Enumeration Date", "Last Update Date", "Certification Date"
DEACTIVATED, REACTIVATED = "NPI Deactivation Date", "NPI Reactivation Date"
SEX, SEX_V1 = "Provider Sex Code", "Provider Gender Code"
SLOTS = 15
SAMPLE_MARK = "<SAMPLE>"  # stands in EMPLOYER in every fictional row; see sample.py

# The blanks in these names are the registry's own.
_SECONDARY = "Provider Secondary Practice Location Address"
SECONDARY = {
    f"{_SECONDARY}- Address Line 1": LINE_1,
    f"{_SECONDARY}-  Address Line 2": LINE_2,
    f"{_SECONDARY} - City Name": CITY,
    f"{_SECONDARY} - State Name": STATE,
    f"{_SECONDARY} - Postal Code": ZIP,
    f"{_SECONDARY} - Country Code (If outside U.S.)": COUNTRY,
    f"{_SECONDARY} - Telephone Number": PHONE,
}

NEEDED = (NPI, ENTITY, ORGANISATION, LAST, FIRST, LINE_1, CITY, STATE, ZIP, PHONE, UPDATED, DEACTIVATED, REACTIVATED)
# Read where they are there; a file without them says less and is still worth reading.
OPTIONAL = (EMPLOYER, MIDDLE, SUFFIX, CREDENTIAL, OTHER_ORGANISATION, LINE_2, COUNTRY, SEX)


class Slot(NamedTuple):
    """The column names of one of the fifteen taxonomy slots."""

    code: str
    licence: str
    licence_state: str
    primary: str


def slot(number: int) -> Slot:
    """The slot ``number``, from 1 to 15."""
    return Slot(
        f"Healthcare Provider Taxonomy Code_{number}",
        f"Provider License Number_{number}",
        f"Provider License Number State Code_{number}",
        f"Healthcare Provider Primary Taxonomy Switch_{number}",
    )


def slots(header: Iterable[str]) -> Iterator[Slot]:
    """The slots that a file has."""
    names = set(header)
    return (found for found in map(slot, range(1, SLOTS + 1)) if names.issuperset(found))


def missing(header: Iterable[str]) -> str | None:
    """The first column that a main file cannot do without and this one lacks."""
    names = set(header)
    return next((name for name in (*NEEDED, *slot(1)) if name not in names), None)


def renamed(header: Iterable[str]) -> list[str]:
    """The header with the names of version 2, without byte order mark and outer blanks."""
    cleaned = (name.lstrip("\ufeff").strip().strip('"') for name in header)
    return [SEX if name == SEX_V1 else SECONDARY.get(name, name) for name in cleaned]


def is_main(header: Iterable[str]) -> bool:
    """Whether a header is that of a main file (it may still lack columns)."""
    return {NPI, ENTITY} <= set(header)


def is_secondary(header: Iterable[str]) -> bool:
    """Whether a header, as ``renamed`` gives it, is that of a practice location file."""
    names = set(header)
    return {NPI, LINE_1, CITY, STATE, ZIP, PHONE} <= names and ENTITY not in names


def with_new_names(row: Mapping[str, str]) -> dict[str, str]:
    """A row under the names of version 2."""
    return dict(zip(renamed(row), row.values(), strict=True))
