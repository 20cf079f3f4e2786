"""The learned reader: what the words of a clause say about PT, OT and urgency, and which concern they resemble.

A linear model over words, neighbour pairs and pieces of words, trained on the phrase bank by ``tools/train_reader.py``.
It answers from its table alone, in plain Python: a message has a few hundred features, so looking them up is quicker
than loading a numerical library. Every feature stands in one clause, so the score of a message is exactly the sum of
the scores of its clauses.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from onward.knowledge.model import ReaderTable
from onward.navigator.read import Reading

SCALE = 1000  # the table holds whole thousandths
_GRAM = 4
# Words that carry no meaning for the choice between concerns.
_STOP = frozenset(
    ("i a an the my his her to of and in it is am are was he she on for with at that this me him so as be").split()
)


# Words that name no need, however many of them there are: "what should I do", "please help".
_SAYS_NOTHING = frozenset(
    (
        "what should do can could not help helps need needs needed please who see how now but or if then have has had "
        "having get got getting feel feeling well good bad thing things something anything go going want wants would "
        "just really very much more any some all been being there no yes know tell say said think therapy therapist "
        "pt ot doctor us we you they them their our your new since when where why which better best right hello hi "
        "thanks advise advice"
    ).split()
)
# A message of this many words that can name a need is heard in full; a shorter one more quietly.
_HEARD_IN_FULL = 4


class Near(NamedTuple):
    """A concern that the words of a clause resemble; ``score`` runs from 0 (nothing shared) to 1."""

    concern: str
    score: float


class Pull(NamedTuple):
    """Log-odds that words add for PT, for OT and for urgency."""

    pt: float
    ot: float
    urgent: float


def features(words: Sequence[str]) -> Iterator[str]:
    """Words, pairs of neighbours, and four-letter pieces of each word (which forgive endings and misspelling)."""
    kept = [word for word in words if word not in _STOP]
    yield from kept
    yield from (f"{a} {b}" for a, b in pairwise(kept))
    for word in kept:
        padded = f"<{word}>"
        yield from (f"#{padded[i : i + _GRAM]}" for i in range(len(padded) - _GRAM + 1))


def features_of(reading: Reading) -> list[Counter[str]]:
    """The features of each clause; none of a clause that denies, or speaks of somebody or something else, and none
    of words that were read as denied, feared or past in a clause that goes on to say more."""
    return [
        Counter() if number in reading.silenced else Counter(features(_heard_words(reading, number)))
        for number in range(len(reading.clauses))
    ]


def _heard_words(reading: Reading, number: int) -> list[str]:
    unheard = [f for f in reading.findings if f.clause == number and f.status not in {"present", "past"}]
    return [
        token.word
        for token in reading.clauses[number].tokens
        if not any((f.start or 0) <= token.start < (f.end or 0) for f in unheard)
    ]


def unit_weights(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF weights scaled to length one, of the features that are known."""
    raw = {f: (1 + math.log(n)) * idf[f] for f, n in counts.items() if f in idf}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {f: w / length for f, w in raw.items()} if length else {}


def loudness(reading: Reading) -> float:
    """How far the words of a message are to be trusted to name a need, 0 to 1."""
    told = sum(
        telling_words(clause.words) for number, clause in enumerate(reading.clauses) if number not in reading.silenced
    )
    return min(1.0, told / _HEARD_IN_FULL)


def telling_words(words: Sequence[str]) -> int:
    """How many of ``words`` can name a need."""
    return sum(word not in _STOP and word not in _SAYS_NOTHING for word in words)


def telling(documents: Iterable[Iterable[str]]) -> dict[str, float]:
    """Inverse document frequency of every feature that stands in more than one document."""
    seen: Counter[str] = Counter()
    total = 0
    for document in documents:
        seen.update(set(document))
        total += 1
    return {f: math.log(total / n) + 1 for f, n in sorted(seen.items()) if n > 1}


class Reader:
    """Answers from the fitted table."""

    def __init__(self, table: ReaderTable) -> None:
        self._table = table

    def pulls(self, reading: Reading) -> list[Pull]:
        """What each clause adds to the log-odds."""
        clauses = features_of(reading)
        whole: Counter[str] = Counter()
        for counts in clauses:
            whole.update(counts)
        loud = loudness(reading)
        shares = {f: loud * w / whole[f] for f, w in unit_weights(whole, self._table.idf).items()}
        return [self._pull(counts, shares) for counts in clauses]

    def nearest(self, words: Sequence[str], most: int = 3) -> list[Near]:
        """The concerns that words resemble, nearest first; none where nothing is shared."""
        similar: dict[int, float] = defaultdict(float)
        for feature, weight in unit_weights(Counter(features(words)), self._table.idf).items():
            postings = self._table.nearest.get(feature, ())
            for column, other in zip(postings[::2], postings[1::2], strict=True):
                similar[column] += weight * other / SCALE
        near = [Near(self._table.concerns[column], score) for column, score in similar.items()]
        return sorted(near, key=lambda n: (-n.score, n.concern))[:most]

    def _pull(self, counts: Mapping[str, int], shares: Mapping[str, float]) -> Pull:
        pt = ot = urgent = 0.0
        for feature, count in counts.items():
            weights = self._table.weights.get(feature)
            if weights and feature in shares:
                share = shares[feature] * count / SCALE
                pt += share * weights[0]
                ot += share * weights[1]
                urgent += share * weights[2]
        return Pull(pt, ot, urgent)
