"""The best that any parameters can do on a dataset: F* = J*, or with a penalty, where, and how fast descent may go."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.descent.separation import Separation, separation
from logreg_core.model.chain_rule import links
from logreg_core.model.forward import softplus
from logreg_core.model.penalty import penalty
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling, with_weight

MOST_ITERATIONS = 200
MOST_KEPT = 32  # optima of one dataset that are kept, of penalties


@dataclass(frozen=True, eq=False)
class Optimum:
    """The minimum of F = J + λ/2·|w|² over all parameters, which is that of J where λ = 0, in the data's own units.

    With λ > 0 it exists, and is unique, exactly where there are both classes: b is not charged, and with one class
    alone it runs away at any λ.

    exists : whether some parameters attain it.  unique : whether only one vector does, where the weight of a
        feature that is 0 for all examples doesn't count.
    separation : "none" (it exists), "quasi-complete" (a line separates all examples but some that lie on it)
        or "complete" (a line separates all examples, or there is only one class).
    w : (2,), b : parameters that attain it, nan where none do. Where many do (all examples on one line):
        those with no weight across that line, in standardised features.
    J : the mean loss there, no unit. Where nothing attains it this is the value that J approaches and never reaches.
    smoothness : largest curvature of F anywhere, at most; see `smoothness`.
    penalty : λ/2·|w|² there, of the weights that λ charges.   F : the minimum, J* where λ = 0.
    """

    exists: bool
    unique: bool
    separation: str
    w: Floats
    b: float
    J: float
    smoothness: float
    penalty: float = 0.0

    @property
    def F(self) -> float:
        """What no parameters go below: J + λ/2·|w|² at the minimum."""
        return self.J + self.penalty


def optimum(dataset: Dataset, l2: float = 0.0, scale: str = "none") -> Optimum:
    """Return the optimum of a dataset, worked out once and kept with it.

    l2 : λ, 0 or more.   scale : as an Experiment's; with "standardize" λ charges the weights of the scaled features.
    Without a penalty the scaling changes nothing. Raises ValueError for a λ that is negative or not finite.
    """
    if not 0 <= l2 < np.inf:
        raise ValueError(f"l2 is {l2!r}; it must be a finite number, 0 or more")
    if l2 == 0:
        known = dataset._facts.get("optimum")
        if not isinstance(known, Optimum):
            known = dataset._facts["optimum"] = _optimum(dataset.X, dataset.y)
        return known
    kept = dataset._facts.get("charged optimum")
    kept = kept if isinstance(kept, dict) else {}
    if (l2, scale) not in kept:
        kept = dict([*kept.items()][1 - MOST_KEPT :]) | {(l2, scale): _charged_optimum(dataset, l2, scale)}
        dataset._facts["charged optimum"] = kept
    found: Optimum = kept[l2, scale]
    return found


def _optimum(X: Floats, y: Floats) -> Optimum:
    found = separation(X, y)
    exists = found.kind == "none"
    w, b, J = _minimum(X, y, found) if exists else (np.full(2, np.nan), np.nan, _infimum(X, y, found))
    w.flags.writeable = False
    best = Optimum(exists, exists and not found.collinear, found.kind, w, b, J, smoothness(X))
    return replace(best, unique=is_unique(best, X))


def _charged_optimum(dataset: Dataset, l2: float, scale: str) -> Optimum:
    X, y = dataset.X, dataset.y
    found, charged = separation(X, y), Scaling.of(X, scale)
    steepest = smoothness(charged.apply(X), l2)
    if y.all() or not y.any():  # b alone brings J as near to 0 as one likes, with w = 0
        return Optimum(False, False, found.kind, _read_only(np.full(2, np.nan)), np.nan, 0.0, steepest)
    scaling = Scaling.of(X, "standardize")
    standard, sd = scaling.apply(X), np.array(scaling.sd)
    # A weight w̃ of a standardised feature is w·sd; λ charges the weight of the feature that descent moves in.
    charge = np.sqrt(l2) * np.array(charged.sd) / sd
    if found.collinear:  # a weight across the line costs and gains nothing
        spread = X[np.lexsort(X.T[::-1])]
        direction = (spread[-1] / 2 - spread[0] / 2) / np.array(charged.sd) * sd / np.array(charged.sd)
        direction = direction / np.abs(direction).max() if direction.any() else direction
        size = float(np.sqrt(np.mean((standard @ direction) ** 2) / 4 + ((charge * direction) ** 2).sum()))
        basis = direction[:, None] / size if size else np.zeros((2, 0))
    else:
        # In these directions the penalty and J, where it is steepest, together bend alike.
        rows = np.vstack([standard / (2 * np.sqrt(len(X))), np.diag(charge)])
        basis = np.linalg.inv(np.linalg.qr(rows, mode="r"))
    charges = charge[:, None] * basis
    weights, J = _newton(standard @ basis, y, charges)
    w_standard = basis @ weights[:-1]
    w, b = scaling.to_data_units(w_standard, weights[-1])
    cost = float(penalty(w_standard * np.array(charged.sd) / sd, l2))
    return Optimum(True, True, found.kind, _read_only(np.array(w)), float(b), J, steepest, cost)


def _read_only(values: Floats) -> Floats:
    values.flags.writeable = False
    return values


def is_unique(best: Optimum, X: Floats) -> bool:
    """Return whether one vector alone attains `best`, of the same examples, over the parameters that there are.

    X : (m, 2) in the units that descent moves in. A feature that is 0 for all has no weight there; one that is the same
    for all, and not 0, shares what it does with b.
    """
    if best.unique or not best.exists:
        return best.unique
    weighted = with_weight(X)
    return len(weighted) < 2 and all((X[:, k] != X[0, k]).any() for k in weighted)


def _infimum(X: Floats, y: Floats, found: Separation) -> float:
    """The greatest lower bound of J.

    Along a separating direction all losses off the line vanish while those on it stay as they are: what
    remains is the problem of the examples on the line alone, which may itself be separable.
    """
    if found.kind == "complete":
        return 0.0
    if found.kind == "none":
        return _minimum(X, y, found)[2]
    X_face, y_face = X[found.face], y[found.face]
    return _infimum(X_face, y_face, separation(X_face, y_face)) * len(y_face) / len(y)


def _minimum(X: Floats, y: Floats, found: Separation) -> tuple[Floats, float, float]:
    """w, b in X's units and J at the minimum, which must exist."""
    scaling = Scaling.of(X, "standardize")
    standard = scaling.apply(X)
    if found.collinear:
        spread = standard[np.lexsort(standard.T[::-1])]
        direction = spread[-1] - spread[0]
        length = float(np.hypot(*direction))
        basis = direction[:, None] / length if length else np.zeros((2, 0))
    else:
        # Uncorrelated features of one size make the minimum round, whatever shape the cloud has.
        triangle = np.linalg.qr(standard, mode="r") / np.sqrt(len(X))
        basis = np.linalg.inv(triangle)
    weights, J = _newton(standard @ basis, y)
    w, b = scaling.to_data_units(basis @ weights[:-1], weights[-1])
    return np.array(w), float(b), J


def _newton(features: Floats, y: Floats, charges: Floats | None = None) -> tuple[Floats, float]:
    """Damped Newton steps to the minimum of F, which must exist: (k weights, bias) and J there.

    features : (m, k). With A = (features, 1), ∂J/∂θ = Aᵀ(ŷ - y)/m and ∂²J/∂θ² = Aᵀ diag(ŷ(1-ŷ)) A/m.
    charges : (2, k), of which |charges @ weights|²/2 is the penalty; None for none.
    """
    A, sign = np.column_stack([features, np.ones(len(y))]), 1 - 2 * y
    theta, F, polish = np.zeros(A.shape[1]), np.log(2.0), 2
    if charges is not None:
        charges = np.column_stack([charges, np.zeros(len(charges))])  # b is free

    def F_at(theta: Floats) -> float:
        J = _mean_loss(A, sign, theta)
        return J if charges is None else J + float(((charges @ theta) ** 2).sum()) / 2

    for _ in range(MOST_ITERATIONS):
        _, dyhat_dz, dL_dz = links(sign * (A @ theta), sign)
        gradient = A.T @ dL_dz / len(y)
        hessian = (A.T * dyhat_dz) @ A / len(y)
        if charges is not None:
            gradient, hessian = gradient + charges.T @ (charges @ theta), hessian + charges.T @ charges
        step = np.linalg.lstsq(hessian, gradient, rcond=None)[0]
        drop = float(gradient @ step)
        # Near the minimum Newton doubles the digits; two more full steps then leave nothing but rounding.
        near = drop <= 1e-16 * F
        polish -= near
        size = 1.0
        while (F_next := F_at(theta - size * step)) > F - 0.25 * size * drop and not near:
            size /= 2
        theta, F = theta - size * step, F_next
        if polish <= 0:
            break
    return theta, F if charges is None else _mean_loss(A, sign, theta)


def _mean_loss(A: Floats, sign: Floats, theta: Floats) -> float:
    return float(np.add.reduce(softplus(sign * (A @ theta))) / len(sign))


def smoothness(X: ArrayLike, l2: float = 0.0) -> float:
    """Return λmax(AᵀA/m)/4 with A = (features, 1): the steepest bend, which no curvature of J exceeds.

    With l2 = λ it is F's: the largest eigenvalue of AᵀA/(4m) with λ added for both weights, and not for b.
    X : (m, 2) in the units that descent moves in. Descent with α <= 2/smoothness never increases F; that is
    sufficient, not necessary. In loss per squared parameter.
    """
    X = np.asarray(X, np.float64)
    A = np.column_stack([X, np.ones(len(X))])
    if l2:
        return float(np.linalg.eigvalsh(A.T @ A / len(X) / 4 + np.diag([l2, l2, 0.0]))[-1])
    return float(np.linalg.eigvalsh(A.T @ A / len(X))[-1]) / 4
