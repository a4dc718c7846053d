"""The map of the loss as the stage is sent it: a figure, its lines and heights as columns, and what is said of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from logreg_core.descent.surface.ground import BOTH_WEIGHTS, Ground, axes_of
from logreg_core.descent.surface.height_map import Box, HeightMap, box_of
from logreg_core.descent.surface.squared_slice import squared_slice
from logreg_core.points.dataset import Floats
from pages.figures.surface.contour_lines import contour_lines
from pages.figures.surface.map_figure import map_figure, no_map, squared_map
from pages.stage.packing import Figure, as_json, figure_json
from pages.words.surface.map_words import caption, name_of, no_such_plane, squared_caption

SQUARED = "squared"  # squared error's own map, which is told of the step at rest
# By the view's name; that of the weights there are where it is "".
PLANES = {"map": "", "w1-b": "w1 b", "w2-b": "w2 b", SQUARED: ""}
PARAMETERS = ("w1", "w2", "b")


class MapHeader(TypedDict):
    """The map that is shown.

    view : which view it is of.  axes : the columns of the two parameters.  box : its middle and half its side.
    x, y : the places of its grid along each axis.  caption : what its height is, as HTML.
    told : whether its lines are told of the step at rest, and descent does not run on it.
    """

    view: str
    axes: list[str]
    box: list[float]
    x: list[float]
    y: list[float]
    caption: str
    told: bool
    figure: Figure


@dataclass(frozen=True, eq=False)
class Mapped:
    """A map on its way to the stage: its header as JSON, and its columns."""

    header: str
    columns: dict[str, NDArray[np.generic]]


def plane_of(view: str, ground: Ground) -> str:
    """Return which plane a view shows."""
    return PLANES[view] or (*ground.planes, BOTH_WEIGHTS)[0]


def path_of(run: Run, plane: str) -> Floats:
    """Return a run's path in a plane, (T+1, 2), in the units that descent moves in."""
    return np.column_stack([run.w, run.b])[:, list(axes_of(plane))]


def box_for(run: Run, ground: Ground, plane: str) -> Box:
    """Return what of a plane is to be in view with a run's path."""
    return box_of(ground, plane, path_of(run, plane))


def mapped(
    view: str,
    run: Run,
    ground: Ground,
    box: Box,
    drawn: HeightMap | None,
    *,
    former: Run | None = None,
    bare: bool = False,
) -> Mapped:
    """Return what the stage is sent of a map.

    drawn : None where there is no map of this plane.  former : the run whose path is pale beside this one.
    bare : whether somebody is asked what comes, and nothing but lines is shown.
    """
    plane, scaled = plane_of(view, ground), run.experiment.scale != "none"
    names = tuple(name_of(name, scaled=scaled) for name in plane.split())
    if view == SQUARED:
        said = squared_caption(plane, scaled=scaled)
    elif plane in ground.planes:
        said = caption(ground, plane, scaled=scaled)
    else:
        said = no_such_plane(plane, scaled=scaled)
    columns: dict[str, NDArray[np.generic]] = {}
    figure = no_map((names[0], names[1]), box)
    if drawn is not None:
        best = best_of_all(run, plane) if ground.is_sample else None
        figure = map_figure(drawn, (names[0], names[1]), "F" if run.l2 else "J", best=best, bare=bare)
        figure.layout.meta = hashlib.sha256(drawn.heights.tobytes()).hexdigest()[:16]  # lines and heights are columns
        columns["map_lines"] = contour_lines(drawn)
        columns["map_heights"] = _heights(drawn, bare=bare)
    if former is not None and former.scaling == run.scaling and not bare:
        columns["map_former"] = path_of(former, plane)
    header = {
        "view": view,
        "axes": [PARAMETERS[k] for k in axes_of(plane)],
        "box": [*box.centre, box.half],
        "x": [] if drawn is None else drawn.x,
        "y": [] if drawn is None else drawn.y,
        "caption": said,
        "told": view == SQUARED,
    }
    return Mapped(f'{as_json(header)[:-1]},"figure":{figure_json(figure)}}}', columns)


def squared_json(run: Run, t: int, ground: Ground) -> str:
    """Return squared error's map at the b of step t, as JSON."""
    plane, scaled = plane_of(SQUARED, ground), run.experiment.scale != "none"
    names = tuple(name_of(name, scaled=scaled) for name in plane.split())
    box = box_for(run, ground, plane)
    drawn = squared_slice(ground, plane, box, np.append(run.w[t], run.b[t]))
    return figure_json(squared_map(drawn, box, (names[0], names[1])))


def _heights(drawn: HeightMap, *, bare: bool) -> NDArray[np.float32]:
    heights = np.zeros(0) if bare else drawn.heights.ravel()
    return np.minimum(heights, float(np.finfo(np.float32).max)).astype(np.float32)


def best_of_all(run: Run, plane: str) -> tuple[float, float] | None:
    """Return where in a plane the optimum of all rows is, None where there is none."""
    if not run.best.exists:
        return None
    w, scaling = run.best.w, run.scaling
    theta = np.append(w * scaling.sd, run.best.b + float(w @ np.array(scaling.mean)))
    x, y = theta[list(axes_of(plane))].tolist()
    return x, y
