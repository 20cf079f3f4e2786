"""PT or OT: the difference, told from the facts of the two disciplines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onward.knowledge.model import DisciplineFacts, Setting, Source
from onward.web.site import site
from onward.web.templating import render


@dataclass(frozen=True)
class DifferencePage:
    """The two disciplines side by side, and where these facts come from."""

    pt: DisciplineFacts
    ot: DisciplineFacts
    settings: Mapping[str, Setting]
    sources: tuple[Source, ...]


@require_safe
def difference(request: HttpRequest) -> HttpResponse:
    facts = site().knowledge
    pt, ot = facts.disciplines["pt"], facts.disciplines["ot"]
    sources = tuple(facts.sources[key] for key in dict.fromkeys((*pt.source, *ot.source)))
    return render(request, "difference.html", DifferencePage(pt, ot, facts.settings, sources))
