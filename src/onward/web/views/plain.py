"""Small pages: about, health, robots, and what is shown when something is not there or goes wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onward.web.site import site
from onward.web.templating import render


@dataclass(frozen=True)
class AboutPage:
    """What Onward is, what it keeps (nothing), where its facts come from, and how to load the registry."""

    stamp: str
    data_folder: str = "the data folder"


@dataclass(frozen=True)
class ErrorPage:
    """One thing that went wrong, and what to do."""

    title: str
    what_to_do: str


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", AboutPage(site().knowledge.stamp))


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when knowledge and release are loaded; a failure of either is a 500 that a load balancer sees."""
    return HttpResponse(f"ok {site().release_note().providers}\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /answer/",
        "Disallow: /api/",
        "Disallow: /find/?",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    page = ErrorPage("That page is not here", "Check the address, or start again from the home page.")
    return render(request, "error.html", page, status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    page = ErrorPage("We could not read that request", "Go back to the home page and try again.")
    return render(request, "error.html", page, status=400)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent to a page that takes none: Django's own page for it has a style in it, which our policy forbids."""
    page = ErrorPage("That page takes no forms", "Go back to the home page and try again.")
    return render(request, "error.html", page, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Plain on purpose: whatever broke may break the template too."""
    return HttpResponse(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Onward: something broke</title>"
        "<h1>Something broke on our side</h1><p>Nothing you wrote was kept. Please try again in a minute."
        "<p>If this is an emergency, <a href='tel:911'>call 911</a>.",
        status=500,
    )
