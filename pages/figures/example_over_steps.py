"""One example's life: its ŷ, its L, its factors and its derivatives over all steps, with a line at the step shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.descent.along_run import ExampleAlongRun
from logreg_core.points.dataset import Floats
from pages.figures.curve import vertices
from pages.figures.theme import CLASS_0, CLASS_1, GRADIENT, INK, LIGHT, LOSS, SOFT, axis, layout

MOST = 400  # vertices of one small curve
_LARGEST = 1e300


def example_over_steps(along: ExampleAlongRun, y: int, t: int, say: dict[str, str]) -> dict[str, go.Figure]:
    """Draw four small figures, by name: y_hat, loss, factors (the logarithms of both, which add up), derivatives.

    along : at steps 0, 1, ...;  y : the label;  t : the step shown, where shape 0 stands.
    say : how the parameters that there are are written.  ∂z/∂w and ∂z/∂b are constant over all steps and not drawn.
    """
    ten = np.log(10)
    own = LIGHT[(CLASS_0, CLASS_1)[y]]
    goal = dict(type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=dict(color=own, width=1.5, dash="dash"))
    return {
        "y_hat": _figure([_curve("ŷ", along.y_hat, INK)], "ŷ, dashed: y", t, [-0.04, 1.04], [goal]),
        "loss": _figure([_curve("L", along.L, LOSS)], "L", t),
        "factors": _figure(
            [
                _curve("log₁₀|∂L/∂ŷ|", along.log_abs_dL_dyhat / ten, GRADIENT),
                _curve("log₁₀ ∂ŷ/∂z", along.log_dyhat_dz / ten, INK),
                _curve("log₁₀|∂L/∂z|, their sum", (along.log_abs_dL_dyhat + along.log_dyhat_dz) / ten, GRADIENT, "dot"),
            ],
            "factors, log₁₀",
            t,
        ),
        "derivatives": _figure(
            [
                *(
                    _curve(f"∂L/∂{say[name]}", along.dL_dw[:, k], GRADIENT, dash=("solid", "dash")[k])
                    for k, name in enumerate(("w1", "w2"))
                    if name in say
                ),
                _curve(f"∂L/∂{say['b']} = ∂L/∂z", along.dL_dz, GRADIENT, dash="dot"),
            ],
            "derivatives of L",
            t,
        ),
    }


def _curve(name: str, values: Floats, colour: str, dash: str = "solid") -> dict[str, Any]:
    kept: NDArray[np.intp] = vertices(np.nan_to_num(values, nan=0.0), MOST)
    return dict(
        type="scatter",
        mode="lines",
        name=name,
        x=kept,
        y=np.clip(values[kept], -_LARGEST, _LARGEST),
        line=dict(color=LIGHT[colour], width=2, dash=dash),
        hovertemplate=f"step %{{x}}<br>{name} = %{{y:.17~g}}<extra></extra>",
    )


def _figure(
    curves: list[dict[str, Any]], title: str, t: int, reach: list[float] | None = None, marks: list[Any] | None = None
) -> go.Figure:
    cursor = dict(
        type="line", x0=t, x1=t, yref="paper", y0=0, y1=1, line=dict(color=LIGHT[SOFT], width=1.5, dash="dot")
    )
    y_axis = axis(title) | (dict(range=reach) if reach else {}) | dict(nticks=6)
    named = dict(orientation="h", x=0, y=1.02, xanchor="left", yanchor="bottom", font=dict(size=12), itemclick=False)
    look: dict[str, Any] = dict(xaxis=axis("step t"), yaxis=y_axis, shapes=[cursor, *(marks or [])])
    look |= dict(margin=dict(l=54, r=10, t=46, b=40))  # also without names, so that all figures are alike
    if len(curves) > 1:
        look |= dict(showlegend=True, legend=named | dict(bgcolor="rgba(0,0,0,0)", itemdoubleclick=False))
    return go.Figure(curves, layout() | look)
