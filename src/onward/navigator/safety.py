"""Red flags: rules over findings, run before anything is weighed. Nothing that is weighed can clear one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.knowledge.model import Knowledge, RedFlag, Urgency
from onward.navigator.finding import Finding

SEVERITY: tuple[Urgency, ...] = ("emergency", "crisis", "same_day", "doctor_first")


@dataclass(frozen=True, slots=True)
class Raised:
    """A red flag that fired, with the findings that fired it."""

    flag: RedFlag
    findings: tuple[Finding, ...]


def raised(knowledge: Knowledge, findings: Sequence[Finding], age_band: str | None) -> list[Raised]:
    """The red flags that fire, the most severe first; one that rests on the same words as another is left out."""
    fired = [hit for flag in knowledge.red_flags.values() if (hit := _fires(flag, findings, age_band))]
    kept: list[Raised] = []
    for hit in sorted(fired, key=lambda hit: (SEVERITY.index(hit.flag.urgency), -len(hit.findings))):
        if not any(set(hit.findings) <= set(other.findings) for other in kept):
            kept.append(hit)
    return kept


def _fires(flag: RedFlag, findings: Sequence[Finding], age_band: str | None) -> Raised | None:
    def witness(wanted: str) -> Finding | None:
        statuses = {"present", "past", "resolved"} if wanted in flag.past_counts else {"present"}
        return next((f for f in findings if f.id == wanted and f.status in statuses), None)

    if any(witness(veto) for veto in flag.unless) or age_band in flag.unless:
        return None
    for conjunction in flag.when:
        wanted = [each for each in conjunction if each != age_band]
        found = [witness(each) for each in wanted]
        if all(found):
            return Raised(flag, tuple(f for f in found if f))
    return None
