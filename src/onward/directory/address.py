"""Where somebody practises, and which addresses are one site."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from onward.directory.citykey import city_key

# Words of a street address, one spelling each (USPS Publication 28, the common ones).
_SPELLED = {
    "street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd", "road": "rd", "drive": "dr", "lane": "ln",
    "court": "ct", "place": "pl", "parkway": "pkwy", "highway": "hwy", "circle": "cir", "square": "sq",
    "terrace": "ter", "trail": "trl", "plaza": "plz", "turnpike": "tpke", "center": "ctr", "centre": "ctr",
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
    "southwest": "sw", "saint": "st", "mount": "mt", "fort": "ft", "one": "1", "two": "2", "three": "3",
}  # fmt: skip
# From these words on, an address says where inside the site.
_UNITS = frozenset(
    {"suite", "ste", "unit", "apt", "apartment", "room", "rm", "floor", "fl", "flr", "bldg", "building", "dept"}
    | {"department", "office", "ofc", "#", "no", "space", "spc", "level", "lvl", "lot", "wing"}
)
_FLOORS = frozenset({"floor", "fl", "flr", "level"})
_SPACED = str.maketrans({".": None, "'": None, ",": " ", "#": " # ", "-": " ", "/": " "})


@dataclass(frozen=True, slots=True)
class Address:
    """A practice address. ``state`` is a code, ``zip`` five digits or empty; ``line`` and ``city`` read well."""

    line: str
    city: str
    state: str
    zip: str

    @property
    def site(self) -> str:
        """The id of the site that the address belongs to: fifteen hexadecimal digits."""
        return site_id(site_key(self.line, self.zip or f"{self.city} {self.state}"))

    def to_json(self) -> dict[str, str]:
        """As in the Provider contract."""
        return {"line": self.line, "city": self.city, "state": self.state, "zip": self.zip}


@dataclass(frozen=True, slots=True)
class Location:
    """One practice address with its telephone (ten digits or empty) and point (WGS 84 degrees; None if unknown).

    ``town`` is the city as the gazetteer names it: the same for "N BELL VERNON" and "North Belle Vernon".
    """

    address: Address
    town: str
    phone: str
    lat: float | None
    lon: float | None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where both are known."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


def site_key(line: str, area: str) -> str:
    """What all spellings of one street address share; suite, floor and building are left out.

    ``area`` is the ZIP code, or city and state where there is none.

    >>> site_key("Medical Plaza, 12 North Main Street, Suite 3", "93720")
    '93720 12 n main st'
    """
    parts = [part.lstrip() for part in line.split(",")]
    numbered = next((part for part in parts if part[:1].isdigit()), parts[0])
    return f"{city_key(area)} {_street_key(numbered)}"


def site_id(key: str) -> str:
    """A short name for a site key: the first 60 bits of its BLAKE2 hash, as hexadecimal digits."""
    return blake2b(key.encode(), digest_size=8).hexdigest()[:15]


def _street_key(line: str) -> str:
    words: list[str] = []
    for word in line.lower().translate(_SPACED).split():
        if len(words) > 1 and (word in _UNITS or _is_unit_with_number(word)):
            # "12 Main St 2nd Floor": the ordinal before the word belongs to it.
            return " ".join(words[:-1] if word in _FLOORS and words[-1][:1].isdigit() and len(words) > 2 else words)
        words.append(_SPELLED.get(word, word))
    return " ".join(words)


def _is_unit_with_number(word: str) -> bool:
    """ "ste200": no blank between."""
    return word[-1:].isdigit() and word.rstrip("0123456789") in _UNITS
