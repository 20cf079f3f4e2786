"""Decide whether a finding is there now: denied, resolved, past, feared, hypothetical, or about somebody else.

The method is that of NegEx and ConText: triggers with a direction and a reach, inside one clause. What counts
as a trigger is data (``context.yaml``); how a trigger acts is here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onward.knowledge.model import ContextRule, Status
from onward.navigator.matcher import Match

# The first that applies wins.
_ORDER: tuple[Status, ...] = ("animal", "other", "resolved", "denied", "feared", "hypothetical", "past")


@dataclass(frozen=True, slots=True)
class Context:
    """What the triggers of one clause say. ``family`` is whether a relative's history is told in it."""

    triggers: tuple[tuple[ContextRule, Match], ...]
    problems: frozenset[int]
    family: Match | None
    of_self: bool


def context_of(found: Iterable[Match], rules: Mapping[str, ContextRule]) -> Context:
    """Sort the context matches of a clause; a trigger that a pseudo-trigger covers is dropped."""
    by_status: dict[str, list[tuple[ContextRule, Match]]] = {}
    for match in found:
        rule = rules[match.entry.id]
        by_status.setdefault(rule.status, []).append((rule, match))
    hidden = [set(range(m.first, m.last + 1)) for _, m in by_status.get("pseudo", ())]
    triggers = tuple(
        (rule, match)
        for status in _ORDER
        for rule, match in by_status.get(status, ())
        if not any(cover.intersection(match.words) for cover in hidden)
    )
    problems = frozenset(i for _, m in by_status.get("problem", ()) for i in m.words)
    family = next((m for _, m in by_status.get("family", ())), None)
    return Context(triggers, problems, family, "self" in by_status)


def decide_status(match: Match, context: Context, immune: Collection[Status] = ()) -> tuple[Status, Match | None]:
    """The status of a finding in its clause, never one of ``immune``, and the trigger that decided it."""
    is_problem = match.entry.kind != "concern" or any(i in context.problems for i in match.words)
    for rule, trigger in context.triggers:
        if rule.status in immune or rule.applies_to == ("activity" if is_problem else "problem"):
            continue
        if rule.status == "animal" and context.of_self:
            continue  # "I fell over my dog" is about the person
        if _acts_on(rule, trigger, match):
            return rule.status, trigger  # type: ignore[return-value]  # only statuses of _ORDER are triggers
    return "present", None


def _acts_on(rule: ContextRule, trigger: Match, match: Match) -> bool:
    if _took(match, rule, trigger):
        return False
    if rule.direction == "after":
        after = [i for i in match.words if i > trigger.last]
        return bool(after) and after[0] - trigger.last <= rule.reach
    if rule.direction == "before":
        before = [i for i in match.words if i < trigger.first]
        return bool(before) and trigger.first - before[-1] <= rule.reach
    return True


def _took(match: Match, rule: ContextRule, trigger: Match) -> bool:
    """Whether the pattern itself took the trigger: "no balance" is no denial of balance trouble, nor is "does not
    crawl" of crawling."""
    negation = rule.applies_to == "problem" and trigger.last in match.words
    return negation or set(trigger.words) <= set(match.words)


def quote(text: str, tokens: Sequence[tuple[str, int, int]], match: Match) -> str:
    """The stretch of the message that a match covers, as it was written."""
    return text[tokens[match.first][1] : tokens[match.last][2]]
