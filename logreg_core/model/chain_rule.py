"""The gradient as a product of named links: ∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂z · ∂z/∂w, for each example and on the mean.

"Derivation, section N" is the source's numbering; letters and conventions are those of the package docstring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.model.forward import Floats, checked_inputs, linear, sigmoid_pair, softplus

PART = 16_384  # examples worked on at once
BLOCK = 131_072  # numbers worked on at once where many steps meet many examples, 1 MB an array
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


@dataclass(frozen=True, eq=False)
class ExampleCourse:
    """One example's numbers at each of T steps: all (T,), but dL_dw (T, 2).

    Names as in Forward and ChainRule.
    """

    z: Floats
    y_hat: Floats
    one_minus_y_hat: Floats
    L: Floats
    dL_dyhat: Floats
    dyhat_dz: Floats
    dL_dz: Floats
    dL_dw: Floats
    log_abs_dL_dyhat: Floats
    log_dyhat_dz: Floats


def links(s: Floats, sign: Floats) -> tuple[Floats, Floats, Floats]:
    """∂L/∂ŷ (derivation, section 3), ∂ŷ/∂z (section 4.2) and their product ∂L/∂z = ŷ - y, elementwise.

    sign = 1 - 2y and s = sign z let both labels share their formulas: `right` is the probability given to the
    example's own class, ŷ where y = 1 and 1-ŷ where y = 0, and `wrong` that given to the other. So ∂L/∂z is
    ŷ where y = 0 and -(1-ŷ) where y = 1: to subtract would lose the digits of 1-ŷ.
    """
    with np.errstate(all="ignore"):
        return fill_links(s, sign, np.empty((5, *s.shape)))


def fill_links(s: Floats, sign: Floats, rows: Floats) -> tuple[Floats, Floats, Floats]:
    """`links`, all into rows : (5, ...) whose last two are scratch; s : (...) is none of them.

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
    """log ∂ŷ/∂z = -(softplus(z) + softplus(-z)), elementwise; the same for z and -z."""
    size = np.abs(z)
    return -(size + 2 * softplus(-size))


def chain_rule(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> ChainRule:
    """All the links of the chain at one parameter vector (derivation, sections 2 to 7).

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units.
    Raises ValueError when a shape is wrong.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    m = len(y)
    rows = np.empty((6, m))  # s, ∂L/∂ŷ, ∂ŷ/∂z, ∂L/∂z, ∂L/∂w1, ∂L/∂w2
    with np.errstate(all="ignore"):
        if m <= PART:
            _fill(X, y, w, b, rows)
        else:
            for start in range(0, m, PART):
                part = slice(start, start + PART)
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


def along(x: ArrayLike, y: float, w: ArrayLike, b: ArrayLike) -> ExampleCourse:
    """One example's numbers at many steps; bit for bit those that `forward` and `chain_rule` give it at each.

    x : (2,), y : 0 or 1, w : (T, 2), b : (T,), all in the same units.
    """
    x, w, b = np.asarray(x, np.float64), np.asarray(w, np.float64), np.asarray(b, np.float64)
    sign = np.full(len(b), 1 - 2 * float(y))
    with np.errstate(all="ignore"):
        z = linear(x[0], x[1], w[:, 0], w[:, 1], b)
        s = sign * z
        y_hat, one_minus_y_hat = sigmoid_pair(z)
        dL_dyhat, dyhat_dz, dL_dz = links(s, sign)
        L = softplus(s)
        return ExampleCourse(
            z=z,
            y_hat=y_hat,
            one_minus_y_hat=one_minus_y_hat,
            L=L,
            dL_dyhat=dL_dyhat,
            dyhat_dz=dyhat_dz,
            dL_dz=dL_dz,
            dL_dw=dL_dz[:, None] * x,
            log_abs_dL_dyhat=L,
            log_dyhat_dz=log_of_slope(s),
        )


def z_in_blocks(X: Floats, w: Floats, b: Floats) -> Iterator[tuple[slice, Floats]]:
    """X : (m, 2), w : (T, 2), b : (T,) → slices of steps with z : (steps, m), about BLOCK numbers."""
    x1, x2 = np.ascontiguousarray(X[:, 0]), np.ascontiguousarray(X[:, 1])
    rows = max(1, BLOCK // len(X))
    for start in range(0, len(b), rows):
        steps = slice(start, min(start + rows, len(b)))
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            z = linear(x1, x2, w[steps, :1], w[steps, 1:], b[steps, None])
        yield steps, z


def mean_gradients(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    """∂J/∂w : (T, 2) and ∂J/∂b : (T,) at T parameter vectors (derivation, sections 6 and 7).

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in the same units. Memory stays bounded for any T;
    each row has the bits that `chain_rule` gives at that step.
    """
    X, y = np.asarray(X, np.float64), np.asarray(y, np.float64)
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    features, sign = np.ascontiguousarray(X.T), 1 - 2 * y
    dJ_dw, dJ_db = np.empty((len(b), 2)), np.empty(len(b))
    for steps, z in z_in_blocks(X, w, b):
        with np.errstate(all="ignore"):
            dL_dz = links(sign * z, sign)[2]
            dJ_dw[steps, 0] = np.add.reduce(dL_dz * features[0], axis=1) / len(y)
            dJ_dw[steps, 1] = np.add.reduce(dL_dz * features[1], axis=1) / len(y)
            dJ_db[steps] = np.add.reduce(dL_dz, axis=1) / len(y)
    return dJ_dw, dJ_db


def correct_counts(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> NDArray[np.int64]:
    """How many examples are classified correctly, (ŷ >= 0.5) = y, at each of T parameter vectors: (T,).

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in the same units.
    """
    X, positive = np.asarray(X, np.float64), np.asarray(y) == 1
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    counts = np.empty(len(b), np.int64)
    for steps, z in z_in_blocks(X, w, b):
        predicted = z >= 0
        # A z this close below 0 gives ŷ = 0.5 exactly; there ŷ itself must decide.
        close = (z < 0) & (z > -1e-15)
        if close.any():
            predicted[close] = sigmoid_pair(z[close])[0] >= 0.5
        counts[steps] = (predicted == positive).sum(axis=1)
    return counts
