"""What happened over the steps: the mean loss J, or the parameters, with the cursor and what the curve means."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.dataset import Floats
from logreg_core.optimum import Optimum
from logreg_core.runs import Run
from pages.figures.theme import INK, LIGHT, LOSS, SOFT, SURFACE, axis, layout, veil
from pages.text.numbers import exactly, number

MOST_VERTICES = 1_000
VIEWS = ("loss", "log", "weights")
PARAMETERS = ("w1", "w2", "b", "norm")


def vertices(values: Floats, most: int = MOST_VERTICES) -> NDArray[np.intp]:
    """Which of `values` (n,) to draw: at most `most`, with the ends and each stretch's least and greatest."""
    n = len(values)
    if n <= most:
        return np.arange(n)
    stretches = np.array_split(np.arange(n), (most - 2) // 2)
    least = [s[np.argmin(values[s])] for s in stretches]
    greatest = [s[np.argmax(values[s])] for s in stretches]
    return np.unique([0, n - 1, *least, *greatest])


def loss_curve(
    run: Run, best: Optimum, *, log: bool, before: Run | None = None, before_label: str = ""
) -> go.Figure:
    """J over t. Trace 0 is the run (the stage fills in its points), trace 1 the former run if there is one.

    Shape 0: the veil over what is still to come;  1: the cursor's line;  2: the cursor's dot.
    """
    figure = go.Figure(layout=layout())
    figure.add_scatter(
        mode="lines",
        line=dict(color=LIGHT[LOSS], width=2.5),
        hovertemplate="step %{x}<br>J = %{y:.17~g}<extra></extra>",
    )
    top = float(run.J.max())
    bottom = float(run.J.min())
    if before is not None:
        kept = vertices(before.J)
        figure.add_scatter(
            x=kept,
            y=before.J[kept],
            mode="lines",
            line=dict(color=LIGHT[SOFT], width=1.5, dash="dash"),
            hovertemplate=f"before ({before_label})<br>step %{{x}}<br>J = %{{y:.17~g}}<extra></extra>",
        )
        top = max(top, float(before.J.max()))
        bottom = min(bottom, float(before.J.min()))
    low, high = _loss_range(bottom, top, best.J if best.exists else math.nan, log=log)
    steps = len(run.b) - 1
    figure.update_layout(
        xaxis=axis("step t") | dict(range=[-0.01 * max(steps, 1), 1.01 * max(steps, 1)], hoverformat="d"),
        yaxis=axis("mean loss J") | dict(range=[low, high], type="log" if log else "linear"),
    )
    if log:
        ticks = _log_ticks(low, high)
        figure.update_yaxes(tickvals=ticks, ticktext=[exactly(tick) for tick in ticks])
    _add_cursor(figure)
    if best.exists and not (log and best.J <= 0):
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=best.J,
            y1=best.J,
            line=dict(color=LIGHT[INK], width=1.2, dash="dash"),
            label=dict(
                text=f"best possible J* = {number(best.J)}",
                textposition="end",
                yanchor="top",
                font=dict(size=12, color=LIGHT[INK]),
            ),
        )
    if not run.w[0].any() and run.b[0] == 0:
        figure.add_annotation(
            x=0,
            y=math.log10(math.log(2)) if log else math.log(2),
            text="ln 2: every ŷ is 0.5",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            xshift=6,
            font=dict(size=12, color=LIGHT[SOFT]),
        )
    _add_rate_marks(figure, run.experiment.learning_rates, steps)
    return figure


def parameter_curves(run: Run, *, before: Run | None = None) -> go.Figure:
    """w1, w2, b and |w| over t, traces 0-3 (the stage fills in their points); shapes as in `loss_curve`."""
    figure = go.Figure(layout=layout())
    tilde = "̃" if run.experiment.scale != "none" else ""
    styles = (
        ("w", "₁", "solid", INK),
        ("w", "₂", "dash", INK),
        ("b", "", "dot", INK),
        ("|w", "|", "solid", SOFT),
    )
    norm = np.hypot(run.w[:, 0], run.w[:, 1])
    values = (run.w[:, 0], run.w[:, 1], run.b, norm)
    for (letter, index, dash, colour), series in zip(styles, values, strict=True):
        name = f"{letter}{tilde}{index}"
        figure.add_scatter(
            mode="lines",
            name=name,
            line=dict(color=LIGHT[colour], width=3 if letter == "|w" else 2, dash=dash),
            hovertemplate=f"step %{{x}}<br>{name} = %{{y:.17~g}}<extra></extra>",
        )
        figure.add_annotation(
            x=1,
            xref="paper",
            y=float(series[-1]),
            text=name,
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font=dict(size=13, color=LIGHT[colour]),
        )
    low = min(float(series.min()) for series in values)
    high = max(float(series.max()) for series in values)
    room = 0.08 * (high - low) or 1.0
    steps = len(run.b) - 1
    figure.update_layout(
        xaxis=axis("step t") | dict(range=[-0.01 * max(steps, 1), 1.01 * max(steps, 1)], hoverformat="d"),
        yaxis=axis("parameters") | dict(range=[low - room, high + room]),
    )
    _add_cursor(figure)
    _add_rate_marks(figure, run.experiment.learning_rates, steps)
    return figure


def _loss_range(bottom: float, top: float, best: float, *, log: bool) -> tuple[float, float]:
    if not log:
        return -0.02 * top, 1.08 * top if top > 0 else 1.0
    least = max(min(bottom, best if best > 0 else bottom), 1e-300)
    low, high = math.log10(least), math.log10(max(top, least))
    room = 0.08 * (high - low) or 0.5
    return low - room, high + room


def _log_ticks(low: float, high: float) -> list[float]:
    """Round values between 10^low and 10^high: 1, 2 and 5 of each decade, or every k-th decade of many."""
    first, last = math.floor(low), math.ceil(high)
    every = max(1, (last - first) // 8)
    leading = (1, 2, 5) if last - first <= 3 else (1,)
    # a decimal numeral, since 10.0**-5 is not the double nearest to 0.00001
    ticks = [float(f"{digit}e{power}") for power in range(first, last + 1, every) for digit in leading]
    return [tick for tick in ticks if 10**low <= tick <= 10**high]


def _add_cursor(figure: go.Figure) -> None:
    figure.add_shape(
        type="rect",
        xref="x",
        yref="paper",
        x0=0,
        x1=1,
        y0=0,
        y1=1,
        fillcolor=veil(),
        line=dict(width=0),
        layer="above",
    )
    figure.add_shape(
        type="line",
        xref="x",
        yref="paper",
        x0=0,
        x1=0,
        y0=0,
        y1=1,
        line=dict(color=LIGHT[SOFT], width=1.2, dash="dot"),
    )
    figure.add_shape(
        type="circle",
        xsizemode="pixel",
        ysizemode="pixel",
        xanchor=0,
        yanchor=0,
        x0=-5,
        x1=5,
        y0=-5,
        y1=5,
        fillcolor=LIGHT[LOSS],
        line=dict(color=LIGHT[SURFACE], width=1.5),
    )


def _add_rate_marks(figure: go.Figure, schedule: Sequence[tuple[int, float]], steps: int) -> None:
    for start, rate in schedule[1:]:
        if start <= steps:
            figure.add_shape(
                type="line",
                xref="x",
                yref="paper",
                x0=start,
                x1=start,
                y0=0,
                y1=1,
                line=dict(color=LIGHT[INK], width=1, dash="dashdot"),
                label=dict(
                    text=f"α = {exactly(rate)}",
                    textposition="end",
                    textangle=0,
                    xanchor="left",
                    yanchor="top",
                    font=dict(size=12, color=LIGHT[INK]),
                ),
            )
