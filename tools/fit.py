"""Logistic regression with a prior, over sparse rows, in NumPy.

Full-batch L-BFGS without any randomness, so the same data gives the same weights (to 1e-3 across platforms, where sums
may be taken in another order). Used to fit what findings weigh beside the learned reader, and as a plain rival to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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


def fit(
    rows: Sequence[Mapping[str, float]],
    target: Floats,
    hold: Callable[[str], float],
    centre: Callable[[str], float],
    fixed: Floats | None = None,
) -> dict[str, float]:
    """The weight of every column of ``rows`` (no row may be empty): logistic regression towards ``target`` (0 to 1),
    each weight held to ``centre(column)`` with strength ``hold(column)``; ``fixed`` log-odds are added to each row."""
    names = {name: number for number, name in enumerate(dict.fromkeys(name for row in rows for name in row))}
    matrix = _matrix(rows, names)
    start = np.array([centre(name) for name in names])
    held = np.array([hold(name) for name in names])
    offset = np.zeros(len(rows)) if fixed is None else fixed
    solved = _minimise(_loss(matrix, target, held, start, offset), start)
    return dict(zip(names, solved.tolist(), strict=True))


def _matrix(rows: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> Matrix:
    counts = np.array([0, *(len(row) for row in rows)])
    columns = np.fromiter((names[name] for row in rows for name in row), dtype=np.int64, count=int(counts.sum()))
    values = np.fromiter((v for row in rows for v in row.values()), dtype=np.float64, count=int(counts.sum()))
    return Matrix(columns, values, np.cumsum(counts), len(names))


def _loss(
    matrix: Matrix, target: Floats, held: Floats, centre: Floats, offset: Floats
) -> Callable[[Floats], tuple[float, Floats]]:
    """Negative log-likelihood with the prior, and its gradient."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = matrix.times(weights) + offset
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
