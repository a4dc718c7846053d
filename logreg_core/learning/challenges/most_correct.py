"""How many examples a line can classify correctly at most, counted over the lines that can matter."""

from __future__ import annotations

import numpy as np

from logreg_core.descent.optimum import optimum
from logreg_core.points.dataset import Dataset

MOST_EXAMPLES = 300  # whose lines are counted in a tenth of a second; the work grows as their third power
_NEAR = 1e-11  # of the points' spread: what is as near to a line may lie on it, or on either side, by rounding


def most_correct(dataset: Dataset) -> int | None:
    """Return a number of examples that no line classifies more of correctly; None where there are too many to count.

    Any line can be moved, without losing a point, until it touches two of them. Points that it touches count as
    correct, so that where three lie on one line the number may be larger than what some line gets.
    """
    if dataset.m > MOST_EXAMPLES:
        return None
    known = dataset._facts.get("most correct")
    if not isinstance(known, int):
        separable = optimum(dataset).separation == "complete"
        known = dataset._facts["most correct"] = dataset.m if separable else _counted(dataset)
    return known


def _counted(dataset: Dataset) -> int:
    X = dataset.X - dataset.X.mean(axis=0)
    spread = np.abs(X).max(axis=0)
    X, one = X / np.where(spread > 0, spread, 1.0), dataset.y == 1  # a line stays a line
    best = int(max(one.sum(), dataset.m - one.sum()))
    class_sign = np.where(one, 1.0, -1.0)
    for i, pivot in enumerate(X):
        others = X[i + 1 :] - pivot
        others = others[(others != 0).any(axis=1)]  # two points at one place make no line
        if not len(others):
            continue
        away = X - pivot
        side = np.outer(others[:, 0], away[:, 1]) - np.outer(others[:, 1], away[:, 0])  # [j, k]: of k, from the line
        side = np.where(np.abs(side) <= _NEAR, 0.0, np.sign(side))
        apart, agree = np.abs(side).sum(axis=1), side @ class_sign
        best = max(best, int(dataset.m - ((apart - np.abs(agree)) / 2).min()))
    return best
