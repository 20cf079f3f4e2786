"""How a provider is printed for a person to read."""

from __future__ import annotations

from onward.ask import wording
from onward.directory.search import Hit
from onward.knowledge import Knowledge


def provider_lines(hit: Hit, facts: Knowledge) -> list[str]:
    """Two lines: who and what; where, how far and which phone."""
    provider = hit.provider
    what = [d.upper() for d in provider.disciplines] + [facts.specialties[s].label for s in provider.specialties]
    setting = facts.settings[provider.setting].label if provider.setting else None
    kind = ", ".join([*what, *([setting] if setting and provider.role in {"clinic", "facility"} else [])])
    name = f"{provider.name}, {provider.credential}" if provider.credential else provider.name
    phone = wording.phone(hit.phone) if hit.phone else "no phone listed"
    far = f"{hit.miles:.1f} mi" if hit.miles is not None else ""
    address = hit.address
    return [
        f"  {name}  [{kind}]",
        f"      {address.line}, {address.city}, {address.state} {address.zip}   {far}   {phone}",
    ]
