"""The data plane with every example's pull: marks by |∂L/∂w|, and arrows to where each would move the line."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.at_step.contributions import pull_shares, pull_sizes, wanted_moves
from logreg_core.descent.run import Run
from logreg_core.model.chain_rule import ChainRule
from logreg_core.points.dataset import Floats
from pages.figures.plane import ON_A_LINE, View, axis_title, drawn_rows, line_coordinates, view_of
from pages.figures.theme import CLASS_0, CLASS_1, GRADIENT, INK, LIGHT, SOFT, SURFACE, SYMBOLS, axis, escape, layout
from pages.words.numbers import number

MOST_PULLS = 1_000  # examples drawn; unlike the Lab's points they are drawn again at each step
LONGEST = 0.14  # of an arrow for |ŷ - y| = 1, as part of the view
MOST_UNLIKE = 3.0  # the ratio of both widths up to which one unit is as long along either axis
_LARGEST, _SMALLEST = 24.0, 5.0  # a mark's width in pixels
_CROWD = 300  # examples; with more the largest mark is smaller
_HEAD = 0.016  # an arrow's head, as part of the view
_TURNS = [np.array([[c, -s], [s, c]]) for c, s in ((np.cos(a), np.sin(a)) for a in (2.6, -2.6))]
_LINE = 3  # of the seven, ŷ = 0.5


def lengths(view: View) -> tuple[float, float]:
    """Return (2,) the lengths along x1 and x2, in data units, that look equal on screen: the view's larger width twice.

    Where one width is more than three times the other, each axis has its own.
    """
    larger = max(view.span)
    return view.span if larger > MOST_UNLIKE * min(view.span) else (larger, larger)


def arrows(run: Run, t: int, chain: ChainRule, *, pick: int, selected: NDArray[np.intp]) -> go.Figure:
    """Draw the training examples at step t. Traces: class 0, class 1, then arrows and the line where w is not 0.

    chain : at step t;  pick, selected : the picked row and the selected ones, (n,) ascending, among the training
    examples, counted from 0. Of many examples 1,000 are drawn. Shape 0 rings the picked one; where that is not
    drawn, shape 1 is its mark. So picking another one changes only shapes.
    Arrows are perpendicular to the line as it looks on screen.
    """
    dataset = run.dataset
    view, rows = view_of(dataset), drawn_rows(dataset, most=MOST_PULLS)
    w, b = run.w_in_data_units[t], float(run.b_in_data_units[t])
    unit = np.array(lengths(view))
    moves = wanted_moves(chain.dL_dz[rows], w, unit)
    sizes = _widths(pull_sizes(chain), len(rows))
    shares = pull_shares(chain)
    traces = [_points(run, rows[dataset.y[rows] == label], label, sizes, shares, chain, selected) for label in (0, 1)]
    notes = []
    if moves is None:
        notes.append(_note("w = 0: there is no line yet, so no arrows"))
    else:
        traces = [*traces, _heads_and_shafts(dataset.X[rows], moves * LONGEST, unit), _line(w, b, view)]
    x_axis = axis(axis_title(dataset, 0)) | dict(range=view.range(0))
    y_axis = axis(axis_title(dataset, 1)) | dict(
        range=view.range(1), scaleanchor="x", scaleratio=float(unit[0] / unit[1])
    )
    if dataset.has_one_feature:
        y_axis |= ON_A_LINE
    return go.Figure(
        traces,
        layout()
        | dict(
            xaxis=x_axis,
            yaxis=y_axis,
            dragmode="select",
            selectionrevision=_name_of(selected),
            shapes=[
                _ring(dataset.X[pick], int(run.rows_training[pick]) + 1),
                *([] if pick in rows else [_mark(dataset.X[pick], int(dataset.y[pick]), float(sizes[pick]))]),
            ],
            annotations=notes,
        ),
    )


def _name_of(selected: NDArray[np.intp]) -> str:
    """Return a name for a selection; by a new name Plotly drops the box drawn before. All single ones share a name."""
    if len(selected) == 1:
        return "one"
    return hashlib.sha256(selected.tobytes()).hexdigest()[:16]


def _widths(pulls: Floats, drawn: int) -> Floats:
    """Return marks' widths: their areas go as |∂L/∂w|, except that none is too small to see."""
    largest = float(pulls.max())
    part = pulls / largest if largest > 0 else np.zeros_like(pulls)
    width = _LARGEST if drawn <= _CROWD else _LARGEST * 0.6
    return np.maximum(_SMALLEST, width * np.sqrt(part))


def _points(
    run: Run,
    rows: NDArray[np.intp],
    label: int,
    sizes: Floats,
    shares: Floats,
    chain: ChainRule,
    selected: NDArray[np.intp],
) -> dict[str, Any]:
    dataset, colour = run.dataset, LIGHT[(CLASS_0, CLASS_1)[label]]
    hover_texts = [
        f"example {i:,}<br>ŷ − y = {number(error)}<br>{number(100 * share)} % of all |∂L/∂w|"
        for i, error, share in zip(
            (run.rows_training[rows] + 1).tolist(), chain.dL_dz[rows].tolist(), shares[rows].tolist(), strict=True
        )
    ]
    trace: dict[str, Any] = dict(
        type="scatter",
        mode="markers",
        name=escape(dataset.class_names[label]),
        x=dataset.X[rows, 0],
        y=dataset.X[rows, 1],
        customdata=run.rows_training[rows] + 1,
        text=hover_texts,
        hovertemplate=f"%{{text}}<br>y = {label} ({escape(dataset.class_names[label])})<extra></extra>",
        marker=dict(
            symbol=SYMBOLS[label],
            size=sizes[rows],
            color=colour,
            opacity=0.85,
            line=dict(width=1, color=LIGHT[SURFACE]),
        ),
    )
    if len(selected) > 1:
        trace |= dict(
            selectedpoints=np.flatnonzero(np.isin(rows, selected)).tolist(),
            selected=dict(marker=dict(opacity=1)),
            unselected=dict(marker=dict(opacity=0.22)),
        )
    return trace


def _heads_and_shafts(X: Floats, moves: Floats, unit: Floats) -> dict[str, Any]:
    """Return all arrows as one line with gaps: shaft, then both barbs of the head."""
    tips = X + moves
    on_screen = moves / unit
    size = np.hypot(on_screen[:, 0], on_screen[:, 1])
    part = np.minimum(0.45, _HEAD / np.maximum(size, _HEAD))  # of the shaft
    barbs = [tips + (on_screen @ turn.T) * part[:, None] * unit for turn in _TURNS]
    gap = np.full_like(X, np.nan)
    corners = np.stack([X, tips, barbs[0], tips, barbs[1], gap], axis=1).reshape(-1, 2)
    return dict(
        type="scatter",
        mode="lines",
        x=corners[:, 0],
        y=corners[:, 1],
        line=dict(color=LIGHT[GRADIENT], width=1.6 if len(X) <= _CROWD else 1),
        hoverinfo="skip",
        opacity=0.9 if len(X) <= _CROWD else 0.5,
    )


def _line(w: Floats, b: float, view: View) -> dict[str, Any]:
    ends = line_coordinates(w[None], np.array([b]), view)[0, _LINE]
    return dict(
        type="scatter",
        mode="lines",
        x=ends[:, 0],
        y=ends[:, 1],
        line=dict(color=LIGHT[INK], width=3),
        hoverinfo="skip",
    )


def _ring(x: Floats, example: int) -> dict[str, Any]:
    x1, x2 = x.tolist()
    label = dict(text=str(example), textposition="top right", xanchor="left", yanchor="bottom", padding=0)
    return dict(
        type="circle",
        xsizemode="pixel",
        ysizemode="pixel",
        xanchor=x1,
        yanchor=x2,
        **dict(x0=-15, x1=15, y0=-15, y1=15),
        line=dict(color=LIGHT[INK], width=2.5),
        label=label | dict(font=dict(size=14, color=LIGHT[INK], weight=700)),
    )


def _mark(x: Floats, label: int, width: float) -> dict[str, Any]:
    """Return a class's mark of this width, as a shape."""
    x1, x2 = x.tolist()
    half = width / 2
    mark = dict(xsizemode="pixel", ysizemode="pixel", xanchor=x1, yanchor=x2, line=dict(width=0))
    if label == 1:
        return mark | dict(type="circle", x0=-half, x1=half, y0=-half, y1=half, fillcolor=LIGHT[CLASS_1])
    far = half * 1.3  # the half width of Plotly's diamond
    path = f"M0,{-far:g}L{far:g},0L0,{far:g}L{-far:g},0Z"
    return mark | dict(type="path", path=path, fillcolor=LIGHT[CLASS_0])


def _note(text: str) -> dict[str, Any]:
    return dict(
        text=text,
        showarrow=False,
        xref="paper",
        yref="paper",
        x=0.01,
        y=0.99,
        xanchor="left",
        yanchor="top",
        font=dict(size=13, color=LIGHT[SOFT]),
        bgcolor=LIGHT[SURFACE],
    )
