"""The curves over the steps: the mean loss J (with a penalty, F) or the parameters, with the cursor and marks."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.descent.optimum import Optimum
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.run import Run
from logreg_core.learning.expected_curve import Curve, columns_to_draw, drawn_at
from logreg_core.points.dataset import Floats
from pages.figures.of_batches import batch_curves
from pages.figures.theme import INK, LIGHT, LOSS, SOFT, SURFACE, axis, layout, veil
from pages.words.numbers import exactly, number

MOST_VERTICES = 1_000
FARTHEST = 1e300  # the largest value that an axis shows
VIEWS = ("loss", "log", "weights")  # over the steps
PARAMETERS = ("w1", "w2", "b", "norm")
MOST_MARKS = 400
MOST_BEYOND = 3.0  # times the highest J, or a part of the lowest: a drawn curve that goes beyond leaves the picture
_BEST, _BEST_F = "╌ lowest any line can reach", "╌ lowest <i>F</i>"
APART = 0.25  # of the steps: nearer than that, two labels might collide
_MARGIN = dict(l=58, r=10, t=42, b=40)  # above the plot: what is drawn, and below that the rates
_ABOVE = dict(xref="paper", yref="paper", y=1, yanchor="bottom", yshift=21)
_BELOW = dict(xref="paper", yref="paper", x=1, xanchor="right", y=0, yanchor="top", yshift=-19)


def vertices(values: Floats, most: int = MOST_VERTICES) -> NDArray[np.intp]:
    """Return which of `values` (n,) to draw: at most `most`, with the ends and each stretch's least and greatest."""
    n = len(values)
    if n <= most:
        return np.arange(n)
    stretches = np.array_split(np.arange(n), (most - 2) // 2)
    least = [s[np.argmin(values[s])] for s in stretches]
    greatest = [s[np.argmax(values[s])] for s in stretches]
    return np.unique([0, n - 1, *least, *greatest])


def loss_curve(
    run: Run,
    best: Optimum,
    *,
    log: bool,
    before: Run | None = None,
    before_label: str = "",
    beside: bool = False,
    expected: Curve = (),
) -> go.Figure:
    """Draw J over t; where λ charges the weights, F and a pale J.

    Trace 0 is the run (the stage fills in its points), trace 1 the former run if there is one.

    beside : whether that is no former run but another one beside it.
    Where steps take batches, their own mean loss, pale, and dots of J at the ends of epochs follow (`batch_curves`).
    Where examples are held out, another trace is their mean loss, dotted and labelled.
    Shapes, by name: "veil", over what is still to come;  "cursor", its line;  "dot", at its height;  "expected", what
    somebody drew before the run was seen, where there is such a curve.
    """
    traces = [_line("F" if run.l2 else "J", LOSS, width=2.5)]
    reach = [float(run.F.max()), float(run.F.min())]
    if before is not None:
        kept = vertices(before.F)
        traces.append(
            _line(
                "F" if before.l2 else "J",
                SOFT,
                width=1.5,
                dash="dash",
                of=f"{before_label if beside else f'before ({before_label})'}<br>",
            )
        )
        traces[1] |= dict(name="former", x=kept, y=np.minimum(before.F[kept], FARTHEST))
        reach += [float(before.F.max()), float(before.F.min())]
    notes = [_note(_named(run), INK, **_ABOVE, x=0, xshift=-_MARGIN["l"], xanchor="left")]
    if run.l2:
        traces.append(_mean_loss_line(run.J))
        reach.append(float(run.J.min()))
    if run.J_held_out is not None:
        traces.append(_held_out_line(run.J_held_out))
        notes.append(_note("┄ held-out mean loss", LOSS, **_BELOW))
        reach += [float(run.J_held_out.max()), float(run.J_held_out.min())]
    if expected:
        highest, lowest = max(reach), min(reach)
        reach += [min(max(J for _, J in expected), MOST_BEYOND * highest)]
        reach += [max(min(J for _, J in expected), lowest / MOST_BEYOND)]
    epochs: dict[str, Any] = {}
    if run.batches is not None and not expected:
        of_batches = batch_curves(run)
        traces += of_batches.traces
        notes.append(_note(of_batches.says, SOFT, **_ABOVE | dict(x=0, xanchor="left", yshift=3)))
        reach += of_batches.reach
        epochs = of_batches.axes
    low, high = _loss_range(min(reach), max(reach), best.F if best.exists else math.nan, log=log)
    shapes = [*_cursor(), *_rate_marks(run), *_rises(run)]
    if best.exists and not (log and best.F <= 0):
        shapes.append(_best_line(best.F))
        notes.append(_note(f"{_BEST_F if run.l2 else _BEST} {number(best.F)}", INK, **_ABOVE, x=1, xanchor="right"))
    notes += _ln_2(run, log=log)
    if expected:
        shapes.append(_expected_line(expected, low, log=log))
        notes.append(_note("╌ you drew", INK, **_BELOW | dict(x=0, xanchor="left")))
    axes = dict(xaxis=_steps_axis(run.steps), yaxis=_loss_axis(low, high, log=log), margin=_MARGIN)
    return go.Figure(traces, layout() | axes | epochs | dict(shapes=shapes, annotations=notes))


def sheet_to_draw_on(run: Run, last: int, *, log: bool) -> go.Figure:
    """Draw J over t as far as it is known, with room for somebody to draw how it goes on; trace and shapes as above.

    run : the run up to the step on screen;  last : the step that the drawing is to reach.
    The axis of J hangs on nothing that is still to come: it reaches up to twice the J on screen, or to the highest
    that there was, and on a log scale down to a hundredth.
    """
    J, highest = float(run.F[-1]), float(run.F.max())
    top = max(2 * J, highest) or 1.0
    unit = J if J > 0 else top
    low, high = (math.log10(unit) - 2, math.log10(min(top, FARTHEST))) if log else (0.0, min(top, FARTHEST))
    room = 0.02 * (high - low)
    letter = "F" if run.l2 else "J"
    reached = "the highest so far" if top > 2 * J else f"twice <i>{letter}</i> at step {run.steps:,}"
    notes = [
        _note(_named(run), INK, **_ABOVE, x=0, xshift=-_MARGIN["l"], xanchor="left"),
        _note(f"the axis ends at {reached}", SOFT, **_ABOVE, x=1, xanchor="right"),
        *_ln_2(run, log=log),
    ]
    axes = dict(xaxis=_steps_axis(last), yaxis=_loss_axis(low - room, high + room, log=log), margin=_MARGIN)
    shapes = [*_cursor(), *_rate_marks(run), *_rises(run)]
    return go.Figure([_line(letter, LOSS, width=2.5)], layout() | axes | dict(shapes=shapes, annotations=notes))


def _loss_axis(low: float, high: float, *, log: bool) -> dict[str, Any]:
    y_axis = axis("") | dict(range=[low, high], type="log" if log else "linear")
    if log:
        ticks = log_ticks(low, high)
        y_axis |= dict(tickvals=ticks, ticktext=[exactly(tick) for tick in ticks])
    return y_axis


def _ln_2(run: Run, *, log: bool) -> list[dict[str, Any]]:
    """Return the note beside the axis where a run from zeros begins."""
    if run.w[0].any() or run.b[0] != 0:
        return []
    y = math.log10(math.log(2)) if log else math.log(2)
    return [_note("<i>ln 2</i>", SOFT, x=0, xref="paper", xshift=-31, xanchor="right", y=y, yanchor="middle")]


def _expected_line(curve: Curve, low: float, *, log: bool) -> dict[str, Any]:
    """Return what somebody drew as a shape above the veil; straight in J, so that on a log axis it is bent."""
    steps = np.array(columns_to_draw(curve[0][0], curve[-1][0])) if log else np.array([step for step, _ in curve])
    J = drawn_at(curve, steps)
    if log:
        J = np.maximum(J, 10.0 ** (low - 1))  # a 0, which no log axis has, is below what is in sight
    path = "M" + "L".join(f"{step},{value!r}" for step, value in zip(steps.tolist(), J.tolist(), strict=True))
    line = dict(color=LIGHT[INK], width=2.2, dash="7px,5px")
    return dict(type="path", name="expected", xref="x", yref="y", path=path, line=line, opacity=0.6)


def as_asked(curve: go.Figure, covered: Collection[str]) -> go.Figure:
    """Return a curve over t for where something is asked: it tells nothing of what is to come, or of what is covered.

    covered : "curve" or "J" leave nothing but the frame, "best" leaves out the lowest J that there is.
    """
    shapes = [shape for shape in curve.layout.shapes if shape.name != "rises"]
    notes = list(curve.layout.annotations)
    traces = [trace for trace in curve.data if trace.x is None or trace.name == "former"]  # the stage fills in the rest
    y_axis: dict[str, Any] = {}
    if {"curve", "J"} & set(covered):
        shapes = [shape for shape in shapes if shape.name in {"veil", "cursor", "dot"}]
        notes, traces = [], []
        y_axis = dict(type="linear", range=[0, 1], tickvals=[], ticktext=[])
    elif "best" in covered:
        shapes = [shape for shape in shapes if shape.name != "best"]
        notes = [note for note in notes if not note.text.startswith((_BEST, _BEST_F))]
    for shape in shapes:
        if shape.name == "veil":
            shape.fillcolor = "rgba(0,0,0,0)"  # there is nothing under it
    axes = layout() | {name: curve.layout[name] for name in ("xaxis", "yaxis", "margin")}
    drawn = go.Figure(traces, axes | dict(shapes=shapes, annotations=notes))
    return drawn.update_layout(yaxis=y_axis)


def parameter_curves(run: Run) -> go.Figure:
    """Draw w1, w2, b and |w| over t, traces 0-3 (the stage fills in their points); shapes as in `loss_curve`.

    A feature without a weight has no curve.
    """
    tilde = "̃" if run.experiment.scale != "none" else ""
    weights = ((f"w{tilde}{'₁₂'[k]}", run.w[:, k], ("solid", "dash")[k]) for k in run.weighted)
    styles: tuple[tuple[str, Floats, dict[str, Any]], ...] = (
        *((name, series, dict(colour=INK, width=2.0, dash=dash)) for name, series, dash in weights),
        (f"b{tilde}", run.b, dict(colour=INK, width=2.0, dash="dot")),
        (f"|w{tilde}|", np.hypot(*run.w_of_weighted.T), dict(colour=SOFT, width=3.0, dash="solid")),
    )
    traces = [_line(name, **style) for name, _, style in styles]
    notes = [
        _note(name, style["colour"], x=1, xref="paper", y=float(series[-1]), xanchor="left", yanchor="middle")
        for name, series, style in styles
    ]
    low = min(float(series.min()) for _, series, _ in styles)
    high = max(float(series.max()) for _, series, _ in styles)
    room = 0.08 * (high - low) or 1.0
    y_axis = axis("parameters") | dict(range=[max(low - room, -FARTHEST), min(high + room, FARTHEST)])
    shapes = [*_cursor(), *_rate_marks(run)]
    axes = dict(xaxis=_steps_axis(run.steps), yaxis=y_axis, margin=_MARGIN | dict(r=30))
    return go.Figure(traces, layout() | axes | dict(shapes=shapes, annotations=notes))


def _line(name: str, colour: str, *, width: float, dash: str = "solid", of: str = "") -> dict[str, Any]:
    return dict(
        type="scatter",
        mode="lines",
        line=dict(color=LIGHT[colour], width=width, dash=dash),
        hovertemplate=f"{of}step %{{x}}<br>{name} = %{{y:.17~g}}<extra></extra>",
    )


def _named(run: Run) -> str:
    """What the curve is of."""
    return "<i>F</i>, and pale <i>J</i>" if run.l2 else "mean loss <i>J</i>"


def _mean_loss_line(J: Floats) -> dict[str, Any]:
    """J beside F: pale, and under the veil as F is."""
    kept = vertices(J)
    return _line("J", SOFT, width=1.5) | dict(x=kept, y=np.minimum(J[kept], FARTHEST), name="J")


def _held_out_line(J: Floats) -> dict[str, Any]:
    kept = vertices(J)
    line = _line("mean loss", LOSS, width=2.0, dash="dot", of="held out<br>")
    return line | dict(x=kept, y=np.minimum(J[kept], FARTHEST))


def _note(text: str, colour: str, **where: Any) -> dict[str, Any]:
    return dict(text=text, showarrow=False, yanchor="bottom", font=dict(size=12, color=LIGHT[colour])) | where


def _steps_axis(steps: int) -> dict[str, Any]:
    steps = max(steps, 1)
    return axis("step t") | dict(range=[-0.01 * steps, 1.01 * steps], hoverformat="d")


def _loss_range(bottom: float, top: float, best: float, *, log: bool) -> tuple[float, float]:
    bottom, top = min(bottom, FARTHEST), min(top, FARTHEST)
    if not log:
        return -0.02 * top, 1.08 * top if top > 0 else 1.0
    least = max(min(bottom, best if best > 0 else bottom), 1e-300)
    low, high = math.log10(least), math.log10(max(top, least))
    room = 0.08 * (high - low) or 0.5
    return low - room, high + room


def log_ticks(low: float, high: float) -> list[float]:
    """Return round values between 10^low and 10^high: 1, 2 and 5 of each decade, or every k-th decade of many."""
    first, last = math.floor(low), math.ceil(high)
    every = max(1, (last - first) // 8)
    leading = (1, 2, 5) if last - first <= 3 else (1,)
    # Parsed as decimals, since 10.0**-5 is not the double nearest to 0.00001.
    ticks = [float(f"{digit}e{power}") for power in range(first, last + 1, every) for digit in leading]
    return [tick for tick in ticks if tick > 0 and low <= math.log10(tick) <= high]


def _cursor() -> list[dict[str, Any]]:
    tall = dict(xref="x", yref="paper", y0=0, y1=1)
    dot = dict(type="circle", xsizemode="pixel", ysizemode="pixel", xanchor=0, yanchor=0, x0=-5, x1=5, y0=-5, y1=5)
    return [
        tall | dict(name="veil", type="rect", x0=0, x1=1, fillcolor=veil(), line=dict(width=0), layer="above"),
        tall | dict(name="cursor", type="line", x0=0, x1=0, line=dict(color=LIGHT[SOFT], width=1.2, dash="dot")),
        dot | dict(name="dot", fillcolor=LIGHT[LOSS], line=dict(color=LIGHT[SURFACE], width=1.5)),
    ]


def _best_line(J: float) -> dict[str, Any]:
    return dict(
        type="line",
        name="best",
        xref="paper",
        x0=0,
        x1=1,
        y0=J,
        y1=J,
        line=dict(color=LIGHT[INK], width=1.2, dash="dash"),
    )


def _rises(run: Run) -> list[dict[str, Any]]:
    """Return a thin band at the top with a mark for each step that made F rise; the veil covers those to come."""
    J = run.F
    rises = np.flatnonzero(J[1:] > J[:-1] * (1 + ROUNDING)) + 1
    if not len(rises):
        return []
    places = np.unique(rises * MOST_MARKS // len(J), return_index=True)[1]  # no more than one can tell apart
    path = "".join(f"M{t},0.975L{t},1" for t in rises[places].tolist())
    line = dict(color=LIGHT[SOFT], width=1.5)
    return [dict(type="path", name="rises", xref="x", yref="paper", layer="below", path=path, line=line)]


def _rate_marks(run: Run) -> list[dict[str, Any]]:
    """Return marks where the learning rate changed, with the new one; those close together have one label."""
    style = dict(textposition="end", textangle=0, yanchor="bottom", font=dict(size=12, color=LIGHT[INK]))
    mark = dict(type="line", xref="x", yref="paper", y0=0, y1=1, line=dict(color=LIGHT[INK], width=1, dash="dashdot"))
    marks: list[dict[str, Any]] = []
    labelled: dict[str, Any] | None = None
    for start, rate in run.experiment.learning_rates[1:]:
        if start >= len(run.b):
            break
        text = exactly(rate)
        marks.append(mark | dict(x0=start, x1=start))
        if labelled is not None and start - labelled["x0"] < APART * run.steps:
            label = labelled["label"]
            label["text"] = f"{label['text'].removesuffix(', …')}, {text if label['text'].count(',') < 2 else '…'}"
        else:
            labelled = marks[-1]
            labelled["label"] = style | dict(text=f"α = {text}", xanchor=_side(start, run.steps))
    return marks


def _side(start: int, steps: int) -> str:
    """Which side of a mark's label is at the mark, so that the label is inside the figure."""
    return "left" if start < 0.2 * steps else "right" if start > 0.8 * steps else "center"
