"""Weigh findings into two separate log-odds, one for PT and one for OT, as a plain sum of terms.

The terms are the reasons: what a page shows is exactly what was added up. The numbers here are hand-set
(no clinician has reviewed them) and few on purpose; they were chosen on the phrase bank and on the cases of
``tests/spec``, never on single rows of the evaluation set.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onward.knowledge.model import Knowledge
from onward.navigator.finding import Finding
from onward.navigator.read import Reading
from onward.navigator.reader import STOP_WORDS, Near, Reader

INTERCEPT = -0.5
# A weight above this speaks for a discipline, below it against.
NEUTRAL = 0.46
FOR, AGAINST = 5.0, 2.5
# What a condition says matters less once the person says what is hard.
CONDITION_ALONE, CONDITION_BESIDE = 0.8, 0.1
# A reader's guess counts by how near it is; below the floor it is silence.
READER_WORDS = 4
# What all terms together may come to.
MOST_LOG_ODDS = 10.0
READER_FLOOR, READER_SURE, READER_WEIGHT, READER_BESIDE = 0.05, 0.4, 1.1, 0.35


# Words that name no need, however many of them there are: "what should I do", "please help".
_SAYS_NOTHING = frozenset(
    (
        "what should do can could not help helps need needs needed please who see how now but or if then have has had "
        "having get got getting feel feeling well good bad thing things something anything go going want wants would "
        "just really very much more any some all been being there no yes know tell say said think therapy therapist "
        "pt ot doctor it's us we you they them their our your new since when where why which better best right"
    ).split()
)


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
class Weighing:
    """The terms and what they add up to; ``guesses`` are the reader's concerns that took part, nearest first."""

    terms: tuple[Term, ...]
    guesses: tuple[Near, ...]

    @property
    def pt(self) -> float:
        return probability(INTERCEPT + _totals(self.terms)[0])

    @property
    def ot(self) -> float:
        return probability(INTERCEPT + _totals(self.terms)[1])


def probability(log_odds: float) -> float:
    """The logistic function, safe for any finite input."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def guess(reader: Reader, reading: Reading) -> list[list[Near]]:
    """What the learned reader takes each clause for: nothing where the clause is silenced or resembles no example."""
    near = [
        [] if number in reading.silenced else reader.nearest(clause.words)
        for number, clause in enumerate(reading.clauses)
    ]
    return [found if found and found[0].score >= READER_FLOOR else [] for found in near]


def weigh(
    knowledge: Knowledge, reading: Reading, guesses: Sequence[Sequence[Near]], answers: Sequence[Finding] = ()
) -> Weighing:
    """Add up what the findings, the answers and the learned reader's guesses (one list a clause) say."""
    taken_back = {finding.id for finding in answers if finding.status == "denied"}
    said = [f for f in (*reading.findings, *answers) if f.id not in taken_back]
    named = _first_of_each(f for f in said if f.kind == "concern")
    guesses = [[] if near and near[0].concern in taken_back else near for near in guesses]
    terms = [_concern_term(knowledge, finding) for finding in named]
    conditions = _first_of_each(f for f in reading.findings if f.kind == "condition")
    share = CONDITION_BESIDE if named or any(guesses) else CONDITION_ALONE
    terms += [_condition_term(knowledge, finding, share / len(conditions) ** 0.5) for finding in conditions]
    spoken_for = {finding.clause for finding in named}
    terms += [
        _reader_term(knowledge, reading, number, near, READER_BESIDE if number in spoken_for else READER_WEIGHT)
        for number, near in enumerate(guesses)
        if near
    ]
    alone = [near[0] for number, near in enumerate(guesses) if near and number not in spoken_for]
    return Weighing(_bounded(terms), tuple(alone))


def _bounded(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms, scaled down together where a long note says the same fifty times: nobody is ever that sure."""
    pt, ot = (min(1.0, MOST_LOG_ODDS / max(abs(total), MOST_LOG_ODDS)) for total in _totals(terms))
    return tuple(terms) if pt == ot == 1.0 else tuple(replace(t, pt=t.pt * pt, ot=t.ot * ot) for t in terms)


def _totals(terms: Sequence[Term]) -> tuple[float, float]:
    return sum(term.pt for term in terms), sum(term.ot for term in terms)


def _first_of_each(findings: Iterable[Finding]) -> list[Finding]:
    first: dict[str, Finding] = {}
    for finding in findings:
        if finding.counts:
            first.setdefault(finding.id, finding)
    return list(first.values())


def _pull(weight: float) -> float:
    distance = weight - NEUTRAL
    return distance * (FOR if distance > 0 else AGAINST)


def _concern_term(knowledge: Knowledge, finding: Finding) -> Term:
    concern = knowledge.concerns[finding.id]
    return Term(finding.rule, concern.id, _pull(concern.pt), _pull(concern.ot), finding.start, finding.end)


def _condition_term(knowledge: Knowledge, finding: Finding, share: float) -> Term:
    condition = knowledge.conditions[finding.id]
    return Term(
        finding.rule, None, share * _pull(condition.pt), share * _pull(condition.ot), finding.start, finding.end
    )


def _reader_term(knowledge: Knowledge, reading: Reading, number: int, near: Sequence[Near], weight: float) -> Term:
    clause = reading.clauses[number]
    sure = min(1.0, (near[0].score - READER_FLOOR) / (READER_SURE - READER_FLOOR) + 0.3)
    sure *= min(1.0, _telling_words(reading, number) / READER_WORDS)
    pt, ot = _blended(knowledge, near)
    return Term(
        "reader", near[0].concern, weight * sure * _pull(pt), weight * sure * _pull(ot), clause.start, clause.end
    )


def _telling_words(reading: Reading, number: int) -> int:
    """How many words of a clause can resemble a need: two shared out of two say little, and the name of a condition
    says nothing about what is hard."""
    named = [f for f in reading.findings if f.clause == number and f.kind == "condition"]
    return sum(
        token.word not in STOP_WORDS
        and token.word not in _SAYS_NOTHING
        and not any((f.start or 0) <= token.start < (f.end or 0) for f in named)
        for token in reading.clauses[number].tokens
    )


def _blended(knowledge: Knowledge, near: Sequence[Near]) -> tuple[float, float]:
    """PT and OT weight of the nearest concerns, the nearer counting for much more."""
    shares = [n.score**3 for n in near]
    concerns = [knowledge.concerns[n.concern] for n in near]
    total = sum(shares)
    return (
        sum(s * c.pt for s, c in zip(shares, concerns, strict=True)) / total,
        sum(s * c.ot for s, c in zip(shares, concerns, strict=True)) / total,
    )
