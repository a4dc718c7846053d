"""How far the central difference is from the gradient, over ε: rounding on the left, truncation on the right."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.model.gradient_check import Check
from logreg_core.points.dataset import Floats
from pages.figures.theme import GRADIENT, LIGHT, SOFT, SURFACE, axis, layout, legend_above, still
from pages.words.numbers import ten_to

DASHES = ("solid", "dash", "dot")  # w1, w2, b, as on the curve of the parameters
ROUNDING = "<br>".join(
    ("ε too small:", "J(θ+ε) and J(θ−ε) agree in", "nearly all their digits, so only", "rounding is left. Error ~ 1/ε")
)
TRUNCATION = "ε too large:<br>J bends between θ−ε<br>and θ+ε. Error ~ ε²"


def error_curve(
    epsilons: Floats, errors: Floats, checks: tuple[Check, ...], names: tuple[str, ...], letter: str = "J"
) -> go.Figure:
    """Draw the error over ε, both axes logarithmic. Traces 0-2: of w1, w2 and b;  3: the checks' own ε and errors.

    epsilons : (k,), errors : (k, 3), as from `error_over_epsilon`;  names : how the parameters are written, which
    may be fewer than three;  letter : what is looked at, "J" or with a penalty "F".
    A logarithmic axis can't show an error of 0, which leaves a gap.
    """
    drawn = np.where(errors > 0, errors, np.nan)
    traces: list[dict[str, Any]] = [
        dict(
            type="scatter",
            mode="lines",
            name=f"∂{letter}/∂{name}",
            x=epsilons,
            y=_gaps(drawn[:, j]),
            line=dict(color=LIGHT[GRADIENT], width=1.6, dash=DASHES[j]),
            hovertemplate=f"∂{letter}/∂{name}<br>ε = %{{x:.3~e}}<br>error = %{{y:.3~e}}<extra></extra>",
        )
        for j, name in enumerate(names)
    ]
    shown = [check for check in checks if check.absolute > 0]
    traces.append(
        dict(
            type="scatter",
            mode="markers",
            name="ε in use",
            x=[check.epsilon for check in shown],
            y=[check.absolute for check in shown],
            customdata=[f"∂{letter}/∂{names[checks.index(check)]}" for check in shown],
            marker=dict(color=LIGHT[GRADIENT], size=10, line=dict(color=LIGHT[SURFACE], width=1.5)),
            hovertemplate="%{customdata}, ε in use<br>ε = %{x:.3~e}<br>error = %{y:.3~e}<extra></extra>",
            cliponaxis=False,
        )
    )
    sizes = [*drawn[np.isfinite(drawn)].tolist(), *(check.absolute for check in shown)]
    low, high = (math.log10(min(sizes)), math.log10(max(sizes))) if sizes else (-16.0, 0.0)
    room = 0.06 * (high - low) or 1.0
    left, right = math.log10(float(epsilons[0])), math.log10(float(epsilons[-1]))
    settings = dict(
        xaxis=_log_axis("ε", left, right),
        # Below, room for the words on both sides of the valley.
        yaxis=_log_axis("|difference − gradient|", low - 7 * room, high + room),
        annotations=[
            _regime(ROUNDING.replace("J(", f"{letter}("), 0.01, "left"),
            _regime(TRUNCATION.replace("J bends", f"{letter} bends"), 0.99, "right"),
        ],
        margin=dict(l=66, r=14, t=28, b=42),
    )
    return go.Figure(traces, layout() | legend_above() | settings).update_layout(still())


def _gaps(values: Floats) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in values.tolist()]


def _log_axis(title: str, low: float, high: float) -> dict[str, Any]:
    every = max(1, math.ceil((high - low) / 7))
    powers = range(every * math.ceil(low / every), math.floor(high) + 1, every)
    return axis(title) | dict(
        type="log",
        range=[low, high],
        tickvals=[float(f"1e{power}") for power in powers],
        ticktext=[ten_to(power) for power in powers],
    )


def _regime(text: str, x: float, side: str) -> dict[str, Any]:
    return dict(
        text=text,
        xref="paper",
        yref="paper",
        x=x,
        y=0.02,
        xanchor=side,
        yanchor="bottom",
        align=side,
        showarrow=False,
        font=dict(size=12, color=LIGHT[SOFT]),
    )
