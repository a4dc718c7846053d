"""The best that any parameters can do on a dataset: J*, where it is attained, and how fast descent may go."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.descent.separation import Separation, separation
from logreg_core.model.chain_rule import links
from logreg_core.model.forward import softplus
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling, with_weight

MOST_ITERATIONS = 200


@dataclass(frozen=True, eq=False)
class Optimum:
    """The minimum of J over all parameters, in the data's own units.

    exists : whether some parameters attain it.  unique : whether only one vector does, where the weight of a
        feature that is 0 for all examples doesn't count.
    separation : "none" (it exists), "quasi-complete" (a line separates all examples but some that lie on it)
        or "complete" (a line separates all examples, or there is only one class).
    w : (2,), b : parameters that attain it, nan where none do. Where many do (all examples on one line):
        those with no weight across that line, in standardised features.
    J : J*, no unit. Where nothing attains it this is the value that J approaches and never reaches.
    smoothness : largest curvature of J anywhere, at most; see `smoothness`.
    """

    exists: bool
    unique: bool
    separation: str
    w: Floats
    b: float
    J: float
    smoothness: float


def optimum(dataset: Dataset) -> Optimum:
    """Return the optimum of a dataset, worked out once and kept with it; J is that of its scaled features too."""
    known = dataset._facts.get("optimum")
    if not isinstance(known, Optimum):
        known = dataset._facts["optimum"] = _optimum(dataset.X, dataset.y)
    return known


def _optimum(X: Floats, y: Floats) -> Optimum:
    found = separation(X, y)
    exists = found.kind == "none"
    w, b, J = _minimum(X, y, found) if exists else (np.full(2, np.nan), np.nan, _infimum(X, y, found))
    w.flags.writeable = False
    best = Optimum(exists, exists and not found.collinear, found.kind, w, b, J, smoothness(X))
    return replace(best, unique=is_unique(best, X))


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


def _newton(features: Floats, y: Floats) -> tuple[Floats, float]:
    """Damped Newton steps to the minimum, which must exist: (k weights, bias) and J there.

    features : (m, k). With A = (features, 1), ∂J/∂θ = Aᵀ(ŷ - y)/m and ∂²J/∂θ² = Aᵀ diag(ŷ(1-ŷ)) A/m.
    """
    A, sign = np.column_stack([features, np.ones(len(y))]), 1 - 2 * y
    theta, J, polish = np.zeros(A.shape[1]), np.log(2.0), 2
    for _ in range(MOST_ITERATIONS):
        _, dyhat_dz, dL_dz = links(sign * (A @ theta), sign)
        gradient = A.T @ dL_dz / len(y)
        hessian = (A.T * dyhat_dz) @ A / len(y)
        step = np.linalg.lstsq(hessian, gradient, rcond=None)[0]
        drop = float(gradient @ step)
        # Near the minimum Newton doubles the digits; two more full steps then leave nothing but rounding.
        near = drop <= 1e-16 * J
        polish -= near
        size = 1.0
        while (J_next := _mean_loss(A, sign, theta - size * step)) > J - 0.25 * size * drop and not near:
            size /= 2
        theta, J = theta - size * step, J_next
        if polish <= 0:
            break
    return theta, J


def _mean_loss(A: Floats, sign: Floats, theta: Floats) -> float:
    return float(np.add.reduce(softplus(sign * (A @ theta))) / len(sign))


def smoothness(X: ArrayLike) -> float:
    """Return λmax(AᵀA/m)/4 with A = (features, 1): the steepest bend, which no curvature of J exceeds.

    X : (m, 2) in the units that descent moves in. Descent with α <= 2/smoothness never increases J; that is
    sufficient, not necessary. In loss per squared parameter.
    """
    X = np.asarray(X, np.float64)
    A = np.column_stack([X, np.ones(len(X))])
    return float(np.linalg.eigvalsh(A.T @ A / len(X))[-1]) / 4
