"""The curves of several runs: how far above the least each one is, its mean loss or its slope."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from pages.figures.compare.lane_marks import pale_line
from pages.figures.curve import FARTHEST, log_ticks
from pages.figures.theme import LIGHT, SOFT, axis, escape, layout
from pages.words.numbers import exactly, ten_to

NEAR = 1e-3  # the gap that a lane is timed to
DECADES = 8  # that a log axis shows at most, below its top
MOST_ABOVE = 100.0  # times the highest start: a lane that leads further up leaves the picture
MARGIN = dict(l=58, r=112, t=20, b=38)  # on the right the names that stand at the markers


@dataclass(frozen=True)
class Drawn:
    """One lane's curve: where each held step stands, x (n,), and how high, y (n,); nan where there is nothing."""

    name: str
    x: NDArray[np.generic]
    y: NDArray[np.float64]


def lane_curves(lanes: Sequence[Drawn], letter: str, *, log: bool, over: str, near: bool = False) -> go.Figure:
    """Draw one pale trace a lane, in their order; the stage draws the part so far over it.

    letter : what is drawn, as in "J − J*";  over : what x is, "step t" or "examples touched".
    near : whether the gap that lanes are timed to is marked, by the shape "near".
    On a log axis what is 0 stands at the lower edge, or below it.
    """
    low, high = _log_range(lanes) if log else _range(lanes)
    floor = 10.0 ** (low - 1) if log else -math.inf
    traces = []
    for k, lane in enumerate(lanes):
        hover = f"{escape(lane.name)}<br>{over} %{{x}}<br>{letter} = %{{y:.4~g}}<extra></extra>"
        y = [None if math.isnan(each) else each for each in np.clip(lane.y, floor, FARTHEST).tolist()]
        traces.append(pale_line(k, lane.name, hover) | dict(x=np.asarray(lane.x, np.float64).tolist(), y=y))
    last = max((float(lane.x[-1]) for lane in lanes), default=1.0) or 1.0
    y_axis = axis("") | dict(range=[low, high], type="log" if log else "linear")
    if log:
        ticks = log_ticks(low, high)
        y_axis |= dict(tickvals=ticks, ticktext=[_tick(tick) for tick in ticks])
    axes = dict(
        xaxis=axis(over) | dict(range=[-0.01 * last, 1.01 * last], hoverformat="d"), yaxis=y_axis, margin=MARGIN
    )
    shapes = [_near()] if near else []
    return go.Figure(traces, layout() | axes | dict(shapes=shapes))


def _tick(value: float) -> str:
    """Write a tick of a log axis: plain from 0.001 to 1,000, else as a power of ten."""
    power = math.floor(math.log10(value) + 0.5)
    leading = value / 10.0**power
    if -3 <= power <= 3 or abs(leading - 1) > 1e-9:
        return exactly(value)
    return ten_to(power)


def _near() -> dict[str, Any]:
    line = dict(color=LIGHT[SOFT], width=1.2, dash="dash")
    return dict(type="line", name="near", xref="paper", x0=0, x1=1, y0=NEAR, y1=NEAR, line=line)


def _finite(lanes: Sequence[Drawn]) -> NDArray[np.float64]:
    values = np.concatenate([lane.y for lane in lanes]) if lanes else np.ones(1)
    return np.asarray(values[np.isfinite(values)])


def _top(lanes: Sequence[Drawn]) -> float:
    """Return the highest value in sight: not far above the highest start, where a lane runs away."""
    values = _finite(lanes)
    starts = [float(lane.y[0]) for lane in lanes if np.isfinite(lane.y[0])]
    top = float(values.max(initial=0.0))
    return min(top, MOST_ABOVE * max(starts)) if starts and max(starts) > 0 else top


def _range(lanes: Sequence[Drawn]) -> tuple[float, float]:
    top = min(_top(lanes), FARTHEST)
    starts = max((float(lane.y[0]) for lane in lanes), default=1.0)
    top = min(top, 3 * starts) if starts > 0 else top
    return -0.02 * top, 1.06 * top if top > 0 else 1.0


def _log_range(lanes: Sequence[Drawn]) -> tuple[float, float]:
    values = _finite(lanes)
    positive = values[values > 0]
    if not len(positive):
        return -DECADES, 0.0
    high = math.log10(min(_top(lanes), FARTHEST) or float(positive.max()))
    low = max(math.log10(float(positive.min())), high - DECADES)
    room = 0.05 * (high - low) or 0.5
    return low - room, high + room
