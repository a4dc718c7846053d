"""From a boundary that is laid by hand to the w and b that it stands for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.points.dataset import Floats

SURER = 0.75  # the ŷ on the line that says how sure a laid line is


def line_through(
    on_line: ArrayLike, surer: ArrayLike, *, weighted: Sequence[int] = (0, 1), p: float = SURER
) -> tuple[Floats, float]:
    """Return the w (2,) and b with ŷ = 0.5 at two points and ŷ = p at a third one, all in one unit.

    on_line : (2, 2), two different points of the boundary.  surer : (2,), a point that is not on it.
    weighted : which features, from 0, have a weight; where one has, the line is upright on it through the first point.
    Raises ValueError where no w and b are so, or none that are finite.
    """
    here, there = np.asarray(on_line, np.float64)
    normal = np.array([here[1] - there[1], there[0] - here[0]])
    if len(weighted) < 2:
        normal = np.zeros(2)
        normal[list(weighted)] = 1.0
    size = np.abs(normal).max()
    if size > 0 and math.isfinite(size):
        normal = normal / size
    with np.errstate(all="ignore"):
        rise = float(normal @ (np.asarray(surer, np.float64) - here))
        w = normal * (math.log(p / (1 - p)) / rise) if rise else np.full(2, np.nan)
        b = -float(w @ here)
    if not (np.isfinite(w).all() and math.isfinite(b) and w.any()):
        raise ValueError(f"no line goes through {on_line!r} that is surer at {surer!r}; pass three other points")
    return w + 0.0, b + 0.0


def distance_to_surer(size: float = 1.0, p: float = SURER) -> float:
    """Return how far from the boundary ŷ is p, where |w| is `size`; in the unit of 1/|w|."""
    return math.log(p / (1 - p)) / size
