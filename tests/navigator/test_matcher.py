"""The matcher finds what a slow and obvious reading of the same patterns finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onward.knowledge import Knowledge
from onward.knowledge.model import Entry
from onward.knowledge.pattern import Step, parse
from onward.navigator.matcher import Matcher

Found = set[tuple[str, tuple[int, ...]]]


def entries(*patterns: str) -> list[Entry]:
    """One entry for each sequence of each pattern, named after the pattern."""
    return [Entry("cue", pattern, steps) for pattern in patterns for steps in parse(pattern, {})]


def found(rules: Iterable[Entry], words: Sequence[str]) -> Found:
    return {(match.entry.id, match.words) for match in Matcher(rules).matches(words)}


def slowly(rules: Iterable[Entry], words: Sequence[str]) -> Found:
    """Try every entry at every start in every way, the shortest first, without any index."""
    return {
        (entry.id, way)
        for entry in rules
        for start in range(len(words))
        if (way := next((w for w in ways(entry.steps, words, start)), None))
    }


def ways(steps: Sequence[Step], words: Sequence[str], start: int) -> Iterator[tuple[int, ...]]:
    """Every way in which the steps fit from ``start`` on: a step takes so many words, and all but a gap must fit."""
    lengths = [range(s.gap + 1) if s.gap else (1, 0) if s.optional else (1,) for s in steps]
    for taken in product(*lengths):
        at, named, fits = start, [], True
        for step, count in zip(steps, taken, strict=True):
            if count and not step.gap:
                fits = fits and at < len(words) and fits_word(step, words[at])
                named.append(at)
            at += count
        if fits:
            yield tuple(named)


def fits_word(step: Step, word: str) -> bool:
    return word in step.exact or any(word.startswith(prefix) for prefix in step.prefixes)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("stairs", "the stairs hurt", [(1,)]),
        ("stair*", "stairs and stairwell", [(0,), (2,)]),
        ("can not .. zip", "can not do my zip", [(0, 1, 4)]),
        ("can not .. zip", "can not ever do up my zip", []),
        ("can ... zip", "can a b c d e f zip", [(0, 7)]),
        ("can ... zip", "can a b c d e f g zip", []),
        ("do [my] zip", "do zip", [(0, 1)]),
        ("do [my] zip", "do my zip", [(0, 1, 2)]),
        ("do [my] zip", "do your zip", []),
        ("(zip|do up)", "i do up a zip", [(1, 2), (4,)]),
        ("knee .. knee", "knee knee knee", [(0, 1), (1, 2)]),
        ("knee", "", []),
    ],
)
def test_a_pattern_matches_here_and_not_elsewhere(pattern: str, text: str, expected: list[tuple[int, ...]]) -> None:
    assert sorted(way for _, way in found(entries(pattern), text.split())) == expected


def test_the_shortest_way_is_taken() -> None:
    assert found(entries("can .. zip"), "can zip zip".split()) == {("can .. zip", (0, 1))}


def test_gaps_are_not_among_the_words_of_a_match() -> None:
    (match,) = Matcher(entries("can .. zip")).matches("i can do my zip now".split())
    assert (match.first, match.last, match.words) == (1, 4, (1, 4))


def test_a_pattern_of_common_words_only_is_found_too() -> None:
    assert found(entries("i can not"), "she says i can not".split()) == {("i can not", (2, 3, 4))}


WORDS = st.sampled_from(["a", "i", "not", "b", "bc", "bcd", "c", "knee"])
PARTS = st.sampled_from(
    ["a", "i", "not", "b", "b*", "bc*", "(a|b)", "(a|bc*)", "(c|a b)", "[a]", "[(b|c)]", "[(a|b c)]"]
)
GAP = st.sampled_from(["", "", "..", "..."])


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """A pattern that begins and ends with a word and has parts, options and gaps between."""
    edge = st.sampled_from(["a", "i", "b", "bc*", "(a|c)", "(knee|a b)"])
    middle = [f"{draw(GAP)} {draw(PARTS)} {draw(GAP)}" for _ in range(draw(st.integers(0, 2)))]
    return " ".join([draw(edge), *middle, draw(edge)])


@settings(max_examples=300, deadline=None)
@given(rules=st.lists(patterns(), min_size=1, max_size=5), words=st.lists(WORDS, max_size=9))
def test_the_matcher_agrees_with_a_slow_reading_of_the_same_patterns(rules: list[str], words: list[str]) -> None:
    parsed = entries(*rules)
    assert found(parsed, words) == slowly(parsed, words)


@pytest.mark.parametrize(
    "text",
    [
        "since my stroke i can not do up my buttons and i need help to get in the shower",
        "i have no chest pain i just get tired on stairs",
        "my calf is swollen and now i am short of breath since this morning",
    ],
)
def test_the_matcher_agrees_with_a_slow_reading_of_the_whole_lexicon(facts: Knowledge, text: str) -> None:
    words = text.split()
    quick = found(facts.lexicon, words)
    assert quick
    assert quick == slowly(facts.lexicon, words)
