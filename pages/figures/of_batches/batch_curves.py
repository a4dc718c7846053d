"""What a curve of J shows of batches: their own mean loss, pale, and where epochs end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from logreg_core.descent.run import Run
from pages.figures.theme import LIGHT, LOSS, SOFT, SURFACE

MOST_DOTS = 200  # of epochs
MOST_EPOCHS = 5  # numbered above the plot
FARTHEST = 1e300


@dataclass(frozen=True)
class BatchCurves:
    """Traces to add to the curve of J, how far they reach, what is said of them, and a second axis of epochs."""

    traces: list[dict[str, Any]]
    reach: list[float]
    says: str
    axes: dict[str, Any]


def batch_curves(run: Run) -> BatchCurves:
    """Return what there is to draw of a run whose steps take batches; nothing in it is smoothed."""
    batches, found = run.batches, run.along_batches(np.arange(len(run.b)))
    assert batches is not None
    assert found is not None
    count, size = batches.count(run.dataset.m), min(batches.size, run.dataset.m)
    J = np.minimum(found.J, FARTHEST)
    kept = np.arange(len(J)) if len(J) <= 2000 else _ends_of_stretches(J)
    own = dict(
        type="scatter",
        mode="lines",
        name="batch",
        x=kept,
        y=J[kept],
        opacity=0.45,
        line=dict(color=LIGHT[SOFT], width=1),
        hovertemplate="the batch from step %{x}<br>its mean loss = %{y:.17~g}<extra></extra>",
    )
    ends = np.arange(count, len(J), count * max(1, -(-len(J) // (count * MOST_DOTS))))
    dots = dict(
        type="scatter",
        mode="markers",
        name="epochs",
        x=ends,
        y=np.minimum(run.J[ends], FARTHEST),
        xaxis="x2",
        marker=dict(color=LIGHT[LOSS], size=5, line=dict(color=LIGHT[SURFACE], width=1)),
        customdata=ends // count,
        hovertemplate="epoch %{customdata} ends at step %{x}<br>J = %{y:.17~g}<extra></extra>",
    )
    every = count * max(1, round(len(J) / (count * MOST_EPOCHS)))
    numbered = np.arange(every, len(J), every)
    axis = dict(
        overlaying="x",
        matches="x",
        side="bottom",
        tickvals=numbered.tolist(),
        ticktext=[f"{'' if k else 'epoch '}{t // count:,}" for k, t in enumerate(numbered.tolist())],
        ticks="inside",
        ticklen=4,
        ticklabelposition="inside",
        tickangle=0,
        tickfont=dict(size=11, color=LIGHT[SOFT]),
        tickcolor=LIGHT[SOFT],
        showgrid=False,
        zeroline=False,
        showline=False,
    )
    says = f"pale: mean loss of each batch of {size:,}"
    return BatchCurves(
        [own, dots] if len(ends) else [own],
        [float(J.max()), float(J.min())],
        says,
        dict(xaxis2=axis) if len(ends) else {},
    )


def _ends_of_stretches(J: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Return the least and the greatest of each stretch, and both ends."""
    stretches = np.array_split(np.arange(len(J)), 999)
    least, most = ([s[pick(J[s])] for s in stretches] for pick in (np.argmin, np.argmax))
    return np.unique([0, len(J) - 1, *least, *most])
