"""Score what was measured: from answers to one number, what is missing, and the concerns that it speaks for.

An item is answered under its id in the same mapping as the questions: ``{"gg0130.e": "03", "tug": "14.2"}``. What was
not attempted is missing and counts for nothing, in either direction. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onward.knowledge.model import ChoiceItem, Instrument, Item, Knowledge, LevelItem, NumberItem, YesNoItem
from onward.navigator.finding import Finding
from onward.navigator.read import answered

YES_NO = ("yes", "no")
# Every item also takes these; they say nothing.
UNKNOWN = frozenset({"skip", "unknown"})


class AnswerError(ValueError):
    """An answer names a question, an item or an option that does not exist, or a number that cannot be."""


@dataclass(frozen=True, slots=True)
class Score:
    """What an instrument says. ``value`` is None where nothing that counts was answered; ``counted`` of ``items`` items
    stand behind it; ``at_risk`` is None where the instrument has no bar, or no norm for this person."""

    instrument: str
    value: float | None
    counted: int
    items: int
    at_risk: bool | None
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "instrument": self.instrument,
            "value": self.value,
            "counted": self.counted,
            "items": self.items,
            "at_risk": self.at_risk,
        }


def items_of(knowledge: Knowledge) -> dict[str, tuple[Instrument, Item]]:
    """Every item by its id, with the instrument that it is of."""
    return {item.id: (each, item) for each in knowledge.instruments.values() for item in each.items}


def scores(knowledge: Knowledge, answers: Mapping[str, str], age: int | None = None) -> list[Score]:
    """A score for every instrument of which an item was answered. Raises AnswerError."""
    answered_items = set(answers)
    return [
        score(instrument, answers, age)
        for instrument in knowledge.instruments.values()
        if answered_items.intersection(item.id for item in instrument.items)
    ]


def score(instrument: Instrument, answers: Mapping[str, str], age: int | None = None) -> Score:
    """The score of one instrument; answers to anything else are passed over.

    Raises AnswerError for a level, number or choice that the item does not have.
    """
    given = {item.id: answers[item.id] for item in instrument.items if item.id in answers}
    sex = next((given.get(item.id) for item in instrument.items if isinstance(item, ChoiceItem)), None)
    read = [_read(instrument, item, given[item.id], age, sex) for item in instrument.items if item.id in given]
    values = [value for item, value, _ in read if value is not None and _counts(instrument, item)]
    risks = [concern for item, _, concern in read if concern is not None and not isinstance(item, LevelItem)]
    findings = [
        answered(item.concern, item.id, present=concern)
        for item, _, concern in read
        if concern is not None and not isinstance(item, ChoiceItem) and item.concern
    ]
    return Score(
        instrument=instrument.id,
        value=sum(values) if values else None,
        counted=len(values),
        items=sum(_counts(instrument, item) for item in instrument.items),
        at_risk=any(risks) if risks else None,
        findings=tuple(findings),
    )


def _counts(instrument: Instrument, item: Item) -> bool:
    """Whether the item is part of the one number: of a measured number only the item that the bar is set for."""
    if instrument.value == "number":
        return isinstance(item, NumberItem) and item.concern is not None
    return not isinstance(item, ChoiceItem)


def _read(
    instrument: Instrument, item: Item, answer: str, age: int | None, sex: str | None
) -> tuple[Item, float | None, bool | None]:
    """The item with its value, and whether it speaks for its concern, against it, or (None) neither."""
    if answer in UNKNOWN:
        return item, None, None
    if isinstance(item, LevelItem):
        return item, *_level(instrument, item, answer)
    if isinstance(item, YesNoItem):
        _one_of(item, answer, YES_NO)
        return item, float(answer == "yes"), answer == "yes"
    if isinstance(item, NumberItem):
        number = _number(item, answer)
        return item, number, _at_risk(item, number, age, sex)
    _one_of(item, answer, item.options)
    return item, None, None


def _level(instrument: Instrument, item: LevelItem, answer: str) -> tuple[float | None, bool | None]:
    if answer in {level.code for level in instrument.not_attempted}:
        return None, None
    codes = [level.code for level in instrument.levels]
    _one_of(item, answer, [*codes, *(level.code for level in instrument.not_attempted)])
    level = int(answer)
    concern = True if level <= instrument.trouble_to else False if level >= instrument.fine_from else None
    return float(level), concern


def _number(item: NumberItem, answer: str) -> float:
    try:
        number = float(answer)
    except ValueError:
        number = math.nan
    if not item.least <= number <= item.most:
        raise AnswerError(
            f"answers: {item.id!r} is {answer!r}; "
            f"it must be a number from {item.least:g} to {item.most:g} ({item.unit})"
        )
    return number


def _at_risk(item: NumberItem, number: float, age: int | None, sex: str | None) -> bool | None:
    if item.risk_from is not None:
        return number >= item.risk_from
    if item.risk_below is not None:
        return number < item.risk_below
    norm = next((n for n in item.norms if age is not None and n.ages[0] <= age <= n.ages[1]), None)
    if norm is None or sex not in {"male", "female"}:
        return None
    return number < (norm.male if sex == "male" else norm.female)


def _one_of(item: Item, answer: str, known: tuple[str, ...] | list[str]) -> None:
    if answer not in known:
        raise AnswerError(f"answers: {item.id!r} is {answer!r}; it takes {', '.join([*known, *sorted(UNKNOWN)])}")
