"""The answer as a value, and its JSON (see ``docs/reference/decision.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from onward.knowledge.model import Discipline, Question, Urgency
from onward.navigator.finding import Finding
from onward.navigator.instruments import Score
from onward.navigator.interview import Thing

Answer = Literal["pt", "ot", "both", "neither", "unsure"]
DecisionUrgency = Urgency | Literal["none"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of the sums: the rule, what it was read as, the words behind it, and its log-odds."""

    rule: str
    concern: str | None
    label: str
    icf: str | None
    quote: str | None
    start: int | None
    end: int | None
    pt: float
    ot: float

    def to_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "concern": self.concern,
            "label": self.label,
            "icf": self.icf,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "pt": self.pt,
            "ot": self.ot,
        }


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that was read and not counted, and the words that decided it."""

    label: str
    quote: str
    status: str
    because: str | None

    def to_json(self) -> dict[str, Any]:
        return {"label": self.label, "quote": self.quote, "status": self.status, "because": self.because}


@dataclass(frozen=True, slots=True)
class Warning:
    """A red flag that fired, with the words that fired it, what to do, and why (or when to do more)."""

    id: str
    label: str
    quote: str
    urgency: Urgency
    say: str
    more: str

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "quote": self.quote,
            "urgency": self.urgency,
            "say": self.say,
            "more": self.more,
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """A specialty to look for, and in which discipline."""

    id: str
    discipline: Discipline

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "discipline": self.discipline}


@dataclass(frozen=True, slots=True)
class Decision:
    """Which therapy fits, how sure we are, and why. Probabilities are independent of each other.

    ``findings`` is everything that was read, from the words and then from the answers; ``navigator.explain`` tells it.
    ``neither`` is how likely the learned reader holds another profession; ``open_safety`` are safety questions that
    were skipped or not known, ``scores`` what was measured, ``things`` what the person wants to do again.
    """

    discipline: Answer
    urgency: DecisionUrgency
    pt: float
    ot: float
    intercept_pt: float
    intercept_ot: float
    reasons: tuple[Reason, ...]
    set_aside: tuple[SetAside, ...]
    specialties: tuple[Wanted, ...]
    red_flags: tuple[Warning, ...]
    pt_work: tuple[str, ...]
    ot_work: tuple[str, ...]
    next_question: Question | None
    see: str | None
    knowledge: str
    engine: str
    neither: float = 0.0
    open_safety: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    things: tuple[Thing, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_json(self, id: str | int | None = None) -> dict[str, Any]:
        """The document of the contract; ``id`` is given back as it came."""
        return {
            **({"id": id} if id is not None else {}),
            "discipline": self.discipline,
            "urgency": self.urgency,
            "pt": self.pt,
            "ot": self.ot,
            "intercept": {"pt": self.intercept_pt, "ot": self.intercept_ot},
            "reasons": [reason.to_json() for reason in self.reasons],
            "set_aside": [aside.to_json() for aside in self.set_aside],
            "specialties": [wanted.to_json() for wanted in self.specialties],
            "red_flags": [warning.to_json() for warning in self.red_flags],
            "works_on": {"pt": list(self.pt_work), "ot": list(self.ot_work)},
            "next_question": _question_json(self.next_question),
            "open_safety": list(self.open_safety),
            "scores": [score.to_json() for score in self.scores],
            "things": [{"words": thing.words, "rating": thing.rating} for thing in self.things],
            "see": self.see,
            "neither": self.neither,
            "knowledge": self.knowledge,
            "engine": self.engine,
        }


def _question_json(question: Question | None) -> dict[str, Any] | None:
    if question is None:
        return None
    options = [{"id": option.id, "label": option.label} for option in question.options]
    return {
        "id": question.id,
        "text": question.text,
        "why": question.why,
        "safety": question.safety,
        "options": options,
    }
