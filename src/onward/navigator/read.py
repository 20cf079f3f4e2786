"""From words to findings: exact phrases of the lexicon, each with its span and its status."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from onward.knowledge.model import Knowledge, Status
from onward.navigator.clauses import Clause, split
from onward.navigator.finding import Finding
from onward.navigator.matcher import Match, Matcher
from onward.navigator.status import Context, context_of, decide_status, quote


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as it was read. ``silenced`` are clauses that deny, or speak of somebody or something else."""

    text: str
    clauses: tuple[Clause, ...]
    findings: tuple[Finding, ...]
    silenced: frozenset[int]

    def present(self) -> frozenset[str]:
        """Ids of the findings that count."""
        return frozenset(f.id for f in self.findings if f.counts)


class Lexicon:
    """Reads messages with the patterns of one ``Knowledge``."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._matcher = Matcher(knowledge.lexicon)
        self._modifiers = frozenset(key for key, cue in knowledge.cues.items() if cue.modifier)
        self._immune = {key: cue.immune for key, cue in knowledge.cues.items() if cue.immune}

    def read(self, text: str) -> Reading:
        """Every finding of ``text``, in order of its place."""
        clauses = split(text, self._knowledge.spellings)
        matched = [list(self._matcher.matches(clause.words)) for clause in clauses]
        contexts = [
            context_of((m for m in found if m.entry.kind == "context"), self._knowledge.context) for found in matched
        ]
        findings: list[Finding] = []
        for number, (clause, found, context) in enumerate(zip(clauses, matched, contexts, strict=True)):
            elsewhere = any(c.of_self for i, c in enumerate(contexts) if i != number)
            for match in _best(m for m in found if m.entry.kind != "context"):
                immune = self._immune.get(match.entry.id, ())
                findings.append(_finding(text, number, clause, match, context, immune, self_elsewhere=elsewhere))
        for number, context in enumerate(contexts):
            self._look_back(text, number, clauses, context, findings)
        findings.sort(key=lambda f: (f.start or 0, f.id))
        said = [finding for finding in findings if finding.id not in self._modifiers]
        silenced = frozenset(i for i, context in enumerate(contexts) if _silent(i, context, said))
        return Reading(text, tuple(clauses), tuple(findings), silenced)

    def _look_back(
        self, text: str, number: int, clauses: list[Clause], context: Context, findings: list[Finding]
    ) -> None:
        """ "It went away", "that is fine now": what such a clause says, it says of the clause before it."""
        over = next(
            ((r, m) for r, m in context.triggers if r.direction == "before" and r.status in {"denied", "resolved"}),
            None,
        )
        if over is None or not clauses[number].points_back:
            return
        _, trigger = over
        spoken_of = max((f.clause for f in findings if f.clause is not None and f.clause < number), default=None)
        for place, finding in enumerate(findings):
            if (
                finding.clause == spoken_of
                and finding.status == "present"
                and finding.kind != "condition"
                and "resolved" not in self._immune.get(finding.id, ())
            ):
                because = quote(text, clauses[number].tokens, trigger)
                findings[place] = replace(finding, status="resolved", because=because)


def _best(found: Iterable[Match]) -> list[Match]:
    """One match for each meaning: the one that names the most words, then the first."""
    best: dict[tuple[str, str], Match] = {}
    for match in found:
        key = (match.entry.kind, match.entry.id)
        if key not in best or len(match.words) > len(best[key].words):
            best[key] = match
    return list(best.values())


def _finding(
    text: str,
    number: int,
    clause: Clause,
    match: Match,
    context: Context,
    immune: Collection[Status],
    *,
    self_elsewhere: bool,
) -> Finding:
    status, trigger = decide_status(match, context, immune)
    if context.family and self_elsewhere and status not in {"animal", "denied"} and match.last > context.family.last:
        # "My father had a stroke. I feel ...": the relative is not the one who asks.
        status, trigger = "other", context.family
    tokens = clause.tokens
    return Finding(
        kind=match.entry.kind,  # type: ignore[arg-type]  # context entries were taken out by the caller
        id=match.entry.id,
        rule=f"{match.entry.kind}:{match.entry.id}",
        clause=number,
        start=tokens[match.first].start,
        end=tokens[match.last].end,
        status=status,
        because=quote(text, tokens, trigger) if trigger else None,
    )


def _silent(number: int, context: Context, findings: Sequence[Finding]) -> bool:
    """Whether the learned reader should leave this clause alone: it denies, or is about somebody else."""
    here = [f for f in findings if f.clause == number]
    if any(rule.status in {"animal", "other"} for rule, _ in context.triggers):
        return True
    denies = any(rule.status in {"denied", "resolved"} for rule, _ in context.triggers)
    return denies and not any(f.counts for f in here)


def answered(concern: str, question: str, *, present: bool) -> Finding:
    """A finding that came from an answer instead of words."""
    finding = Finding("concern", concern, f"answer:{question}", None, None, None)
    return finding if present else replace(finding, status="denied")
