"""The whole account of a decision: each clause, what was read in it and by which rule, what that adds to the sums,
where the rule comes from, which red flags were looked at, and what would change the answer.

Pure, and made of what the decision says: the lines that carry an amount are its reasons, one for one, so that an
account adds up to exactly the decision that it explains. What would change the answer is found by leaving a line's
term out of the sums. Nothing is known here about how the learned reader came to its term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from onward.knowledge.model import Discipline, Knowledge, RedFlag, Source, Status, Urgency
from onward.navigator.age import age_band
from onward.navigator.clauses import split
from onward.navigator.decision import Answer, Decision, DecisionUrgency, Reason
from onward.navigator.finding import Finding
from onward.navigator.instruments import items_of
from onward.navigator.navigator import answer_of, bars
from onward.navigator.read import Reading
from onward.navigator.safety import fires, there
from onward.navigator.weigh import Term, Weighing, log_odds

READER = "reader"

Kind = Literal["concern", "condition", "cue", "setting", "reader", "other"]
# ``covered``: it rests on the same words as one that has fired. ``explained``: its signs are there, and so is something
# that explains them. ``incomplete``: some of its signs were read, or all of them but not as there now.
State = Literal["fired", "covered", "explained", "incomplete", "unread"]

_AGES = {"age_child": "being under 18", "age_adult": "being 18 to 64", "age_older": "being 65 or older"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was read, or one guess of the learned reader.

    ``pt`` and ``ot`` are what it adds to the log-odds; where it is not ``counted`` they are 0 and ``note`` says why.
    ``against`` is how much of that speaks against the answer given; ``without`` is the answer that the sums give when
    the line is left out. ``status`` and ``because`` are None for a guess.
    """

    kind: Kind
    rule: str
    id: str | None
    label: str
    icf: str | None
    quote: str | None
    start: int | None
    end: int | None
    status: Status | None
    because: str | None
    counted: bool
    note: str | None
    pt: float
    ot: float
    against: float
    without: Answer | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseAccount:
    """A clause of the message with what was read in it, in the order of the words, a guess last."""

    quote: str
    start: int
    end: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sums, in log-odds. ``above_bar``: how far it is above what an answer needs, below 0 how short."""

    intercept: float
    terms: float
    log_odds: float
    probability: float
    above_bar: float


@dataclass(frozen=True, slots=True)
class Sign:
    """Something read that a red flag looks for, and whether that flag takes it as there now."""

    id: str
    label: str
    quote: str
    status: Status
    because: str | None
    there: bool


@dataclass(frozen=True, slots=True)
class FlagAccount:
    """A red flag, how it stands, the signs of it that were read, those that lack, and what explains them away."""

    id: str
    label: str
    urgency: Urgency
    state: State
    quote: str | None
    signs: tuple[Sign, ...]
    lacking: tuple[str, ...]
    explained_by: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that led to a decision. ``unworded`` are lines without words behind them, such as answers by button.

    ``says_enough`` is whether any term is strong enough to answer from: without one, neither sum is answered.
    ``sources`` are those that any line or flag names.
    """

    discipline: Answer
    urgency: DecisionUrgency
    pt: Side
    ot: Side
    says_enough: bool
    clauses: tuple[ClauseAccount, ...]
    unworded: tuple[Line, ...]
    flags: tuple[FlagAccount, ...]
    sources: Mapping[str, Source]
    knowledge: str
    engine: str

    def lines(self) -> Iterator[Line]:
        """Every line, in the order of the words, those without words last."""
        for clause in self.clauses:
            yield from clause.lines
        yield from self.unworded

    def against(self) -> tuple[Line, ...]:
        """What speaks against the answer, strongest first."""
        return tuple(sorted((line for line in self.lines() if line.against > 0), key=lambda line: -line.against))

    def decisive(self) -> tuple[Line, ...]:
        """The lines without which the answer would be another, strongest first."""
        found = [line for line in self.lines() if line.counted and line.without != self.discipline]
        return tuple(sorted(found, key=lambda line: -max(abs(line.pt), abs(line.ot))))

    def to_json(self) -> dict[str, Any]:
        """The document of ``onward explain --json``; flags of which no sign was read are named and no more."""
        return {
            "discipline": self.discipline,
            "urgency": self.urgency,
            "pt": asdict(self.pt),
            "ot": asdict(self.ot),
            "says_enough": self.says_enough,
            "clauses": [asdict(clause) for clause in self.clauses],
            "unworded": [asdict(line) for line in self.unworded],
            "red_flags": [asdict(flag) for flag in self.flags if flag.state != "unread"],
            "red_flags_unread": [flag.id for flag in self.flags if flag.state == "unread"],
            "sources": {key: source.model_dump() for key, source in self.sources.items()},
            "knowledge": self.knowledge,
            "engine": self.engine,
        }


def explain(
    knowledge: Knowledge, decision: Decision, text: str, *, age: int | None = None, child: bool = False
) -> Account:
    """The account of ``decision``, which this ``knowledge`` gave for ``text``, ``age`` and ``child``."""
    reading = Reading(
        text,
        tuple(split(text, knowledge.spellings)),
        tuple(finding for finding in decision.findings if finding.start is not None),
        frozenset(),
    )
    lines = _lines(knowledge, decision, text)
    flags = tuple(
        _flag(knowledge, flag, decision, reading, age_band(text, age, child=child))
        for flag in knowledge.red_flags.values()
    )
    cited = [*(key for line in lines for key in line.sources), *(key for flag in flags for key in _cited(flag))]
    return Account(
        discipline=decision.discipline,
        urgency=decision.urgency,
        pt=_side(decision, "pt"),
        ot=_side(decision, "ot"),
        says_enough=_weighing(decision, decision.reasons).says_something,
        clauses=_clauses(reading, lines),
        unworded=tuple(line for line in lines if line.start is None),
        flags=flags,
        sources={key: knowledge.sources[key] for key in dict.fromkeys(cited)},
        knowledge=decision.knowledge,
        engine=decision.engine,
    )


def _lines(knowledge: Knowledge, decision: Decision, text: str) -> list[Line]:
    """One line for every reason, then one for every finding that gave none."""
    findings = {_key(f.rule, f.id if f.kind == "concern" else None, f.start, f.end): f for f in decision.findings}
    counted = [
        _counted(
            knowledge, decision, reason, findings.pop(_key(reason.rule, reason.concern, reason.start, reason.end), None)
        )
        for reason in decision.reasons
    ]
    taken_back = {f.id for f in decision.findings if f.start is None and f.status == "denied"}
    named = {line.id for line in counted if line.kind in {"concern", "condition"}}
    return counted + [_left_out(knowledge, finding, text, named, taken_back) for finding in findings.values()]


def _key(rule: str, concern: str | None, start: int | None, end: int | None) -> tuple[object, ...]:
    return rule, concern, start, end


def _counted(knowledge: Knowledge, decision: Decision, reason: Reason, finding: Finding | None) -> Line:
    rest = [other for other in decision.reasons if other is not reason]
    return Line(
        kind=finding.kind if finding else "reader" if reason.rule == READER else "other",
        rule=reason.rule,
        id=finding.id if finding else reason.concern,
        label=reason.label,
        icf=reason.icf,
        quote=reason.quote,
        start=reason.start,
        end=reason.end,
        status=finding.status if finding else None,
        because=finding.because if finding else None,
        counted=True,
        note=None,
        pt=reason.pt,
        ot=reason.ot,
        against=_against(decision.discipline, reason),
        without=answer_of(knowledge, _weighing(decision, rest))[0],
        sources=()
        if reason.rule == READER
        else _sources(knowledge, reason.rule, finding.id if finding else reason.concern),
    )


def _left_out(
    knowledge: Knowledge, finding: Finding, text: str, named: Iterable[str | None], taken_back: Iterable[str]
) -> Line:
    return Line(
        kind=finding.kind,
        rule=finding.rule,
        id=finding.id,
        label=_label(knowledge, finding.id),
        icf=knowledge.concerns[finding.id].icf if finding.id in knowledge.concerns else None,
        quote=None if finding.start is None else text[finding.start : finding.end],
        start=finding.start,
        end=finding.end,
        status=finding.status,
        because=finding.because,
        counted=False,
        note=_why_left_out(finding, named, taken_back),
        pt=0.0,
        ot=0.0,
        against=0.0,
        without=None,
        sources=_sources(knowledge, finding.rule, finding.id),
    )


def _why_left_out(finding: Finding, named: Iterable[str | None], taken_back: Iterable[str]) -> str:
    if finding.kind == "cue":
        return "a sign that red flags look for, not in the sums"
    if finding.start is None and finding.status == "denied":
        return "an answer says that this is not so"
    if finding.id in taken_back:
        return "an answer took it back"
    if not finding.counts:
        return "not counted"
    return "counted once, where it was named first" if finding.id in named else "not in the sums"


def _against(answer: Answer, reason: Reason) -> float:
    """How much of a term pulls away from the answer: down where a side is answered, up where it is not."""
    pt_wanted, ot_wanted = answer in {"pt", "both"}, answer in {"ot", "both"}
    return max(0.0, -reason.pt if pt_wanted else reason.pt) + max(0.0, -reason.ot if ot_wanted else reason.ot)


def _weighing(decision: Decision, reasons: Sequence[Reason]) -> Weighing:
    """The sums of these reasons alone."""
    terms = tuple(Term(r.rule, r.concern, r.pt, r.ot, r.start, r.end) for r in reasons)
    return Weighing(decision.intercept_pt, decision.intercept_ot, terms, (), decision.neither)


def _side(decision: Decision, who: Discipline) -> Side:
    intercept: float = getattr(decision, f"intercept_{who}")
    terms = sum(getattr(reason, who) for reason in decision.reasons)
    bar = dict(zip(("pt", "ot"), bars(decision.pt, decision.ot, decision.neither), strict=True))[who]
    above = intercept + terms - log_odds(bar)
    return Side(intercept, terms, intercept + terms, getattr(decision, who), above)


def _clauses(reading: Reading, lines: Sequence[Line]) -> tuple[ClauseAccount, ...]:
    """Every line under the clause in which it begins."""
    return tuple(
        ClauseAccount(
            quote=reading.text[clause.start : clause.end],
            start=clause.start,
            end=clause.end,
            lines=tuple(
                sorted(
                    (line for line in lines if line.start is not None and clause.start <= line.start < clause.end),
                    key=lambda line: (line.kind == "reader", line.start, line.rule),
                )
            ),
        )
        for clause in reading.clauses
    )


def _flag(knowledge: Knowledge, flag: RedFlag, decision: Decision, reading: Reading, band: str | None) -> FlagAccount:
    looked_for = {each for group in flag.when for each in group}
    signs = tuple(_sign(knowledge, flag, f, reading.text) for f in reading.findings if f.id in looked_for)
    warning = next((warning for warning in decision.red_flags if warning.id == flag.id), None)
    state: State
    if warning:
        state = "fired"
    elif fires(flag, reading, band):
        state = "covered"
    elif fires(flag.model_copy(update={"unless": ()}), reading, band):
        state = "explained"
    else:
        state = "incomplete" if signs else "unread"
    vetoes = [f.id for f in reading.findings if f.id in flag.unless and there(flag, f)]
    if band in flag.unless:
        vetoes.append(str(band))
    return FlagAccount(
        id=flag.id,
        label=flag.label,
        urgency=flag.urgency,
        state=state,
        quote=warning.quote if warning else None,
        signs=signs,
        lacking=_lacking(knowledge, flag, signs, band) if state == "incomplete" else (),
        explained_by=tuple(_label(knowledge, each) for each in dict.fromkeys(vetoes)) if state == "explained" else (),
        sources=flag.source,
    )


def _sign(knowledge: Knowledge, flag: RedFlag, finding: Finding, text: str) -> Sign:
    quote = text[finding.start : finding.end]
    return Sign(finding.id, _label(knowledge, finding.id), quote, finding.status, finding.because, there(flag, finding))


def _lacking(knowledge: Knowledge, flag: RedFlag, signs: Sequence[Sign], band: str | None) -> tuple[str, ...]:
    """What the combination that comes nearest still lacks; of those as near, one of which something was read."""
    had, read = {sign.id for sign in signs if sign.there} | {band}, {sign.id for sign in signs}
    nearest = min(flag.when, key=lambda group: (sum(each not in had for each in group), read.isdisjoint(group)))
    return tuple(_label(knowledge, each) for each in nearest if each not in had)


def _cited(flag: FlagAccount) -> tuple[str, ...]:
    return () if flag.state == "unread" else flag.sources


def _label(knowledge: Knowledge, key: str) -> str:
    tables = (knowledge.concerns, knowledge.conditions, knowledge.cues, knowledge.settings, knowledge.red_flags)
    known = next((table[key] for table in tables if key in table), None)
    return known.label if known else _AGES[key]


def _sources(knowledge: Knowledge, rule: str, key: str | None) -> tuple[str, ...]:
    """The sources of the concern or condition, and of the question where an answer named it. A cue has none of its
    own: the flags that look for it have."""
    kind, _, name = rule.partition(":")
    if kind in {"setting", "age", "together"}:
        return ("project_rule",)  # fitted on the phrases of this project
    asked = (knowledge.questions.get(name) or items_of(knowledge).get(name, (None,))[0]) if kind == "answer" else None
    known = knowledge.concerns.get(key or "") or knowledge.conditions.get(key or "")
    return tuple(dict.fromkeys([*(known.source if known else ()), *(asked.source if asked else ())]))
