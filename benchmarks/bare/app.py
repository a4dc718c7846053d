"""What one would write without a stage: two st.plotly_charts, sent anew at each step. `stage.py` measures beside it.

points_<m>.npz, put beside this file by the benchmark, holds the points of the app: X (m, 2) and y (m,).
The query may say m, steps, every (seconds between two steps of the loop while it plays) and charts (1 or 2).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

CHARTS, M, STEPS = (int(st.query_params.get(*pair)) for pair in (("charts", "2"), ("m", "200"), ("steps", "300")))
EVERY = float(st.query_params.get("every", "0.02"))
LEVELS = (-60.0, -3.0, -1.1, 0.0, 1.1, 3.0, 60.0)  # z at the edges of six bands
COLOURS = ("#2b6cb0", "#90cdf4", "#e2effa", "#fbeadd", "#f6ad55", "#c05621")

st.set_page_config(layout="wide")


@st.cache_data
def points(m: int) -> tuple[Any, Any]:
    """X (m, 2) and y (m,)."""
    held = np.load(Path(__file__).with_name(f"points_{m}.npz"))
    return held["X"], held["y"]


@st.cache_data
def descent(m: int, rate: float, steps: int) -> tuple[Any, Any]:
    """Parameters (steps+1, 3) and mean losses (steps+1,), by the textbook."""
    X, y = points(m)
    A = np.column_stack([X, np.ones(m)])
    theta, J = np.zeros((steps + 1, 3)), np.empty(steps + 1)
    for t in range(steps + 1):
        z = A @ theta[t]
        J[t] = np.mean(np.logaddexp(0, (1 - 2 * y) * z))
        if t < steps:
            theta[t + 1] = theta[t] - rate * A.T @ (1 / (1 + np.exp(-z)) - y) / m
    return theta, J


def lines(theta: Any) -> list[Any]:
    """Two ends of each line z = level, (2, 2)."""
    w, b = theta[:2], theta[2]
    length = np.hypot(*w)
    along = 100 * np.array([-w[1], w[0]]) / length
    return [np.stack([middle - along, middle + along]) for middle in (w * (z - b) / length**2 for z in LEVELS)]


def plane(theta: Any) -> go.Figure:
    """The points, six bands and the boundary."""
    X, y = points(M)
    figure = go.Figure(
        [
            go.Scattergl(x=X[y == k, 0], y=X[y == k, 1], mode="markers", name=f"class {k}")
            if M > 5_000
            else go.Scatter(x=X[y == k, 0], y=X[y == k, 1], mode="markers", name=f"class {k}")
            for k in (0, 1)
        ]
    )
    if theta[:2].any():
        ends = lines(theta)
        for first, second, colour in zip(ends[:-1], ends[1:], COLOURS, strict=True):
            corners = " L".join(f"{x},{y}" for x, y in (*first, *second[::-1]))
            figure.add_shape(
                type="path", path=f"M{corners} Z", fillcolor=colour, opacity=0.4, layer="below", line_width=0
            )
        (x0, y0), (x1, y1) = ends[3]
        figure.add_shape(type="line", x0=x0, y0=y0, x1=x1, y1=y1)
    low, high = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    return figure.update_layout(xaxis_range=[low[0], high[0]], yaxis_range=[low[1], high[1]], uirevision="kept")


def curve(J: Any, t: int) -> go.Figure:
    """The mean loss: the whole run pale, and the run so far."""
    steps = np.arange(len(J))
    figure = go.Figure([go.Scatter(x=steps, y=J, line_color="#d0d0d0"), go.Scatter(x=steps[: t + 1], y=J[: t + 1])])
    return figure.add_vline(t).update_layout(showlegend=False, uirevision="kept")


def toggle() -> None:
    """Play or pause."""
    st.session_state["playing"] = not st.session_state.get("playing", False)


def step() -> None:
    """One step further."""
    st.session_state["t"] = min(st.session_state["t"] + 1, STEPS)


playing = st.session_state.get("playing", False)


@st.fragment(run_every=EVERY if playing else None)
def picture() -> None:
    """The controls, both charts and the numbers."""
    if playing:
        step()
    st.button("Step", on_click=step)
    rate = st.slider("Learning rate", 0.01, 1.0, 0.1, 0.01)
    t = st.slider("t", 0, STEPS, key="t")
    theta, J = descent(M, rate, STEPS)
    left, right = st.columns(2)
    left.plotly_chart(plane(theta[t]), key="plane")
    if CHARTS > 1:
        right.plotly_chart(curve(J, t), key="curve")
    for column, name, value in zip(st.columns(4), ("J", "w1", "w2", "b"), (J[t], *theta[t]), strict=True):
        column.metric(name, f"{value:.6g}")


if "t" not in st.session_state:
    st.session_state["t"] = 0
st.button("Pause" if playing else "Play", on_click=toggle)
picture()
