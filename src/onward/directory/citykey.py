"""One spelling per city name, for looking it up: "Mt. Laurel Twp." and "MOUNT LAUREL TOWNSHIP" are the same."""

from __future__ import annotations

import re

from onward.directory.text import without_accents

# Whole words that registry rows and people shorten. Compass letters only at the front (see ``city_key``):
# "N Bell Vernon" is north of somewhere, the "E" in "Avenue E" is not.
_SPELLED = {
    "saint": "st", "sainte": "ste", "mount": "mt", "mountain": "mtn", "fort": "ft", "point": "pt", "port": "pt",
    "twp": "township", "twsp": "township", "vlg": "village", "boro": "borough", "hts": "heights", "hgts": "heights",
    "spgs": "springs", "spg": "spring", "bch": "beach", "ctr": "center", "centre": "center", "jct": "junction",
    "lk": "lake", "pk": "park", "hls": "hills", "is": "island", "vly": "valley", "crk": "creek", "frst": "forest",
}  # fmt: skip
# "port" and "point" both end as "pt" on purpose: USPS writes "Pt Charlotte" and "Pt Pleasant".
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south"}
_KINDS = frozenset({"township", "village", "town", "borough", "city"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def city_key(name: str) -> str:
    """The name folded: lower case, no accents, apostrophes or hyphens, shortenings evened out.

    >>> city_key("St. Mary's"), city_key("Wilkes-Barre Twp"), city_key("N Bell Vernon")
    ('st marys', 'wilkes barre township', 'north bell vernon')
    """
    bare = without_accents(name).lower().replace("'", "").replace("’", "").replace("`", "")
    found = _NOT_WORD.sub(" ", bare).split()
    if len(found) > 1:
        found[0] = _COMPASS.get(found[0], found[0])
    return " ".join(_SPELLED.get(word, word) for word in found)


def bare_key(key: str) -> str:
    """A city key without the kind of place: "wall township" and "city of orange" -> "wall" and "orange".

    The key itself where nothing else would be left.
    """
    found = key.split()
    if len(found) > 2 and found[0] in _KINDS and found[1] == "of":
        found = found[2:]
    while len(found) > 1 and found[-1] in _KINDS:
        found = found[:-1]
    return " ".join(found)
