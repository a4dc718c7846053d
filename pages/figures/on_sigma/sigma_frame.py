"""The axes of the S-curve; examples, their errors and the curve itself move with the step and are the stage's."""

from __future__ import annotations

import plotly.graph_objects as go

from pages.figures.theme import axis, escape, layout

_MARGIN = dict(l=44, r=10, t=60, b=40)  # above the plot the stage writes what is to be seen
HEIGHT = (-0.08, 1.08)  # of ŷ


def sigma_frame(across: str = "z", ends: tuple[float, float] = (-4.0, 4.0)) -> go.Figure:
    """Draw the axes. across : what the horizontal one is, "z" or a feature's words;  ends : of it."""
    name = "<i>z</i>" if across == "z" else escape(across)
    return go.Figure(
        [],
        layout()
        | dict(
            xaxis=axis(name) | dict(range=list(ends), nticks=6),
            yaxis=axis("") | dict(range=list(HEIGHT), tickvals=[0, 0.25, 0.5, 0.75, 1]),
            margin=_MARGIN,
            shapes=[],
        ),
    )
