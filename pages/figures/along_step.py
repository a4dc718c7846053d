"""The curve of J over α along one step's own line: what the step would have made of J at every rate."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from logreg_core.at_step.along_step import AlongStep, along_step
from logreg_core.descent.run import Run
from logreg_core.points.dataset import Floats
from pages.figures.curve import FARTHEST
from pages.figures.theme import INK, LIGHT, LOSS, SOFT, SURFACE, axis, layout
from pages.words.numbers import exactly, number

VERTICES = 120
FAR = 8.0  # times the rate that leads back: a rate beyond would press what is below it to the edge
_LONGEST = 2.0**40  # times the rate taken: so far a loss that falls without end is followed
_MARGIN = dict(l=58, r=14, t=84, b=40)  # above the plot: what is drawn, and what each mark stands for
_TAKEN, _LOWEST, _BACK = "●▼○"
_SYMBOLS = {_TAKEN: "circle", _LOWEST: "triangle-down", _BACK: "circle-open"}


def step_curve(run: Run, t: int) -> go.Figure:
    """Draw J (with a penalty, F) after the step from t over its rate. Trace 0: the curve; trace 1: what is marked.

    Each mark's numbers stand above the plot, and a thin line leads from the mark down to the axis. Where the rate
    taken is far beyond the others, both axes are logarithmic.
    """
    along, letter = along_step(run, t), "F" if run.l2 else "J"
    marks = _marks(along)
    far = along.back is not None and along.taken > FAR * along.back
    rates = np.array([rate for _, rate in marks])
    J, at = np.minimum(along.J_at(rates), FARTHEST), np.minimum(rates, FARTHEST)
    x = np.unique([*_rates(along, far=far), *at])
    y = np.minimum(along.J_at(x), FARTHEST)
    curve = dict(
        type="scatter",
        mode="lines",
        x=_short(x),
        y=_short(y),
        line=dict(color=LIGHT[LOSS], width=2.5),
        hovertemplate=f"α = %{{x:.4g}}<br>{letter} = %{{y:.4g}}<extra></extra>",
    )
    points = dict(
        type="scatter",
        mode="markers",
        x=_short(at),
        y=_short(J),
        marker=dict(
            symbol=[_SYMBOLS[mark] for mark, _ in marks],
            size=9,
            color=LIGHT[INK],
            line=dict(width=1.5, color=[LIGHT[INK] if mark == _BACK else LIGHT[SURFACE] for mark, _ in marks]),
        ),
        hovertemplate=f"α = %{{x:.4g}}<br>{letter} = %{{y:.4g}}<extra></extra>",
    )
    x_range, y_range = _ranges(x, y, far=far)
    shapes = [
        dict(type="line", name=f"down {i}", x0=rate, x1=rate, y0=0, y1=_place(loss, y_range, log=far), yref="y domain")
        | dict(layer="below", line=dict(color=LIGHT[SOFT], width=1, dash="dot"))
        for i, (rate, loss) in enumerate(zip(_short(at), J.tolist(), strict=True))
    ]
    said = _said(along, marks, J, letter)
    step = f"{t:,} → {t + 1:,}"
    return _figure([curve, points], shapes, said, (x_range, y_range), step, far=far, letter=letter)


def no_step_yet() -> go.Figure:
    """Draw the same with nothing in it, until the step on screen is worked out."""
    unseen = dict(type="line", x0=0, x1=0, y0=0, y1=0, visible=False)  # the stage wants every figure to have shapes
    return _figure([], [unseen], [], ([0.0, 1.0], [0.0, 1.0]), "", far=False)


def _marks(along: AlongStep) -> list[tuple[str, float]]:
    """Return the rates that are marked: that of the step, where J is lowest, and where it is back at its start."""
    marks = [(_TAKEN, along.taken)]
    if along.lowest and along.lowest <= FARTHEST:
        marks.append((_LOWEST, along.lowest))
    if along.back is not None and along.back <= FARTHEST:
        marks.append((_BACK, along.back))
    return marks


def _said(along: AlongStep, marks: list[tuple[str, float]], J: Floats, letter: str) -> list[str]:
    """Return a line for each mark, or what there is to say where there is none."""
    named = {_TAKEN: "taken", _LOWEST: "lowest", _BACK: "back at its start"}
    said = []
    for (mark, rate), loss in zip(marks, J.tolist(), strict=True):
        written = exactly(rate) if mark == _TAKEN else number(rate, 4 if rate >= 10 else 3)
        said.append(f"{mark} {named[mark]}: <i>α</i> = {written}, <i>{letter}</i> = {number(loss)}")
    if along.lowest is None:
        said.append(f"<i>{letter}</i> falls however far one goes")
    elif along.lowest == 0:
        said.append(f"the step leads uphill: <i>{letter}</i> is lowest at its start")
    return said


def _rates(along: AlongStep, *, far: bool) -> Floats:
    """Return the rates at which the curve is drawn: from 0 on, past all that is marked."""
    if far:
        return np.geomspace((along.lowest or along.taken) / 10, min(2 * along.taken, FARTHEST), VERTICES)
    end = max(1.12 * (along.back or 0.0), 1.3 * along.taken, 0.0 if along.back else 2 * (along.lowest or 0.0))
    if along.lowest is None:
        start = float(along.J_at(np.zeros(1))[0])
        while along.J_at(np.array([end]))[0] > start / 4 and end < _LONGEST * along.taken:
            end *= 2
    return np.linspace(0.0, min(end, FARTHEST), VERTICES)


def _ranges(x: Floats, y: Floats, *, far: bool) -> tuple[list[float], list[float]]:
    if far:
        ends = [[np.log10(max(v.min(), 1e-300)), np.log10(max(v.max(), 1e-300))] for v in (x, y)]
        room = 0.06 * (ends[1][1] - ends[1][0]) or 0.5
        return [float(each) for each in ends[0]], [float(ends[1][0] - room), float(ends[1][1] + room)]
    high = float(y.max())
    width = float(x[-1])
    return [-0.02 * width, width], [-0.02 * high, 1.06 * high if high > 0 else 1.0]


def _place(J: float, ends: list[float], *, log: bool) -> float:
    """Return where J is between the ends of its axis, as a share."""
    at = np.log10(max(J, 1e-300)) if log else J
    return round(float((at - ends[0]) / (ends[1] - ends[0])), 4)


def _short(values: Floats) -> list[float]:
    """Return numbers with six digits, all that a picture shows."""
    return [float(f"{value:.6g}") for value in values.tolist()]


def _figure(
    traces: list[dict[str, Any]],
    shapes: list[dict[str, Any]],
    said: list[str],
    ranges: tuple[list[float], list[float]],
    step: str,
    *,
    far: bool,
    letter: str = "J",
) -> go.Figure:
    note = dict(showarrow=False, xref="paper", yref="paper", font=dict(size=12, color=LIGHT[INK]))
    above = note | dict(x=0, xanchor="left", xshift=-_MARGIN["l"], y=1, yanchor="bottom", yshift=4, align="left")
    below = note | dict(text="<i>α</i>", x=1, xanchor="right", y=0, yanchor="top", yshift=-19)
    notes = [above | dict(text="<br>".join([f"<i>{letter}</i> after this step", *said])), below]
    kind = dict(type="log" if far else "linear")
    title = f"step {step}, had <i>α</i> been …" if step else ""
    axes = dict(
        xaxis=axis(title) | dict(range=ranges[0], nticks=6) | kind, yaxis=axis("") | dict(range=ranges[1]) | kind
    )
    return go.Figure(traces, layout() | axes | dict(shapes=shapes, annotations=notes, margin=_MARGIN))
