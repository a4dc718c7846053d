"""The map of the loss with the ways of several runs over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.descent.surface.height_map import Box, HeightMap
from logreg_core.points.dataset import Floats
from pages.figures.compare.boundaries import axis_names
from pages.figures.compare.lane_curves import Drawn
from pages.figures.compare.lane_marks import pale_line
from pages.figures.plane import MARGIN
from pages.figures.surface.contour_lines import contour_lines
from pages.figures.surface.map_figure import map_figure, no_map
from pages.figures.theme import INK, LIGHT, escape

CLEAR = 0.9  # of half the picture's height, in which a height is written


def paths(
    lanes: Sequence[Drawn],
    drawn: HeightMap | None,
    box: Box,
    names: tuple[str, str],
    letter: str,
    best: tuple[float, float] | None = None,
) -> go.Figure:
    """Draw the map's lines, then one pale trace a lane, in their order; the stage draws the part so far over it.

    drawn : None where there is no map of this plane; then only the paths are drawn.  box : what is to be in view.
    names : of the two parameters;  letter : "J" or "F";  best : as in `map_figure`.
    The trace "start" is a ring where each lane begins.
    """
    figure = no_map(names, box) if drawn is None else map_figure(drawn, names, letter, best=best)
    traces = [trace for trace in figure.data if trace.name != "heights"]  # one reads heights on the Lab
    if drawn is not None:
        lines = contour_lines(drawn)
        traces[0].update(x=_listed(lines[:, 0]), y=_listed(lines[:, 1]))
    for k, lane in enumerate(lanes):
        hover = f"{escape(lane.name)}<br>{names[0]} = %{{x:.4~g}}, {names[1]} = %{{y:.4~g}}<extra></extra>"
        traces.append(pale_line(k, lane.name, hover) | dict(x=_listed(np.asarray(lane.x)), y=_listed(lane.y)))
    traces.append(_starts(lanes))
    layout = figure.layout.to_plotly_json()
    notes = [note for note in layout.get("annotations", ()) if _is_clear(note, box)]
    notes = [note for note in notes if note.get("text") != f"<i>{names[1]}</i>"]
    layout |= dict(annotations=[*notes, *axis_names(*names)], margin=MARGIN)
    layout["xaxis"]["title"] = dict(text="")
    for name, middle in zip(("xaxis", "yaxis"), box.centre, strict=True):
        layout[name]["range"] = [middle - box.half, middle + box.half]
    return go.Figure(traces, layout)


def _is_clear(note: Mapping[str, Any], box: Box) -> bool:
    """Return whether a note stands on the paper, or in the picture and not on its upper or lower edge."""
    return note.get("yref") == "paper" or abs(note["y"] - box.centre[1]) < CLEAR * box.half


def _starts(lanes: Sequence[Drawn]) -> dict[str, object]:
    """Return a ring around each place where a lane begins."""
    first = [int(np.isfinite(lane.y).argmax()) for lane in lanes]
    places = dict.fromkeys((float(lane.x[at]), float(lane.y[at])) for lane, at in zip(lanes, first, strict=True))
    ring = dict(symbol="circle-open", size=15, color=LIGHT[INK], line=dict(width=2, color=LIGHT[INK]))
    return dict(
        type="scatter",
        mode="markers",
        name="start",
        x=[x for x, _ in places],
        y=[y for _, y in places],
        marker=ring,
        hoverinfo="skip",
    )


def _listed(values: Floats) -> list[float | None]:
    """Return numbers as a figure's JSON has them: a gap is None."""
    return [None if np.isnan(each) else float(each) for each in values.tolist()]
