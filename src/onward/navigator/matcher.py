"""Find every pattern of the lexicon in a clause, without trying each one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onward.knowledge.model import Entry
from onward.knowledge.pattern import Step

# Words too common to find a pattern by.
_COMMON = frozenset(
    "i a the my to of in on is are not can have has with and it he she his her no do does at for".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a clause. ``words`` are the indices of the tokens that it names; gaps are left out."""

    entry: Entry
    words: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.words[0]

    @property
    def last(self) -> int:
        return self.words[-1]


class _Candidate(NamedTuple):
    """An entry, and the words of each step that has to match: without one of each it cannot."""

    entry: Entry
    needed: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, entry: Entry) -> _Candidate:
        needed = (frozenset(s.exact) for s in entry.steps if not (s.gap or s.optional or s.prefixes))
        return cls(entry, tuple(sorted(needed, key=len)))


class Matcher:
    """Patterns indexed by the most telling word of each."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[str, list[_Candidate]] = {}
        self._prefix: dict[str, list[_Candidate]] = {}
        for candidate in map(_Candidate.of, entries):
            anchor = max((s for s in candidate.entry.steps if not s.gap and not s.optional), key=_telling)
            for word in anchor.exact:
                self._exact.setdefault(word, []).append(candidate)
            for prefix in anchor.prefixes:
                self._prefix.setdefault(prefix, []).append(candidate)
        self._lengths = sorted({len(prefix) for prefix in self._prefix})

    def matches(self, words: Sequence[str]) -> Iterator[Match]:
        """Every place where an entry's pattern begins and matches, the shortest way; one per entry and start."""
        said = frozenset(words)
        for entry, needed in self._candidates(words):
            if any(map(said.isdisjoint, needed)):
                continue
            first = entry.steps[0]
            for at, word in enumerate(words):
                if _fits(word, first) and (found := _follow(entry.steps, 0, words, at)):
                    yield Match(entry, found)

    def _candidates(self, words: Sequence[str]) -> list[_Candidate]:
        found: dict[int, _Candidate] = {}
        for word in dict.fromkeys(words):
            for candidate in self._exact.get(word, ()):
                found[id(candidate)] = candidate
            for length in self._lengths:
                if length > len(word):
                    break
                for candidate in self._prefix.get(word[:length], ()):
                    found[id(candidate)] = candidate
        return list(found.values())


def _telling(step: Step) -> tuple[bool, int]:
    """Uncommon words first, then fewer choices: the index then offers the fewest candidates."""
    return not any(word in _COMMON for word in step.exact), -len(step.exact) - len(step.prefixes)


def _fits(word: str, step: Step) -> bool:
    return word in step.exact or (bool(step.prefixes) and word.startswith(step.prefixes))


def _follow(steps: tuple[Step, ...], number: int, words: Sequence[str], at: int) -> tuple[int, ...]:
    """Indices of the words that steps[number:] match from ``at`` on, or () where they do not."""
    step = steps[number]
    rest = number + 1
    if step.gap:
        for skipped in range(step.gap + 1):
            if at + skipped >= len(words):
                return ()
            if found := _follow(steps, rest, words, at + skipped):
                return found
        return ()
    if at < len(words) and _fits(words[at], step):
        if rest == len(steps):
            return (at,)
        if found := _follow(steps, rest, words, at + 1):
            return (at, *found)
    return _follow(steps, rest, words, at) if step.optional else ()
