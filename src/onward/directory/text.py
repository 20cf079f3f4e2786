"""Plain text helpers that several modules of this room share."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def one_line(text: str) -> str:
    """The text with every run of white space as one blank, and none at its ends."""
    return " ".join(text.split())


def without_accents(text: str) -> str:
    """The text with its letters bare: "Cañon" -> "Canon"."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a name, folded for comparing: lower case, no accents, no punctuation.

    >>> words("O'Brien-Núñez, PT")
    ['o', 'brien', 'nunez', 'pt']
    """
    return _WORD.findall(without_accents(text).lower())


def slug(text: str) -> str:
    """The text as it stands in a URL: lower case, hyphens between words, apostrophes dropped.

    >>> slug("Coeur d'Alene")
    'coeur-dalene'
    """
    return "-".join(words(text.replace("'", "").replace("’", ""))) or "x"
