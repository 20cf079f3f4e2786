"""The home page: one box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onward.knowledge.model import Question
from onward.navigator.decision import Warning
from onward.web.forms import WHO, typed_in
from onward.web.site import site
from onward.web.templating import render

# Tapping one fills the box. Only the number of an example travels in the URL, never a person's words.
EXAMPLES = (
    "I can't do up my buttons since my stroke",
    "My knee is stiff and stairs hurt",
    "My 6-year-old melts down over socks and loud rooms",
)


@dataclass(frozen=True)
class HomePage:
    """``typed`` is what the person wrote, kept when something has to be mended; ``warnings`` its red flags;
    ``fallback`` the questions to answer by button where the words are not English."""

    typed: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()
    examples: tuple[str, ...] = EXAMPLES
    who: tuple[tuple[str, str], ...] = WHO
    fallback: tuple[Question, ...] = ()


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("example", "")
    example = EXAMPLES[int(chosen) - 1] if chosen in {"1", "2", "3"} else ""
    return render(request, "home.html", HomePage(typed_in({"text": example})))


def home_with_errors(
    request: HttpRequest, errors: Mapping[str, str], fallback: tuple[Question, ...] = ()
) -> HttpResponse:
    """The home page again, with what was typed and what has to be mended; but urgent advice comes first."""
    typed = typed_in(request.POST)
    warnings = site().navigator.warnings(typed["text"], child=typed["who"] == "child")
    response = render(request, "home.html", HomePage(typed, errors, warnings, fallback=fallback), status=422)
    response["Cache-Control"] = "no-store"  # it has their words in it
    return response
