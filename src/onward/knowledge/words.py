"""The one way Onward splits and spells words, the same for rules when they are compiled and for text when it is read.

A token keeps its place in the original text, so that every finding can be quoted in the person's own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

# Every mark that people and keyboards use for an apostrophe.
_APOSTROPHES = "'’‘`´ʼ′"
# Marks that nobody sees: soft hyphen, zero-width space and joiners, direction marks. Copied text carries them.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# A letter or digit with the accents that some keyboards send as marks of their own.
_LETTER = f"[^\\W_][\u0300-\u036f{_UNSEEN}]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:[{_APOSTROPHES}](?:{_LETTER})+)*")
_STRAIGHT = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))

_CONTRACTED = {"can't": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us", "cannot": "can not"}
_ENDINGS = (("n't", "not"), ("'re", "are"), ("'m", "am"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"))
# "'s" is "is" after these; after any other word it is possessive and dropped.
_IS_AFTER = {"it", "that", "there", "what", "he", "she", "who", "here", "how", "where"}


class Token(NamedTuple):
    """One normalised word and the half-open span of the original text that it came from."""

    word: str
    start: int
    end: int


def tokens(text: str, spellings: Mapping[str, str]) -> list[Token]:
    """Split ``text`` into normalised tokens, in order.

    ``spellings`` maps a lower-case word to one or more words: contractions written without their
    apostrophe, misspellings, British spellings, clinical shorthand.

    >>> [t.word for t in tokens("Can’t do my zipper; he's colour-blind", {"colour": "color"})]
    ['can', 'not', 'do', 'my', 'zipper', 'he', 'is', 'color', 'blind']
    """
    return [
        Token(word, found.start(), found.end())
        for found in _WORD.finditer(text)
        for word in _spell(_fold(found.group()), spellings)
    ]


def words(text: str, spellings: Mapping[str, str]) -> tuple[str, ...]:
    """The normalised words of ``text``, without their places."""
    return tuple(token.word for token in tokens(text, spellings))


def _fold(raw: str) -> str:
    """Lower case, straight apostrophes, no accents ("José" -> "jose"), no unseen marks; spans are left alone."""
    if raw.isascii():
        return raw.lower().translate(_STRAIGHT)
    plain = unicodedata.normalize("NFKD", raw.translate(_STRAIGHT).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def _spell(word: str, spellings: Mapping[str, str]) -> list[str]:
    if "'" not in word:
        return spellings.get(word, _CONTRACTED.get(word, word)).split()
    if word in _CONTRACTED:
        return _CONTRACTED[word].split()
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            return [*_spell(word.removesuffix(ending), spellings), full]
    stem, _, tail = word.partition("'")
    spelt = spellings.get(stem, stem).split()
    if tail == "s":
        return [*spelt, "is"] if stem in _IS_AFTER else spelt
    return [*spelt, tail] if tail else spelt
