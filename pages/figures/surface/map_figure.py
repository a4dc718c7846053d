"""The map of the loss over two parameters, as the stage's second picture."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.descent.surface.height_map import BEYOND, Box, HeightMap
from logreg_core.descent.surface.squared_slice import SquaredSlice
from logreg_core.points.dataset import Floats
from pages.figures.surface.contour_lines import flats, squared_lines
from pages.figures.theme import CONTOUR, EDGE, INK, LIGHT, LINE, SOFT, SURFACE, TINT, axis, layout
from pages.words.numbers import number
from pages.words.surface.map_words import from_rows

_MARGIN = dict(l=44, r=10, t=60, b=40)  # above the plot the stage writes what the height is
_LOWEST = "lowest point"


def map_figure(
    drawn: HeightMap,
    names: tuple[str, str],
    letter: str,
    *,
    best: tuple[float, float] | None = None,
    bare: bool = False,
) -> go.Figure:
    """Draw a map. Trace 0: its lines, trace 1: its heights on hover (the stage fills in the points of both).

    Then, where it has one, its lowest point as a cross, or the line of all lowest points; where it has none, an arrow
    where it falls without end. Levels are labelled. All that moves on it is the stage's.

    names : of the two parameters.  letter : "J" or "F".  best : where the optimum of all rows is, if the map is a
    sample's.  bare : whether somebody is asked what comes, and nothing but lines is shown.
    """
    lines = dict(
        type="scatter", mode="lines", name="lines", line=dict(color=LIGHT[CONTOUR], width=1.1), hoverinfo="skip"
    )
    heights = dict(
        type="scatter",
        mode="none",
        name="heights",
        hovertemplate=f"{names[0]} = %{{x:.4~g}}, {names[1]} = %{{y:.4~g}}<br>"
        f"height, smallest {letter}: %{{customdata:.4~g}}<extra></extra>",
    )
    frame = _frame(drawn.box, names)
    if bare:
        return go.Figure([lines, heights | dict(hoverinfo="skip", hovertemplate=None)], frame)
    notes = [*frame["annotations"], *(_label(label.x, label.y, label.height) for label in drawn.labels)]
    if said := from_rows(drawn.rows, drawn.m):
        notes.append(_note(said, x=1, xref="paper", xanchor="right", y=0, yref="paper", yanchor="top", yshift=-19))
    if drawn.toward is not None:
        notes.append(_way(drawn.box, drawn.toward))
    traces = [lines, heights, *_lowest(drawn, letter, best)]
    return go.Figure(traces, frame | dict(annotations=notes))


def squared_map(drawn: SquaredSlice, box: Box, names: tuple[str, str]) -> go.Figure:
    """Draw squared error's map: trace 0 its flats, shaded, trace 1 its lines, which are dashed as J's are not."""
    shaded = dict(
        type="scatter", mode="none", name="flats", fill="toself", fillcolor=LIGHT[TINT], hoverinfo="skip"
    ) | _points(flats(drawn))
    lines = dict(
        type="scatter",
        mode="lines",
        name="squared lines",
        line=dict(color=LIGHT[EDGE], width=1.1, dash="4px,3px"),
        hoverinfo="skip",
    ) | _points(squared_lines(drawn))
    return go.Figure([shaded, lines], _frame(box, names))


def _points(lines: Floats) -> dict[str, list[float | None]]:
    """Return lines as a trace has them, to five digits; None between two."""
    x, y = ([None if math.isnan(each) else float(f"{each:.5g}") for each in column] for column in lines.T.tolist())
    return dict(x=x, y=y)


def no_map(names: tuple[str, str] = ("", ""), box: Box | None = None) -> go.Figure:
    """Draw the axes that a map stands in, where there is none, or none yet."""
    return go.Figure([], _frame(box or Box((0.0, 0.0), 1.0), names))


def _frame(box: Box, names: tuple[str, str]) -> dict[str, Any]:
    ends = [[middle - box.half, middle + box.half] for middle in box.centre]
    framed = dict(showline=True, mirror=True, linewidth=1, linecolor=LIGHT[LINE], showgrid=False, nticks=6)
    y_name = _note(
        f"<i>{names[1]}</i>", x=0, xref="paper", xanchor="right", xshift=-6, y=1, yref="paper", yanchor="bottom"
    )
    return layout() | dict(
        xaxis=axis(f"<i>{names[0]}</i>") | framed | dict(range=ends[0]),
        yaxis=axis("") | framed | dict(range=ends[1], scaleanchor="x"),
        margin=_MARGIN,
        shapes=[],
        annotations=[y_name],
    )


def _note(text: str, **where: Any) -> dict[str, Any]:
    return dict(text=text, showarrow=False, font=dict(size=12.5, color=LIGHT[SOFT])) | where


def _label(x: float, y: float, height: float) -> dict[str, Any]:
    return _note(number(height), x=x, y=y, xanchor="center", yanchor="middle", bgcolor=LIGHT[SURFACE], borderpad=1)


def _way(box: Box, toward: tuple[float, float]) -> dict[str, Any]:
    """Return an arrow near the edge of the box, in a direction."""
    longest = max(abs(toward[0]), abs(toward[1]))
    (x0, y0), (x1, y1) = (
        [middle + part * box.half * each / longest for middle, each in zip(box.centre, toward, strict=True)]
        for part in (0.7, 0.95)
    )
    colour = LIGHT[INK]
    return dict(
        x=x1,
        y=y1,
        ax=x0,
        ay=y0,
        axref="x",
        ayref="y",
        text="",
        showarrow=True,
        arrowhead=2,
        arrowwidth=1.6,
        arrowcolor=colour,
        hovertext="no lowest point: w goes on and on in this direction",
    )


def _lowest(drawn: HeightMap, letter: str, best: tuple[float, float] | None) -> list[dict[str, Any]]:
    """Return the traces of the lowest point, or of the line of all lowest points."""
    if drawn.lowest is None:
        return []
    said = f"{_LOWEST}: {letter} = {number(drawn.floor)}"
    if drawn.along is not None:
        reach = 4 * BEYOND * drawn.box.half * np.array([-1.0, 1.0])
        ends = [
            [middle + step * each for step in reach] for middle, each in zip(drawn.lowest, drawn.along, strict=True)
        ]
        line = dict(type="scatter", mode="lines", name="lowest", x=ends[0], y=ends[1])
        return [
            line | dict(line=dict(color=LIGHT[INK], width=1.6, dash="dash"), hovertemplate=f"{said}<extra></extra>")
        ]
    if best is None:
        return [_cross(drawn.lowest, "cross-thin", INK, said)]
    own = f"{_LOWEST} of this map, {from_rows(drawn.rows, drawn.m)}: {letter} = {number(drawn.floor)}"
    return [_cross(drawn.lowest, "x-thin", SOFT, own), _cross(best, "cross-thin", INK, f"{_LOWEST} of all rows")]


def _cross(at: tuple[float, float], symbol: str, colour: str, said: str) -> dict[str, Any]:
    mark = dict(symbol=symbol, size=13, color=LIGHT[colour], line=dict(width=2, color=LIGHT[colour]))
    place = dict(x=[at[0]], y=[at[1]], name="lowest")
    return dict(type="scatter", mode="markers", marker=mark, hovertemplate=f"{said}<extra></extra>") | place
