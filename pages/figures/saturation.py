"""The factors' sizes over z, by their powers of ten: one grows as fast as the other shrinks, and the product is 1."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.model.saturation import FARTHEST, log10_sizes
from pages.figures.theme import GRADIENT, INK, LIGHT, SOFT, axis, layout, legend_above, still
from pages.words.numbers import ten_to

LARGEST, SMALLEST = 308.25, -323.31  # log10 of the largest double and of the smallest one above 0


def size_curves(y: int, breaks: tuple[float, ...]) -> go.Figure:
    """Draw log10 of |∂L/∂ŷ|, ∂ŷ/∂z and their product |∂L/∂z| over z, for one label: traces 0-2.

    Shape 0 is the cursor, at z = 0 and moved by the page;  breaks : the z at which the textbook first breaks, marked.
    """
    z = np.linspace(-FARTHEST, FARTHEST, 321)
    sizes = log10_sizes(z, y)
    styles = (
        ("|∂L/∂ŷ|", sizes.dL_dyhat, GRADIENT, "solid", 2.0),
        ("∂ŷ/∂z", sizes.dyhat_dz, INK, "solid", 2.0),
        ("product |∂L/∂z|", sizes.dL_dz, GRADIENT, "dot", 3.0),
    )
    traces = [
        dict(
            type="scatter",
            mode="lines",
            name=name,
            x=z,
            y=values,
            line=dict(color=LIGHT[colour], width=width, dash=dash),
            hovertemplate=f"{name}<br>z = %{{x}}<br>10^%{{y:.1f}}<extra></extra>",
        )
        for name, values, colour, dash, width in styles
    ]
    right = FARTHEST / 2 if y == 1 else -FARTHEST / 2  # where no curve leaves a double's range
    ticks = range(-300, 301, 100)
    shapes = [
        _upright(0.0, INK, 1.6, "solid") | dict(name="cursor"),
        *(_upright(at, SOFT, 1.2, "dash") for at in breaks),
    ]
    shapes += [_level(LARGEST), _level(SMALLEST)]
    settings = dict(
        xaxis=axis("z") | dict(range=[-FARTHEST, FARTHEST], dtick=200),
        yaxis=axis("size")
        | dict(range=[-380, 380], tickvals=[*ticks], ticktext=[ten_to(t) if t else "1" for t in ticks]),
        shapes=shapes,
        annotations=[
            _note("too large for a double", right, LARGEST, "bottom"),
            _note("too small for a double", -right, SMALLEST, "top"),
        ],
        margin=dict(l=62, r=16, t=28, b=42),
    )
    return go.Figure(traces, layout() | legend_above() | settings).update_layout(still())


def _upright(x: float, colour: str, width: float, dash: str) -> dict[str, Any]:
    line = dict(color=LIGHT[colour], width=width, dash=dash)
    return dict(type="line", xref="x", yref="paper", x0=x, x1=x, y0=0, y1=1, line=line)


def _level(y: float) -> dict[str, Any]:
    line = dict(color=LIGHT[SOFT], width=1, dash="dot")
    return dict(type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=line, layer="below")


def _note(text: str, x: float, y: float, anchor: str) -> dict[str, Any]:
    return dict(text=text, x=x, y=y, yanchor=anchor, showarrow=False, font=dict(size=11, color=LIGHT[SOFT]))
