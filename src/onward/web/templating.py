"""The Jinja2 environment of the pages, and the one way to render one."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from jinja2 import Environment, StrictUndefined

from onward._version import __version__
from onward.ask import wording
from onward.web.site import site

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend. An undefined name in a template is an error, never a silent blank."""
    env = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    env.globals.update(static=static, wording=wording, version=__version__)
    env.filters.update(phone=wording.phone, written_date=written_date, plural=plural)
    return env


def render(
    request: HttpRequest, template: str, context: object, *, status: int = 200, indexed: bool = True
) -> HttpResponse:
    """A page. ``context`` is a frozen dataclass: what a template may use is what its class declares. Search engines are
    asked to leave one out that is not ``indexed``."""
    if not is_dataclass(context):
        raise TypeError(f"{template}: the context must be a dataclass, not {type(context).__name__}")
    values = {f.name: getattr(context, f.name) for f in fields(context)}
    page = engines["jinja2"].get_template(template)
    html = page.render({**values, "release": site().release_note(), "path": request.path}, request)
    return HttpResponse(html, status=status, headers=None if indexed else {"X-Robots-Tag": "noindex"})


def host(request: HttpRequest) -> str:
    """Scheme and host of the site, as the visitor knows it."""
    return request.build_absolute_uri("/").rstrip("/")


@cache
def static(name: str) -> str:
    """The address of a packaged file, with a hash of its content so that it can be cached."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
    return f"/static/{name}?v={digest}"


def written_date(iso: str) -> str:
    """``2025-04-07`` as ``April 7, 2025``."""
    day = date.fromisoformat(iso)
    return f"{day:%B} {day.day}, {day.year}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 clinic``, ``1,204 clinics``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
