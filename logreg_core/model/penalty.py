"""The L2 penalty λ/2·|w|² on the weights, its gradient λw, and the objective F = J + λ/2·|w|² that descent makes small.

It charges the weights alone, never b, in the units that descent moves in: with standardised features it charges w̃.
Where λ = 0 nothing is added, not even a zero, so that J and its gradient keep every bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.points.dataset import Floats


def penalty(w: ArrayLike, l2: float) -> Floats:
    """Return λ/2·|w|² of weights w : (..., 2), one number for each pair; no unit."""
    w = np.asarray(w, np.float64)
    with np.errstate(over="ignore"):
        return np.asarray(l2 / 2 * (w[..., 0] * w[..., 0] + w[..., 1] * w[..., 1]))


def penalty_gradient(w: ArrayLike, l2: float) -> Floats:
    """Return λw and, for b, 0: (..., 3) of weights w : (..., 2)."""
    w = np.asarray(w, np.float64)
    with np.errstate(over="ignore"):
        return np.concatenate([l2 * w, np.zeros((*w.shape[:-1], 1))], axis=-1)


def objective(J: Floats, w: ArrayLike, l2: float) -> Floats:
    """Return F = J + λ/2·|w|², for J of any shape and w : (..., 2); the very array J where λ = 0."""
    return J if l2 == 0 else J + penalty(w, l2)


def charged_gradient(gradient: Floats, w: ArrayLike, l2: float) -> Floats:
    """Return ∂F = ∂J + λw of ∂J : (..., 3), b's last, and w : (..., 2); the very array ∂J where λ = 0."""
    return gradient if l2 == 0 else gradient + penalty_gradient(w, l2)
