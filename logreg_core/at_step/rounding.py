"""Which numbers are nothing but rounding, and are shown as 0.

A sum of m terms in doubles is wrong by up to about 2⁻⁵²·mean|term| after the division by m. Where the true sum is 0,
as ∂J/∂b is for a picture that is the same on both sides, what comes out is that rounding: a number like 2.220×10⁻¹⁶,
another one in another order of summing. So a mean no larger than 4·2⁻⁵²·mean|term| is shown as 0, and so is a parameter
no larger than what such a sum made of it in the last step. A number that was given is always shown as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import mean_sizes
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.points.dataset import Floats

ROUNDING = 4 * 2.0**-52


@dataclass(frozen=True, eq=False)
class Shown:
    """Numbers of n steps as they are shown.

    rows : (n, 3 + rule.width), parameters and what the rule keeps;  gradient : (n, 3).
    """

    rows: Floats
    gradient: Floats


def shown(run: Run, steps: NDArray[np.intp], gradient: Floats) -> Shown:
    """Return parameters, state and mean gradient (n, 3) of the steps (n,), with 0 for what is nothing but rounding."""
    rows = np.column_stack([run.w[steps], run.b[steps], run.state[steps]])
    return Shown(_rows_without_dust(run, steps, rows), _gradient_without_dust(run, steps, gradient))


def shown_after(run: Run, steps: NDArray[np.intp]) -> Floats:
    """Return where the step from each of (n,) leads, (n, 3 + rule.width), with 0 for what is nothing but rounding."""
    return _rows_without_dust(run, steps + 1, run.rows_after(steps))


def _gradient_without_dust(run: Run, steps: NDArray[np.intp], gradient: Floats) -> Floats:
    doubtful = np.flatnonzero((np.abs(gradient) <= ROUNDING * run.mean_reach).any(axis=1) & (gradient != 0).any(axis=1))
    if not len(doubtful):
        return gradient
    at = steps[doubtful]
    bound = ROUNDING * mean_sizes(run.X_scaled, run.dataset.y, run.w[at], run.b[at])
    out = gradient.copy()
    out[doubtful] = _without(out[doubtful], bound)
    return out


def _rows_without_dust(run: Run, steps: NDArray[np.intp], rows: Floats) -> Floats:
    """Return the rows (n, 3 + rule.width) of the steps (n,), without what the step before each made of rounding."""
    before = np.maximum(steps - 1, 0)
    rates = rates_of(run.experiment.learning_rates, before)
    each, which = np.unique(rates, return_inverse=True)
    carried = np.repeat([run.experiment.rule.carried(rate) for rate in each.tolist()], 3, axis=1)[which]
    with np.errstate(over="ignore"):
        most = ROUNDING * carried * np.tile(run.mean_reach, rows.shape[1] // 3)
        doubtful = np.flatnonzero(((np.abs(rows) <= most) & (rows != 0)).any(axis=1) & (steps > 0))
        if not len(doubtful):
            return rows
        at = before[doubtful]
        sizes = mean_sizes(run.X_scaled, run.dataset.y, run.w[at], run.b[at])
        bound = ROUNDING * carried[doubtful] * np.tile(sizes, (1, rows.shape[1] // 3))
    out = rows.copy()
    out[doubtful] = _without(out[doubtful], bound)
    return out


def _without(values: Floats, bound: Floats) -> Floats:
    """Return the values with 0 where they are no larger than the bound; what has left a double's range stays."""
    return np.where((np.abs(values) <= bound) & np.isfinite(values), 0.0, values)
