"""The S-curve as the stage is sent it: where each drawn example and the curve are at each held step.

Places are whole numbers from 0 to 65,535 between the two ends of an axis: half as many bytes, and no pixel off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.s_curve import least_squares_over_feature, least_squares_over_z, on_curve
from logreg_core.descent.run import Run
from logreg_core.model.forward import sigmoid_pair
from logreg_core.points.dataset import Floats
from pages.figures.on_sigma.sigma_frame import HEIGHT, sigma_frame
from pages.figures.plane import axis_words, drawn_rows
from pages.stage.columns import Columns
from pages.stage.packing import Figure, as_json, figure_json
from pages.words.s_curve.s_curve_words import s_curve_caption

VIEW = "sigma"
MOST_DRAWN = 200  # examples
FEWEST_DRAWN = 40
MOST_PLACES = 61_000  # examples times held steps, four bytes each
PIECES = 60  # of the curve
LEAST_REACH, LARGEST_REACH = 4.0, 12.0  # of z on either side; beyond, σ is flat
WHOLE = 65_535


class SigmaHeader(TypedDict):
    """The S-curve that is shown.

    y : each drawn example's label.  pick : which of them is the picked one.  across, up : the two ends of each axis.
    caption : what is to be seen, as HTML.
    """

    y: list[int]
    pick: int
    across: list[float]
    up: list[float]
    caption: str
    figure: Figure


@dataclass(frozen=True, eq=False)
class OnSigma:
    """The S-curve on its way to the stage: its header as JSON, and its columns."""

    header: str
    columns: Columns


def drawn_of(run: Run, held: NDArray[np.intp], row: int) -> NDArray[np.intp]:
    """Return which of a run's examples are drawn at the held steps, the picked one, `row`, among them."""
    most = min(MOST_DRAWN, max(FEWEST_DRAWN, MOST_PLACES // len(held)))
    return drawn_rows(run.dataset, row, most)


def on_sigma(run: Run, held: NDArray[np.intp], row: int, pick: int) -> OnSigma:
    """Return what the stage is sent of the S-curve.

    held : the steps.  row : the picked example's among those that descent sees, from 0;  pick : its own number, from 0.
    """
    rows = drawn_of(run, held, row)
    w, b, y = run.w[held], run.b[held], run.dataset.y
    at = on_curve(run.X_scaled[rows], w, b)
    if run.whole.has_one_feature:
        x = run.dataset.X[:, 0]
        low, high = float(x.min()), float(x.max())
        margin = 0.08 * (high - low) or 0.5
        ends, letter = (low - margin, high + margin), "x₁"
        across = _whole(x[rows], ends)[None]
        grid = (np.linspace(*ends, PIECES + 1) - run.scaling.mean[0]) / run.scaling.sd[0]
        curve = on_curve(np.column_stack([grid, np.zeros_like(grid)]), w, b).y_hat
        line = np.array([least_squares_over_feature(x, y)])
        frame, clipped = sigma_frame(axis_words(run.dataset.features, 0), ends), False
    else:
        finite = np.abs(at.z[np.isfinite(at.z)])
        farthest = float(finite.max(initial=0.0))
        reach = float(np.clip(1.05 * farthest, LEAST_REACH, LARGEST_REACH))
        ends, letter = (-reach, reach), "z"
        across = _whole(at.z, ends)
        curve = sigmoid_pair(np.linspace(*ends, PIECES + 1))[0][None]
        line = least_squares_over_z(run.X_scaled, y, w, b)
        frame, clipped = sigma_frame("z", ends), farthest > reach
    columns: Columns = {
        "sigma_x": across,
        "sigma_y": _whole(at.y_hat, HEIGHT),
        "sigma_curve": _whole(curve, HEIGHT),
        "sigma_line": np.column_stack([line @ [end, 1.0] for end in ends]).astype(np.float32),
    }
    header = {
        "y": y[rows].astype(int),
        "pick": int(np.searchsorted(rows, row)),
        "across": list(ends),
        "up": list(HEIGHT),
        "caption": s_curve_caption(len(rows), run.dataset.m, pick + 1, across=letter, clipped=clipped),
    }
    return OnSigma(f'{as_json(header)[:-1]},"figure":{figure_json(frame)}}}', columns)


def _whole(values: Floats, ends: tuple[float, float]) -> NDArray[np.uint16]:
    """Return values as parts of the way from one end to the other; what is beyond stands at the end."""
    low, high = ends
    part = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) / (high - low)
    return np.rint(np.clip(part, 0.0, 1.0) * WHOLE).astype(np.uint16)
