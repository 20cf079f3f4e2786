"""What a page says, once more for machines (schema.org as JSON-LD): never more than the page says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from onward.directory.address import Address
from onward.directory.provider import Provider

_CONTEXT = "https://schema.org"
# What would end the script element, or be read as markup, spelt otherwise.
_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

Crumb = tuple[str, str]  # name and address


def script(host: str, *things: dict[str, Any]) -> Markup:
    """The things as one data block; paths become addresses at ``host``."""
    graph = {"@context": _CONTEXT, "@graph": [_absolute(thing, host) for thing in things]}
    text = json.dumps(graph, ensure_ascii=False).translate(_SAFE)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # escaped just above


def breadcrumb(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": path} for n, (name, path) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def item_list(providers: Iterable[Provider]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": n, "name": provider.name, "url": provider.path}
        for n, provider in enumerate(providers, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def listed(provider: Provider) -> dict[str, Any]:
    """A person, or a clinic."""
    thing: dict[str, Any] = {"name": provider.name, "url": provider.path, "identifier": f"NPI {provider.npi}"}
    if provider.phone:
        thing["telephone"] = f"+1{provider.phone}"
    if provider.kind == "person":
        jobs = {"pt": "Physical therapy", "ot": "Occupational therapy"}
        thing["knowsAbout"] = [jobs[discipline] for discipline in provider.disciplines]
        return {"@type": "Person", **thing, "workLocation": {"@type": "Place", "address": _address(provider.address)}}
    return {"@type": "MedicalClinic", **thing, "address": _address(provider.address)}


def _address(address: Address) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": address.line,
        "addressLocality": address.city,
        "addressRegion": address.state,
        "postalCode": address.zip,
        "addressCountry": "US",
    }


def _absolute(thing: Any, host: str) -> Any:
    if isinstance(thing, dict):
        return {
            key: host + value if key in {"item", "url"} and isinstance(value, str) else _absolute(value, host)
            for key, value in thing.items()
        }
    return [_absolute(each, host) for each in thing] if isinstance(thing, list) else thing
