"""decide(): from a person's words to a Decision. Pure and deterministic: the same call serves a doctest, the
command line, a page, the API and the FHIR operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from onward.knowledge.model import Concern, Condition, Discipline, Knowledge, Question
from onward.navigator.age import age_band
from onward.navigator.decision import Answer, Decision, DecisionUrgency, Reason, SetAside, Wanted, Warning
from onward.navigator.finding import Finding
from onward.navigator.instruments import scores
from onward.navigator.interview import (
    MOST_QUESTIONS,
    asked_in,
    findings_of,
    next_question,
    open_safety,
    raised_by,
    things_of,
)
from onward.navigator.language import foreign
from onward.navigator.read import Lexicon, Reading
from onward.navigator.reader import Alarm, Reader, telling_words
from onward.navigator.safety import SEVERITY, Raised, raised
from onward.navigator.weigh import NAMES_A_CONCERN, Heard, Term, Weighing, log_odds, probability, weigh

ENGINE = "2"
LONGEST_TEXT = 10_000  # characters; a long clinic note has about 6,000
# A therapy is answered from this probability on; the second of the two from a higher one, since pages that name one
# therapy are commoner than pages that name both, and a visit too many costs a tired person more than a name too few.
LIKELY, LIKELY_TOO = 0.5, 0.62
# Two therapies whose log-odds are closer than this are both answered.
CLOSE = 1.0
SETTLED = 0.75
MOST_WORK = 5
# The reader names a concern from this many telling words on.
NAMED_BY = 2
# Log-odds from which the reader alone raises a flag (docs/adr/0007 tells how many calm messages of writers whom it had
# not read that costs).
SOUNDS_URGENT, SOUNDS_LIKE_A_DOCTOR = 0.0, 2.0
# A therapist works on a need of this weight even where another leads.
TAKES_PART = 0.3


_LABELS = {
    "age_child": "Under 18 years old",
    "age_adult": "18 to 64 years old",
    "age_older": "65 or older",
    "together": "You named a need of each",
}


class UnreadableText(ValueError):
    """The message cannot be read at all; the text of the error says why and what to do."""


class NotEnglish(UnreadableText):
    """The message is in another language: the fallback questions (``Question.fallback``) can be answered instead."""


class Navigator:
    """One ``Knowledge``, made ready to read messages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._lexicon = Lexicon(knowledge)
        self._reader = Reader(knowledge.reader)

    def decide(
        self, text: str, *, age: int | None = None, child: bool = False, answers: Mapping[str, str] | None = None
    ) -> Decision:
        """Which therapy fits ``text``, with reasons.

        ``age`` in years; ``child`` says that it is about a child of unknown age; ``answers`` maps question ids
        to option ids, ``skip`` or ``unknown``.
        Raises UnreadableText for a message without words, too long, or not in English, and AnswerError for
        an answer that does not exist.
        """
        answers = answers or {}
        _check_length(text)
        reading = self._lexicon.read(text)
        if foreign(_words(reading)) and self._fallback_answered(answers):
            # Words that cannot be read say nothing beside the buttons that were pressed instead.
            text, reading = "", self._lexicon.read("")
        given = findings_of(self.knowledge, answers, age)
        _check_readable(reading, answers)
        band = age_band(text, age, child=child)
        flags = self._flags(reading, band, answers)
        if urgent := _urgent_clauses(flags) - reading.silenced:
            reading = replace(reading, silenced=reading.silenced | urgent)
        heard = self._hear(reading)
        weighing = weigh(self.knowledge, reading, heard, given, band)
        needs = self._needs(reading, given, weighing)
        answer, see = answer_of(self.knowledge, weighing)
        level: DecisionUrgency = flags[0].flag.urgency if flags else "none"
        return Decision(
            discipline=answer,
            urgency=level,
            pt=weighing.pt,
            ot=weighing.ot,
            intercept_pt=weighing.intercept_pt,
            intercept_ot=weighing.intercept_ot,
            reasons=tuple(self._reason(text, term) for term in weighing.terms),
            set_aside=tuple(
                self._set_aside(text, f)
                for f in reading.findings
                if f.kind in {"concern", "condition"} and not f.counts
            ),
            specialties=tuple(self._specialties(needs, answer, band)),
            red_flags=tuple(_warning(text, hit) for hit in flags),
            pt_work=_work(needs, "pt"),
            ot_work=_work(needs, "ot"),
            next_question=self._question(reading, weighing, answer, level, answers, band),
            open_safety=open_safety(self.knowledge, answers),
            scores=tuple(scores(self.knowledge, answers, age)),
            things=things_of(answers),
            see=see if answer == "neither" else None,
            knowledge=self.knowledge.stamp,
            engine=ENGINE,
            neither=weighing.neither,
            findings=(*reading.findings, *given),
        )

    def warnings(self, text: str, *, age: int | None = None, child: bool = False) -> tuple[Warning, ...]:
        """The red flags of ``text`` alone, for when the rest cannot be answered: a slip in another field, or a text
        too long to weigh (its beginning is read), must not hide that somebody should call 911."""
        text = text[:LONGEST_TEXT]
        reading = self._lexicon.read(text)
        flags = self._flags(reading, age_band(text, age, child=child), {})
        return tuple(_warning(text, hit) for hit in flags)

    def _fallback_answered(self, answers: Mapping[str, str]) -> bool:
        return any(self.knowledge.questions[key].fallback for key in asked_in(self.knowledge, answers))

    def _flags(self, reading: Reading, band: str | None, answers: Mapping[str, str]) -> list[Raised]:
        """The rules and the answers first. Where none calls for care today, the learned reader may; it can never clear
        a flag."""
        flags = raised(self.knowledge, reading, band)
        known = {hit.flag.id for hit in flags}
        told = [hit for hit in self._flags_across_lines(reading, band) if hit.flag.id not in known]
        told += [Raised(self.knowledge.red_flags[flag], (sign,)) for flag, sign in raised_by(self.knowledge, answers)]
        told += [hit for thing in things_of(answers) for hit in self._flags_in(thing.words, band, placed=False)]
        if told:
            flags = sorted([*flags, *told], key=lambda hit: SEVERITY.index(hit.flag.urgency))
        if any(hit.flag.urgency != "doctor_first" for hit in flags):
            return flags
        alarm = self._reader.alarm(reading)
        if alarm.urgent >= SOUNDS_URGENT:
            return [self._heard_flag("sounds_urgent", reading, alarm), *flags]
        if not flags and alarm.doctor >= SOUNDS_LIKE_A_DOCTOR:
            return [self._heard_flag("sounds_doctor_first", reading, alarm)]
        return flags

    def _flags_across_lines(self, reading: Reading, band: str | None) -> list[Raised]:
        """What is raised where a line break is a blank: a phone breaks a line in the middle of "I can't breathe"."""
        if "\n" not in reading.text.strip():
            return []
        # As long as before, so that quotes are right.
        return self._flags_in(reading.text.replace("\n", " "), band, placed=True)

    def _flags_in(self, text: str, band: str | None, *, placed: bool) -> list[Raised]:
        """What another reading raises: its signs are in no clause of the message, and in no place unless ``placed``."""

        def here(sign: Finding) -> Finding:
            return replace(sign, clause=None) if placed else replace(sign, clause=None, start=None, end=None)

        hits = raised(self.knowledge, self._lexicon.read(text), band)
        return [Raised(hit.flag, tuple(map(here, hit.findings))) for hit in hits]

    def _heard_flag(self, flag: str, reading: Reading, alarm: Alarm) -> Raised:
        clause = reading.clauses[alarm.loudest]
        sign = Finding("cue", f"s_{flag}", "reader", alarm.loudest, clause.start, clause.end)
        return Raised(self.knowledge.red_flags[flag], (sign,))

    def _hear(self, reading: Reading) -> list[Heard]:
        """What the learned reader makes of each clause; it names no concern for words that say next to nothing."""
        return [
            Heard(pull, near if near and near.score >= NAMES_A_CONCERN and _telling(clause.words) else None)
            for clause, (pull, near) in zip(reading.clauses, self._reader.hear(reading), strict=True)
        ]

    def _reason(self, text: str, term: Term) -> Reason:
        quote = None if term.start is None else text[term.start : term.end]
        concern = self.knowledge.concerns.get(term.id or "")
        return Reason(
            rule=term.rule,
            concern=term.id,
            label=self._label(term),
            icf=concern.icf if concern else None,
            quote=quote,
            start=term.start,
            end=term.end,
            pt=term.pt,
            ot=term.ot,
        )

    def _label(self, term: Term) -> str:
        """What a term was read as, in words."""
        key = term.id or term.rule.partition(":")[2]
        named = (
            self.knowledge.concerns.get(key) or self.knowledge.conditions.get(key) or self.knowledge.settings.get(key)
        )
        return named.label if named else _LABELS.get(key or term.rule, "What you wrote")

    def _set_aside(self, text: str, finding: Finding) -> SetAside:
        table = self.knowledge.concerns if finding.kind == "concern" else self.knowledge.conditions
        return SetAside(table[finding.id].label, text[finding.start : finding.end], finding.status, finding.because)

    def _needs(self, reading: Reading, given: Iterable[Finding], weighing: Weighing) -> list[Concern | Condition]:
        """The concerns and conditions that count, named ones first, then those that the reader took them for."""
        found = [f for f in (*reading.findings, *given) if f.counts]
        ids = [f.id for f in found if f.kind == "concern"]
        ids += [f.id for f in found if f.kind == "condition"]
        ids += [near.concern for near in weighing.guesses]
        return [self.knowledge.concerns.get(i) or self.knowledge.conditions[i] for i in dict.fromkeys(ids)]

    def _specialties(self, needs: Sequence[Concern | Condition], answer: Answer, band: str | None) -> list[Wanted]:
        wanted = {"pt": ("pt",), "ot": ("ot",), "both": ("pt", "ot")}.get(answer, ())
        ids = [specialty for need in needs for specialty in need.specialties]
        if band == "age_child":
            ids = ["pediatric", *ids]
        return [
            Wanted(specialty, who)
            for specialty in dict.fromkeys(ids)
            for who in wanted
            if who in self.knowledge.specialties[specialty].disciplines
        ]

    def _question(
        self,
        reading: Reading,
        weighing: Weighing,
        answer: Answer,
        level: str,
        answers: Mapping[str, str],
        band: str | None,
    ) -> Question | None:
        if level in {"emergency", "crisis"}:
            return None
        sure = all(p >= SETTLED or p <= 1 - SETTLED for p in (weighing.pt, weighing.ot))
        settled = answer == "neither" or (sure and answer != "unsure")
        named = reading.present() | {near.concern for near in weighing.guesses} | {band or ""}
        best = next_question(self.knowledge, named, answers, weighing, settled=settled)
        if best is None and answer == "unsure" and len(asked_in(self.knowledge, answers)) < MOST_QUESTIONS:
            general = (q for q in self.knowledge.questions.values() if not (q.safety or q.fallback))
            return next((q for q in general if q.id not in answers), None)
        return best


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise UnreadableText(
            f"the text has {len(text):,} characters and the most is {LONGEST_TEXT:,}; keep what matters most"
        )


def _words(reading: Reading) -> list[str]:
    return [token.word for clause in reading.clauses for token in clause.tokens]


def _check_readable(reading: Reading, answers: Mapping[str, str]) -> None:
    words = _words(reading)
    if not any(word.isalpha() for word in words) and not answers:
        raise UnreadableText(
            'there are no words to read; say in a few words what is hard, such as "I can\'t do up my buttons"'
        )
    language = foreign(words)
    if language == "Spanish":
        raise NotEnglish(
            "Onward reads only English for now. Por ahora Onward solo lee inglés. Si es una emergencia, llame al 911"
        )
    if language:
        raise NotEnglish(f"this looks like {language}, and Onward reads only English for now. In an emergency call 911")


def _urgent_clauses(flags: Sequence[Raised]) -> frozenset[int]:
    """Words that call for care today are no need for therapy: the learned reader leaves these clauses alone."""
    urgent = (f.clause for hit in flags if hit.flag.urgency != "doctor_first" for f in hit.findings)
    return frozenset(clause for clause in urgent if clause is not None)


def _work(needs: Iterable[Concern | Condition], who: Discipline) -> tuple[str, ...]:
    """What this therapist would work on: the first task of each need, then the second of each, and so on."""
    theirs = [need for need in needs if getattr(need, who) >= TAKES_PART]
    theirs.sort(key=lambda need: -getattr(need, who))
    rounds = zip_longest(*(getattr(need, f"{who}_work") for need in theirs))
    tasks = dict.fromkeys(task for each in rounds for task in each if task)
    return tuple(tasks)[:MOST_WORK]


def answer_of(knowledge: Knowledge, weighing: Weighing) -> tuple[Answer, str | None]:
    """The answer that the sums give, and the other profession that the first need names, if one does."""
    concerns = [knowledge.concerns.get(term.id or "") for term in weighing.terms]
    see = next((concern.see for concern in concerns if concern and concern.see), None)
    least = bars(weighing.pt, weighing.ot, weighing.neither)
    pt, ot = (each >= bar for each, bar in zip((weighing.pt, weighing.ot), least, strict=True))
    if not weighing.says_something:
        return ("neither" if see else "unsure"), see
    if not (pt or ot):
        return ("neither" if see or weighing.neither >= LIKELY else "unsure"), see
    return ("both" if pt and ot else "pt" if pt else "ot"), see


def bars(pt: float, ot: float, neither: float) -> tuple[float, float]:
    """The probabilities that PT and OT must reach to be answered: the likelier of the two a lower one, unless another
    profession is likelier still; the other a higher one, unless it is so close to the first that a choice would be a
    toss-up, and the wrong one the opposite of what helps."""
    likelier = max(pt, ot)
    first = LIKELY_TOO if neither > max(likelier, LIKELY) else LIKELY
    close = probability(log_odds(likelier) - CLOSE)
    second = min(LIKELY_TOO, close) if likelier >= first else LIKELY_TOO
    return (first, second) if pt >= ot else (second, first)


def _telling(words: Sequence[str]) -> bool:
    return telling_words(words) >= NAMED_BY


def _warning(text: str, hit: Raised) -> Warning:
    spoken = sorted({(f.start, f.end) for f in hit.findings if f.start is not None and f.end is not None})
    whole = [(a, b) for a, b in spoken if not any(c <= a and b <= d for c, d in spoken if (c, d) != (a, b))]
    quote = " … ".join(dict.fromkeys(text[start:end] for start, end in whole))
    return Warning(hit.flag.id, hit.flag.label, quote, hit.flag.urgency, hit.flag.say, hit.flag.more)
