"""Weigh findings into two separate log-odds, one for PT and one for OT, as a plain sum of terms.

The terms are the reasons: what a page shows is exactly what was added up. The learned reader adds a term for every
clause; a finding adds what the reader leaves out, drawn from a share of its curated weight (``prior``) to where the
phrase bank wants it; age and setting modify both (``tools/train_reader.py`` fits them all). An answer to a question has
no words to read, so it weighs what the curated facts say. No clinician has reviewed the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onward.knowledge.model import Discipline, Knowledge
from onward.navigator.finding import Finding
from onward.navigator.read import Reading
from onward.navigator.reader import Near, Pull

# A curated weight above this speaks for a discipline, below it against.
NEUTRAL = 0.46
FOR, AGAINST = 5.0, 2.5
# What a condition says matters less once the person says what is hard.
CONDITION_ALONE, CONDITION_BESIDE = 0.8, 0.1
# The share of its curated weight that a finding keeps beside the learned reader, which hears the same words.
BESIDE_THE_READER = 0.1
# Where needs of two helpers are both named outright, the weaker side gains this much: who says "my back hurts and I
# need my workstation set up" has asked for two, and a knee that hurts is PT's though the speech is slow as well.
TOGETHER, PT_NEED, PT_LEAD, OT_NEED = 2.6, 0.9, 0.4, 0.85
# A clause resembles a concern from this probability on; below, the reader names none.
NAMES_A_CONCERN = 0.2
# A term below this is no ground to send anybody anywhere.
WORTH_AN_ANSWER = 0.4
# What all terms together may come to: nobody is ever surer than that.
MOST_LOG_ODDS = 10.0


@dataclass(frozen=True, slots=True)
class Term:
    """One addend of the two sums, and the words behind it (none for an answer given by button)."""

    rule: str
    id: str | None
    pt: float
    ot: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the learned reader makes of one clause: its pull, and the concern that it resembles, if any."""

    pull: Pull
    near: Near | None


@dataclass(frozen=True, slots=True)
class Weighing:
    """The terms and what they add up to; ``guesses`` are the concerns that the reader alone named, ``neither`` the
    probability that it gives to another profession."""

    intercept_pt: float
    intercept_ot: float
    terms: tuple[Term, ...]
    guesses: tuple[Near, ...]
    neither: float = 0.0

    @property
    def says_something(self) -> bool:
        """Whether any term is worth an answer; without one the intercepts would answer for everybody alike."""
        return any(max(abs(term.pt), abs(term.ot)) >= WORTH_AN_ANSWER for term in self.terms)

    @property
    def pt(self) -> float:
        return probability(self.intercept_pt + _totals(self.terms)[0])

    @property
    def ot(self) -> float:
        return probability(self.intercept_ot + _totals(self.terms)[1])


def probability(log_odds: float) -> float:
    """The logistic function, safe for any finite input."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def log_odds(probability: float) -> float:
    """The inverse of ``probability``, for a number above 0 and below 1."""
    return math.log(probability / (1 - probability))


def columns(findings: Iterable[Finding], band: str | None = None) -> dict[str, Finding | None]:
    """What weighs beside the reader, by the name that its weight has: the findings that count, once each (conditions
    by whether a concern stands beside them), settings, and the age ``band``, which no words may stand behind."""
    counted = [f for f in findings if f.counts]
    beside = "beside" if any(f.kind == "concern" for f in counted) else "alone"
    named: dict[str, Finding | None] = {}
    for finding in counted:
        if finding.kind == "condition":
            named.setdefault(f"condition:{finding.id}:{beside}", finding)
        elif finding.kind in {"concern", "setting"}:
            named.setdefault(f"{finding.kind}:{finding.id}", finding)
    if band:
        named[f"age:{band}"] = None
    return named


def prior(knowledge: Knowledge, column: str, who: Discipline) -> float:
    """The log-odds that the curated facts give a column of ``columns``; 0 for age and setting, which only modify."""
    kind, _, rest = column.partition(":")
    if kind == "concern":
        return _curated(getattr(knowledge.concerns[rest], who))
    if kind == "condition":
        key, _, beside = rest.partition(":")
        share = CONDITION_BESIDE if beside == "beside" else CONDITION_ALONE
        return share * _curated(getattr(knowledge.conditions[key], who))
    return 0.0


def weigh(
    knowledge: Knowledge,
    reading: Reading,
    heard: Sequence[Heard],
    answers: Sequence[Finding] = (),
    band: str | None = None,
) -> Weighing:
    """Add up what the findings, the answers and the learned reader (one ``Heard`` a clause) say."""
    taken_back = {finding.id for finding in answers if finding.status == "denied"}
    given = {column: finding for column, finding in columns(answers).items() if finding}
    found = columns((f for f in reading.findings if f.id not in taken_back), band)
    terms = [_answer_term(knowledge, column, finding) for column, finding in given.items()]
    terms += [_finding_term(knowledge, column, finding) for column, finding in found.items() if column not in given]
    spoken_for = {f.clause for f in found.values() if f and f.kind == "concern"}
    guesses = []
    for number, (clause, what) in enumerate(zip(reading.clauses, heard, strict=True)):
        near = what.near if what.near and what.near.concern not in taken_back else None
        if what.near and not near:
            continue  # the person took back what this clause was taken for
        if what.pull.pt or what.pull.ot:
            name = near.concern if near else None
            terms.append(Term("reader", name, what.pull.pt, what.pull.ot, clause.start, clause.end))
        if near and number not in spoken_for:
            guesses.append(near)
    pt, ot, neither = knowledge.reader.intercept
    sides = (pt + _totals(terms)[0], ot + _totals(terms)[1])
    if gains := _gain_together(knowledge, sides, given, found):
        terms.append(Term("together", None, *gains))
    elsewhere = probability(neither + sum(what.pull.neither for what in heard)) if heard else 0.0
    return Weighing(pt, ot, _bounded(terms), tuple(guesses), elsewhere)


def _gain_together(
    knowledge: Knowledge, sides: tuple[float, float], *columns: Mapping[str, Finding | None]
) -> tuple[float, float] | None:
    """What PT and OT gain where needs of two helpers are named; ``sides`` is what they came to without it."""
    findings = [finding for each in columns for finding in each.values() if finding and finding.kind == "concern"]
    named = [knowledge.concerns[f.id] for f in findings if f.status == "present"]
    for_pt = [concern for concern in named if concern.pt >= PT_NEED and concern.pt - concern.ot >= PT_LEAD]
    for_ot = [concern for concern in named if concern.ot >= OT_NEED]
    if any(one.id != other.id for one in for_pt for other in for_ot):
        return (TOGETHER, 0.0) if sides[0] < sides[1] else (0.0, TOGETHER)
    if any(knowledge.concerns[f.id].see for f in findings) and (for_pt or for_ot):
        return (TOGETHER, 0.0) if for_pt else (0.0, TOGETHER)
    return None


def _answer_term(knowledge: Knowledge, column: str, finding: Finding) -> Term:
    return Term(finding.rule, finding.id, prior(knowledge, column, "pt"), prior(knowledge, column, "ot"))


def _finding_term(knowledge: Knowledge, column: str, finding: Finding | None) -> Term:
    pt, ot = knowledge.reader.weights.get(column) or (
        BESIDE_THE_READER * prior(knowledge, column, "pt"),
        BESIDE_THE_READER * prior(knowledge, column, "ot"),
    )
    if finding is None:
        return Term(column, None, pt, ot)
    concern = finding.id if finding.kind == "concern" else None
    return Term(finding.rule, concern, pt, ot, finding.start, finding.end)


def _curated(weight: float) -> float:
    distance = weight - NEUTRAL
    return distance * (FOR if distance > 0 else AGAINST)


def _bounded(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms, scaled down together where a long note says the same fifty times."""
    pt, ot = (MOST_LOG_ODDS / max(abs(total), MOST_LOG_ODDS) for total in _totals(terms))
    return tuple(terms) if pt == ot == 1.0 else tuple(replace(t, pt=t.pt * pt, ot=t.ot * ot) for t in terms)


def _totals(terms: Sequence[Term]) -> tuple[float, float]:
    return sum(term.pt for term in terms), sum(term.ot for term in terms)
