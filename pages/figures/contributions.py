"""The next step in the (w1, w2) plane, or (w, b) where there is one weight: each example's contribution, end to end."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.at_step.contributions import Path
from logreg_core.points.dataset import Floats
from pages.figures.theme import CLASS_0, CLASS_1, INK, LIGHT, SOFT, SURFACE, axis, layout
from pages.words.numbers import number

_HEAD = 0.022  # an arrow's head, as part of the picture
_TURNS = [np.array([[c, -s], [s, c]]) for c, s in ((np.cos(a), np.sin(a)) for a in (2.65, -2.65))]


def contribution_path(
    path: Path,
    next_w: Floats,
    numbers: NDArray[np.intp],
    y: Floats,
    titles: tuple[str, str],
    *,
    selected: NDArray[np.bool_],
    start: Floats | None = None,
    spread: tuple[Floats, Floats] | None = None,
) -> go.Figure:
    """Draw the step, piece by piece. Traces: class 0's, class 1's, all others together, the step, clickable marks.

    path : corners in the units of w;  next_w : (2,) where the run's step leads.  numbers, y, selected : (k,) of the
    examples drawn one by one: number on screen, label, whether selected.  titles : of the axes.
    start : (2,) where the step begins; what lies from there to the first piece, which no example adds, is dashed.
    spread : where all examples together lead, (2,), and an ellipse (n, 2) round it, both drawn last, pale.
    """
    corners = path.corners
    begin = corners[0] if start is None else start
    further = [] if spread is None else [spread[0][None], spread[1]]
    low, high = (limit(np.vstack([corners, begin[None], next_w[None], *further]), axis=0) for limit in (np.min, np.max))
    size = float((high - low).max()) or 1.0
    tails, tips = corners[:-1], corners[1:]
    k = len(numbers)
    traces = [
        _pieces(tails[:k][y == label], tips[:k][y == label], size, (CLASS_0, CLASS_1)[label], width=2.0)
        for label in (0, 1)
    ]
    traces.append(_pieces(tails[k:], tips[k:], size, SOFT, width=2.0, dash="dot"))
    traces.append(_pieces(begin[None], next_w[None], size, INK, width=3.5))
    hover_texts = [
        f"{'the other ' + format(path.others, ',') + ' together' if at >= k else f'example {numbers[at]:,}'}<br>"
        f"{titles[0]}: {number(a)}<br>{titles[1]}: {number(b)}"
        for at, (a, b) in enumerate((tips - tails).tolist())
    ]
    middle = (tails + tips) / 2
    small = 7 if k <= 40 else 4
    chosen = np.append(selected, [False] * (len(tips) - k))
    traces.append(
        dict(
            type="scatter",
            mode="markers",
            x=middle[:, 0],
            y=middle[:, 1],
            customdata=[*numbers.tolist(), *[None] * (len(tips) - k)],
            text=hover_texts,
            hovertemplate="%{text}<extra></extra>",
            marker=dict(
                size=np.where(chosen, 11, small),
                color=[LIGHT[(CLASS_0, CLASS_1)[int(label)]] for label in y] + [LIGHT[SOFT]] * (len(tips) - k),
                line=dict(
                    width=np.where(chosen, 2.5, 0.5), color=[LIGHT[INK] if c else LIGHT[SURFACE] for c in chosen]
                ),
            ),
        )
    )
    if (begin != corners[0]).any():
        traces.append(_pieces(begin[None], corners[:1], size, INK, width=2.0, dash="dash"))
    if spread is not None:
        traces.append(_pieces(begin[None], spread[0][None], size, SOFT, width=2.5))
        ellipse = dict(x=spread[1][:, 0], y=spread[1][:, 1], line=dict(color=LIGHT[SOFT], width=1.5, dash="dot"))
        traces.append(dict(type="scatter", mode="lines", name="spread", hoverinfo="skip") | ellipse)
    centre, room = (low + high) / 2, 0.58 * size
    x_axis, y_axis = (
        axis(title) | dict(range=[float(centre[j] - room), float(centre[j] + room)]) for j, title in enumerate(titles)
    )
    return go.Figure(
        traces,
        layout()
        # Each step is elsewhere in the plane, so a zoom into an earlier one would show nothing.
        | dict(xaxis=x_axis, yaxis=y_axis | dict(scaleanchor="x"), uirevision=str(begin.tolist())),
    )


def _pieces(
    tails: Floats, tips: Floats, size: float, colour: str, *, width: float, dash: str = "solid"
) -> dict[str, Any]:
    along = tips - tails
    far = np.hypot(along[:, 0], along[:, 1])
    # A short piece has a shorter head, and one without length has none.
    part = np.minimum(0.5, _HEAD * size / np.where(far > 0, far, np.inf))
    barbs = [tips + (along @ turn.T) * part[:, None] for turn in _TURNS]
    corners = np.stack([tails, tips, barbs[0], tips, barbs[1], np.full_like(tails, np.nan)], axis=1).reshape(-1, 2)
    return dict(
        type="scatter",
        mode="lines",
        x=corners[:, 0],
        y=corners[:, 1],
        line=dict(color=LIGHT[colour], width=width, dash=dash),
        hoverinfo="skip",
    )
