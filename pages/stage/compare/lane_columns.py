"""Each lane's numbers at each held step, as columns named by the lane's place: F0 and gap0 are the first one's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.schedule import rates_of
from logreg_core.lanes.comparison import ROUNDING, Comparison
from logreg_core.points.dataset import Floats
from pages.figures.plane import LINES, View, line_coordinates
from pages.stage.columns import Columns

WAITS, RUNS, ENDED = 0, 1, 2  # in the columns `there`: a lane has yet to begin, it runs, or its numbers grew too large


def lane_columns(comparison: Comparison, held: NDArray[np.intp], view: View) -> Columns:
    """Return what there is to show of all lanes at the held steps (n,), with k the lane's place, from 0.

    F{k} : what it makes small, J where λ = 0;  gap{k} : F - F*, where there is an F*;  slope{k} : |∂F| over all rows.
    rate{k} : the next step's learning rate;  touched{k} : how many examples' gradients it has taken.
    length{k} : how long the last step was, nan before the first;  line{k} : its boundary between two points, (n, 4).
    there{k} : one of WAITS, RUNS and ENDED.
    A lane that waits stands where it begins, and one that has ended where it ended.
    nearest : the place, from 1, of the one lane that is nearest to its least F, or 0.
    """
    columns: Columns = {"t": held.astype(np.uint32), "w1": np.zeros(len(held))}
    for k, (lane, run) in enumerate(zip(comparison.lanes.all, comparison.runs, strict=True)):
        curve, own = comparison.curves[k], held - lane.begins
        rows = np.clip(own, 0, run.steps)
        columns[f"F{k}"] = curve.F[rows]
        if curve.gap is not None:
            columns[f"gap{k}"] = curve.gap[rows]
        columns[f"rate{k}"] = rates_of(lane.experiment.learning_rates, np.maximum(own, 0))
        columns[f"slope{k}"] = curve.gradient[rows]
        columns[f"touched{k}"] = curve.touched[rows].astype(np.float64)
        columns[f"length{k}"] = np.append(np.nan, curve.length)[rows]
        columns[f"there{k}"] = np.where(own < 0, WAITS, np.where(own > run.steps, ENDED, RUNS)).astype(np.uint8)
        lines = line_coordinates(run.w_in_data_units[rows], run.b_in_data_units[rows], view)
        columns[f"line{k}"] = lines[:, LINES // 2].reshape(len(held), 4)
    columns["nearest"] = _nearest(comparison, columns)
    return columns


def _nearest(comparison: Comparison, columns: Columns) -> NDArray[np.uint8]:
    """Return what `Comparison.nearest` says at all held steps, (n,): a lane's place from 1, 0 where it is not one."""
    count, steps = len(comparison.runs), len(columns["t"])
    name = {"gap": "gap", "F": "F", "": ""}[comparison.measure]
    if not name or count < 2:
        return np.zeros(steps, np.uint8)
    runs = np.array([columns[f"there{k}"] == RUNS for k in range(count)])
    values: Floats = np.where(runs, np.array([columns[f"{name}{k}"] for k in range(count)], np.float64), np.inf)
    first = values.argmin(axis=0)
    least = values[first, np.arange(steps)]
    bests = np.array([abs(best.F) for best in comparison.bests])[first]
    slack = ROUNDING * (np.maximum(bests, least) if name == "F" else bests)
    with np.errstate(invalid="ignore"):
        alone = (values - least <= slack).sum(axis=0) == 1
    return np.where(alone, first + 1, 0).astype(np.uint8)
