"""Red flags: rules over findings, run before anything is weighed. Nothing that is weighed can clear one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.knowledge.model import Knowledge, RedFlag, Urgency
from onward.navigator.finding import Finding
from onward.navigator.read import Reading

SEVERITY: tuple[Urgency, ...] = ("emergency", "crisis", "same_day", "doctor_first")


@dataclass(frozen=True, slots=True)
class Raised:
    """A red flag that fired, with the findings that fired it."""

    flag: RedFlag
    findings: tuple[Finding, ...]


def raised(knowledge: Knowledge, reading: Reading, age_band: str | None) -> list[Raised]:
    """The red flags that fire, the most severe first; one that rests on the same words as another is left out."""
    said = {finding.id for finding in reading.findings} | {age_band}
    possible = (
        flag
        for flag in knowledge.red_flags.values()
        if not said.isdisjoint(flag.first_signs) and any(map(said.issuperset, flag.when))
    )
    fired = [hit for flag in possible if (hit := fires(flag, reading, age_band))]
    kept: list[Raised] = []
    for hit in sorted(fired, key=lambda hit: (SEVERITY.index(hit.flag.urgency), -len(hit.findings))):
        if not any(set(hit.findings) <= set(other.findings) for other in kept):
            kept.append(hit)
    return kept


def fires(flag: RedFlag, reading: Reading, age_band: str | None) -> Raised | None:
    """The flag with the findings that fire it, or None where they do not."""
    if age_band in flag.unless:
        return None
    for conjunction in flag.when:
        wanted = [each for each in conjunction if each != age_band]
        hit = [_witness(flag, each, reading.findings) for each in wanted]
        found = tuple(f for f in hit if f)
        if len(found) == len(wanted) and not _vetoed(flag, found, reading):
            return Raised(flag, found)
    return None


def there(flag: RedFlag, finding: Finding) -> bool:
    """Whether a finding counts as there now, for this flag."""
    return finding.status == "present" or (finding.id in flag.past_counts and finding.status in {"past", "resolved"})


def _witness(flag: RedFlag, wanted: str, findings: Sequence[Finding]) -> Finding | None:
    return next((f for f in findings if f.id == wanted and there(flag, f)), None)


def _vetoed(flag: RedFlag, hit: Sequence[Finding], reading: Reading) -> bool:
    """Whether something explains the signs away. A known condition does so from anywhere in the message; a time or
    a circumstance only where it speaks of the signs: "my knee has hurt for years. I can't breathe" is an emergency.
    """
    vetoes = [f for f in reading.findings if f.id in flag.unless and there(flag, f)]
    return any(veto.kind == "condition" or _speaks_of(veto, hit, reading) for veto in vetoes)


def _speaks_of(veto: Finding, hit: Sequence[Finding], reading: Reading) -> bool:
    """In the clause of a sign; or next to it, in the same sentence or pointing back, and speaking of nothing else."""
    signs = {f.clause for f in hit if f.clause is not None}
    if veto.clause is None or veto.clause in signs:
        return veto.clause is not None
    here = reading.clauses[veto.clause]
    near = [reading.clauses[c] for c in signs if abs(c - veto.clause) == 1]
    bound = here.points_back or any(clause.sentence == here.sentence for clause in near)
    others = [f for f in reading.findings if f.clause == veto.clause and f.kind != "cue" and f.id != veto.id]
    return bool(near) and bound and not others
