"""Some of the examples, drawn by a seed, that stand for all where working with all takes long."""

from __future__ import annotations

import numpy as np

from logreg_core.points.dataset import Dataset, Floats

ROWS = 2_000  # that are drawn
SEED = 0


def few_rows(X: Floats, y: Floats, rows: int = ROWS) -> Dataset:
    """Return so many examples of X : (m, 2), y : (m,), the same ones each time, in their old order.

    Each class has its share of them, and of a class that has any there is one at least.
    """
    rng, drawn = np.random.Generator(np.random.PCG64(SEED)), []
    for label in (0, 1):
        members = np.flatnonzero(y == label)
        count = min(len(members), max(round(rows * len(members) / len(y)), 1))
        drawn.append(rng.choice(members, count, replace=False, shuffle=False))
    chosen = np.sort(np.concatenate(drawn))
    return Dataset(X[chosen], y[chosen])
