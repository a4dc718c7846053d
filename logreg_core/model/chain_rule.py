"""The gradient as a product of named links: ∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂z · ∂z/∂w, for each example and on the mean.

"Derivation, section N" is the source's numbering; letters and conventions are those of the package docstring.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.model.blocks import FEW
from logreg_core.model.forward import checked_inputs, softplus
from logreg_core.points.dataset import Floats

_MINUS_PLUS, _ONE, _MINUS_TWO = np.array([-1.0, 1.0]), np.array(1.0), np.array(-2.0)  # arrays, which ufuncs take faster


@dataclass(frozen=True, eq=False)
class ChainRule:
    """The five components of each example, their products and the mean gradient, at one parameter vector.

    (m,) : dL_dyhat, dyhat_dz, dz_db, dL_dz, dL_db, log_abs_dL_dyhat, log_dyhat_dz (natural logarithms).
    (m, 2) : dz_dw, dL_dw.  (2,) : dJ_dw.  float : dJ_db.

    Past |z| ≈ 708 dL_dyhat may be inf and dyhat_dz 0, as the true values leave a double's range;
    their logarithms, dL_dz and all that follows from it stay exact.
    """

    dL_dyhat: Floats
    dyhat_dz: Floats
    dz_dw: Floats
    dL_dz: Floats
    dL_dw: Floats
    dJ_dw: Floats
    dJ_db: float
    _s: Floats = field(repr=False)  # (1 - 2y) z, from which the logarithms follow

    @property
    def dz_db(self) -> Floats:
        """(m,): ∂z/∂b, which is 1 for every example."""
        return np.broadcast_to(1.0, self.dL_dz.shape)

    @property
    def dL_db(self) -> Floats:
        """(m,): ∂L/∂z times ∂z/∂b = 1."""
        return self.dL_dz

    @cached_property
    def log_abs_dL_dyhat(self) -> Floats:
        """(m,): log|∂L/∂ŷ|, which is L itself; finite where z is."""
        return softplus(self._s)

    @cached_property
    def log_dyhat_dz(self) -> Floats:
        """(m,): log ∂ŷ/∂z = log ŷ + log(1-ŷ); finite where z is."""
        return log_of_slope(self._s)


def links(s: Floats, sign: Floats) -> tuple[Floats, Floats, Floats]:
    """Return ∂L/∂ŷ (derivation, section 3), ∂ŷ/∂z (section 4.2) and their product ∂L/∂z = ŷ - y, elementwise.

    sign = 1 - 2y and s = sign z let both labels share their formulas: `right` is the probability given to the
    example's own class, ŷ where y = 1 and 1-ŷ where y = 0, and `wrong` that given to the other. So ∂L/∂z is
    ŷ where y = 0 and -(1-ŷ) where y = 1: to subtract would lose the digits of 1-ŷ.
    """
    with np.errstate(all="ignore"):
        return fill_links(s, sign, np.empty((5, *s.shape)))


def fill_links(s: Floats, sign: Floats, rows: Floats) -> tuple[Floats, Floats, Floats]:
    """Work out `links` in rows : (5, ...), the last two of which are scratch; s : (...) is none of them.

    With 1 + e^-s = 1/wrong and 1 + e^s = 1/right, ∂L/∂ŷ = ±1/right needs no division.
    """
    dL_dyhat, dyhat_dz, dL_dz, wrong, right = rows
    pair = np.multiply.outer(_MINUS_PLUS, s, out=rows[3:])
    np.exp(pair, pair)  # e^-s and e^s
    np.add(pair, _ONE, pair)  # 1/wrong and 1/right
    np.multiply(sign, right, dL_dyhat)  # ∂L/∂ŷ = ±1/right
    np.divide(_ONE, pair, pair)  # wrong and right
    np.multiply(wrong, right, dyhat_dz)  # ∂ŷ/∂z = ŷ(1-ŷ)
    np.multiply(sign, wrong, dL_dz)  # ∂L/∂z = ŷ - y
    return dL_dyhat, dyhat_dz, dL_dz


def log_of_slope(z: Floats) -> Floats:
    """Return log ∂ŷ/∂z = -(softplus(z) + softplus(-z)), elementwise; the same for z and -z."""
    size = np.abs(z)
    return -(size + 2 * softplus(-size))


def chain_rule(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> ChainRule:
    """Return all the links of the chain at one parameter vector (derivation, sections 2 to 7).

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units.
    Raises ValueError when a shape is wrong.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    m = len(y)
    rows = np.empty((6, m))  # s, ∂L/∂ŷ, ∂ŷ/∂z, ∂L/∂z, ∂L/∂w1, ∂L/∂w2
    with np.errstate(all="ignore"):
        if m <= FEW:
            _fill(X, y, w, b, rows)
        else:
            for start in range(0, m, FEW):
                part = slice(start, start + FEW)
                _fill(X[part], y[part], w, b, rows[:, part])
        dJ_db, *dJ_dw = (np.add.reduce(rows[3:], axis=1) / m).tolist()
    rows.flags.writeable = False  # and so are all that are taken from it
    s, dL_dyhat, dyhat_dz, dL_dz = rows[:4]
    if X.flags.writeable:
        X = X.view()
        X.flags.writeable = False
    # Section 5: z is linear, so ∂z/∂w is x.
    return ChainRule(dL_dyhat, dyhat_dz, X, dL_dz, rows[4:].T, np.array(dJ_dw), dJ_db, s)


def _fill(X: Floats, y: Floats, w: Floats, b: float, rows: Floats) -> None:
    """rows : (6, m) of `chain_rule` from X : (m, 2) and y : (m,)."""
    features, products, s = X.T, rows[4:], rows[0]
    sign = np.multiply(y, _MINUS_TWO)
    np.add(sign, _ONE, sign)
    np.multiply(features, w[:, None], products)  # `linear`, in memory that is there already
    np.add(products[0], products[1], s)
    np.add(s, b, s)
    np.multiply(s, sign, s)
    dL_dz = fill_links(s, sign, rows[1:])[2]
    np.multiply(features, dL_dz, products)
