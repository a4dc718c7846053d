"""The data plane: points, the boundary ŷ = 0.5, and lines and bands of equal probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.model.boundary import probability_lines
from logreg_core.points.dataset import NO_FEATURE, Dataset, Floats
from logreg_core.points.short_text import short_name
from pages.figures.theme import (
    BAND_EDGES,
    CLASS_0,
    CLASS_1,
    INK,
    LIGHT,
    LINE,
    SOFT,
    SURFACE,
    SYMBOLS,
    axis,
    bands,
    escape,
    layout,
)

MOST_DRAWN = 5_000
LINES = 7  # outer edge, the five of BAND_EDGES, outer edge
REACH = 20.0  # half a line's length and the farthest edge, in views
# Around the plane: the numbers of the left axis, labels of lines on the right and above, and below, in a row of their
# own under the axis' numbers, more of these and the axis' name.
MARGIN = dict(l=48, r=44, t=20, b=38)
UNDER = 19  # pixels between the plane and that row
SIZE = 9  # of a point, in pixels
# Of those that share a place: several of one class have a dot in their middle, of both classes the diamond shows around
# the circle. So many are named on hover.
_SEVERAL, _UNDER, _OVER, _NAMED = 12, 17, 7, 8
# The second axis where there is one feature only: nothing but the line on which the points lie.
ON_A_LINE = dict(showticklabels=False, ticks="", tickvals=[0], showgrid=True, zeroline=False)
_FRAMED = dict(showline=True, mirror=True, linewidth=1, linecolor=LIGHT[LINE])


@dataclass(frozen=True)
class View:
    """The part of the plane that a figure opens with: centre (2,) and full width and height (2,), in data units."""

    centre: tuple[float, float]
    span: tuple[float, float]

    def range(self, which: int) -> list[float]:
        """Return the axis range [low, high] of x1 (0) or x2 (1)."""
        half = self.span[which] / 2
        return [self.centre[which] - half, self.centre[which] + half]


def view_of(dataset: Dataset) -> View:
    """Return the view of all points, with a margin of 8 % on each side; one unit wide where a feature is constant."""
    low, high = map(np.array, dataset.extent)
    width = high - low
    width = np.where(width > 0, width * 1.16, np.maximum(1.0, np.abs(low) * 1e-3))
    centre = low + (high - low) / 2
    return View((float(centre[0]), float(centre[1])), (float(width[0]), float(width[1])))


def drawn_rows(dataset: Dataset, pick: int | None = None, most: int = MOST_DRAWN) -> NDArray[np.intp]:
    """Return which examples are drawn: all, or `most` of them with both classes in proportion, the same each time.

    pick : an example, from 0, that is drawn in any case, instead of another of its class.
    """
    if dataset.m <= most:
        return np.arange(dataset.m)
    rng = np.random.Generator(np.random.PCG64(0))
    ones = np.flatnonzero(dataset.y == 1)
    zeros = np.flatnonzero(dataset.y == 0)
    share = min(max(round(most * len(ones) / dataset.m), min(1, len(ones))), most - min(1, len(zeros)))
    kept = [rng.permutation(ones)[:share], rng.permutation(zeros)[: most - share]]
    rows = np.sort(np.concatenate(kept))
    if pick is not None and pick not in rows:
        alike = np.flatnonzero(dataset.y[rows] == dataset.y[pick])
        rows[alike[np.abs(rows[alike] - pick).argmin()]] = pick
        rows.sort()
    return rows


def line_coordinates(w: Floats, b: Floats, view: View) -> Floats:
    """Return the seven lines at each step, (T, 7, 2, 2) in data units, ŷ ascending.

    w : (T, 2), b : (T,) in data units. Where w is 0 there is no line: all seven lie far outside the view, on such
    sides that the plane has the shade of σ(b); where σ(b) is 0.5 all are on one side, and the plane is blank.
    """
    levels = np.array([0.0, *BAND_EDGES, 1.0])
    lines = probability_lines(w, b, levels, centre=view.centre, span=view.span, reach=REACH)
    flat = ~w.any(axis=1)
    if flat.any():
        lines[flat] = _even_shade(b[flat], levels, view)
    return lines


def _even_shade(b: Floats, levels: Floats, view: View) -> Floats:
    """Return the seven lines where w is 0, (k, 7, 2, 2): upright, and REACH views to the left or right."""
    with np.errstate(divide="ignore"):
        logits = np.log(levels) - np.log1p(-levels)
    below = np.where(b == 0, True, logits[:, None] <= b).T
    u = np.where(below, -REACH, REACH)
    x = view.centre[0] + u * view.span[0]
    low, high = (view.centre[1] + side * REACH * view.span[1] for side in (-1, 1))
    first = np.stack([x, np.full_like(x, low)], axis=-1)
    second = np.stack([x, np.full_like(x, high)], axis=-1)
    return np.stack([first, second], axis=2)


def plane(
    dataset: Dataset,
    view: View,
    held_out: NDArray[np.intp] | None = None,
    pick: int | None = None,
    jitter: Floats | None = None,
) -> go.Figure:
    """Draw the points, and the shapes that the stage moves, which it finds by their names.

    pick : an example, from 0, that is drawn though there may be too many to draw them all.
    jitter : (m, 2) in data units, how far aside each point is drawn.
    held_out : numbers, from 0, of examples that descent does not see. Their traces, 2 and 3, are open symbols that
    can't be picked; traces 0 and 1 hold all others.
    Shapes "band 0" to "band 5": from ŷ < 0.1 to ŷ > 0.9;  "line 0" to "line 4": those of BAND_EDGES;  "former": the
    former run's boundary;  "ring": around the picked example. All words beside them are the stage's.
    """
    rows = drawn_rows(dataset, pick)
    places = _places(dataset, rows)
    traces = []
    if held_out is not None and len(held_out):
        outside, rows = rows[np.isin(rows, held_out)], rows[~np.isin(rows, held_out)]
        traces = [_held_out(dataset, outside[dataset.y[outside] == label], label, jitter, places) for label in (0, 1)]
    away = view.centre[0] - REACH * view.span[0]
    return go.Figure(
        data=[*(_points(dataset, rows[dataset.y[rows] == label], label, jitter, places) for label in (0, 1)), *traces],
        layout=layout()
        | {name: each | _FRAMED for name, each in _axes(("", ""), view, one=dataset.has_one_feature).items()}
        | dict(shapes=_shapes(view, away), margin=MARGIN, meta=dict(under=UNDER)),
    )


def canvas(feature_names: tuple[str, str], class_names: tuple[str, str], view: View) -> go.Figure:
    """Draw the empty plane: axes, and for each class a trace that says how its points look but holds none.

    Where the second name is NO_FEATURE, the points are to lie on a line.
    """
    names = feature_names[:1] if feature_names[1] == NO_FEATURE else feature_names
    marks = [_marks(names, class_names, label) for label in (0, 1)]
    titles = (_title(names, 0), _title(names, 1))
    return go.Figure(data=marks, layout=layout() | _axes(titles, view, one=len(names) == 1))


def _axes(titles: tuple[str, str], view: View, *, one: bool) -> dict[str, Any]:
    """Return both axes. one : whether there is one feature only, whose points lie on a line."""
    found = {name: axis(titles[which]) | dict(range=view.range(which)) for which, name in enumerate(("xaxis", "yaxis"))}
    if one:
        found["yaxis"] |= ON_A_LINE
    return found


def _places(dataset: Dataset, rows: NDArray[np.intp]) -> dict[int, tuple[int, ...]]:
    """Return, for each drawn example that shares its place with others, all the examples there, from 0."""
    drawn = dataset.X[rows]
    order = np.lexsort((rows, drawn[:, 1], drawn[:, 0]))
    alike = (np.diff(drawn[order], axis=0) == 0).all(axis=1)
    groups = np.split(rows[order], np.flatnonzero(~alike) + 1)
    return {int(row): tuple(map(int, group)) for group in groups if len(group) > 1 for row in group}


def _points(
    dataset: Dataset, rows: NDArray[np.intp], label: int, jitter: Floats | None, places: dict[int, tuple[int, ...]]
) -> dict[str, Any]:
    # The shortest text that tells a number from all others: Plotly can't write it, so it comes with the point.
    exact = [[repr(x) for x in column] for column in dataset.X[rows].T.tolist()]
    drawn = dataset.X[rows] if jitter is None else dataset.X[rows] + jitter[rows]
    trace = _marks(dataset.features, dataset.class_names, label) | dict(
        x=drawn[:, 0],
        y=drawn[:, 1],
        customdata=rows + 1,
        text=exact[0],
        hovertext=exact[1],
    )
    if jitter is None and any(row in places for row in rows.tolist()):
        _show_shared_places(trace, dataset, rows.tolist(), label, places)
    return trace


def _show_shared_places(
    trace: dict[str, Any], dataset: Dataset, rows: list[int], label: int, places: dict[int, tuple[int, ...]]
) -> None:
    """Have points that lie on one another look so: where both classes are, the one on top leaves the other in sight."""
    sizes, symbols = [], []
    for at, row in enumerate(rows):
        here = places.get(row, (row,))
        both = len({int(dataset.y[other]) for other in here}) == 2
        sizes.append(SIZE if len(here) == 1 else (_UNDER, _OVER)[label] if both else _SEVERAL)
        symbols.append(f"{SYMBOLS[label]}-dot" if len(here) > 1 and not both else SYMBOLS[label])
        if len(here) > 1:
            named = ", ".join(str(other + 1) for other in here[:_NAMED]) + (", …" if len(here) > _NAMED else "")
            trace["text" if dataset.has_one_feature else "hovertext"][at] += f"<br>{len(here):,} points here: {named}"
    trace["marker"] |= dict(size=sizes, symbol=symbols)


def _marks(features: tuple[str, ...], class_names: tuple[str, str], label: int) -> dict[str, Any]:
    """Return how a class's points look, and what they say on hover."""
    fields = ("text", "hovertext")
    named = "" if class_names[label] == str(label) else f" ({escape(class_names[label])})"
    return dict(
        type="scatter",
        mode="markers",
        name=escape(class_names[label]),
        marker=dict(
            symbol=SYMBOLS[label],
            size=SIZE,
            color=LIGHT[(CLASS_0, CLASS_1)[label]],
            line=dict(width=1.5, color=LIGHT[SURFACE]),
        ),
        hovertemplate="example %{customdata}<br>"
        + "".join(f"{_name(features, j)} = %{{{fields[j]}}}<br>" for j in range(len(features)))
        + f"y = {label}{named}<extra></extra>",
    )


def _held_out(
    dataset: Dataset, rows: NDArray[np.intp], label: int, jitter: Floats | None, places: dict[int, tuple[int, ...]]
) -> dict[str, Any]:
    trace = _points(dataset, rows, label, jitter, places)
    del trace["customdata"]  # the stage picks only points with a number
    trace["name"] += " (held out)"
    trace["marker"] |= dict(symbol=f"{SYMBOLS[label]}-open", line=dict(width=2))
    trace["hovertemplate"] = trace["hovertemplate"].replace("example %{customdata}", "held out for testing", 1)
    return trace


def _shapes(view: View, away: float) -> list[dict[str, Any]]:
    off = dict(x0=away, x1=away, y0=view.centre[1], y1=view.centre[1])
    band = dict(type="path", path=f"M{away},0L{away},0Z", line=dict(width=0), layer="below")
    line = dict(type="line", **off, layer="above")
    thin, edge = dict(color=LIGHT[SOFT], width=1), dict(color=LIGHT[INK], width=3)  # dashes are slow to paint
    ring = dict(type="circle", xsizemode="pixel", ysizemode="pixel", x0=-11, x1=11, y0=-11, y1=11)
    return [
        *(band | dict(name=f"band {i}", fillcolor=fill) for i, fill in enumerate(bands())),
        *(line | dict(name=f"line {i}", line=edge if level == 0.5 else thin) for i, level in enumerate(BAND_EDGES)),
        line | dict(name="former", line=dict(color=LIGHT[SOFT], width=2, dash="dash")),
        ring | dict(name="ring", xanchor=away, yanchor=view.centre[1], line=dict(color=LIGHT[INK], width=2.5)),
    ]


def axis_title(dataset: Dataset, which: int) -> str:
    """Return the axis title: x1 or x2, with the column's own name if it has another one."""
    return _title(dataset.features, which)


def _title(features: tuple[str, ...], which: int) -> str:
    words = axis_words(features, which)
    return escape(words, 50) if words else ""


def _name(features: tuple[str, ...], which: int) -> str:
    """Return what a feature is called: its letter where it has no other name."""
    letter = ("x₁", "x₂")[which]
    return letter if features[which] == f"x{which + 1}" else escape(features[which])


def axis_words(features: tuple[str, ...], which: int) -> str:
    """Return the same as plain text; nothing for a second feature that there is not."""
    if which >= len(features):
        return ""
    letter, name = ("x₁", "x₂")[which], features[which]
    return letter if name == f"x{which + 1}" else f"{letter}: {short_name(name, 40)}"


def ring(dataset: Dataset, pick: int) -> dict[str, float]:
    """Return what to change in the shape "ring" to have it around example `pick`, counted from 0."""
    x, y = dataset.X[pick].tolist()
    return {"xanchor": x, "yanchor": y}
