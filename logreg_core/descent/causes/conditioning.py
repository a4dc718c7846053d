"""How the features' scales bend J, or F where λ charges: how much steeper across its valley, and if standardised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.optimum import Optimum, optimum, smoothness
from logreg_core.descent.rules.rule import Rule
from logreg_core.model.forward import sigmoid_pair
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling, with_weight

if TYPE_CHECKING:
    from logreg_core.descent.run import Run

# By how much standardising makes which ratio fall, for the scales to be the cause.
ENOUGH = {"scales": 10.0, "turn": 5.0}
EPS = float(np.finfo(np.float64).eps)
COLLINEAR = 1e-12  # up to such a variance, of standardised features, all examples are on one line


@dataclass(frozen=True)
class Conditioning:
    """F's Hessian in the data's own units, and in standardised features, at one and the same place.

    ratio, ratio_standardised : its largest eigenvalue over its smallest, of those directions in which J bends at all.
    ratio_turned : the same in the data's units, but each parameter measured so that J bends alike along each: what is
    left of it where every parameter has a step size of its own.
    least_standardised : the smallest eigenvalue in standardised features, in loss per squared parameter.
    smoothness_standardised : the largest curvature anywhere in standardised features; see `optimum.smoothness`.
    """

    ratio: float
    ratio_turned: float
    ratio_standardised: float
    least_standardised: float
    smoothness_standardised: float

    def slows(self, rule: Rule) -> float | None:
        """Return the ratio that makes a rule's way long, if standardising makes it fall enough; else None."""
        ratio = {"scales": self.ratio, "turn": self.ratio_turned}.get(rule.slowed_by)
        return None if ratio is None or ratio < ENOUGH[rule.slowed_by] * self.ratio_standardised else ratio


def conditioning(run: Run) -> Conditioning:
    """Return how the scales of a run's features bend J, at J*, or at the run's start where there is no J*."""
    best = optimum(run.dataset, run.l2)
    if best.exists:
        return conditioning_at_best(run.dataset, run.l2)
    return _conditioning(run.dataset, best, run.w_in_data_units[0], float(run.b_in_data_units[0]), run.l2)


def conditioning_at_best(dataset: Dataset, l2: float = 0.0) -> Conditioning:
    """Return how the scales of the features bend F at F*, or at w = 0, b = 0 where there is none; worked out once.

    l2 : λ, which charges the weights of the data's own features, or of the standardised ones, as each is looked at.
    """
    known = dataset._facts.get("conditioning")
    if not (isinstance(known, tuple) and known[0] == l2):
        best = optimum(dataset, l2)
        at = (best.w, best.b) if best.exists else (np.zeros(2), 0.0)
        known = dataset._facts["conditioning"] = (l2, _conditioning(dataset, best, *at, l2))
    found: Conditioning = known[1]
    return found


def _conditioning(dataset: Dataset, best: Optimum, w: Floats, b: float, l2: float) -> Conditioning:
    """w, b : where, in the data's units."""
    X, standard = dataset.X, Scaling.of(dataset.X, "standardize").apply(dataset.X)
    with np.errstate(all="ignore"):
        y_hat, one_minus_y_hat = sigmoid_pair(X @ w + b)
        slope = y_hat * one_minus_y_hat
    if not slope.max() > 0:  # saturated at all examples: then as where no parameter has been found yet
        slope = np.full(len(X), 0.25)
    rank = _rank(standard, best)
    of_data, of_standard = (_hessian(each, slope, l2) for each in (X, standard))
    (least, most), (least_standard, most_standard) = (_ends(each, rank) for each in (of_data, of_standard))
    per_parameter = np.sqrt(np.where(np.diag(of_data) > 0, np.diag(of_data), 1.0))
    least_turned, most_turned = _ends(of_data / np.outer(per_parameter, per_parameter), rank)
    return Conditioning(
        most / least,
        most_turned / least_turned,
        most_standard / least_standard,
        least_standard,
        smoothness(standard, l2),
    )


def _rank(standard: Floats, best: Optimum) -> int:
    """In how many directions J bends: 3, but 2 where all examples are on one line, and 1 where they are one point."""
    if best.unique:
        return 1 + len(with_weight(standard))
    spread = np.linalg.eigvalsh(standard.T @ standard / len(standard))
    return 1 + int(np.count_nonzero(spread > COLLINEAR))


def _hessian(X: Floats, slope: Floats, l2: float) -> Floats:
    """(3, 3): Aᵀ diag(ŷ(1-ŷ)) A/m with A = (features, 1), and λ for both weights."""
    A = np.column_stack([X, np.ones(len(X))])
    hessian: Floats = (A.T * slope) @ A / len(X)
    return hessian + np.diag([l2, l2, 0.0]) if l2 else hessian


def _ends(hessian: Floats, rank: int) -> tuple[float, float]:
    """The smallest eigenvalue that is none of rounding alone, and the largest."""
    values = np.linalg.eigvalsh(hessian)
    return max(float(values[-rank]), EPS * float(values[-1])), float(values[-1])
