"""The forward pass, x → z → ŷ → L → J, and the lines on which the model is equally sure.

Letters and conventions are those of the package docstring; "derivation, section N" is the source's numbering.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
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
    """X : (m, 2), y : (m,), w : (2,) and b as float64, without a copy where they are that already.

    Raises ValueError when a shape is wrong.
    """
    X, y, w = np.asarray(X, np.float64), np.asarray(y, np.float64), np.asarray(w, np.float64)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1] or not len(y):
        raise ValueError(f"X has shape {X.shape} and y {y.shape}; pass X of shape (m, 2) and y of shape (m,), m >= 1.")
    if w.shape != (2,):
        raise ValueError(f"w has shape {w.shape}; pass two weights, shape (2,), one for each feature.")
    return X, y, w, float(b)


def linear(x1: Floats, x2: Floats, w1: Floats, w2: Floats, b: Floats | float) -> Floats:
    """z = w1 x1 + w2 x2 + b (derivation, section 5), for shapes that broadcast.

    Written out, not as a matrix product, so that an example's z has the same bits alone as among others.
    """
    return x1 * w1 + x2 * w2 + b


def sigmoid_pair(z: ArrayLike) -> tuple[Floats, Floats]:
    """z : any shape → ŷ = σ(z) and 1-ŷ = σ(-z), of that shape (derivation, section 4).

    Both are computed directly: from z ≈ 37 on ŷ rounds to 1, and 1 - ŷ by subtraction would be 0.
    """
    with np.errstate(over="ignore", under="ignore"):
        pair = np.multiply.outer(_MINUS_PLUS, z)  # both at once, in one array: it halves the time for few examples
        np.exp(pair, pair)
        pair += 1
        np.divide(1, pair, pair)
    return pair[0], pair[1]


def softplus(s: Floats) -> Floats:
    """log(1 + e^s) for any shape, to 2e-16 relative and without overflow."""
    with np.errstate(under="ignore"):
        return np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))


def losses(z: Floats, y: Floats) -> Floats:
    """L = -y log ŷ - (1-y) log(1-ŷ), elementwise (derivation, section 1).

    It comes from z, never from ŷ: -log ŷ = log(1 + e^-z) and -log(1-ŷ) = log(1 + e^z) keep
    their digits where ŷ has already rounded to 0 or 1.
    """
    return softplus((1 - 2 * y) * z)


def forward(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> Forward:
    """The forward pass at one parameter vector (derivation, section 1).

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


# The boundary and its companions: z = w·x + b = logit(p) is a line in general position.


def _in_view(
    w: ArrayLike, b: ArrayLike, centre: Sequence[float], span: Sequence[float]
) -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.int64]]:
    """z as a function of u = (x - centre) / span, in two powers of two that keep it in a double's range.

    w : (T, 2), b : (T,) in data units → v (T, 2), c (T,), up (T,), down (T,) with
    z = 2^up (c + 2^down v·u), where max |v| is in [1/4, 1), up >= 0 and down <= 0.
    """
    w, b = np.asarray(w, np.float64), np.asarray(b, np.float64)
    if w.ndim != 2 or w.shape[1] != 2 or b.shape != w.shape[:1]:
        raise ValueError(f"w has shape {w.shape} and b {b.shape}; pass w (T, 2) and b (T,).")
    w_part, w_power = np.frexp(w)
    span_part, span_power = np.frexp(np.asarray(span, np.float64))
    part, power = w_part * span_part, w_power.astype(np.int64) + span_power
    # A zero weight has no size of its own; it must not decide the common power.
    largest = np.where(part == 0, np.int64(-100_000), power).max(axis=1)
    largest = np.where(largest == -100_000, 0, largest)
    v = np.ldexp(part, power - largest[:, None])
    up, down = np.maximum(largest, 0), np.minimum(largest, 0)
    shrunk = np.ldexp(w, -up[:, None])
    c = np.ldexp(b, -up) + shrunk[:, 0] * centre[0] + shrunk[:, 1] * centre[1]
    return v, c, up, down


def probability_lines(
    w: ArrayLike,
    b: ArrayLike,
    levels: ArrayLike,
    *,
    centre: Sequence[float],
    span: Sequence[float],
    reach: float = 50.0,
) -> Floats:
    """The lines ŷ = p for each p of `levels`, one picture per step, as pairs of end points.

    w : (T, 2), b : (T,), centre and span of the view (one number an axis): all in data units.
    levels : (k,) probabilities, ascending; 0 and 1 stand for the far edges of the outermost bands.
    reach : how far a line extends, in widths of the view (no unit).
    Returns (T, k, 2, 2): step, level, end, coordinate; in data units.

    Seen from the view's centre, in units of its widths, a line is its nearest point (a signed distance along
    the normal v/|v|) and its direction: no weight is ever a divisor, so vertical lines are like all others.
    The distance is clamped to ±reach, so that bands far outside the picture stay finite and ordered; a
    clamped line is no level line, only "somewhere far out there". With w = 0 there is no line: all nan.
    """
    p = np.asarray(levels, np.float64)
    if p.ndim != 1 or not ((p >= 0) & (p <= 1)).all():
        raise ValueError(f"levels is {levels!r}; pass a sequence of probabilities from 0 to 1.")
    with np.errstate(all="ignore"):
        logit = np.log(p / (1 - p))
        v, c, up, down = _in_view(w, b, centre, span)
        size = np.hypot(v[:, 0], v[:, 1])[:, None]
        normal = v / size
        rise = np.ldexp(logit, -up[:, None]) - c[:, None]
        distance = np.clip(np.ldexp(rise / size, -down[:, None]), -reach, reach)
        nearest = distance[:, :, None] * normal[:, None, :]
        along = reach * np.stack([-normal[:, 1], normal[:, 0]], axis=1)[:, None, :]
        ends = np.stack([nearest - along, nearest + along], axis=2)
        return np.asarray(centre, np.float64) + np.asarray(span, np.float64) * ends


def boundary_state(w: ArrayLike, b: ArrayLike, *, centre: Sequence[float], span: Sequence[float]) -> NDArray[np.uint8]:
    """Where the boundary ŷ = 0.5 is at each step; arguments as in `probability_lines`.

    Returns (T,): 0 it crosses the view |x - centre| <= span/2, 1 there is none since w = 0, 2 it is outside.
    """
    with np.errstate(all="ignore"):
        v, c, _, down = _in_view(w, b, centre, span)
        half_range = (np.abs(v[:, 0]) + np.abs(v[:, 1])) / 2
        outside = np.abs(np.ldexp(c, -down)) > half_range
    return np.where(half_range == 0, 1, np.where(outside, 2, 0)).astype(np.uint8)
