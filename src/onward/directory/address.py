"""Where somebody practises, and which addresses are one site."""

from __future__ import annotations

import re
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
_SPACED = str.maketrans({".": None, "'": None, ",": " ", "#": " ", "-": " ", "/": " "})

# The patterns take an address line in lower case. release/narrow.py applies them to whole columns, and they mean the
# same to Python and to Rust.
# What stands before a house number: the name of a building, up to the comma; the digit is kept.
BEFORE_NUMBER = r"^(?:[^0-9,][^,]*,\s*)+([0-9])"
# What says where inside the site: anything after a comma; suite, floor or building from that word on.
INSIDE = (
    r"\s*,.*$|\s+(?:[0-9]+(?:st|nd|rd|th)\s+(?:floor|flr|fl|level)"
    r"|(?:suite|ste|unit|apt|apartment|room|rm|floor|flr|fl|bldg|building|dept|department|office|ofc|space|spc|level|lvl|lot)"
    r"(?:[\s.#0-9-]|$)|#).*$"
)
_BEFORE_NUMBER, _INSIDE = re.compile(BEFORE_NUMBER), re.compile(INSIDE)


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
        return site_id(street_key(street(self.line)), area_key(self.city, self.state, self.zip))

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


def street(line: str) -> str:
    """House number and street of an address line, in lower case, without what says where inside the site.

    >>> street("Medical Plaza, 12 North Main Street Suite 3")
    '12 north main street'
    """
    return _INSIDE.sub("", _BEFORE_NUMBER.sub(r"\1", line.lower()))


def street_key(street: str) -> str:
    """One spelling for a street: "12 north main street" and "12 n. main st" are the same."""
    return " ".join(_SPELLED.get(word, word) for word in street.translate(_SPACED).split())


def area_key(city: str, state: str, code: str) -> str:
    """The ZIP code, or city and state where there is none."""
    return code or f"{state} {city_key(city)}"


def site_id(street: str, area: str) -> str:
    """A short name for a site, from the keys of its street and area: 60 bits of a BLAKE2 hash, in hexadecimal."""
    return blake2b(f"{area} {street}".encode(), digest_size=8).hexdigest()[:15]
