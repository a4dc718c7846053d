"""How far descent comes at each of 25 rates: F - F* after the run's steps over α, both axes logarithmic."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from logreg_core.descent.sweep.sweep import NOTHING, Sweep
from pages.figures.theme import INK, LIGHT, LOSS, SOFT, SURFACE, axis, layout
from pages.words.choosing.swept import NOT_NOW, caption, gap_words, marks, measured, rate, steps_words
from pages.words.numbers import exactly, ten_to

LOWEST = 1e-12  # a gap, or J, that is drawn: all below is at the foot
HIGHEST = 1e4  # times the highest of start and 1: all above is at the top
_LINE_HEIGHT = 17.5  # pixels of a line above the plot
_ROOM = 12


def sweep_curve(found: Sweep, *, charged: bool) -> go.Figure:
    """Draw a sweep. Trace 0: all rates; 1: those where J ends higher, as crosses; 2: the chosen and the best.

    What it shows and what each mark stands for is written above the plot. Every point's customdata is how far it came.
    """
    heights = [_height(found, gap) for gap in found.gaps]
    said = [gap_words(found, each, charged=charged) for each in found.rates]
    rows = list(zip(found.rates, heights, said, found.diverged, strict=True))
    higher = [row for row in rows if row[3]]
    marked = {found.chosen: "circle", found.best: "triangle-down"}
    shown = [(row, marked[row[0]]) for row in rows if row[0] in marked]
    traces = [
        _trace(rows, mode="lines+markers", size=5, line=dict(color=LIGHT[LOSS], width=2), symbol="circle"),
        _trace(higher, mode="markers", size=9, symbol="x-thin", edge=2, colour=LIGHT[INK]),
        _trace([row for row, _ in shown], mode="markers", size=11, symbol=[symbol for _, symbol in shown], edge=1.5),
    ]
    ends = [*heights, _height(found, found.at_start)]
    y = _range(min(ends), max(ends))
    x = [math.log10(found.rates[0]) - 0.12, math.log10(found.rates[-1]) + 0.12]
    start = dict(type="line", name="start", xref="x domain", x0=0, x1=1, layer="below")
    start |= dict(y0=_height(found, found.at_start), y1=_height(found, found.at_start))
    shapes = [start | dict(line=dict(color=LIGHT[SOFT], width=1, dash="dash"))]
    if found.safe is not None:
        safe = dict(type="line", name="safe", x0=found.safe, x1=found.safe, y0=0, y1=1, yref="y domain", layer="below")
        shapes.append(safe | dict(line=dict(color=LIGHT[INK], width=1.5, dash="dot")))
    lines = [*caption(found, charged=charged), *marks(found, charged=charged)]
    height = f"<i>{measured(found, charged=charged)}</i> after {steps_words(found.steps)}"
    return _figure(traces, shapes, [*lines, height], (x, y), "<i>α</i>, the same at every step")


def no_sweep(says: str = NOT_NOW) -> go.Figure:
    """Draw the same with nothing in it but what is said."""
    unseen = dict(type="line", x0=1, x1=1, y0=1, y1=1, visible=False)  # the stage wants every figure to have shapes
    drawn = _figure([], [unseen], [says], ([-3.0, 3.0], [-12.0, 0.0]), "")
    return drawn.update_xaxes(showticklabels=False).update_yaxes(showticklabels=False)


def _height(found: Sweep, gap: float) -> float:
    top = HIGHEST * max(found.at_start, 1.0)
    return float(f"{min(max(gap, LOWEST if found.attained else NOTHING), top):.6g}")


def _trace(
    rows: list[tuple[float, float, str, bool]],
    *,
    mode: str,
    size: int,
    symbol: str | list[str],
    edge: float = 0,
    colour: str = LIGHT[INK],
    line: dict[str, Any] | None = None,
) -> dict[str, Any]:
    inside = line["color"] if line else colour
    rim = dict(width=edge, color=colour if symbol == "x-thin" else LIGHT[SURFACE])
    drawn = dict(
        type="scatter",
        mode=mode,
        x=[row[0] for row in rows],
        y=[row[1] for row in rows],
        customdata=[row[2] for row in rows],
        text=[rate(row[0]) for row in rows],
        marker=dict(symbol=symbol, size=size, color=inside, line=rim),
        hovertemplate="α = %{text}<br>%{customdata}<extra></extra>",
    )
    return drawn | (dict(line=line) if line else {})


def _range(low: float, high: float) -> list[float]:
    ends = math.log10(low), math.log10(high)
    room = 0.06 * (ends[1] - ends[0]) + 0.1
    return [ends[0] - room, ends[1] + room]


def _ticks(ends: list[float]) -> dict[str, Any]:
    """Return a logarithmic axis with at most seven powers of ten written out, from end to end."""
    first, last = math.ceil(ends[0]), math.floor(ends[1])
    each = max(1, math.ceil((last - first + 1) / 7))
    powers = [power for power in range(first, last + 1) if power % each == 0]
    text = [exactly(10.0**power) if -3 <= power <= 3 else ten_to(power) for power in powers]
    return dict(type="log", range=ends, tickvals=[float(f"1e{power}") for power in powers], ticktext=text)


def _figure(
    traces: list[dict[str, Any]],
    shapes: list[dict[str, Any]],
    lines: list[str],
    ranges: tuple[list[float], list[float]],
    below: str,
) -> go.Figure:
    margin = dict(l=58, r=14, t=round(_LINE_HEIGHT * len(lines) + _ROOM), b=40)
    note = dict(showarrow=False, xref="paper", yref="paper", font=dict(size=12, color=LIGHT[INK]), align="left")
    note |= dict(x=0, xanchor="left", xshift=-margin["l"], y=1, yanchor="bottom", yshift=4, text="<br>".join(lines))
    axes = dict(xaxis=axis(below) | _ticks(ranges[0]), yaxis=axis("") | _ticks(ranges[1]))
    return go.Figure(traces, layout() | axes | dict(shapes=shapes, annotations=[note], margin=margin))
