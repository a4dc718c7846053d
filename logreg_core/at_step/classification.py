"""From ŷ to a verdict: where ŷ is at least a threshold an example is called class 1, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.model.forward import ALIKE
from logreg_core.points.dataset import Floats

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Confusion:
    """How many examples of each class are called what: true_1 are of class 1 and called so, false_1 only called so."""

    true_1: int
    false_1: int
    true_0: int
    false_0: int

    @property
    def m(self) -> int:
        """All of them."""
        return self.true_1 + self.false_1 + self.true_0 + self.false_0

    @property
    def of_class_1(self) -> int:
        """How many are of class 1."""
        return self.true_1 + self.false_0

    @property
    def of_class_0(self) -> int:
        """How many are of class 0."""
        return self.true_0 + self.false_1

    @property
    def called_1(self) -> int:
        """How many are called class 1."""
        return self.true_1 + self.false_1

    @property
    def accuracy(self) -> float:
        """The part that is classified correctly."""
        return (self.true_1 + self.true_0) / self.m

    @property
    def recall(self) -> float | None:
        """Of those of class 1 the part that is called so, the true positive rate; None where there are none."""
        return _over(self.true_1, self.of_class_1)

    @property
    def precision(self) -> float | None:
        """Of those called class 1 the part that is; None where none is called so."""
        return _over(self.true_1, self.called_1)

    @property
    def false_alarms(self) -> float | None:
        """Of those of class 0 the part called class 1, the false positive rate; None where there are none."""
        return _over(self.false_1, self.of_class_0)


@dataclass(frozen=True, eq=False)
class Roc:
    """The receiver operating characteristic: what each threshold makes of two classes, from (0, 0) to (1, 1).

    false_alarms, recall : (k,) the curve's corners, both ascending;  area : under the whole curve, which is the
    chance that an example of class 1 has a larger z than one of class 0, a tie counting half.
    """

    false_alarms: Floats
    recall: Floats
    area: float


def tells_none_apart(z: Floats) -> bool:
    """Return whether every ŷ is the same, z being (m,): then a count of right answers tells nothing."""
    return bool(z.max() - z.min() <= ALIKE)


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def confusion(y_hat: ArrayLike, y: ArrayLike, threshold: float = 0.5) -> Confusion:
    """Return the counts at a threshold, 0 to 1, for ŷ : (m,) and y : (m,) of 0 and 1."""
    called, positive = np.asarray(y_hat) >= threshold, np.asarray(y) == 1
    true_1, false_1 = int(np.count_nonzero(called & positive)), int(np.count_nonzero(called & ~positive))
    ones = int(np.count_nonzero(positive))
    return Confusion(true_1, false_1, len(positive) - ones - false_1, ones - true_1)


def roc(z: ArrayLike, y: ArrayLike, most: int = 1_000) -> Roc | None:
    """Return the curve over all thresholds, for z : (m,) and y : (m,) of 0 and 1; None where a class has no example.

    It ranks by z and not by ŷ, which rounds to 1 from z ≈ 37 on; examples of equal z, which no threshold tells
    apart, are one slanted piece. Corners on a straight line are left out; where more than `most` remain, those
    drawn lie on the curve, evenly along it. The area is always that of the whole curve, from whole numbers.
    """
    z, positive = np.asarray(z, np.float64), np.asarray(y) == 1
    ones = int(np.count_nonzero(positive))
    zeros = len(positive) - ones
    if not ones or not zeros:
        return None
    order = np.argsort(-z, kind="stable")
    last = np.append(np.flatnonzero(np.diff(z[order])), len(z) - 1)  # of each group of equal z
    tp = np.concatenate([[0], np.cumsum(positive[order])[last]]).astype(np.int64)
    fp = np.concatenate([[0], last + 1]).astype(np.int64) - tp
    doubled = int(np.sum(np.diff(fp) * (tp[1:] + tp[:-1])))
    turns = np.diff(fp)[:-1] * np.diff(tp)[1:] != np.diff(fp)[1:] * np.diff(tp)[:-1]
    kept = np.concatenate([[True], turns, [True]])
    fp, tp = fp[kept], tp[kept]
    if len(fp) > most:
        along = fp / zeros + tp / ones
        even = np.unique(np.searchsorted(along, np.linspace(0, along[-1], most)))
        fp, tp = fp[even], tp[even]
    return Roc(fp / zeros, tp / ones, doubled / (2 * ones * zeros))
