"""Split a message into clauses: the stretch of words inside which a pattern may match and a "no" may reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onward.knowledge.words import Token, tokens

# A new thought begins after these marks, whatever follows.
_HARD = re.compile(r"[.!?;\n\r…•]+(?=\s|$|\W)|\n|[;!?•]|\s[-–—]+\s|—")
_SOFT = re.compile(r"[,:()\[\]\"“”]|\s/\s")
# A new thought begins with these words.
_TURNS = frozenset({"but", "however", "although", "though", "except", "otherwise", "whereas", "yet", "instead"})
# A short stretch after a comma goes on with a list ("dressing, bathing and cooking") unless one of these shows
# that it is a thought of its own.
_OWN_THOUGHT = frozenset(
    (
        "i he she we they you it my his her their our am is are was were has have had do does did can could "
        "will would just only now also because so no not without never denies then since after when while "
        "please who what how mom dad last ago done"
    ).split()
)
_LIST_WORDS = 4
# "... two weeks ago and the calf is swollen": an "and" that a new subject with its verb follows begins a thought.
_JOINS = frozenset(["and", "so", "then"])
_PERSONS = frozenset("i he she they we".split())
_SUBJECTS = frozenset("it the my his her our now this that there am is are was".split())
_VERBS = frozenset(
    (
        "is are am was were has have had can could feel feels hurt hurts started starts get gets got fell "
        "keep keeps need needs want wants do does did will would limps began lost"
    ).split()
)
_VERB_WITHIN = 5


_POINTS_BACK = frozenset("it that this they these those all".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """One thought: its tokens, the half-open span of the text that they cover, and the number of its sentence."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    sentence: int

    @property
    def points_back(self) -> bool:
        """Whether it speaks of what was said before: "it went away", "that was years ago"."""
        return self.tokens[0].word in _POINTS_BACK

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.word for token in self.tokens)


def split(text: str, spellings: Mapping[str, str]) -> list[Clause]:
    """The clauses of ``text`` in order; every token belongs to exactly one.

    >>> [" ".join(c.words) for c in split("No trouble with stairs, but I can't dress, bathe or cook.", {})]
    ['no trouble with stairs', 'but i can not dress bathe or cook']
    """
    return [
        Clause(tuple(part), part[0].start, part[-1].end, number)
        for number, sentence in enumerate(_cut(text, tokens(text, spellings), _HARD))
        for part in _thoughts(text, sentence)
    ]


def _thoughts(text: str, sentence: list[Token]) -> Iterator[list[Token]]:
    """Cut a sentence at commas and at words such as "but"; short list items stay with what they continue."""
    current: list[Token] = []
    for piece in _cut(text, sentence, _SOFT):
        for run in _turns(piece):
            goes_on = len(run) <= _LIST_WORDS and not any(t.word in _OWN_THOUGHT or t.word in _TURNS for t in run)
            if current and not goes_on:
                yield current
                current = []
            current = current + run
    if current:
        yield current


def _turns(piece: list[Token]) -> Iterator[list[Token]]:
    start = 0
    for at in range(1, len(piece)):
        if piece[at].word in _TURNS or _new_subject(piece, at):
            yield piece[start:at]
            start = at
    if piece[start:]:
        yield piece[start:]


def _new_subject(piece: list[Token], at: int) -> bool:
    follows = [token.word for token in piece[at + 1 : at + 2 + _VERB_WITHIN]]
    if piece[at].word not in _JOINS or not follows:
        return False
    return follows[0] in _PERSONS or (follows[0] in _SUBJECTS and not _VERBS.isdisjoint(follows))


def _cut(text: str, run: list[Token], mark: re.Pattern[str]) -> Iterator[list[Token]]:
    """Cut ``run`` wherever ``mark`` stands in the text between two tokens."""
    start = 0
    for at in range(1, len(run)):
        before, after = run[at - 1], run[at]
        between = text[before.end : after.start]
        decimal = between in {".", ","} and before.word.isdigit() and after.word.isdigit()
        if between and not decimal and mark.search(between + " "):
            yield run[start:at]
            start = at
    if run[start:]:
        yield run[start:]
