"""Where the textbook's formulas break in floating point, number by number, beside formulas that don't.

Each function takes z : (n,) and y : (n,) or one label, and works elementwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.model.chain_rule import links, log_of_slope
from logreg_core.model.forward import losses, sigmoid_pair, softplus
from logreg_core.points.dataset import Floats

FARTHEST = 800  # |z| up to which `first_breaks` looks; from 745 on e^-|z| is no double but 0
BROKEN = 1e-4  # relative error from which a number counts as broken: the four digits on screen are wrong
_SCAN = 100  # points a unit of z
_LOG10_E = float(np.log10(np.e))


@dataclass(frozen=True, eq=False)
class Numbers:
    """From ŷ to the slope, each (n,): the numbers of the chain between z and L."""

    y_hat: Floats
    one_minus_y_hat: Floats
    L: Floats
    dL_dyhat: Floats
    dyhat_dz: Floats
    dL_dz: Floats


NAMES = tuple(field.name for field in fields(Numbers))


def textbook(z: ArrayLike, y: ArrayLike) -> Numbers:
    """Return what floating point makes of the formulas as they stand in a textbook: inf and nan too."""
    z, y = np.asarray(z, np.float64), np.asarray(y, np.float64)
    with np.errstate(all="ignore"):
        y_hat = 1 / (1 + np.exp(-z))
        L = -y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)
        dL_dyhat = -y / y_hat + (1 - y) / (1 - y_hat)
        dyhat_dz = y_hat * (1 - y_hat)
        dL_dz = dL_dyhat * dyhat_dz
        return Numbers(y_hat, 1 - y_hat, L, dL_dyhat, dyhat_dz, dL_dz)


def stable(z: ArrayLike, y: ArrayLike) -> Numbers:
    """Return the same numbers as this app works them out: 1-ŷ without a subtraction, L from z, ∂L/∂z without a product.

    Past |z| ≈ 708 some of the true values leave a double's range and come out as 0 or inf; see `log10_sizes`.
    """
    z, y = np.asarray(z, np.float64), np.asarray(y, np.float64)
    sign = 1 - 2 * y
    y_hat, one_minus_y_hat = sigmoid_pair(z)
    dL_dyhat, dyhat_dz, dL_dz = links(sign * z, np.broadcast_to(sign, z.shape))
    return Numbers(y_hat, one_minus_y_hat, losses(z, y), dL_dyhat, dyhat_dz, dL_dz)


def log10_sizes(z: ArrayLike, y: ArrayLike) -> Numbers:
    """Return log10 of each number's size, which is finite for every finite z: 10^-347.4 is no double, but -347.4 is.

    ŷ, 1-ŷ and |∂L/∂z| are of the form 1/(1+e^u), whose logarithm is -log(1+e^u); |∂L/∂ŷ| = e^L, and
    L = log(1+e^s) is e^s itself where that is small.
    """
    z, y = np.asarray(z, np.float64), np.asarray(y, np.float64)
    s = (1 - 2 * y) * z
    L = softplus(s)
    small = s < -37
    log_L = np.where(small, s, np.log(np.where(small, 1.0, L)))
    logs = (-softplus(-z), -softplus(z), log_L, L, log_of_slope(z), -softplus(-s))
    return Numbers(*(_LOG10_E * log for log in logs))


def broken(z: ArrayLike, y: ArrayLike) -> dict[str, NDArray[np.bool_]]:
    """Return, by name of Numbers, whether the textbook's number is not finite, or wrong by more than BROKEN: (n,).

    It is held against the true value's logarithm, so that a 0 in place of 10^-347.4 counts as wrong.
    """
    naive, true = textbook(z, y), log10_sizes(z, y)
    with np.errstate(all="ignore"):
        return {
            name: ~(np.abs(np.expm1(np.log(np.abs(getattr(naive, name))) - getattr(true, name) / _LOG10_E)) <= BROKEN)
            for name in NAMES
        }


@cache
def first_breaks(y: int, side: int) -> Mapping[str, float | None]:
    """Return, by name of Numbers, the |z| at which the textbook's number is first broken, found by trying them all.

    y : 0 or 1;  side : 1 for z > 0, -1 for z < 0. To two decimals, up to FARTHEST; None where it never breaks.
    """
    size = np.arange(1, FARTHEST * _SCAN + 1) / _SCAN
    wrong = broken(side * size, y)
    return MappingProxyType({n: float(size[np.argmax(at)]) if at.any() else None for n, at in wrong.items()})
