"""The ROC curve: how much of class 1 each threshold would find, and with how many false alarms."""

from __future__ import annotations

import plotly.graph_objects as go

from logreg_core.at_step.classification import Confusion, Roc
from pages.figures.theme import INK, LIGHT, SOFT, SURFACE, axis, layout
from pages.words.numbers import number


def roc_curve(curve: Roc, here: Confusion, threshold: float, titles: tuple[str, str]) -> go.Figure:
    """Draw the ROC curve. Trace 0: the curve;  1: chance;  2: the point at the threshold.

    here : the counts at the threshold;  titles : of the horizontal axis, false alarms, and the vertical one, recall.
    """
    line = dict(
        type="scatter", mode="lines", hovertemplate=f"{titles[0]}: %{{x:.3f}}<br>{titles[1]}: %{{y:.3f}}<extra></extra>"
    )
    curve_line = line | dict(x=curve.false_alarms, y=curve.recall, line=dict(color=LIGHT[INK], width=2.5))
    chance = dict(
        type="scatter",
        mode="lines",
        x=[0, 1],
        y=[0, 1],
        hoverinfo="skip",
        line=dict(color=LIGHT[SOFT], width=1.2, dash="dash"),
    )
    point = dict(
        type="scatter",
        mode="markers+text",
        x=[here.false_alarms],
        y=[here.recall],
        text=[f"ŷ ≥ {threshold:g}"],
        textposition="bottom right",
        textfont=dict(size=13, color=LIGHT[INK]),
        hovertemplate=f"threshold {threshold:g}<br>{titles[0]}: %{{x:.4~g}}<br>{titles[1]}: %{{y:.4~g}}<extra></extra>",
        marker=dict(size=13, color=LIGHT[INK], line=dict(width=2, color=LIGHT[SURFACE])),
        cliponaxis=False,
    )
    area = dict(
        text=f"area {number(curve.area)}",
        showarrow=False,
        x=0.97,
        y=0.04,
        xanchor="right",
        yanchor="bottom",
        font=dict(size=14, color=LIGHT[INK]),
        bgcolor=LIGHT[SURFACE],
    )
    ends = dict(range=[-0.03, 1.03], tickvals=[0, 0.25, 0.5, 0.75, 1])
    return go.Figure(
        [curve_line, chance, point],
        layout() | dict(xaxis=axis(titles[0]) | ends, yaxis=axis(titles[1]) | ends, annotations=[area], dragmode=False),
    )
