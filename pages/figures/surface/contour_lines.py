"""The lines of equal height of a map, as points."""

from __future__ import annotations

import numpy as np

from logreg_core.descent.surface.height_map import HeightMap
from logreg_core.points.dataset import Floats


def contour_lines(drawn: HeightMap) -> Floats:
    """Return all lines of a map as points (n, 2), level after level; a row of nan ends each line.

    Between places of the grid the square root of what is above the floor is taken for a straight line: around a lowest
    point it is one, and small lines are round.
    """
    from contourpy import contour_generator  # here, as it is needed by this view alone

    above = np.sqrt(np.maximum(drawn.heights - drawn.floor, 0.0))
    generator = contour_generator(drawn.x, drawn.y, above)
    gap = np.full((1, 2), np.nan)
    parts = []
    for level in drawn.levels:
        for line in generator.lines(np.sqrt(level - drawn.floor)):
            parts += [np.asarray(line, np.float64), gap]
    return np.concatenate(parts) if parts else np.empty((0, 2))
