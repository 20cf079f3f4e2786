"""Pages made of the release, the facts and the templates alone: who has one already gets "not modified"."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition

from onward._version import __version__
from onward.web.site import site
from onward.web.templating import TEMPLATES

View = Callable[..., HttpResponse]


def unchanging(view: View) -> View:
    """A view whose page changes only with the release, the knowledge or the program; its ETag says so."""

    def tag(request: HttpRequest, *_: object, **__: object) -> str:
        parts = (_program(), site().directory.info()["digest"], site().knowledge.stamp, request.get_full_path())
        return f'"{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:20]}"'

    made: View = condition(etag_func=tag)(view)
    return made


@cache
def _program() -> str:
    """Version and templates."""
    found = hashlib.sha256(__version__.encode())
    for path in sorted(TEMPLATES.glob("*.html")):
        found.update(path.read_bytes())
    return found.hexdigest()
