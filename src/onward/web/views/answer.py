"""The answer page and the page to take to the doctor. Both are made from a POST and remembered nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onward.ask import Answer, ask
from onward.knowledge import Knowledge
from onward.knowledge.model import Specialty
from onward.navigator import AnswerError, NotEnglish, UnreadableText
from onward.navigator.interview import MOST_QUESTIONS, asked_in
from onward.web.forms import AskForm, answers_in, first_errors, sentence, typed_in
from onward.web.site import site
from onward.web.templating import render
from onward.web.views.home import home_with_errors

SHOWN = 5


@dataclass(frozen=True)
class Given:
    """A question that was answered, as the page shows it."""

    id: str
    text: str
    answer: str


@dataclass(frozen=True)
class AnswerPage:
    """An answer with what was asked, so that the next tap can send it all again."""

    answer: Answer
    typed: Mapping[str, str]
    answers: Mapping[str, str]
    given: tuple[Given, ...]
    number: int
    most: int
    specialties: Mapping[str, Specialty]


# No CSRF cookie: these views change nothing and remember nothing, so there is nothing to forge, and a person
# who asks gets no cookie at all.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    return _answered(request, "answer.html")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def for_the_doctor(request: HttpRequest) -> HttpResponse:
    return _answered(request, "doctor.html")


def _answered(request: HttpRequest, template: str) -> HttpResponse:
    if request.method != "POST":  # a bookmark, or a reload in a new tab: there is nothing to show without the words
        return HttpResponseRedirect("/")
    form = AskForm(request.POST)
    if not form.is_valid():
        return home_with_errors(request, first_errors(form))
    asked = form.cleaned_data
    answers = answers_in(request.POST)
    here = site()
    try:
        found = ask(
            here.navigator,
            asked["text"],
            place=asked["near"],
            directory=here.directory,
            age=asked["age"],
            child=asked["who"] == "child",
            answers=answers,
            limit=SHOWN,
        )
    except NotEnglish as error:
        fallback = tuple(q for q in here.knowledge.questions.values() if q.fallback)
        return home_with_errors(request, {"text": sentence(str(error))}, fallback)
    except (UnreadableText, AnswerError) as error:
        return home_with_errors(request, {"text": sentence(str(error))})
    given = _given(here.knowledge, answers)
    page = AnswerPage(
        found, typed_in(request.POST), answers, given, len(given) + 1, MOST_QUESTIONS, here.knowledge.specialties
    )
    response = render(request, template, page)
    response["Cache-Control"] = "no-store"
    return response


_NO_ANSWER = {"skip": "Skipped", "unknown": "I don’t know"}


def _given(facts: Knowledge, answers: Mapping[str, str]) -> tuple[Given, ...]:
    """The questions that were asked, in their order, with what was answered."""
    found = []
    for key in asked_in(facts, answers):
        question = facts.questions[key]
        labels = _NO_ANSWER | {option.id: option.label for option in question.options}
        found.append(Given(key, question.text, labels[answers[key]]))
    return tuple(found)
