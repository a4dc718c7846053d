"""The map's height P(w1, w2) = min over b of F: the smallest F that any b gives at these weights.

At the b° that attains it the errors ŷ - y add up to 0: with k examples of class 1, the sum of ŷ is k. Take the k
largest w·x, whatever their labels. Then A, the sum of the other ŷ, equals B, the sum of 1 - ŷ of these, and neither is
a difference. log A - log B climbs with b by no less than 1 and no more than 2 for each unit of b, so Newton's method
finds where it is 0 in a few rounds, whether |w| is 0 or 300; and b° is within log m of the middle between the two
groups, so that a step out of that bracket is never taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import mean_gradients
from logreg_core.model.blocks import NUMBERS
from logreg_core.model.penalty import penalty, penalty_gradient
from logreg_core.points.dataset import Floats

RESIDUAL = 1e-13  # of the mean of ŷ - y, at most
NEAR = 1e-7  # of log A - log B: one more step of Newton's method leaves nothing but rounding
MOST_ROUNDS = 60
FAINT = -700.0  # logarithm of what is next to nothing, and no slow subnormal number
TOGETHER = 32  # factors of at most 1 + m, whose product is still a double
SMALL = 1e-6  # a mean loss below which 1 + p has too few digits of p


@dataclass(frozen=True, eq=False)
class LeastOverB:
    """P at n pairs of weights: F (n,), no unit, and b (n,), the b° that attains it, in the units of X."""

    F: Floats
    b: Floats


def least_over_b(X: Floats, y: Floats, w: Floats, l2: float = 0.0) -> LeastOverB:
    """Return P and b° at w : (n, 2), of examples X : (m, 2), y : (m,) of 0 and 1, in the units that descent moves in.

    l2 : λ. P is right to 1e-10, absolute or relative, whichever is more, and has no overflow for any finite w·x.
    Raises ValueError where all examples are of one class: there b grows without end.
    """
    X, y, w = np.asarray(X, np.float64), np.asarray(y, np.float64), np.asarray(w, np.float64)
    k = int(y.sum())
    if not 0 < k < len(y):
        raise ValueError(
            f"all {len(y)} examples are of class {int(k > 0)}, and then no b attains the least F; give both classes"
        )
    F, b = np.empty(len(w)), np.empty(len(w))
    block = max(1, NUMBERS // len(y))
    features, ones = np.ascontiguousarray(X.T), np.flatnonzero(y == 1)
    for start in range(0, len(w), block):
        rows = slice(start, start + block)
        F[rows], b[rows] = _least(w[rows] @ features, ones)
    return LeastOverB(F + penalty(w, l2) if l2 else F, b)


def gradient_of_least(X: Floats, y: Floats, w: Floats, b: Floats, l2: float = 0.0) -> Floats:
    """Return ∂P/∂w, (n, 2), at w : (n, 2) with b° : (n,): it is ∂F/∂w there, since ∂F/∂b is 0."""
    gradients = mean_gradients(X, y, w, b)[0]
    return gradients + penalty_gradient(w, l2)[:, :2] if l2 else gradients


def _least(along: Floats, ones: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Return min over b of J, and b°, both (n,), where w·x is along : (n, m) and ones are the examples of class 1."""
    m, k = along.shape[1], len(ones)
    parted = np.partition(along, m - k, axis=1)
    low, high = parted[:, : m - k], parted[:, m - k :]
    below, above = low.max(axis=1), high[:, 0].copy()
    of_ones = along[:, ones]
    # What J has of examples on the wrong side of the middle; nothing, to the last bit, where none is there.
    wrong = np.add.reduce(high, axis=1) - np.add.reduce(of_ones, axis=1)
    wrong = np.where(of_ones.min(axis=1) == above, 0.0, np.maximum(wrong, 0.0))
    # e^z of those below, and e^-z of those above, each over that of the one nearest to the middle.
    np.subtract(low, below[:, None], out=low)
    np.subtract(above[:, None], high, out=high)
    np.maximum(parted, FAINT, out=parted)
    np.exp(parted, out=parted)
    nearest = np.exp(below / 2 - above / 2)
    shift = _shift(low, high, nearest)
    J = _sum_of_logs(low, nearest * np.exp(shift)) + _sum_of_logs(high, nearest * np.exp(-shift)) + wrong
    return J / m, shift - (below / 2 + above / 2)


def _shift(low: Floats, high: Floats, nearest: Floats) -> Floats:
    """Return how far, (n,), b° is from the middle: where log A = log B."""
    n, others = low.shape
    m, k = others + high.shape[1], high.shape[1]
    shift, least, most = np.zeros(n), np.full(n, -np.log(others)), np.full(n, np.log(k))
    rows = np.arange(n)
    for _ in range(MOST_ROUNDS):
        here, e = shift[rows], nearest[rows]
        A, A_bend = _sums(low, np.exp(here), e)
        B, B_bend = _sums(high, np.exp(-here), e)
        g = np.log(A) - np.log(B)
        least[rows] = np.where(g < 0, here, least[rows])
        most[rows] = np.where(g > 0, here, most[rows])
        there = here - g / (A_bend / A + B_bend / B)
        inside = (there >= least[rows]) & (there <= most[rows])
        shift[rows] = np.where(inside, there, least[rows] / 2 + most[rows] / 2)
        left = (np.abs(g) > NEAR) & (e * np.abs(A - B) > RESIDUAL * m)
        if not left.any():
            break
        if not left.all():
            rows, low, high = rows[left], low[left], high[left]
    return shift


def _sums(powers: Floats, factor: Floats, nearest: Floats) -> tuple[Floats, Floats]:
    """Return Σ p/(1 + p·nearest) and Σ p/(1 + p·nearest)², both (n,), p being powers : (n, count) times factor."""
    terms = powers * factor[:, None]
    inverse = terms * nearest[:, None]
    inverse += 1
    np.divide(terms, inverse, out=terms)
    total = np.add.reduce(terms, axis=1)
    np.divide(terms, inverse, out=terms)
    return total, np.add.reduce(terms, axis=1)


def _sum_of_logs(powers: Floats, factor: Floats) -> Floats:
    """Return Σ log(1 + p), (n,), p being powers : (n, count) times factor : (n,)."""
    terms = powers * factor[:, None]
    starts = np.arange(0, terms.shape[1], TOGETHER)  # the logarithm of a product takes a tenth of the time
    found: Floats = np.add.reduce(np.log(np.multiply.reduceat(terms + 1, starts, axis=1)), axis=1)
    small = np.flatnonzero(found < SMALL * terms.shape[1])
    found[small] = np.add.reduce(np.log1p(terms[small]), axis=1)
    return found
