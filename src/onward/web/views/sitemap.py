"""A map of the site for search engines: an index of files below 50,000 addresses each (sitemaps.org, 2008)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onward.directory.states import STATES
from onward.web.caching import unchanging
from onward.web.site import site
from onward.web.templating import host
from onward.web.views.places import THIN
from onward.web.views.plain import not_found

PER_FILE = 40_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
@unchanging
def index(request: HttpRequest) -> HttpResponse:
    """Made-up providers are nothing to be found: a sample's index is empty."""
    info = site().directory.info()
    names = [] if info["sample"] else ["places", *(f"providers-{n}" for n in range(1, _parts() + 1))]
    return _xml("sitemapindex", "sitemap", request, ((f"/sitemap/{name}.xml", info["date"]) for name in names))


@require_safe
@unchanging
def places(request: HttpRequest) -> HttpResponse:
    """States and cities with enough to tell."""
    directory = site().directory
    day = directory.info()["date"]
    pages = [("/", ""), ("/find/", ""), ("/guides/pt-or-ot/", ""), ("/about/", "")]
    for state in STATES.values():
        towns = directory.towns(state.code)
        pages += [(state.path, day)] if towns else []
        pages += [(town.path, day) for town in towns if town.providers >= THIN]
    return _xml("urlset", "url", request, pages)


@require_safe
@unchanging
def providers(request: HttpRequest, part: int) -> HttpResponse:
    if not 1 <= part <= _parts():
        return not_found(request)
    listed = site().directory.listed((part - 1) * PER_FILE, PER_FILE)
    return _xml("urlset", "url", request, listed)


def _parts() -> int:
    """Files that all providers fill."""
    return -(-site().directory.info()["providers"] // PER_FILE)


def _xml(root: str, item: str, request: HttpRequest, pages: Iterable[tuple[str, str]]) -> HttpResponse:
    lines = (
        f"<{item}><loc>{host(request)}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{item}>\n"
        for path, day in pages
    )
    return HttpResponse(
        f'{_HEAD}<{root} xmlns="{_SPACE}">\n{"".join(lines)}</{root}>\n', content_type="application/xml"
    )
