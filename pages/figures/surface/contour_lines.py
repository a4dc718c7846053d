"""The lines of equal height of a map, as points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.surface.height_map import HeightMap
from logreg_core.descent.surface.squared_slice import FLAT, SquaredSlice
from logreg_core.points.dataset import Floats


def contour_lines(drawn: HeightMap) -> Floats:
    """Return all lines of a map as points (n, 2), level after level; a row of nan ends each line.

    Between places of the grid the square root of what is above the floor is taken for a straight line: around a lowest
    point it is one, and small lines are round.
    """
    above = np.sqrt(np.maximum(drawn.heights - drawn.floor, 0.0))
    return _lines(drawn.x, drawn.y, above, [float(np.sqrt(level - drawn.floor)) for level in drawn.levels])


def squared_lines(drawn: SquaredSlice) -> Floats:
    """Return all lines of squared error's map as points (n, 2), a row of nan after each."""
    return _lines(drawn.x, drawn.y, drawn.heights, drawn.levels)


def flats(drawn: SquaredSlice) -> Floats:
    """Return the edges of its flats as closed lines (n, 2), a row of nan after each; those of holes among them."""
    from contourpy import FillType, contour_generator

    generator = contour_generator(drawn.x, drawn.y, drawn.steepness, fill_type=FillType.OuterOffset)
    points, offsets = cast(tuple[list[Floats], list[NDArray[np.uint32]]], generator.filled(-1.0, FLAT))
    rings = [
        np.asarray(ring, np.float64)
        for corners, ends in zip(points, offsets, strict=True)
        for ring in np.split(np.asarray(corners), np.asarray(ends[1:-1], np.intp))
    ]
    return _apart(rings)


def _lines(x: Floats, y: Floats, heights: Floats, levels: Sequence[float]) -> Floats:
    from contourpy import contour_generator  # here, as it is needed by these views alone

    generator = contour_generator(x, y, heights)
    return _apart([np.asarray(line, np.float64) for level in levels for line in generator.lines(level)])


def _apart(lines: list[Floats]) -> Floats:
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)]) if lines else np.empty((0, 2))
