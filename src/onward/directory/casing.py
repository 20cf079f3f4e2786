"""From the registry's capitals to a name that reads well: display only, never stored or compared.

A text that already has a lower-case letter was typed with care and stays as it is.
"""

from __future__ import annotations

import re

# What stays in capitals inside the name of an organisation or an address.
_ORGANISATION_CAPITALS = frozenset(
    {"LLC", "PLLC", "PLC", "PC", "PA", "PT", "OT", "SLP", "LLP", "LP", "USA", "US", "PTA", "OTA", "DPT", "SNF", "HHA"}
    | {"NP", "MD", "DO", "NY", "NJ", "DC", "II", "III", "IV", "VI", "VII", "NE", "NW", "SE", "SW"}
)
_STREET_CAPITALS = frozenset({"N", "S", "E", "W", "NE", "NW", "SE", "SW", "US", "PO", "SR", "CR", "FM", "II", "III"})
_PERSON_CAPITALS = frozenset({"II", "III", "IV"})
_SMALL = frozenset({"of", "and", "the", "for", "at", "in", "by", "on", "to", "a", "an"})
_SMALL_IN_STREET = frozenset({"of", "by", "the", "and"})
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
_WORD = re.compile(r"\d*[^\W\d_]+(?:['’][^\W\d_]+)*")


def person(text: str) -> str:
    """A person's name: "SHAUNA O'BRIEN-MCDONALD III" -> "Shauna O'Brien-McDonald III"."""
    return _recased(text, _PERSON_CAPITALS)


def organisation(text: str) -> str:
    """An organisation's name: "CHILDREN'S THERAPY OF NJ, LLC" -> "Children's Therapy of NJ, LLC"."""
    return _recased(text, _ORGANISATION_CAPITALS, _SMALL)


def street(text: str) -> str:
    """An address line or a city: "12 NW 42ND ST" -> "12 NW 42nd St"."""
    return _recased(text, _STREET_CAPITALS, _SMALL_IN_STREET)


def credential(text: str) -> str:
    """Credentials stay in capitals, evenly spaced: "PT,DPT" -> "PT, DPT"; "dpt" -> "DPT"; "none" -> ""."""
    shown = re.sub(r"\s*[,;]\s*", ", ", text.upper()).strip(", ")
    return "" if shown in ("NONE", "NA") else shown


def _recased(text: str, capitals: frozenset[str], small: frozenset[str] = frozenset()) -> str:
    if text != text.upper():
        return text

    def recase(match: re.Match[str]) -> str:
        found = match.group()
        if found in capitals or (found[0].isdigit() and not _ORDINAL.fullmatch(found)):  # "STE 2A", but "2ND ST"
            return found
        if match.start() > 0 and found.lower() in small:
            return found.lower()
        return _word(found)

    return _WORD.sub(recase, text)


def _word(word: str) -> str:
    """One word in capitals -> recased."""
    first, *rest = re.split(r"(['’])", word)
    if rest and len(first) == 1 and len(rest[-1]) > 1:  # O'BRIEN, D'ANGELO; but CHILDREN'S
        return "".join([first, *map(_capitalised, rest)])
    scottish = len(first) > 4 and first.startswith("MC")  # "Mac" is left alone: MACHADO, MACY
    return ("Mc" + _capitalised(first[2:]) if scottish else _capitalised(first)) + "".join(rest).lower()


def _capitalised(word: str) -> str:
    return word[:1] + word[1:].lower()  # of an ordinal, the first character is a digit
