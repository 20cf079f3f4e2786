"""What a person may fill in, with errors that say how to mend them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from onward.directory.gazetteer import PlaceNotFound
from onward.directory.place import Place
from onward.navigator import LONGEST_TEXT, OLDEST
from onward.navigator.interview import LONGEST_THING, MOST_THINGS, THING
from onward.web.site import site

ANSWER_FIELD = "a."
NUMBERS = range(1, MOST_THINGS + 1)
WHO = (("me", "Me"), ("other", "Another adult"), ("child", "A child"))


def resolve_place(text: str) -> Place | None:
    """The place that was typed, None for nothing. Raises ValidationError with what the gazetteer suggests."""
    if not text:
        return None
    try:
        return site().gazetteer.resolve(text)
    except PlaceNotFound as error:
        raise forms.ValidationError(sentence(str(error))) from None


def sentence(message: str) -> str:
    """A message of one of the other rooms, as a person reads it."""
    return message[0].upper() + message[1:] + ("" if message.endswith((".", "?")) else ".")


class AskForm(forms.Form):
    """The one box, and the three small lines under it."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": "Say in a few words what is hard for you. A short sentence is enough.",
            "max_length": f"Your text is longer than {LONGEST_TEXT:,} characters. Keep what matters most.",
        },
    )
    near = forms.CharField(required=False, max_length=120)
    age = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={
            "invalid": "Write the age as a number, such as 64.",
            "min_value": "Write an age of 0 or more.",
            "max_value": f"Write an age of {OLDEST} or less.",
        },
    )
    who = forms.ChoiceField(required=False, choices=WHO)

    def clean_near(self) -> Place | None:
        return resolve_place(str(self.cleaned_data["near"]).strip())


def typed_in(data: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into the fields of AskForm, as it was typed, to be shown or sent again."""
    return {name: str(data.get(name, "")) for name in AskForm.base_fields}


def answers_in(data: QueryDict) -> dict[str, str]:
    """Answers given so far (hidden fields), the one that was just tapped (``answer=question:option``), without the one
    that was just taken back (``drop=question``), and the things that were named and rated."""
    answers = {key.removeprefix(ANSWER_FIELD): str(data[key]) for key in data if key.startswith(ANSWER_FIELD)}
    answers = {key: value for key, value in answers.items() if value}
    question, _, option = str(data.get("answer", "")).partition(":")
    if option:
        answers[question] = option
    answers.pop(str(data.get("drop", "")), None)
    return {**answers, **_things_in(data)}


def _things_in(data: QueryDict) -> dict[str, str]:
    """``words_1`` and ``rating_1`` as one answer; a line without words is passed over, a missing rating is an error of
    the reading that follows."""
    written = ((n, str(data.get(f"words_{n}", "")).strip(), str(data.get(f"rating_{n}", ""))) for n in NUMBERS)
    return {f"{THING}{n}": f"{words[:LONGEST_THING]}|{rating}" for n, words, rating in written if words}


def first_errors(form: forms.Form) -> dict[str, str]:
    """Field -> its first error, for the summary and for the field itself."""
    errors: dict[str, Any] = dict(form.errors)
    return {field: str(messages[0]) for field, messages in errors.items()}
