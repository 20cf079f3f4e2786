"""The first learned reader: TF-IDF over the example phrases, nearest concerns for a clause.

``fit`` runs when the package is built; ``Reader`` answers from the fitted table alone. Both are pure Python:
a clause has a few dozen features, so an inverted index is quicker than loading a numerical library.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from onward.knowledge.model import Concern, Phrase, ReaderTable
from onward.knowledge.words import words

_GRAM = 4
# Words that carry no meaning for the choice between concerns.
STOP_WORDS = frozenset(
    "i a an the my his her to of and in it is am are was he she on for with at that this me him so as be".split()
)
# A concern is as near as its few best examples together: one lucky example is not enough. Chosen by leaving a
# writer out (docs/adr/0004-first-reader.md).
_EXAMPLES = 6
# Weights are kept as whole thousandths: a number without a fraction loads twice as fast.
_SCALE = 1000


class Near(NamedTuple):
    """A concern that the words of a clause resemble; ``score`` runs from 0 (nothing shared) to about 1."""

    concern: str
    score: float


def features(tokens: Sequence[str]) -> Iterator[str]:
    """Words, pairs of neighbours, and four-letter pieces of each word (which forgive endings and misspelling)."""
    kept = [word for word in tokens if word not in STOP_WORDS]
    yield from kept
    yield from (f"{a} {b}" for a, b in pairwise(kept))
    for word in kept:
        padded = f"<{word}>"
        yield from (f"#{padded[i : i + _GRAM]}" for i in range(len(padded) - _GRAM + 1))


def fit(phrases: Iterable[Phrase], concerns: Mapping[str, Concern], spellings: Mapping[str, str]) -> ReaderTable:
    """Weigh the features of every example (the label of a concern is one too) and index them by feature."""
    texts = [(c.id, c.label) for c in concerns.values()] + [(p.concern, p.text) for p in phrases]
    examples = [(concern, Counter(features(words(text, spellings)))) for concern, text in texts]
    seen_in = Counter(feature for _, counts in examples for feature in counts)
    # A feature of one single example tells nothing that its neighbours do not.
    idf = {f: round(math.log(len(examples) / n) + 1, 3) for f, n in sorted(seen_in.items()) if n > 1}
    postings: dict[str, list[int]] = defaultdict(list)
    for column, (_, counts) in enumerate(examples):
        for feature, weight in _unit(counts, idf).items():
            postings[feature] += (column, round(weight * _SCALE))
    return ReaderTable([concern for concern, _ in examples], dict(postings), idf)


class Reader:
    """Finds the concerns whose examples a clause resembles."""

    def __init__(self, table: ReaderTable) -> None:
        self._table = table

    def nearest(self, tokens: Sequence[str], most: int = 5) -> list[Near]:
        """The ``most`` nearest concerns, nearest first; fewer, or none, where nothing is shared."""
        similar: dict[int, float] = defaultdict(float)
        for feature, weight in _unit(Counter(features(tokens)), self._table.idf).items():
            postings = self._table.features[feature]
            for column, other in zip(postings[::2], postings[1::2], strict=True):
                similar[column] += weight * other / _SCALE
        by_concern: dict[str, list[float]] = defaultdict(list)
        for column, score in similar.items():
            by_concern[self._table.concerns[column]].append(score)
        near = [Near(concern, _blend(scores)) for concern, scores in by_concern.items()]
        return sorted(near, key=lambda n: (-n.score, n.concern))[:most]


def _blend(scores: list[float]) -> float:
    top = sorted(scores, reverse=True)[:_EXAMPLES]
    return sum(top) / _EXAMPLES


def _unit(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF weights scaled to length one, of the features that are known."""
    raw = {f: (1 + math.log(n)) * idf[f] for f, n in counts.items() if f in idf}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {f: w / length for f, w in raw.items()} if length else {}
