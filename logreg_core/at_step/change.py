"""What one step did to the mean loss: what the slope promised, and what the curvature took back.

With g = ∂J at θ before the step and d the step, J after - J before = g·d + the curvature part, exactly; and the
curvature part is never negative, since J is convex. So J rises just where the curvature part outweighs what the slope
promises, or where the step leads uphill.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.descent.along_run import mean_gradients
from logreg_core.descent.run import Run
from logreg_core.model.blocks import FEW
from logreg_core.model.forward import softplus
from logreg_core.points.dataset import Floats

NEAR = 1.0  # change of z up to which the integral is more exact than the difference of losses
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2  # from 0 to 1


@dataclass(frozen=True)
class Change:
    """What the step from t - 1 to t did; no unit.

    slope : g·d, what the mean loss would change by if its slope at t - 1 went on.
    curvature : what the slope's turning on the way adds, 0 or more.
    """

    slope: float
    curvature: float

    @property
    def F(self) -> float:
        """The change of what descent makes small."""
        return self.slope + self.curvature

    @property
    def J(self) -> float:
        """The change of the mean loss."""
        return self.slope + self.curvature


def change(run: Run, t: int) -> Change:
    """Return what the step from t - 1 to t of a run did; t from 1 on."""
    w, b = run.w[t - 1], run.b[t - 1]
    dJ_dw, dJ_db = mean_gradients(run.X_scaled, run.dataset.y, w[None], b[None])
    dw, db = run.w[t] - w, run.b[t] - b
    with np.errstate(over="ignore", invalid="ignore"):
        slope = float(dJ_dw[0] @ dw + dJ_db[0] * db)
        return Change(slope, _curvature_part(run.X_scaled, run.dataset.y, w, b, dw, db))


def _curvature_part(X: Floats, y: Floats, w: Floats, b: Floats, dw: Floats, db: Floats) -> float:
    """Return the mean over the examples of L(z + δ) - L(z) - δ ∂L/∂z, each 0 or more, to 1e-12 relative.

    From J's difference it would have no digits left near the optimum.
    """
    total = 0.0
    for start in range(0, len(y), FEW):
        part = slice(start, start + FEW)
        z, change_of_z = X[part] @ w + b, X[part] @ dw + db
        sign = 1 - 2 * y[part]
        total += float(np.add.reduce(bend(sign * z, sign * change_of_z)))
    return total / len(y)


def bend(s: Floats, delta: Floats) -> Floats:
    """Return softplus(s + δ) - softplus(s) - δ σ(s), elementwise: how far softplus rises above its tangent.

    Up to |δ| = 1 it is δ² ∫₀¹ (1-u) σ'(s + uδ) du, by Gauss and Legendre; beyond, the difference itself. softplus has
    the same bends at s and -s, so that side is taken where the terms are small.
    """
    flip = np.where(s > 0, -1.0, 1.0)
    s, delta = flip * s, flip * delta
    out = np.maximum(softplus(s + delta) - softplus(s) - delta * _sigma(s), 0.0)
    near = np.abs(delta) <= NEAR
    if near.any():
        at, by = s[near], delta[near]
        places = at[:, None] + by[:, None] * _NODES
        slopes = _sigma(places) * _sigma(-places)
        out[near] = by * by * (slopes @ (_WEIGHTS * (1 - _NODES)))
    return out


def _sigma(s: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-s)))
