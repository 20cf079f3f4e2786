"""The interview: what the answers say, and the next question worth asking.

Stateless, so that a FHIR adaptive Questionnaire (``$next-question`` of HL7 Structured Data Capture) can be served from
it: a QuestionnaireResponse's items are the answers (``linkId`` a question's or instrument item's id,
``answer.valueCoding.code`` an option's id), the Questionnaire item to add is ``Step.question`` (``linkId`` its id,
``answerOption`` its options and ``skip`` and ``unknown``), and a response is complete where ``Step.question`` is None.

Danger signs come first. Then the question with the greatest expected information gain about PT and OT, weighted by the
harm that a wrong turn would do and divided by the burden of asking. "Skip" and "I don't know" say nothing, ever.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onward.knowledge.model import Knowledge, Option, Question
from onward.navigator.finding import Finding
from onward.navigator.instruments import UNKNOWN, AnswerError, items_of, scores
from onward.navigator.read import answered
from onward.navigator.weigh import Term, Weighing, prior, probability

if TYPE_CHECKING:
    from onward.navigator.decision import Decision
    from onward.navigator.navigator import Navigator

MOST_QUESTIONS = 8
MOST_SAFETY = 2
# Below this many bits, weighed by harm and burden, a question is not worth a tired person's effort.
WORTH_ASKING = 0.02
# Every question offers these; they say that it was asked and nothing else.
NO_ANSWER = UNKNOWN
# What the person names and rates: "thing.1": "carry my grandson|3". 0 is "can not do it", 10 "as well as before".
THING = "thing."
MOST_THINGS = 3
LONGEST_THING = 120  # characters


@dataclass(frozen=True, slots=True)
class Thing:
    """Something the person wants to do again, in their words, and how well they can do it now (0 to 10)."""

    words: str
    rating: int


@dataclass(frozen=True, slots=True)
class Step:
    """Where an interview stands. ``question`` is the next one, None when it is over; ``number`` counts it from 1;
    ``open_safety`` are the safety questions that were skipped or not known: they stay open."""

    decision: Decision
    question: Question | None
    number: int
    open_safety: tuple[str, ...]


def interview(
    navigator: Navigator,
    text: str,
    answers: Mapping[str, str] | None = None,
    *,
    age: int | None = None,
    child: bool = False,
) -> Step:
    """One turn: answers in; the decision so far and the next question, if one is worth asking, out.

    Raises UnreadableText and AnswerError as ``Navigator.decide`` does.
    """
    answers = answers or {}
    decision = navigator.decide(text, age=age, child=child, answers=answers)
    asked = asked_in(navigator.knowledge, answers)
    return Step(decision, decision.next_question, len(asked) + 1, open_safety(navigator.knowledge, answers))


def asked_in(knowledge: Knowledge, answers: Mapping[str, str]) -> list[str]:
    """The ids of the questions that were asked (items of instruments are filled in, not asked)."""
    return [key for key in answers if key in knowledge.questions]


def open_safety(knowledge: Knowledge, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Safety questions that were asked and not answered."""
    return tuple(k for k in asked_in(knowledge, answers) if knowledge.questions[k].safety and answers[k] in NO_ANSWER)


def findings_of(knowledge: Knowledge, answers: Mapping[str, str], age: int | None = None) -> list[Finding]:
    """What the answers say, in the order given. Raises AnswerError for what does not exist."""
    _check(knowledge, answers)
    found = [f for key in asked_in(knowledge, answers) for f in _effects(*_chosen(knowledge, key, answers[key]))]
    return found + [finding for each in scores(knowledge, answers, age) for finding in each.findings]


def raised_by(knowledge: Knowledge, answers: Mapping[str, str]) -> list[tuple[str, Finding]]:
    """The red flags that the answers raise, each with the answer as its sign."""
    found = []
    for key in asked_in(knowledge, answers):
        question, option = _chosen(knowledge, key, answers[key])
        if option and option.raises:
            found.append((option.raises, Finding("cue", option.raises, f"answer:{question.id}", None, None, None)))
    return found


def things_of(answers: Mapping[str, str]) -> tuple[Thing, ...]:
    """Up to three things that the person named and rated. Raises AnswerError where one is not ``words|0 to 10``."""
    named = [(key, value) for key, value in sorted(answers.items()) if key.startswith(THING)]
    if len(named) > MOST_THINGS:
        raise AnswerError(f"answers: {len(named)} things are named; the most is {MOST_THINGS}")
    return tuple(_thing(key, value) for key, value in named)


def _thing(key: str, value: str) -> Thing:
    words, bar, rating = value.rpartition("|")
    words = words.strip()
    if not bar or not words or len(words) > LONGEST_THING or rating not in {str(n) for n in range(11)}:
        raise AnswerError(
            f"answers: {key!r} is {value!r}; write what it is (up to {LONGEST_THING} characters), a bar, and 0 to 10, "
            'such as "carry my grandson|3"'
        )
    return Thing(words, int(rating))


def _check(knowledge: Knowledge, answers: Mapping[str, str]) -> None:
    items = items_of(knowledge)
    for key in answers:
        if key in knowledge.questions or key in items or key.startswith(THING):
            continue
        known = ", ".join([*sorted(knowledge.questions), *sorted(items), f"{THING}1"])
        raise AnswerError(f"answers: no question is called {key!r}; known are {known}")
    things_of(answers)


def next_question(
    knowledge: Knowledge, named: frozenset[str], answers: Mapping[str, str], weighing: Weighing, *, settled: bool
) -> Question | None:
    """The unasked question most worth asking, or None. ``named`` holds what was read (findings, guesses, age band);
    where the answer is ``settled`` only a safety question is."""
    asked = asked_in(knowledge, answers)
    if len(asked) >= MOST_QUESTIONS:
        return None
    if panel := _panel(knowledge, named, asked):
        return panel
    if settled:
        return None
    best: tuple[float, str] = (WORTH_ASKING, "")
    for question in knowledge.questions.values():
        if question.safety or question.fallback or question.id in asked:
            continue
        if question.about and not named.intersection(question.about):
            continue
        gain = _gain(knowledge, question, weighing)
        best = max(best, (gain * question.harm / question.burden, question.id))
    return knowledge.questions.get(best[1])


def _panel(knowledge: Knowledge, named: frozenset[str], asked: Sequence[str]) -> Question | None:
    """The first safety question whose topic is there, unless enough were asked."""
    if sum(knowledge.questions[key].safety for key in asked) >= MOST_SAFETY:
        return None
    return next(
        (
            question
            for question in knowledge.questions.values()
            if question.safety and question.id not in asked and named.intersection(question.about)
        ),
        None,
    )


def _gain(knowledge: Knowledge, question: Question, weighing: Weighing) -> float:
    """Expected information gain in bits about PT and OT, every option held equally likely: how uncertain the outcome
    is before the answer, less how uncertain it is expected to be after it."""
    now = (math.log(weighing.pt / (1 - weighing.pt)), math.log(weighing.ot / (1 - weighing.ot)))
    after = [_shift(knowledge, option, weighing.terms) for option in question.options]
    total = 0.0
    for side in (0, 1):
        chances = [probability(now[side] + shift[side]) for shift in after]
        total += _entropy(sum(chances) / len(chances)) - sum(map(_entropy, chances)) / len(chances)
    return total


def _shift(knowledge: Knowledge, option: Option, terms: Iterable[Term]) -> tuple[float, float]:
    """How far an answer would move the two sums: what it adds, less the terms that it takes back."""
    pt = ot = 0.0
    for concern in option.present:
        pt += prior(knowledge, f"concern:{concern}", "pt")
        ot += prior(knowledge, f"concern:{concern}", "ot")
    for term in terms if option.absent else ():
        if term.id in option.absent:
            pt, ot = pt - term.pt, ot - term.ot
    return pt, ot


def _entropy(chance: float) -> float:
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance) if 0 < chance < 1 else 0.0


def _chosen(knowledge: Knowledge, key: str, answer: str) -> tuple[Question, Option | None]:
    question = knowledge.questions[key]
    if answer in NO_ANSWER:
        return question, None
    option = next((each for each in question.options if each.id == answer), None)
    if option is None:
        known = ", ".join([*(each.id for each in question.options), *sorted(NO_ANSWER)])
        raise AnswerError(f"answers: {key!r} has no option {answer!r}; it has {known}")
    return question, option


def _effects(question: Question, option: Option | None) -> list[Finding]:
    if option is None:
        return []
    present = [answered(concern, question.id, present=True) for concern in option.present]
    return present + [answered(concern, question.id, present=False) for concern in option.absent]
