"""Weigh findings into two separate log-odds, one for PT and one for OT, as a plain sum of terms.

The terms are the reasons: what a page shows is exactly what was added up. The numbers here are hand-set
(no clinician has reviewed them) and few on purpose; they were chosen on the phrase bank and on the cases of
``tests/spec``, never on single rows of the evaluation set.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
READER_FLOOR, READER_SURE, READER_WEIGHT, READER_BESIDE = 0.05, 0.4, 1.1, 0.35


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
        return probability(INTERCEPT + sum(term.pt for term in self.terms))

    @property
    def ot(self) -> float:
        return probability(INTERCEPT + sum(term.ot for term in self.terms))


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
    named = _first_of_each(f for f in (*reading.findings, *answers) if f.kind == "concern")
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
    return Weighing(tuple(terms), tuple(alone))


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
    # Two shared words out of two say little: a clause has to be long enough to resemble anything.
    told = min(1.0, sum(word not in STOP_WORDS for word in clause.words) / READER_WORDS)
    sure = told * min(1.0, (near[0].score - READER_FLOOR) / (READER_SURE - READER_FLOOR) + 0.3)
    pt, ot = _blended(knowledge, near)
    return Term(
        "reader", near[0].concern, weight * sure * _pull(pt), weight * sure * _pull(ot), clause.start, clause.end
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
