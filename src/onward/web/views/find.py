"""Find a therapist: a plain search form, and the states to walk through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onward.directory.place import Place
from onward.directory.search import Query, Result
from onward.directory.states import STATES, State
from onward.knowledge.model import Specialty
from onward.web.forms import first_errors, resolve_place
from onward.web.site import site
from onward.web.templating import render

SHOWN = 25


class FindForm(forms.Form):
    near = forms.CharField(max_length=120, error_messages={"required": "Write a city and state, or a ZIP code."})
    discipline = forms.ChoiceField(required=False, choices=[("", "Either"), ("pt", "PT"), ("ot", "OT")])
    specialty = forms.CharField(required=False)

    def clean_near(self) -> Place | None:
        return resolve_place(str(self.cleaned_data["near"]).strip())

    def clean_specialty(self) -> str | None:
        wanted = str(self.cleaned_data["specialty"])
        if wanted and wanted not in site().directory.recorded.specialties:
            raise forms.ValidationError(f"The registry records no field called {wanted}. Choose one from the list.")
        return wanted or None


@dataclass(frozen=True)
class FindPage:
    """``result`` is None until a place was given."""

    specialties: Mapping[str, Specialty]
    choices: Mapping[str, Specialty]
    typed: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    result: Result | None = None
    states: tuple[State, ...] = tuple(sorted(STATES.values(), key=lambda state: state.name))


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    here = site()
    recorded = here.directory.recorded.specialties
    choices = {key: specialty for key, specialty in here.knowledge.specialties.items() if key in recorded}
    typed = {name: str(request.GET.get(name, "")) for name in FindForm.base_fields}
    if not request.GET:
        return render(request, "find.html", FindPage(here.knowledge.specialties, choices, typed))
    form = FindForm(request.GET)
    if not form.is_valid():
        return render(
            request, "find.html", FindPage(here.knowledge.specialties, choices, typed, first_errors(form)), status=422
        )
    place: Place = form.cleaned_data["near"]
    query = Query(
        lat=place.lat,
        lon=place.lon,
        disciplines=(form.cleaned_data["discipline"],) if form.cleaned_data["discipline"] else (),
        specialty=form.cleaned_data["specialty"],
        limit=SHOWN,
    )
    page = FindPage(here.knowledge.specialties, choices, typed, place=place, result=here.directory.search(query))
    return render(request, "find.html", page, indexed=False)  # no page to find in a search
