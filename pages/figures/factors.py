"""The factors of a product as bars laid end to end on a logarithmic axis, so that their lengths add up to its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, count
from typing import Any

import plotly.graph_objects as go

from pages.figures.theme import GRADIENT, INK, LIGHT, LINE, SOFT, axis, layout, still
from pages.words.numbers import LARGEST_PLAIN, number, sized, ten_to

KILLS = "0: kills the gradient"
HEIGHT = 236  # pixels that four bars need
_BAR = 0.56  # of a row
_LARGEST_TICK = 10**7  # past it a power of ten is written by its own size
_TICKS_SHORT, _TICKS_LONG = 7, 4  # at most, with few digits and with many


@dataclass(frozen=True)
class Factor:
    """One factor, or the product of all.

    name : plain text for Plotly, such as ∂L/∂ŷ.  sign : -1, 0 or 1.  log10 : of its size, which may be far past a
    double's range; of no meaning where sign is 0.  of_loss : whether it is a derivative of the loss.
    value : the number itself, which may be 0 or inf for want of range.
    """

    name: str
    sign: int
    log10: float
    of_loss: bool
    value: float

    @property
    def written(self) -> str:
        """The factor as it is written beside its bar."""
        if self.sign == 0:
            return "0"
        return sized(self.value, self.log10)


def factor_of(name: str, value: float, *, of_loss: bool = False, log10: float | None = None) -> Factor:
    """Return a factor from its value; from log10 of its size too where the value may have left a double's range.

    Raises ValueError where the value is 0 or inf only for want of range and log10 is missing.
    """
    size = abs(value)
    if log10 is None:
        if not math.isfinite(value):
            raise ValueError(f"{name} is {value}; pass log10 of its true size")
        log10 = math.log10(size) if size else -math.inf
    sign = 0 if math.isinf(log10) else -1 if math.copysign(1.0, value) < 0 else 1
    return Factor(name, sign, log10 if sign else 0.0, of_loss, value)


def factor_bars(factors: tuple[Factor, ...], product: Factor) -> go.Figure:
    """Draw a bar for each factor, each beginning where the one above it ends, and the product's from 1: trace 0.

    Rows count from 0 at the top. Shape 0 is the line at 1; the others lead from one bar's end to the next's start.
    """
    rows = (*factors, product)
    ends = list(accumulate((f.log10 if f.sign else 0.0 for f in factors), initial=0.0))
    starts = [*ends[:-1], 0.0]
    lengths = [f.log10 if f.sign else 0.0 for f in rows]
    low, high = _span(starts + [s + n for s, n in zip(starts, lengths, strict=True)])
    ticks = _ticks(low, high)
    bars = dict(
        type="bar",
        orientation="h",
        x=lengths,
        base=starts,
        y=list(range(len(rows))),
        width=_BAR,
        marker=dict(color=[LIGHT[GRADIENT if f.of_loss else SOFT] for f in rows], line=dict(width=0)),
        opacity=1.0,
        customdata=[_in_full(f) for f in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=True,
    )
    x_axis = axis("") | dict(range=[low, high], tickvals=ticks, ticktext=[_tick(t) for t in ticks], tickangle=0)
    y_axis = axis("") | dict(range=[len(rows) - 0.45, -0.55], tickvals=[], showgrid=False)
    shapes = [_line(0.0, -0.5, len(rows) - 0.5, INK, 1.2, "solid")]
    if product.sign:
        shapes += [_line(end, row + _BAR / 2, row + 1 - _BAR / 2, SOFT, 1.0, "dot") for row, end in _links(ends)]
    shapes.append(_rule(len(factors) - 0.5))
    notes = [note for row, f in enumerate(rows) for note in _row_notes(row, f, starts[row], row == len(rows) - 1)]
    margins = dict(margin=dict(l=128, r=126, t=6, b=28))
    return go.Figure(
        [bars], layout() | margins | dict(xaxis=x_axis, yaxis=y_axis, shapes=shapes, annotations=notes)
    ).update_layout(still())


def in_words(factors: tuple[Factor, ...], product: Factor) -> str:
    """Say what the bars show, for those who don't see them."""
    each = ", ".join(f"{f.name} = {f.written}" + (f" ({KILLS})" if f.sign == 0 else "") for f in factors)
    return f"The factors by size: {each}; their product {product.name} = {product.written}."


def _links(ends: list[float]) -> list[tuple[int, float]]:
    """(row, where its bar ends) for each row that leads on to the next, the product's included."""
    return list(enumerate(ends[1:]))


def _span(edges: list[float]) -> tuple[float, float]:
    """The axis: all edges, and always from ÷10 to ×10, with a little room."""
    low, high = min(-1.0, *edges), max(1.0, *edges)
    room = 0.06 * (high - low)
    return low - room, high + room


def _ticks(low: float, high: float) -> list[int]:
    steps = (leading * 10**power for power in count() for leading in (1, 2, 5))
    most = _TICKS_SHORT if high - low < 10 else _TICKS_LONG
    step = next(step for step in steps if (high - low) / step <= most)
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _tick(power: int) -> str:
    if power == 0:
        return "1"
    size = abs(power)
    if size >= _LARGEST_TICK:
        return ("×" if power > 0 else "÷") + f"10^{number(size)}"
    return ("×" if power > 0 else "÷") + (ten_to(size) if size > 2 else str(10**size))


def _line(x: float, top: float, bottom: float, colour: str, width: float, dash: str) -> dict[str, Any]:
    return dict(type="line", x0=x, x1=x, y0=top, y1=bottom, line=dict(color=LIGHT[colour], width=width, dash=dash))


def _rule(y: float) -> dict[str, Any]:
    """Between the factors and their product, as under a sum."""
    return dict(
        type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=dict(color=LIGHT[LINE], width=1.5), layer="below"
    )


def _row_notes(row: int, f: Factor, start: float, last: bool) -> list[dict[str, Any]]:
    colour = LIGHT[GRADIENT if f.of_loss else INK]
    plain: dict[str, Any] = dict(showarrow=False, y=row, yanchor="middle", font=dict(size=14, color=colour))
    beside = plain | dict(xref="paper")
    strong = dict(size=14, color=colour, weight=700)
    notes = [
        beside | dict(x=0, xanchor="right", xshift=-40, text=("= " if last else "") + f.name),
        beside | dict(x=1, xanchor="left", xshift=12, text=f.written, font=strong),
    ]
    if f.sign:
        mark = dict(size=15, color=LIGHT[INK], weight=700)
        notes.append(beside | dict(x=0, xanchor="center", xshift=-20, text="−" if f.sign < 0 else "+", font=mark))
    else:
        text = "0" if last else KILLS
        notes.append(plain | dict(x=start, xanchor="left", xshift=6, text=text, font=dict(size=13, color=LIGHT[INK])))
    return notes


def _in_full(f: Factor) -> str:
    """A factor with all the digits there are."""
    if f.sign == 0:
        return f"{f.name} = 0"
    if abs(f.log10) <= LARGEST_PLAIN:
        return f"{f.name} = {f.value!r}".replace("-", "−")
    return f"{f.name} = {'−' if f.sign < 0 else ''}10^{f.log10!r}".replace("-", "−")
