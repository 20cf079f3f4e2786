"""The filters of a query as conditions on ``area`` and ``traits``, which the tables location and tally both have."""

from __future__ import annotations

from typing import NamedTuple

from onward.directory.listing import ROLES
from onward.directory.query import Query
from onward.directory.text import words
from onward.release.traits import BOTH, Traits


class Where(NamedTuple):
    """A condition: SQL and its values."""

    sql: str
    values: tuple[object, ...]


def where(query: Query, traits: Traits) -> Where:
    """All filters but name and distance: one bit test for each trait, then the town or state."""
    tests = [Where("traits & ? <> 0", (mask,)) for mask in _masks(query, traits)]
    if query.town is not None:
        town = "SELECT a.id FROM area a JOIN town t ON t.id = a.town WHERE t.state = ? AND t.slug = ?"
        tests.append(Where(f"area IN ({town})", (query.state, query.town)))
    elif query.state is not None:
        tests.append(Where("area IN (SELECT id FROM area WHERE state = ?)", (query.state,)))
    return Where(" AND ".join(test.sql for test in tests) or "1", tuple(v for test in tests for v in test.values))


def match(query: Query) -> str:
    """The name as a full-text query: every word begins a word of the name. Empty where no name is asked for.

    Each word is quoted: NOT, OR and NEAR are surnames as well as operators.
    """
    return " ".join(f'"{word}"*' for word in words(query.name))


def _masks(query: Query, traits: Traits) -> list[int]:
    """Of each mask, a location must have at least one bit."""
    masks = []
    if query.role != "any":
        roles = [query.role] if query.role else [role for role in ROLES if role != "assistant"]
        masks.append(traits.mask("role", *roles))
    if query.disciplines:
        masks.append(traits.mask("discipline", *query.disciplines))
    if query.specialty is not None:
        masks.append(traits.mask("specialty", query.specialty))
    if query.setting is not None:
        masks.append(traits.mask("setting", query.setting))
    if query.both:
        masks.append(traits.masks[BOTH])
    return masks
