"""What a provider is, as the bits of one integer.

The bits are numbered from the taxonomy when a release is built and written into it, so that a release says by
itself what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from onward.directory.listing import ROLES, Listing
from onward.directory.query import Recorded

if TYPE_CHECKING:
    from onward.knowledge.model import Discipline, Taxonomy

TraitKind = Literal["discipline", "role", "setting", "specialty", "location"]
BOTH = ("location", "both")  # both disciplines are listed at the site
SEVERAL = ("location", "several")  # the provider has other locations too
DISCIPLINES: tuple[Discipline, ...] = ("pt", "ot")


class Traits(NamedTuple):
    """Trait -> its mask (a single bit)."""

    masks: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, taxonomy: Mapping[str, Taxonomy]) -> Traits:
        """The traits that a taxonomy can give, numbered in a fixed order."""
        facts = taxonomy.values()
        found: list[tuple[str, str]] = [BOTH, SEVERAL]
        found += [("discipline", discipline) for discipline in DISCIPLINES]
        found += [("role", role) for role in ROLES]
        found += [("setting", setting) for setting in sorted({fact.setting for fact in facts if fact.setting})]
        found += [("specialty", name) for name in sorted({fact.specialty for fact in facts if fact.specialty})]
        return cls.numbered(enumerate(found))

    @classmethod
    def numbered(cls, rows: Iterable[tuple[int, tuple[str, str]]]) -> Traits:
        """From (bit, trait) pairs."""
        return cls({trait: 1 << bit for bit, trait in rows})

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Bit, kind and id of each trait."""
        return ((mask.bit_length() - 1, kind, name) for (kind, name), mask in self.masks.items())

    def mask(self, kind: TraitKind, *ids: str) -> int:
        """The bits of any of ``ids``; 0 for an id that has none."""
        return sum(self.masks.get((kind, name), 0) for name in set(ids))

    def encode(self, listing: Listing) -> int:
        """The bits of what a provider is."""
        setting = (listing.setting,) if listing.setting else ()
        return (
            self.mask("discipline", *listing.disciplines)
            | self.mask("role", listing.role)
            | self.mask("specialty", *listing.specialties)
            | self.mask("setting", *setting)
        )

    def decode(self, bits: int) -> Listing:
        """What a provider is, from its bits."""
        ids = {kind: [name for k, name in self._set(bits) if k == kind] for kind in ("role", "setting", "specialty")}
        return Listing(
            next(role for role in ROLES if role in ids["role"]),
            tuple(discipline for discipline in DISCIPLINES if bits & self.masks["discipline", discipline]),
            tuple(ids["specialty"]),
            next(iter(ids["setting"]), None),
        )

    def recorded(self) -> Recorded:
        """Settings and specialties that can be searched for."""
        settings = [name for kind, name in self.masks if kind == "setting"]
        return Recorded(settings, [name for kind, name in self.masks if kind == "specialty"])

    def _set(self, bits: int) -> list[tuple[str, str]]:
        return [trait for trait, mask in self.masks.items() if bits & mask]
