"""One link of the chain as a curve with its tangent at the example: the link's derivative is the tangent's slope."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.model.forward import losses, sigmoid_pair
from logreg_core.points.dataset import Floats
from pages.figures.theme import GRADIENT, INK, LIGHT, LOSS, SOFT, SURFACE, axis, layout, still

_REACH = 0.26  # half the tangent's length, in widths of the picture
_ORDINARY = 7.0  # |z| up to here is always shown in σ's picture


def loss_over_y_hat(z: float, y: int, dL_dyhat: float) -> go.Figure:
    """Draw L over ŷ. Traces 0, 1: the own class's branch, the other one, pale;  2: the tangent;  3: the point.

    z : the example's;  y : 0 or 1;  dL_dyhat : the slope, which may be infinite.
    """
    reach = max(8.0, 1.3 * abs(z))
    grid = np.unique(np.concatenate([np.linspace(-reach, reach, 161), np.linspace(-8, 8, 161)]))
    y_hat = sigmoid_pair(grid)[0]
    here = float(sigmoid_pair(np.array(z))[0]), float(losses(np.array(z), np.array(float(y))))
    top = max(4.0, 1.25 * here[1])
    traces = [
        _curve(y_hat, losses(grid, np.full(len(grid), float(label))), LOSS, pale=label != y)
        | dict(name=f"y = {label}", hovertemplate=_hover("ŷ", "L"))
        for label in (y, 1 - y)
    ]
    view = ((-0.04, 1.04), (-0.05 * top, top))
    notes = [
        _branch("y = 1: L = −log ŷ", 0.0, "left", y == 1),
        _branch("y = 0: L = −log(1 − ŷ)", 1.0, "right", y == 0),
    ]
    figure = _figure(traces, here, dL_dyhat, view, "ŷ", "L", notes)
    figure.update_xaxes(tickvals=[0, 0.25, 0.5, 0.75, 1])
    return figure


def sigmoid_over_z(z: float, dyhat_dz: float) -> go.Figure:
    """Draw σ over z. Trace 0: the curve;  1: the tangent;  2: the point."""
    reach = max(_ORDINARY, 1.25 * abs(z))
    grid = np.unique(np.concatenate([np.linspace(-reach, reach, 101), np.linspace(-_ORDINARY, _ORDINARY, 141)]))
    here = float(z), float(sigmoid_pair(np.array(z))[0])
    trace = _curve(grid, sigmoid_pair(grid)[0], INK) | dict(hovertemplate=_hover("z", "ŷ"))
    figure = _figure([trace], here, dyhat_dz, ((-reach, reach), (-0.08, 1.08)), "z", "ŷ = σ(z)", [])
    figure.update_yaxes(tickvals=[0, 0.25, 0.5, 0.75, 1])
    return figure


def z_over_parameter(parameter: float, slope: float, z: float, name: str) -> go.Figure:
    """Draw z over w1, w2 or b, all else fixed: a line of slope x1, x2 or 1. Traces: it, the tangent, the point.

    name : how the parameter is written.
    """
    half = max(1.0, 0.5 * abs(parameter))
    low, high = parameter - half, parameter + half
    ends = z - half * slope, z + half * slope
    trace = _curve(np.array([low, high]), np.array(ends), INK) | dict(hovertemplate=_hover(name, "z"))
    tall = max(0.6 * abs(ends[1] - ends[0]), 1e-9 * abs(z), 1e-9) if slope else max(1.0, 0.5 * abs(z))
    view = ((low, high), (z - tall, z + tall))
    return _figure([trace], (parameter, z), slope, view, name, "z", [])


def _hover(x: str, y: str) -> str:
    return f"{x} = %{{x:.17~g}}<br>{y} = %{{y:.17~g}}<extra></extra>"


def _curve(x: Floats, y: Floats, colour: str, *, pale: bool = False) -> dict[str, Any]:
    line = dict(color=LIGHT[colour], width=1.6 if pale else 2.6)
    return dict(type="scatter", mode="lines", x=x, y=y, line=line, opacity=0.35 if pale else 1.0)


def _branch(text: str, x: float, anchor: str, own: bool) -> dict[str, Any]:
    return dict(
        text=text,
        xref="paper",
        yref="paper",
        x=x,
        y=1,
        xanchor=anchor,
        yanchor="bottom",
        showarrow=False,
        font=dict(size=12, color=LIGHT[LOSS if own else SOFT], weight=700 if own else 400),
    )


def _figure(
    traces: list[dict[str, Any]],
    here: tuple[float, float],
    slope: float,
    view: tuple[tuple[float, float], tuple[float, float]],
    x_title: str,
    y_title: str,
    notes: list[dict[str, Any]],
) -> go.Figure:
    tangent = _tangent(here, slope, view)
    spot = dict(
        type="scatter",
        mode="markers",
        x=[here[0]],
        y=[here[1]],
        marker=dict(color=LIGHT[GRADIENT], size=11, line=dict(color=LIGHT[SURFACE], width=1.5)),
        hovertemplate=_hover(x_title, y_title),
        cliponaxis=False,
    )
    settings = dict(
        xaxis=axis(x_title) | dict(range=list(view[0]), nticks=6),
        yaxis=axis(y_title) | dict(range=list(view[1]), nticks=6),
        margin=dict(l=62, r=16, t=26 if notes else 12, b=42),
        annotations=notes,
    )
    return go.Figure([*traces, tangent, spot], layout() | settings).update_layout(still())


def _tangent(
    here: tuple[float, float], slope: float, view: tuple[tuple[float, float], tuple[float, float]]
) -> dict[str, Any]:
    """Return a piece of the tangent, equally long on screen however steep it is; upright where the slope is inf."""
    (left, right), (bottom, top) = view
    width, height = right - left, top - bottom
    angle = math.atan(slope / height * width) if math.isfinite(slope) else math.copysign(math.pi / 2, slope)
    across, up = _REACH * math.cos(angle) * width, _REACH * math.sin(angle) * height
    return dict(
        type="scatter",
        mode="lines",
        x=[here[0] - across, here[0] + across],
        y=[here[1] - up, here[1] + up],
        line=dict(color=LIGHT[GRADIENT], width=3),
        hoverinfo="skip",
        cliponaxis=True,
    )
