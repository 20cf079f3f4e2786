"""The page of one therapist, clinic or facility, and of everybody at one address."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe
from markupsafe import Markup

from onward.directory.npi import is_valid
from onward.directory.provider import Provider
from onward.directory.search import Hit
from onward.directory.states import STATES, State
from onward.knowledge.model import Setting, Specialty
from onward.web import jsonld
from onward.web.caching import unchanging
from onward.web.site import site
from onward.web.templating import host, render
from onward.web.views.places import FIND
from onward.web.views.plain import ErrorPage, not_found

OTHERS = 10
# A record that nobody touched for this long says so.
OLD_YEARS = 5


@dataclass(frozen=True)
class ProviderPage:
    """All that the registry lists of one NPI. ``others`` are listed at the same main address; ``years_old`` is told
    where nobody has touched the record for long."""

    provider: Provider
    state: State
    specialties: Mapping[str, Specialty]
    settings: Mapping[str, Setting]
    states: Mapping[str, State]
    others: tuple[Hit, ...]
    at_site: int
    years_old: int | None
    trail: tuple[jsonld.Crumb, ...]
    linked: Markup


@dataclass(frozen=True)
class SitePage:
    """Everybody listed at one address."""

    hits: tuple[Hit, ...]
    both: bool
    specialties: Mapping[str, Specialty]


@require_safe
@unchanging
def provider(request: HttpRequest, npi: str, slug: str = "") -> HttpResponse:
    directory = site().directory
    found = directory.by_npi(npi) if is_valid(npi) else None
    if found is None:
        if is_valid(npi) and directory.why_not_listed(npi) == "deactivated":
            gone = ErrorPage(
                "This record was closed", "The registry no longer lists this number. Look for somebody else near you."
            )
            return render(request, "error.html", gone, status=410)
        return not_found(request)
    if request.path != found.path:
        return HttpResponsePermanentRedirect(found.path)
    there = [hit for hit in directory.site(found.address.site) if hit.provider.npi != found.npi]
    years = _years_since(found.updated)
    facts = site().knowledge
    state = STATES[found.address.state]
    trail = (FIND, (state.name, state.path), (found.name, found.path))
    page = ProviderPage(
        found,
        state,
        facts.specialties,
        facts.settings,
        STATES,
        tuple(hit for hit in there if hit.provider.role != "assistant")[:OTHERS],
        len(there) + 1,
        years if years is not None and years >= OLD_YEARS else None,
        trail,
        jsonld.script(host(request), jsonld.breadcrumb(trail), jsonld.listed(found)),
    )
    return render(request, "provider.html", page, indexed=not directory.info()["sample"])


@require_safe
@unchanging
def site_page(request: HttpRequest, site_id: str) -> HttpResponse:
    hits = tuple(hit for hit in site().directory.site(site_id) if hit.provider.role != "assistant")
    if not hits:
        return not_found(request)
    page = SitePage(hits, any(hit.both for hit in hits), site().knowledge.specialties)
    return render(request, "site.html", page, indexed=len(hits) > 1 and not site().directory.info()["sample"])


def _years_since(day: str) -> int | None:
    """Whole years since an ISO date, as of the release, so that a page does not change overnight."""
    if not day:
        return None
    now, then = datetime.date.fromisoformat(site().directory.info()["built"]), datetime.date.fromisoformat(day)
    return max(0, (now - then).days // 365)
