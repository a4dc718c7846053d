"""The same model with squared error, L = (ŷ-y)²/2, in place of cross-entropy: why learning stalls.

    cross-entropy:   ∂L/∂ŷ = -y/ŷ + (1-y)/(1-ŷ);   · ∂ŷ/∂z = ŷ(1-ŷ)   →   ∂L/∂z = ŷ - y
    squared error:   ∂L/∂ŷ = ŷ - y;                · ∂ŷ/∂z = ŷ(1-ŷ)   →   ∂L/∂z = (ŷ - y) · ŷ(1-ŷ)

Cross-entropy's first factor grows just as fast as ∂ŷ/∂z shrinks, and the two cancel. Squared error's does not: its
slope keeps the extra factor ŷ(1-ŷ), which is at most 1/4 and near 0 wherever ŷ is near 0 or 1. So an example that is
surely wrong, which should pull hardest, hardly pulls at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.model.chain_rule import links, log_of_slope
from logreg_core.model.forward import checked_inputs, linear, softplus
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class SquaredError:
    """Every number of squared error at one parameter vector.

    (m,) : L, dL_dyhat, dyhat_dz, dL_dz, and log_L and log_abs_dL_dz (natural, finite where z is).  (m, 2) : dL_dw.
    dL_db is dL_dz, since ∂z/∂b = 1.  J : float, the mean of L.  dJ_dw : (2,), dJ_db : float.
    """

    L: Floats
    dL_dyhat: Floats
    dyhat_dz: Floats
    dL_dz: Floats
    dL_dw: Floats
    log_L: Floats
    log_abs_dL_dz: Floats
    J: float
    dJ_dw: Floats
    dJ_db: float


def squared_error(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> SquaredError:
    """Return loss, factors and gradients of squared error, for each example and on the mean.

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units.
    Raises ValueError when a shape is wrong.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    with np.errstate(over="ignore", under="ignore"):
        sign = 1 - 2 * y
        s = sign * linear(X[:, 0], X[:, 1], w[0], w[1], b)
        dL_dyhat, dyhat_dz, dL_dz = slopes(s, sign)
        L = dL_dyhat * dL_dyhat / 2
        dL_dw = dL_dz[:, None] * X
        dJ_dw = np.add.reduce(np.ascontiguousarray(dL_dw.T), axis=1) / len(y)
        log_error = -softplus(-s)
        log_L, log_abs_dL_dz = 2 * log_error - np.log(2), log_error + log_of_slope(s)
    J, dJ_db = float(np.add.reduce(L) / len(y)), float(np.add.reduce(dL_dz) / len(y))
    return SquaredError(L, dL_dyhat, dyhat_dz, dL_dz, dL_dw, log_L, log_abs_dL_dz, J, dJ_dw, dJ_db)


def slopes(s: Floats, sign: Floats) -> tuple[Floats, Floats, Floats]:
    """Return ∂L/∂ŷ = ŷ - y, ∂ŷ/∂z = ŷ(1-ŷ) and their product ∂L/∂z of squared error, elementwise.

    sign = 1 - 2y and s = sign z, as in `links`; ŷ - y is cross-entropy's ∂L/∂z, which needs no subtraction.
    """
    _, dyhat_dz, error = links(s, sign)
    return error, dyhat_dz, error * dyhat_dz


def slopes_over_z(z: ArrayLike, y: int) -> tuple[Floats, Floats]:
    """Return ∂L/∂z of cross-entropy and of squared error for z : (n,) and one label; both (n,)."""
    z = np.asarray(z, np.float64)
    sign = np.full(z.shape, 1.0 - 2 * y)
    error, _, dL_dz = slopes(sign * z, sign)
    return error, dL_dz
