"""The smallest F that any weight of one feature gives, at the other feature's weight and b: the map's other planes."""

from __future__ import annotations

import numpy as np

from logreg_core.model.blocks import NUMBERS
from logreg_core.model.chain_rule import links
from logreg_core.model.forward import softplus
from logreg_core.points.dataset import Floats

RESIDUAL = 1e-13  # of the derivative, in units of the feature's root mean square
MOST_ROUNDS = 100


def weight_runs_away(x: Floats, y: Floats, l2: float = 0.0) -> bool:
    """Return whether no weight of a feature x : (m,) gives the least F, whatever the other parameters are.

    So it is where λ charges nothing and one sign of the weight makes no example's loss larger.
    """
    toward = x * (2 * y - 1)
    return l2 == 0 and bool((toward >= 0).all() or (toward <= 0).all())


def least_over_weight(X: Floats, y: Floats, k: int, others: Floats, l2: float = 0.0) -> Floats:
    """Return the least F, (n,), over the weight of feature k, 0 or 1, at others : (n, 2), the other's weight and b.

    X : (m, 2), y : (m,), in the units that descent moves in;  l2 : λ. To 1e-10, absolute or relative.
    Raises ValueError where that weight grows without end.
    """
    x, other = X[:, k], X[:, 1 - k]
    if weight_runs_away(x, y, l2):
        raise ValueError(f"no weight of feature {k + 1} gives the least F of these examples: it grows without end")
    size = float(np.sqrt(np.mean(x * x)))
    x, charge, sign = x / size, l2 / size / size, 1 - 2 * y
    F = np.empty(len(others))
    block = max(1, NUMBERS // len(y))
    for start in range(0, len(others), block):
        rows = slice(start, start + block)
        along = np.outer(others[rows, 0], other) + others[rows, 1:]
        v = _weight(along, x, sign, charge)
        losses = np.add.reduce(softplus(sign * (along + np.outer(v, x))), axis=1) / len(y)
        F[rows] = losses + charge / 2 * v * v + l2 / 2 * others[rows, 0] ** 2
    return F


def _weight(along: Floats, x: Floats, sign: Floats, charge: float) -> Floats:
    """Return the v, (n,), at which ∂F/∂v is 0, where z = along + v·x, along : (n, m)."""
    v, least, most = np.zeros(len(along)), np.full(len(along), -np.inf), np.full(len(along), np.inf)
    before = np.full(len(along), np.inf)  # the length of the last step
    rows = np.arange(len(along))
    for _ in range(MOST_ROUNDS):
        here = v[rows]
        _, bend, slope = links(sign * (along + np.outer(here, x)), sign)
        g = slope @ x / len(x) + charge * here
        h = bend @ (x * x) / len(x) + charge
        left = np.abs(g) > RESIDUAL
        if not left.any():
            break
        least[rows], most[rows] = np.where(g < 0, here, least[rows]), np.where(g > 0, here, most[rows])
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            there = here - g / h
            bounded = np.isfinite(least[rows]) & np.isfinite(most[rows])
            between = np.where(bounded, least[rows] / 2 + most[rows] / 2, here - np.sign(g) * (1 + np.abs(here)))
        # Newton's step where it is in the bracket and no longer than half the last one, else half of the bracket.
        step = np.abs(there - here)
        short = np.where(bounded, step <= before[rows] / 2, step <= 1 + np.abs(here))
        inside = (there > least[rows]) & (there < most[rows]) & short
        v[rows] = np.where(~left, here, np.where(inside, there, between))
        before[rows] = np.abs(v[rows] - here)
        rows, along = rows[left], along[left]
    return v
