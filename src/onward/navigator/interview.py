"""The next question worth asking: the one whose answers would tell most about PT and OT."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from onward.knowledge.model import Knowledge, Question
from onward.navigator.finding import Finding
from onward.navigator.read import answered
from onward.navigator.weigh import Weighing

MOST_QUESTIONS = 8
# Below this many bits a question is not worth a tired person's effort.
WORTH_ASKING = 0.02
# Every question offers these; they say that it was asked and nothing else.
NO_ANSWER = frozenset({"skip", "unknown"})
# A question that is about something the person named is worth more than a general one.
_ABOUT_THEM = 1.5


class AnswerError(ValueError):
    """An answer names a question or an option that does not exist."""


def findings_of(knowledge: Knowledge, answers: Mapping[str, str]) -> list[Finding]:
    """What the answers say, in the order given. Raises AnswerError for an unknown question or option."""
    found: list[Finding] = []
    for question_id, option_id in answers.items():
        question = knowledge.questions.get(question_id)
        if question is None:
            known = ", ".join(sorted(knowledge.questions))
            raise AnswerError(f"answers: no question is called {question_id!r}; known are {known}")
        found += _effects(question, option_id)
    return found


def next_question(
    knowledge: Knowledge,
    named: frozenset[str],
    answers: Mapping[str, str],
    weigh_with: Callable[[list[Finding]], Weighing],
) -> Question | None:
    """The unasked question with the greatest expected gain, or None where none is worth asking.

    ``weigh_with`` weighs the message together with further findings; every option is held equally likely.
    """
    if len(answers) >= MOST_QUESTIONS:
        return None
    given = findings_of(knowledge, answers)
    now = _uncertainty(weigh_with(given))
    best: tuple[float, str] = (WORTH_ASKING, "")
    for question in knowledge.questions.values():
        if question.id in answers or (question.about and not named & set(question.about)):
            continue
        outcomes = [weigh_with(given + _effects(question, option.id)) for option in question.options]
        gain = now - sum(map(_uncertainty, outcomes)) / len(outcomes)
        # Where nothing was said there is nothing to lose certainty about: any answer is a gain.
        worth = abs(gain) * (_ABOUT_THEM if question.about else 1.0)
        best = max(best, (worth, question.id))
    return knowledge.questions.get(best[1])


def _effects(question: Question, option_id: str) -> list[Finding]:
    if option_id in NO_ANSWER:
        return []
    option = next((o for o in question.options if o.id == option_id), None)
    if option is None:
        known = ", ".join([*(o.id for o in question.options), *sorted(NO_ANSWER)])
        raise AnswerError(f"answers: {question.id!r} has no option {option_id!r}; it has {known}")
    present = [answered(concern, question.id, present=True) for concern in option.present]
    return present + [answered(concern, question.id, present=False) for concern in option.absent]


def _uncertainty(weighing: Weighing) -> float:
    """Entropy in bits of the two separate probabilities."""
    return sum(-p * math.log2(p) - (1 - p) * math.log2(1 - p) for p in (weighing.pt, weighing.ot) if 0 < p < 1)
