"""Fit the learned reader: how far words, pieces of words and findings speak for PT and for OT.

Logistic regression with a prior: the weight of a finding is drawn towards the curated one, the weight of a word
towards nothing. Full-batch L-BFGS from zero without any randomness, so the same data gives the same weights (to
1e-3 across platforms, where sums may be taken in another order). Runs when the package is built; needs NumPy, which
the running program does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onward.knowledge.model import Knowledge, Phrase, ReaderTable
from onward.navigator.read import Lexicon, Reading
from onward.navigator.reader import SCALE, features_of, loudness, telling, unit_weights
from onward.navigator.weigh import columns, prior

Floats = NDArray[np.float64]
Head = Literal["pt", "ot", "urgent"]
HEADS: tuple[Head, ...] = ("pt", "ot", "urgent")
# How strongly a word is held to zero, and a finding to its curated weight.
HOLD_WORDS, HOLD_FINDINGS = 0.2, 1.0
# Features that the middle of a concern is cut to.
TELLING_FEATURES = 150
URGENT = frozenset({"emergency", "crisis", "same_day"})


@dataclass(frozen=True)
class Matrix:
    """Sparse rows: the columns and values of row i stand at starts[i]:starts[i + 1]; none is empty."""

    columns: NDArray[np.int64]
    values: Floats
    starts: NDArray[np.int64]
    width: int

    def times(self, weights: Floats) -> Floats:
        return np.add.reduceat(self.values * weights[self.columns], self.starts[:-1])

    def transposed_times(self, rows: Floats) -> Floats:
        spread = np.repeat(rows, np.diff(self.starts))
        return np.bincount(self.columns, weights=self.values * spread, minlength=self.width).astype(np.float64)


def fit(knowledge: Knowledge, phrases: Sequence[Phrase]) -> ReaderTable:
    """The table that ``navigator.reader`` answers from."""
    lexicon = Lexicon(knowledge)
    return fit_read(knowledge, phrases, [lexicon.read(phrase.text) for phrase in phrases])


def fit_read(knowledge: Knowledge, phrases: Sequence[Phrase], readings: Sequence[Reading]) -> ReaderTable:
    """The same for messages that were read already."""
    counted = [sum(features_of(reading), Counter()) for reading in readings]
    idf = telling(counted)
    rows = [
        {"": 1.0, **dict.fromkeys(columns(reading.findings), 1.0), **_heard(reading, counts, idf)}
        for reading, counts in zip(readings, counted, strict=True)
    ]
    names = {name: number for number, name in enumerate(dict.fromkeys(name for row in rows for name in row))}
    solved = [_fit_head(knowledge, head, phrases, rows, names) for head in HEADS]
    weights = {name: [_whole(head[number]) for head in solved] for name, number in names.items()}
    intercept = weights.pop("")
    concerns, nearest = _nearest(phrases, counted, idf)
    return ReaderTable(intercept, weights, {f: _whole(v) for f, v in idf.items()}, concerns, nearest)


def _heard(reading: Reading, counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    loud = loudness(reading)
    return {feature: loud * weight for feature, weight in unit_weights(counts, idf).items()}


def _fit_head(
    knowledge: Knowledge,
    head: Head,
    phrases: Sequence[Phrase],
    rows: Sequence[Mapping[str, float]],
    names: Mapping[str, int],
) -> Floats:
    chosen = [i for i, phrase in enumerate(phrases) if head == "urgent" or phrase.urgency not in URGENT]
    matrix = _matrix([rows[i] for i in chosen], names)
    target = np.array([_target(head, phrases[i]) for i in chosen], dtype=np.float64)
    held = np.array([_hold(name) for name in names])
    centre = np.array([0.0 if head == "urgent" else prior(knowledge, name, head) for name in names])
    return _minimise(_loss(matrix, target, held, centre), centre)


def _nearest(
    phrases: Sequence[Phrase], counted: Sequence[Mapping[str, int]], idf: Mapping[str, float]
) -> tuple[list[str], dict[str, list[int]]]:
    """For each concern the middle of its examples, cut to its most telling features, indexed by feature."""
    middles: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, counts in zip(phrases, counted, strict=True):
        if len(phrase.concerns) == 1 and phrase.urgency not in URGENT:
            middles[phrase.concerns[0]].update(unit_weights(counts, idf))
    concerns = sorted(middles)
    postings: dict[str, list[int]] = defaultdict(list)
    for column, concern in enumerate(concerns):
        top = middles[concern].most_common(TELLING_FEATURES)
        length = np.sqrt(sum(w * w for _, w in top))
        for feature, weight in top:
            postings[feature] += (column, _whole(weight / length))
    return concerns, dict(postings)


def _whole(number: float) -> int:
    return round(float(number) * SCALE)


def _target(head: Head, phrase: Phrase) -> bool:
    return phrase.urgency in URGENT if head == "urgent" else phrase.discipline in (head, "both")


def _hold(name: str) -> float:
    if name == "":
        return 0.0
    return HOLD_FINDINGS if name.startswith(("concern:", "condition:")) else HOLD_WORDS


def _matrix(rows: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> Matrix:
    counts = np.array([0, *(len(row) for row in rows)])
    columns = np.fromiter((names[name] for row in rows for name in row), dtype=np.int64, count=int(counts.sum()))
    values = np.fromiter((v for row in rows for v in row.values()), dtype=np.float64, count=int(counts.sum()))
    return Matrix(columns, values, np.cumsum(counts), len(names))


def _loss(matrix: Matrix, target: Floats, held: Floats, centre: Floats) -> Callable[[Floats], tuple[float, Floats]]:
    """Negative log-likelihood with the prior, and its gradient."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = matrix.times(weights)
        apart = weights - centre
        value = np.logaddexp(0.0, score).sum() - score @ target + 0.5 * (held * apart * apart).sum()
        chance = 1.0 / (1.0 + np.exp(-np.clip(score, -500, 500)))
        return float(value), matrix.transposed_times(chance - target) + held * apart

    return loss


def _minimise(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int = 120, memory: int = 10
) -> Floats:
    """L-BFGS (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4) with a halving line search."""
    at = start
    value, slope = loss(at)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        direction = -_two_loop(slope, past)
        length = 1.0
        while True:
            new = at + length * direction
            new_value, new_slope = loss(new)
            if new_value <= value + 1e-4 * length * float(slope @ direction) or length < 1e-8:
                break
            length /= 2
        past = [*past, (new - at, new_slope - slope)][-memory:]
        done = value - new_value < 1e-6 * max(1.0, abs(value))
        at, value, slope = new, new_value, new_slope
        if done:
            break
    return at


def _two_loop(slope: Floats, past: Iterable[tuple[Floats, Floats]]) -> Floats:
    pairs = [(s, y, 1.0 / float(y @ s)) for s, y in past if float(y @ s) > 1e-12]
    q = slope.copy()
    kept = []
    for s, y, rho in reversed(pairs):
        alpha = rho * float(s @ q)
        q -= alpha * y
        kept.append(alpha)
    if pairs:
        s, y, _ = pairs[-1]
        q *= float(s @ y) / float(y @ y)
    else:
        q /= max(1.0, float(np.linalg.norm(q)))
    for (s, y, rho), alpha in zip(pairs, reversed(kept), strict=True):
        q += s * (alpha - rho * float(y @ q))
    return q
