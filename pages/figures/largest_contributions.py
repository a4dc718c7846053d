"""The examples that contribute most to one derivative of J, as bars."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.at_step.contributions import Ranking
from logreg_core.points.dataset import Floats
from pages.figures.theme import CLASS_0, CLASS_1, INK, LIGHT, SOFT, SURFACE, axis, layout
from pages.words.numbers import number


def ranked_bars(
    ranked: Ranking, numbers: NDArray[np.intp], y: Floats, title: str, *, selected: NDArray[np.bool_]
) -> go.Figure:
    """Draw one bar for each example, the largest on top; selected ones have an outline.

    numbers, y, selected : (k,) of the ranked examples: number on screen, label, whether selected.
    title : the derivative that they are parts of.
    """
    names = [f"example {i:,}" for i in numbers.tolist()]
    values, keys = ranked.parts.tolist(), numbers.tolist()
    colours = [LIGHT[(CLASS_0, CLASS_1)[int(label)]] for label in y]
    chosen = selected.tolist()
    bars = dict(
        type="bar",
        orientation="h",
        x=values,
        y=names,
        customdata=keys,
        text=[number(value) for value in values],
        textposition="auto",
        insidetextanchor="end",
        insidetextfont=dict(size=12, color=LIGHT[SURFACE]),
        outsidetextfont=dict(size=12, color=LIGHT[INK]),
        constraintext="none",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.17~g}<extra></extra>",
        marker=dict(
            color=colours,
            line=dict(
                width=[2.5 if c else 0 for c in chosen], color=[LIGHT[INK] if c else LIGHT[SURFACE] for c in chosen]
            ),
        ),
    )
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.26 * (high - low) or 1.0  # for the numbers beside the bars
    x_axis = axis(title) | dict(range=[low - room * (low < 0), high + room * (high > 0)], nticks=5)
    x_axis |= dict(zeroline=True, zerolinecolor=LIGHT[SOFT], zerolinewidth=1)
    y_axis = axis("") | dict(type="category", autorange="reversed", showgrid=False)
    # Each step has other bars, so a zoom is not kept.
    look = dict(xaxis=x_axis, yaxis=y_axis, margin=dict(l=92, r=10, t=8, b=40), dragmode=False, bargap=0.28)
    return go.Figure(bars, layout() | look | dict(uirevision=f"{title} {names}"))
