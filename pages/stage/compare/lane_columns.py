"""Each lane's numbers at each held step, as columns named by the lane's place: F0 and gap0 are the first one's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.lanes.comparison import Comparison, size_of_gradient
from logreg_core.lanes.nearest import nearest_along
from logreg_core.points.dataset import Floats
from pages.figures.plane import LINES, View, line_coordinates
from pages.stage.columns import Columns
from pages.stage.step_cache import StepCache

NO_OTHER, TIMES, ARRIVED = 0, 1, 2  # in the column `ahead`
WAITS, RUNS, ENDED = 0, 1, 2  # in the columns `there`: a lane has yet to begin, it runs, or its numbers grew too large


def lane_columns(comparison: Comparison, held: NDArray[np.intp], view: View, known: Sequence[StepCache]) -> Columns:
    """Return what there is to show of all lanes at the held steps (n,), with k the lane's place, from 0.

    known : what is known already of each lane's steps; the rest is added to it.
    F{k} : what it makes small, J where λ = 0;  gap{k} : F - F*, where there is an F*;  slope{k} : |∂F| over all rows.
    rate{k} : the next step's learning rate;  touched{k} : how many examples' gradients it has taken.
    length{k} : how long the last step was, nan before the first;  line{k} : its boundary between two points, (n, 4).
    there{k} : one of WAITS, RUNS and ENDED.
    A lane that waits stands where it begins, and one that has ended where it ended.
    nearest, second : the place, from 1, of the one lane that is nearest to its least F, and of the next one, or 0.
    times : how many times the nearest's gap the second's is.
    ahead : one of NO_OTHER, TIMES, where that is a number, and ARRIVED, where the nearest's is 0.
    """
    columns: Columns = {"t": held.astype(np.uint32), "w1": np.zeros(len(held))}
    for k, (lane, run) in enumerate(zip(comparison.lanes.all, comparison.runs, strict=True)):
        curve, own = comparison.curves[k], held - lane.begins
        rows = np.clip(own, 0, run.steps)
        columns[f"F{k}"] = curve.F[rows]
        if curve.gap is not None:
            columns[f"gap{k}"] = curve.gap[rows]
        columns[f"rate{k}"] = rates_of(lane.experiment.learning_rates, np.maximum(own, 0))
        columns[f"slope{k}"] = _slopes(run, rows, known[k])
        columns[f"touched{k}"] = curve.touched[rows].astype(np.float64)
        columns[f"length{k}"] = np.append(np.nan, curve.length)[rows]
        columns[f"there{k}"] = np.where(own < 0, WAITS, np.where(own > run.steps, ENDED, RUNS)).astype(np.uint8)
        lines = line_coordinates(run.w_in_data_units[rows], run.b_in_data_units[rows], view)
        columns[f"line{k}"] = lines[:, LINES // 2].reshape(len(held), 4)
    return columns | _nearest(comparison, held)


def _slopes(run: Run, rows: NDArray[np.intp], known: StepCache) -> Floats:
    """Return |∂F| over all rows at some of a run's steps (n,), which may come more than once."""
    steps, back = np.unique(rows, return_inverse=True)
    along, _ = known.at(run, steps)
    return np.asarray(size_of_gradient(run, steps, along.dJ_dw, along.dJ_db)[back])


def _nearest(comparison: Comparison, held: NDArray[np.intp]) -> Columns:
    """Return what the heading says of each held step."""
    along = nearest_along(comparison, held)
    ahead = np.where(along.second < 0, NO_OTHER, np.where(np.isfinite(along.times), TIMES, ARRIVED))
    return {
        "nearest": (along.first + 1).astype(np.uint8),
        "second": (along.second + 1).astype(np.uint8),
        "times": along.times,
        "ahead": ahead.astype(np.uint8),
    }
