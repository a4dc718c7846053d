"""What many steps of one run have in common: the same examples, met by one parameter vector after another.

Two things the stage shows of each step need all examples: the mean gradient, and how many are classified correctly.
Here they come out of one pass and one exponential. As in `kernels.py` each example is one signed row: with t = 1 - 2y
and u = -t z, which is positive where the example is classified correctly,

    e = e^u        ŷ - y = t r,  r = 1 / (1 + e)

(r is the probability given to the wrong class).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.model.blocks import FEW, NUMBERS, PASS_BLOCK, STEPS_OF_MANY
from logreg_core.model.chain_rule import links, log_of_slope
from logreg_core.model.forward import DOUBTFUL, is_called_one, linear, losses, sigmoid_pair, softplus, z_in_blocks
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class AlongRun:
    """Numbers of all examples at each of T parameter vectors.

    dJ_dw : (T, 2), dJ_db : (T,) mean gradient.
    correct : (T,) how many examples have ŷ ≥ 0.5 exactly where y = 1.
    """

    dJ_dw: Floats
    dJ_db: Floats
    correct: NDArray[np.int64]


def along_run(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> AlongRun:
    """Return mean gradients and correct counts at T parameter vectors, T ≥ 0, in one pass.

    X : (m, 2), y : (m,) of 0 and 1, w : (T, 2), b : (T,), all in the same units. Memory stays bounded for any T.
    A step's numbers have the same bits whichever steps it is computed with. Up to FEW examples the gradient
    has the bits that `chain_rule` gives; beyond, it agrees to 1e-13 of the mean of |∂L/∂w|.
    Raises ValueError when a shape is wrong.
    """
    X, y = np.asarray(X, np.float64), np.asarray(y, np.float64)
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1] or not len(y):
        raise ValueError(f"X has shape {X.shape} and y {y.shape}; pass X of shape (m, 2) and y of shape (m,), m >= 1.")
    if w.shape != (len(b), 2) or b.ndim != 1:
        raise ValueError(f"w has shape {w.shape} and b {b.shape}; pass w (T, 2) and b (T,).")
    sums, correct = np.empty((len(b), 3)), np.empty(len(b), np.int64)
    with np.errstate(all="ignore"):
        if len(y) <= FEW:
            _few_examples(X, y, w, b, sums, correct)
        else:
            for start in range(0, len(b), STEPS_OF_MANY):
                some = slice(start, start + STEPS_OF_MANY)
                _many_examples(X, y, w[some], b[some], sums[some], correct[some])
        sums /= len(y)
    return AlongRun(sums[:, :2].copy(), sums[:, 2].copy(), correct)


def _few_examples(X: Floats, y: Floats, w: Floats, b: Floats, sums: Floats, correct: NDArray[np.int64]) -> None:
    """Fill sums (T, 3), of ∂L/∂w and ∂L/∂b, and correct (T,): several steps at a time."""
    m = len(y)
    x1, x2 = np.ascontiguousarray(X[:, 0]), np.ascontiguousarray(X[:, 1])
    sign, positive = 1 - 2 * y, y == 1
    rows = max(1, NUMBERS // m)
    for start in range(0, len(b), rows):
        steps = slice(start, min(start + rows, len(b)))
        u = linear(x1, x2, w[steps, :1], w[steps, 1:], b[steps, None])
        u *= -sign
        right = u > DOUBTFUL
        if np.count_nonzero(right) + np.count_nonzero(u < -DOUBTFUL) < u.size:
            right = is_called_one(-sign * u) == positive
        np.add.reduce(right, axis=1, dtype=np.int64, out=correct[steps])
        wrong = 1 / (np.exp(u, u) + 1)
        wrong *= sign
        np.add.reduce(wrong, axis=1, out=sums[steps, 2])
        np.add.reduce(wrong * x1, axis=1, out=sums[steps, 0])
        np.add.reduce(wrong * x2, axis=1, out=sums[steps, 1])


def _many_examples(X: Floats, y: Floats, w: Floats, b: Floats, sums: Floats, correct: NDArray[np.int64]) -> None:
    """The same where there are many examples: all steps for one block of them after the other."""
    theta = np.column_stack([w, b])
    reach = np.append(np.abs(X).max(axis=0), 1.0)
    doubtful = DOUBTFUL + 1e-15 * (np.abs(theta) @ reach)  # a matrix product rounds otherwise than `linear`
    starts = range(0, len(y), PASS_BLOCK)
    parts = np.empty((len(starts), len(b), 3))
    correct[:] = 0
    u_whole, r_whole = np.empty(PASS_BLOCK), np.empty(PASS_BLOCK)
    for part, start in zip(parts, starts, strict=True):
        block = slice(start, min(start + PASS_BLOCK, len(y)))
        x1, x2, positive = X[block, 0], X[block, 1], y[block] == 1
        sign = 2 * y[block] - 1
        n = len(sign)
        signed = np.stack([sign * x1, sign * x2, sign])
        u, r = u_whole[:n], r_whole[:n]
        for t in range(len(b)):
            theta[t].dot(signed, u)
            right = np.count_nonzero(u > doubtful[t])
            if right + np.count_nonzero(u < -doubtful[t]) < n:
                right = np.count_nonzero(is_called_one(linear(x1, x2, w[t, 0], w[t, 1], b[t])) == positive)
            correct[t] += right
            np.exp(u, u)
            np.add(u, 1.0, r)
            np.divide(1.0, r, r)
            signed.dot(r, part[t])
    np.add.reduce(parts, axis=0, out=sums)
    np.subtract(0.0, sums, sums)


@dataclass(frozen=True, eq=False)
class ExampleAlongRun:
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


def example_along_run(x: ArrayLike, y: float, w: ArrayLike, b: ArrayLike) -> ExampleAlongRun:
    """Return one example's numbers at many steps; bit for bit those that `forward` and `chain_rule` give it at each.

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
        return ExampleAlongRun(
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


def mean_gradients(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    """Return ∂J/∂w : (T, 2) and ∂J/∂b : (T,) at T parameter vectors (derivation, sections 6 and 7).

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
    """Return how many examples are classified correctly, (ŷ >= 0.5) = y, at each of T parameter vectors: (T,).

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in the same units.
    """
    X, positive = np.asarray(X, np.float64), np.asarray(y) == 1
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    counts = np.empty(len(b), np.int64)
    for steps, z in z_in_blocks(X, w, b):
        counts[steps] = (is_called_one(z) == positive).sum(axis=1)
    return counts


def shares_of_wrong(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> Floats:
    """Return how much of the mean loss is in the examples classified wrongly, 0 to 1, at T parameter vectors: (T,).

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in the same units. Memory stays bounded for any T.
    """
    X, y = np.asarray(X, np.float64), np.asarray(y, np.float64)
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    shares = np.empty(len(b))
    for steps, z in z_in_blocks(X, w, b):
        with np.errstate(all="ignore"):
            L = losses(z, y)
            of_wrong = np.add.reduce(np.where(is_called_one(z) == (y == 1), 0.0, L), axis=1)
            shares[steps] = of_wrong / np.add.reduce(L, axis=1)
    return np.nan_to_num(shares, copy=False)


def mean_sizes(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> Floats:
    """Return the means of |∂L/∂w1|, |∂L/∂w2| and |∂L/∂b| at T parameter vectors, (T, 3): how much rounding adds up.

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in the same units. Memory stays bounded for any T.
    """
    X, y = np.asarray(X, np.float64), np.asarray(y, np.float64)
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    reach, sign = np.column_stack([np.abs(X), np.ones(len(X))]), 1 - 2 * y
    sizes = np.empty((len(b), 3))
    for steps, z in z_in_blocks(X, w, b):
        with np.errstate(all="ignore"):
            sizes[steps] = np.abs(links(sign * z, sign)[2]) @ reach / len(y)
    return sizes
