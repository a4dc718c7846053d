"""The boundary and its companions: the lines z = w·x + b = logit(p) on which the model is equally sure, as geometry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.points.dataset import Floats


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
    """Return the lines ŷ = p for each p of `levels` at each step, as pairs of end points.

    w : (T, 2), b : (T,), centre and span of the view (one number an axis): all in data units.
    levels : (k,) probabilities, ascending; 0 and 1 stand for the far edges of the outermost bands.
    reach : how far a line extends, in widths of the view (no unit).
    The result is (T, k, 2, 2): step, level, end, coordinate; in data units.

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
    """Return where the boundary ŷ = 0.5 is at each step; arguments as in `probability_lines`.

    The result is (T,): 0 it crosses the view |x - centre| <= span/2, 1 there is none since w = 0, 2 it is outside.
    """
    with np.errstate(all="ignore"):
        v, c, _, down = _in_view(w, b, centre, span)
        half_range = (np.abs(v[:, 0]) + np.abs(v[:, 1])) / 2
        outside = np.abs(np.ldexp(c, -down)) > half_range
    return np.where(half_range == 0, 1, np.where(outside, 2, 0)).astype(np.uint8)
