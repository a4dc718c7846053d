"""A moment as a small picture: points with the boundary and its bands, or the curve of J; every line is a true one.

Colours are the page's own variables, so that one picture serves light and dark.
"""

from __future__ import annotations

import numpy as np

from logreg_core.descent.run import Run
from logreg_core.points.dataset import Dataset, Floats
from pages.figures.curve import vertices
from pages.figures.plane import LINES, line_coordinates, view_of
from pages.figures.theme import SYMBOLS

WIDTH, HEIGHT = 184, 112  # in the picture's own units, which are pixels where it is as large as in the list
MOST_POINTS, MOST_CORNERS = 200, 120
_EDGE = 8.0
_OPACITY = (0.26, 0.17, 0.08, 0.08, 0.17, 0.26)  # of the bands, from ŷ < 0.1 to ŷ > 0.9


def of_plane(run: Run, t: int) -> str:
    """Return the points, and the boundary with its bands at step t, as SVG."""
    dataset = run.whole
    view = view_of(dataset)
    low = np.array([view.range(0)[0], view.range(1)[0]])
    size = np.array(view.span)
    lines = line_coordinates(run.w_in_data_units[t : t + 1], run.b_in_data_units[t : t + 1], view)[0]
    corners = (lines - low) / size  # (7, 2, 2)
    bands = "".join(_band(corners[i], corners[i + 1], i) for i in range(LINES - 1))
    (x0, y0), (x1, y1) = _pixels(corners[LINES // 2])
    line = f'<path d="M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}" stroke="var(--ink)" stroke-width="2" fill="none"/>'
    rows = np.linspace(0, dataset.m - 1, min(dataset.m, MOST_POINTS)).astype(int)
    return _svg(bands + _points(dataset, rows, low, size) + line)


def _band(one: Floats, other: Floats, i: int) -> str:
    path = "L".join(f"{x:.1f},{y:.1f}" for x, y in _pixels(np.array([one[0], one[1], other[1], other[0]])))
    return f'<path d="M{path}Z" fill="var(--class{int(i >= LINES // 2)})" fill-opacity="{_OPACITY[i]}"/>'


def _points(dataset: Dataset, rows: Floats, low: Floats, size: Floats) -> str:
    places = _pixels((dataset.X[rows] - low) / size)
    drawn = []
    for (x, y), label in zip(places, dataset.y[rows].astype(int).tolist(), strict=True):
        if SYMBOLS[label] == "diamond":
            drawn.append(f'<path d="M{x:.1f},{y - 2.6:.1f}l2.6,2.6l-2.6,2.6l-2.6,-2.6Z" fill="var(--class0)"/>')
        else:
            drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="var(--class1)"/>')
    return "".join(drawn)


def _pixels(places: Floats) -> list[tuple[float, float]]:
    """From shares of the view to the picture's units, its y downwards; far ones stay within a number's reach."""
    return [(max(-9e3, min(x * WIDTH, 9e3)), max(-9e3, min((1 - y) * HEIGHT, 9e3))) for x, y in places.tolist()]


def of_curve(run: Run) -> str:
    """Return the curve of J over the run's steps, as SVG."""
    kept = vertices(run.J, MOST_CORNERS)
    J = run.J[kept]
    top = float(J.max()) or 1.0
    x = _EDGE + (WIDTH - 2 * _EDGE) * kept / max(run.steps, 1)
    y = HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * J / top
    path = "L".join(f"{a:.1f},{b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
    axis = f'<path d="M{_EDGE},{HEIGHT - _EDGE}H{WIDTH - _EDGE}" stroke="var(--line)" fill="none"/>'
    return _svg(axis + f'<path d="M{path}" stroke="var(--loss)" stroke-width="2" fill="none" stroke-linejoin="round"/>')


def _svg(inside: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice">{inside}</svg>'
