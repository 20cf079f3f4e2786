"""The small language in which lexical rules are written.

A pattern is matched against normalised words, in order, inside one clause:

    stairs              this word
    button*             any word that begins so
    (zip|zipper|do up)  one of these, each of which may end in * or be several words
    [my]                this word or nothing; [(my|the)] also
    ..                  up to three words
    ...                 up to six words

"can not ... (button*|zip*)" matches "I can't do up my buttons".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from onward.knowledge.words import words

GAPS = {"..": 3, "...": 6}
_PART = re.compile(r"\[\([^()\[\]]+\)\]|\[[^()\[\]]+\]|\([^()\[\]]+\)|\S+")


class Step(NamedTuple):
    """One step of a pattern: a gap of up to ``gap`` words, or one word out of ``exact`` or with a prefix."""

    exact: tuple[str, ...]
    prefixes: tuple[str, ...]
    optional: bool
    gap: int


def parse(pattern: str, spellings: Mapping[str, str]) -> list[tuple[Step, ...]]:
    """Turn a written pattern into sequences of steps, one for each combination of its choices of several words.

    Words are spelt as text is, so ``can't`` gives two steps. Raises ValueError when the pattern is empty, begins
    or ends with a gap, or has an unknown part.

    >>> [[s.exact or s.gap for s in steps] for steps in parse("can't .. (zip|do up)", {})]
    [[('can',), ('not',), 3, ('zip',)], [('can',), ('not',), 3, ('do',), ('up',)]]
    """
    choices = [_choices(part, pattern, spellings) for part in _PART.findall(pattern)]
    return [_trimmed([step for chosen in each for step in chosen], pattern) for each in product(*choices)]


def _trimmed(steps: list[Step], pattern: str) -> tuple[Step, ...]:
    # An optional word at either end changes nothing about whether the pattern matches.
    while steps and steps[0].optional:
        steps.pop(0)
    while steps and steps[-1].optional:
        steps.pop()
    if not steps or steps[0].gap or steps[-1].gap:
        raise ValueError(f"pattern {pattern!r} must begin and end with a word and hold one that is not optional")
    return tuple(steps)


def _choices(part: str, pattern: str, spellings: Mapping[str, str]) -> list[list[Step]]:
    """The ways of one part: all its single words together are one step, each choice of several words is its own."""
    if part in GAPS:
        return [[Step((), (), False, GAPS[part])]]
    if part[0] in "([" and part[-1] != {"(": ")", "[": "]"}[part[0]]:
        raise ValueError(f"pattern {pattern!r}: the bracket of {part!r} is not closed")
    optional = part.startswith("[")
    inner = part[1:-1] if optional else part
    written = inner[1:-1].split("|") if inner.startswith("(") else [inner]
    spelt = [(choice, _spelt(choice, pattern, spellings)) for choice in written]
    exact = tuple(read[0] for choice, read in spelt if len(read) == 1 and not choice.endswith("*"))
    prefixes = tuple(read[0] for choice, read in spelt if choice.endswith("*"))
    single = [[Step(exact, prefixes, optional, 0)]] if exact or prefixes else []
    several = [[Step((word,), (), False, 0) for word in read] for choice, read in spelt if len(read) > 1]
    return single + several + ([[]] if optional and several else [])


def _spelt(choice: str, pattern: str, spellings: Mapping[str, str]) -> tuple[str, ...]:
    stem = choice.removesuffix("*")
    if not all(re.fullmatch(r"[^\W_]+(?:'[^\W_]+)*", word) for word in stem.split()) or not stem.strip():
        raise ValueError(f"pattern {pattern!r}: {choice!r} is not a word")
    if stem == choice:
        return words(choice, spellings)
    spelt = words(stem, {})
    if len(spelt) > 1:
        raise ValueError(f"pattern {pattern!r}: {choice!r} has a star after several words")
    return spelt
