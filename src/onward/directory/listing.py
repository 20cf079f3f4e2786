"""What a set of taxonomy codes says of the provider that lists them.

- The role that counts is the first of therapist, clinic, assistant, facility among the codes.
- On an organisation a therapist's or an assistant's code says what it offers, so it is a clinic: a home health
  agency that lists a physical therapist's code is a clinic for PT, in the setting home health.
- Disciplines and specialties come from the codes of that role alone: an assistant in one discipline who is a
  therapist in the other must not be shown as a therapist in both. A facility has neither, whatever its codes:
  the registry does not say which therapy it offers.
- The setting is that of the primary code, or of the first code that has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onward.directory.provider import Kind
    from onward.knowledge.model import Discipline, Role, Taxonomy

ROLES: tuple[Role, ...] = ("therapist", "clinic", "assistant", "facility")


class Listing(NamedTuple):
    """What ``listing`` found; ``specialties`` sorted, ``disciplines`` in the order pt, ot."""

    role: Role
    disciplines: tuple[Discipline, ...]
    specialties: tuple[str, ...]
    setting: str | None


def listing(kind: Kind, codes: Sequence[str], taxonomy: Mapping[str, Taxonomy]) -> Listing:
    """Role, disciplines, specialties and setting of a provider with ``codes`` (at least one, primary first)."""
    facts = [taxonomy[code] for code in codes]
    role = min((role_of(kind, fact.role) for fact in facts), key=ROLES.index)
    speaking = [fact for fact in facts if role_of(kind, fact.role) == role and role != "facility"]
    return Listing(
        role,
        in_order(discipline for fact in speaking for discipline in fact.disciplines),
        tuple(sorted({fact.specialty for fact in speaking if fact.specialty})),
        next((fact.setting for fact in facts if fact.setting), None),
    )


def role_of(kind: Kind, listed: Role) -> Role:
    """The role that one code gives to a provider of ``kind``."""
    return "clinic" if kind == "organization" and listed in ("therapist", "assistant") else listed


def in_order(disciplines: Iterable[Discipline]) -> tuple[Discipline, ...]:
    """Each discipline once, physical therapy first."""
    found = set(disciplines)
    order: tuple[Discipline, ...] = ("pt", "ot")
    return tuple(discipline for discipline in order if discipline in found)
