"""Squared error's own map, to set beside that of J: the mean of (ŷ - y)²/2 at the b on screen, and where it is flat.

It is a slice, since the least over b need not be at one b alone: squared error has more valleys than one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.descent.surface.ground import BOTH_WEIGHTS, Ground, axes_of
from logreg_core.descent.surface.height_map import BEYOND, SIDE, Box
from logreg_core.model.blocks import NUMBERS
from logreg_core.model.losses import slopes
from logreg_core.points.dataset import Floats

LEVELS = 12
FLAT = 0.05  # of the steepest slope on the map


@dataclass(frozen=True, eq=False)
class SquaredSlice:
    """The mean of (ŷ - y)²/2 over two parameters, at a third one that is held.

    x, y : (SIDE,) ascending.  heights : (SIDE, SIDE), a row for each y, no unit.  levels : ascending, evenly spaced.
    steepness : (SIDE, SIDE), the length of its slope over the two, as a part of the longest one there.
    """

    x: Floats
    y: Floats
    heights: Floats
    levels: tuple[float, ...]
    steepness: Floats


def squared_slice(ground: Ground, plane: str, box: Box, theta: Floats) -> SquaredSlice:
    """Return squared error's map of a plane in a box, where the parameter that is not in the plane is theta's, (3,)."""
    reach = BEYOND * box.half * np.linspace(-1, 1, SIDE)
    x, y = box.centre[0] + reach, box.centre[1] + reach
    places = np.tile(theta, (SIDE * SIDE, 1))
    which = list(axes_of(plane))
    places[:, which] = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    if plane != BOTH_WEIGHTS:
        places[:, [k for k in (0, 1) if k not in which]] = 0.0
    A = np.column_stack([ground.X, np.ones(len(ground.y))])
    sign, block = 1 - 2 * ground.y, max(1, NUMBERS // len(ground.y))
    heights, slope = np.empty(len(places)), np.empty((len(places), 2))
    for start in range(0, len(places), block):
        rows = slice(start, start + block)
        with np.errstate(over="ignore", under="ignore"):
            error, _, dL_dz = slopes(sign * (places[rows] @ A.T), sign)
        heights[rows] = np.add.reduce(error * error, axis=1) / (2 * len(sign))
        slope[rows] = dL_dz @ A[:, which] / len(sign)
    steepness = np.hypot(slope[:, 0], slope[:, 1])
    steepest = float(steepness.max())
    low, high = float(heights.min()), float(heights.max())
    levels = tuple(np.linspace(low, high, LEVELS + 2)[1:-1].tolist()) if high > low else ()
    square = (SIDE, SIDE)
    return SquaredSlice(
        x, y, heights.reshape(square), levels, (steepness / steepest if steepest else steepness).reshape(square)
    )
