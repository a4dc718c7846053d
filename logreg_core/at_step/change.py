"""What one step did to F: what the slope promised, and what the curvature took back; F is J where nothing is charged.

With g = ∂F at θ before the step and d the step, F after - F before = g·d + the curvature part, exactly; and the
curvature part is never negative, since F is convex. So F rises just where the curvature part outweighs what the slope
promises, or where the step leads uphill. A penalty's own curvature part is λ/2·|Δw|².
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import mean_gradients, shares_of_wrong
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.run import Run
from logreg_core.model.blocks import FEW, NUMBERS
from logreg_core.model.forward import softplus
from logreg_core.model.penalty import charged_gradient, penalty
from logreg_core.points.dataset import Floats

NEAR = 1.0  # change of z up to which the integral is more exact than the difference of losses
TINY = 3e-4  # and up to which one point of the integral is as good as twelve
SURE = 1e6 * ROUNDING  # six digits more than rounding leaves
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2  # from 0 to 1


@dataclass(frozen=True)
class Change:
    """What the step from t - 1 to t did; no unit.

    slope : g·d, what F would change by if its slope at t - 1 went on.
    curvature : what the slope's turning on the way adds, 0 or more.
    penalty : the change of λ/2·|w|², which is in both.
    """

    slope: float
    curvature: float
    penalty: float = 0.0

    @property
    def F(self) -> float:
        """The change of what descent makes small."""
        return self.slope + self.curvature

    @property
    def J(self) -> float:
        """The change of the mean loss, which may rise while F falls."""
        return self.F if self.penalty == 0 else self.F - self.penalty


@dataclass(frozen=True, eq=False)
class Changes:
    """What the steps before each of n steps did, part by part as in Change: (n,) each, 0 at t = 0.

    F : their sum;  J : the mean loss's part of it;  wrong_share : (n,) of F's rises, how much of J after it is in the
    examples that are then wrong, where these are at most a tenth of all; 0 elsewhere.
    """

    slope: Floats
    curvature: Floats
    F: Floats
    wrong_share: Floats
    J: Floats


def change(run: Run, t: int) -> Change:
    """Return what the step from t - 1 to t of a run did; t from 1 on."""
    before = np.array([t - 1])
    dJ_dw, dJ_db = mean_gradients(run.X_scaled, run.dataset.y, run.w[before], run.b[before])
    with np.errstate(over="ignore", invalid="ignore"):
        d = run.w[t] - run.w[t - 1]
        slope = float((dJ_dw[0] + run.l2 * run.w[t - 1]) @ d + dJ_db[0] * (run.b[t] - run.b[t - 1]))
    return Change(slope, float(_curvature_parts(run, before)[0]), float(_penalty_changes(run, before)[0]))


def changes(run: Run, steps: NDArray[np.intp], gradient: Floats, correct: NDArray[np.int64]) -> Changes:
    """Return what the steps before each of `steps` (n,) did, which is cheap where J's difference has its digits.

    gradient : (n, 3), the mean gradient ∂J one step earlier;  correct : (n,), how many examples are right at each.
    Where the difference of two F has fewer than six digits of the curvature part, that is worked out from
    the examples, as `change` does it; but it is 0 where both parts are no more than F's rounding.
    """
    before = np.maximum(steps - 1, 0)
    with np.errstate(over="ignore", invalid="ignore"):
        d = np.column_stack([run.w[steps] - run.w[before], run.b[steps] - run.b[before]])
        slope = np.add.reduce(charged_gradient(gradient, run.w[before], run.l2) * d, axis=1)
        F = run.F[steps] - run.F[before]
        curvature = np.maximum(F - slope, 0.0)
        size = np.maximum(run.F[steps], run.F[before]) + np.abs(d) @ run.mean_reach
        most = run.smoothness / 2 * np.add.reduce(d * d, axis=1)  # that the curvature part can be
        rounding = ROUNDING / 2 * run.F[before]
        nothing = (most <= rounding) & (np.abs(slope) <= rounding)
        F[nothing], curvature[nothing] = slope[nothing], 0.0
        unsure = np.flatnonzero((steps > 0) & (curvature < SURE * size) & ~nothing)
        curvature[unsure] = _curvature_parts(run, before[unsure])
        F[unsure] = slope[unsure] + curvature[unsure]
        J = F if run.l2 == 0 else np.where(steps > 0, F - _penalty_changes(run, before), 0.0)
    share = np.zeros(len(steps))
    m = run.dataset.m
    looked = np.flatnonzero((F > ROUNDING * run.F[before]) & (10 * (m - correct) <= m))
    at = steps[looked]
    share[looked] = shares_of_wrong(run.X_scaled, run.dataset.y, run.w[at], run.b[at])
    return Changes(slope, curvature, F, share, J)


def _penalty_changes(run: Run, before: NDArray[np.intp]) -> Floats:
    """Return by how much the step from each of (n,) changes λ/2·|w|², (n,)."""
    if run.l2 == 0:
        return np.zeros(len(before))
    after = np.minimum(before + 1, run.steps)
    with np.errstate(over="ignore", invalid="ignore"):
        d = run.w[after] - run.w[before]
        return np.asarray(run.l2 * np.add.reduce(run.w[before] * d, axis=1) + penalty(d, run.l2))


def _curvature_parts(run: Run, before: NDArray[np.intp]) -> Floats:
    """Return for the step from each of (n,) the mean over the examples of L(z + δ) - L(z) - δ ∂L/∂z, to 1e-8 relative.

    Each is 0 or more; from J's difference it would have no digits left near the optimum. A penalty adds λ/2·|Δw|².
    """
    X, sign = run.X_scaled, 1 - 2 * run.dataset.y
    m = len(sign)
    totals = np.zeros(len(before))
    with np.errstate(over="ignore", invalid="ignore"):
        w, b = run.w[before], run.b[before]
        dw, db = run.w[before + 1] - w, run.b[before + 1] - b
        rows = max(1, NUMBERS // m)
        for start in range(0, len(before), rows):
            some = slice(start, start + rows)
            for first in range(0, m, FEW):
                part = slice(first, first + FEW)
                s = sign[part] * (w[some] @ X[part].T + b[some, None])
                delta = sign[part] * (dw[some] @ X[part].T + db[some, None])
                totals[some] += np.add.reduce(bend(s, delta), axis=1)
        return totals / m if run.l2 == 0 else totals / m + penalty(dw, run.l2)


def bend(s: Floats, delta: Floats) -> Floats:
    """Return softplus(s + δ) - softplus(s) - δ σ(s), elementwise: how far softplus rises above its tangent.

    s, delta : arrays of one shape.
    Up to |δ| = 1 it is δ² ∫₀¹ (1-u) σ'(s + uδ) du, by Gauss and Legendre, for a tiny δ by its value a third of the way;
    beyond, the difference itself. softplus has the same bends at s and -s, so that side is taken where the terms are
    small.
    """
    flip = np.where(s > 0, -1.0, 1.0)
    s, delta = flip * s, flip * delta
    size = np.abs(delta)
    tiny, far = size <= TINY, size > NEAR
    out = _at_a_third(s, delta)
    if tiny.all():
        return out
    near = ~tiny & ~far
    at, by = s[near], delta[near]
    places = at[:, None] + by[:, None] * _NODES
    out[near] = by * by * (_slope(places) @ (_WEIGHTS * (1 - _NODES)))
    at, by = s[far], delta[far]
    out[far] = np.maximum(softplus(at + by) - softplus(at) - by * _sigma(at), 0.0)
    return out


def _at_a_third(s: Floats, delta: Floats) -> Floats:
    return delta * delta / 2 * _slope(s + delta / 3)


def _slope(s: Floats) -> Floats:
    """σ'(s), as exact where σ is all but 1."""
    e = np.exp(-np.abs(s))
    return np.asarray(e / (1 + e) ** 2)


def _sigma(s: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-s)))
