"""The slope ∂L/∂z over z for cross-entropy and for squared error, with the same example on both."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.model.losses import slopes_over_z
from pages.figures.theme import GRADIENT, LIGHT, SOFT, SURFACE, axis, layout, legend_above, still

NAMES = ("cross-entropy", "squared error")
DASHES = ("solid", "dash")
_ORDINARY = 8.0  # |z| up to here is always shown


def slope_curves(z: float, y: int) -> go.Figure:
    """Draw the slope ∂L/∂z for one label. Traces 0, 1: with cross-entropy, with squared error;  2: the example on both.

    z : the example's;  y : 0 or 1.
    """
    reach = max(_ORDINARY, 1.25 * abs(z))
    grid = np.unique(np.concatenate([np.linspace(-reach, reach, 101), np.linspace(-_ORDINARY, _ORDINARY, 161)]))
    traces: list[dict[str, Any]] = [
        dict(
            type="scatter",
            mode="lines",
            name=name,
            x=grid,
            y=slopes,
            line=dict(color=LIGHT[GRADIENT], width=2.4, dash=dash),
            hovertemplate=f"{name}<br>z = %{{x:.17~g}}<br>∂L/∂z = %{{y:.17~g}}<extra></extra>",
        )
        for name, dash, slopes in zip(NAMES, DASHES, slopes_over_z(grid, y), strict=True)
    ]
    here = [float(slopes[0]) for slopes in slopes_over_z(np.array([z]), y)]
    traces.append(
        dict(
            type="scatter",
            mode="markers",
            name="this example",
            showlegend=False,
            x=[z, z],
            y=here,
            customdata=list(NAMES),
            marker=dict(color=LIGHT[GRADIENT], size=11, line=dict(color=LIGHT[SURFACE], width=1.5)),
            hovertemplate="this example, %{customdata}<br>z = %{x:.17~g}<br>∂L/∂z = %{y:.17~g}<extra></extra>",
            cliponaxis=False,
        )
    )
    low, high = (-1.08, 0.08) if y == 1 else (-0.08, 1.08)
    between = dict(
        type="line",
        x0=z,
        x1=z,
        y0=here[0],
        y1=here[1],
        line=dict(color=LIGHT[SOFT], width=1.2, dash="dot"),
        layer="below",
    )
    settings = dict(
        xaxis=axis("z") | dict(range=[-reach, reach], nticks=7),
        yaxis=axis("slope ∂L/∂z") | dict(range=[low, high], nticks=6),
        shapes=[between],
        margin=dict(l=62, r=16, t=28, b=42),
    )
    return go.Figure(traces, layout() | legend_above() | settings).update_layout(still())
