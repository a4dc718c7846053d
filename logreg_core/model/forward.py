"""The forward pass, x → z → ŷ → L → J.

Letters and conventions are those of the package docstring; "derivation, section N" is the source's numbering.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.model.blocks import NUMBERS
from logreg_core.points.dataset import Floats

ALIKE = 8 * float(np.finfo(np.float64).eps)  # a spread of z that leaves every ŷ the same, but for its last bits
DOUBTFUL = 1e-15  # |z| up to which ŷ may round to 0.5
_MINUS_PLUS = np.array([-1.0, 1.0])


@dataclass(frozen=True, eq=False)
class Forward:
    """Every number of the forward pass for m examples.

    z, y_hat, one_minus_y_hat, L : (m,), no unit.  J : float, the mean of L.
    """

    z: Floats
    y_hat: Floats
    one_minus_y_hat: Floats
    L: Floats
    J: float


def checked_inputs(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> tuple[Floats, Floats, Floats, float]:
    """Return X : (m, 2), y : (m,), w : (2,) and b as float64, without a copy where they are that already.

    Raises ValueError when a shape is wrong.
    """
    X, y, w = np.asarray(X, np.float64), np.asarray(y, np.float64), np.asarray(w, np.float64)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1] or not len(y):
        raise ValueError(f"X has shape {X.shape} and y {y.shape}; pass X of shape (m, 2) and y of shape (m,), m >= 1.")
    if w.shape != (2,):
        raise ValueError(f"w has shape {w.shape}; pass two weights, shape (2,), one for each feature.")
    return X, y, w, float(b)


def linear(x1: Floats, x2: Floats, w1: Floats, w2: Floats, b: Floats | float) -> Floats:
    """Return z = w1 x1 + w2 x2 + b (derivation, section 5), for shapes that broadcast.

    Written out, not as a matrix product, so that an example's z has the same bits alone as among others.
    """
    return x1 * w1 + x2 * w2 + b


def all_alike(X: Floats, w: Floats) -> NDArray[np.bool_]:
    """Return where every ŷ is the same, whatever b is, but for its last bits: (T,), for X : (m, 2) and w : (T, 2)."""
    spread = X.max(axis=0) - X.min(axis=0)
    with np.errstate(over="ignore", invalid="ignore"):
        across = np.abs(w) * spread
    return np.asarray(np.add.reduce(across, axis=1) <= ALIKE)


def sigmoid_pair(z: ArrayLike) -> tuple[Floats, Floats]:
    """Return ŷ = σ(z) and 1-ŷ = σ(-z), of the shape of z (derivation, section 4).

    Both are computed directly: from z ≈ 37 on ŷ rounds to 1, and 1 - ŷ by subtraction would be 0.
    """
    with np.errstate(over="ignore", under="ignore"):
        pair = np.multiply.outer(_MINUS_PLUS, z)  # both at once, in one array: it halves the time for few examples
        np.exp(pair, pair)
        pair += 1
        np.divide(1, pair, pair)
    return pair[0], pair[1]


def softplus(s: Floats) -> Floats:
    """Return log(1 + e^s) for any shape, to 2e-16 relative and without overflow."""
    with np.errstate(under="ignore"):
        return np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))


def losses(z: Floats, y: Floats) -> Floats:
    """Return L = -y log ŷ - (1-y) log(1-ŷ), elementwise (derivation, section 1).

    It comes from z, never from ŷ: -log ŷ = log(1 + e^-z) and -log(1-ŷ) = log(1 + e^z) keep
    their digits where ŷ has already rounded to 0 or 1.
    """
    return softplus((1 - 2 * y) * z)


def forward(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> Forward:
    """Return the forward pass at one parameter vector (derivation, section 1).

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units.
    Raises ValueError when a shape is wrong; numbers of any size pass silently.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        z = linear(X[:, 0], X[:, 1], w[0], w[1], b)
        pair = np.multiply.outer(_MINUS_PLUS, z)
        np.exp(pair, pair)  # e^-z and e^z; the smaller is the e^-|s| of `softplus`
        L = np.maximum((1 - 2 * y) * z, 0) + np.log1p(np.minimum(pair[0], pair[1]))  # `losses`
        pair += 1
        y_hat, one_minus_y_hat = np.divide(1, pair, pair)  # `sigmoid_pair`
        return Forward(z, y_hat, one_minus_y_hat, L, float(np.add.reduce(L) / len(L)))


def z_in_blocks(X: Floats, w: Floats, b: Floats) -> Iterator[tuple[slice, Floats]]:
    """Return slices of steps with their z (steps, m), some NUMBERS each, for X : (m, 2), w : (T, 2), b : (T,)."""
    x1, x2 = np.ascontiguousarray(X[:, 0]), np.ascontiguousarray(X[:, 1])
    rows = max(1, NUMBERS // len(X))
    for start in range(0, len(b), rows):
        steps = slice(start, min(start + rows, len(b)))
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            z = linear(x1, x2, w[steps, :1], w[steps, 1:], b[steps, None])
        yield steps, z


def mean_losses(X: Floats, y: Floats, w: Floats, b: Floats) -> Floats:
    """Return the mean loss at T parameter vectors, (T,); each has the bits that `forward` gives there.

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in the same units. Memory stays bounded for any T. A number past
    a double's range, as descent on other examples may well reach, is the largest double.
    """
    J = np.empty(len(b))
    for steps, z in z_in_blocks(X, w, b):
        with np.errstate(over="ignore", invalid="ignore"):
            J[steps] = np.add.reduce(losses(z, y), axis=1) / len(y)
    return np.nan_to_num(J, copy=False, nan=np.finfo(np.float64).max)


def is_correct(y_hat: ArrayLike, y: ArrayLike, threshold: float = 0.5) -> NDArray[np.bool_]:
    """Return whether (ŷ >= threshold) is y = 1, for ŷ : (m,) and y : (m,) of 0 and 1; (m,)."""
    correct: NDArray[np.bool_] = (np.asarray(y_hat) >= threshold) == (np.asarray(y) == 1)
    return correct


def is_called_one(z: Floats) -> NDArray[np.bool_]:
    """Return whether ŷ, as `forward` rounds it, is at least 0.5, elementwise, mostly without working ŷ out."""
    called = z >= 0
    close = (z < 0) & (z > -DOUBTFUL)
    if close.any():  # a z this close below 0 gives ŷ = 0.5 exactly; there ŷ itself must decide
        called[close] = sigmoid_pair(z[close])[0] >= 0.5
    return called
