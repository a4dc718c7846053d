"""How many digits of a sum are sure, and which numbers are nothing but rounding and are shown as 0.

A mean of m terms is wrong by up to about 4·2⁻⁵²·mean|term|, and differs by that where it is summed in another order.
Where the true mean is 0, as ∂J/∂b is for a picture that is the same on both sides, what comes out is that rounding: a
number like 2.220×10⁻¹⁶. So a mean no larger than that is shown as 0, and one a little larger with the digits that are
sure. So is a parameter, of which each step adds α times such a mean: how much of its rounding a step carries into it
its rule says (`carried`). A number that was given is shown as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import mean_sizes
from logreg_core.descent.local import Here
from logreg_core.descent.rules.newton import FLAT
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.model.penalty import charged_gradient, penalty_gradient
from logreg_core.points.dataset import Floats

ROUNDING = 4 * 2.0**-52  # of the mean of the sizes of its terms: how far a mean may be off
FEW = 4  # digits on screen; where fewer are sure, the size of the terms is worked out and not only bounded
MOST = 14  # digits that are ever sure, since each step rounds the parameters too
Digits = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Shown:
    """Numbers of n steps as they are shown, and how many of their digits are sure, 1 to 14.

    rows : (n, 3 + rule.width), parameters and what the rule keeps;  gradient : (n, 3).
    digits_of_rows, digits_of_gradient : of these shapes.
    """

    rows: Floats
    gradient: Floats
    digits_of_rows: Digits
    digits_of_gradient: Digits


def shown(run: Run, steps: NDArray[np.intp], gradient: Floats) -> Shown:
    """Return parameters, state and mean gradient (n, 3) of the steps (n,) as they are shown.

    gradient : over the rows that each step takes.
    """
    rows, digits_of_rows = _rows(run, steps, np.column_stack([run.w[steps], run.b[steps], run.state[steps]]))
    gradient, digits = _shown(run, steps, gradient, np.ones((len(steps), 3)))
    return Shown(rows, gradient, digits_of_rows, digits)


def shown_over_all(run: Run, steps: NDArray[np.intp], gradient: Floats) -> tuple[Floats, Digits]:
    """Return ∂J over all examples (n, 3) at the steps (n,) as it is shown, and its sure digits."""
    return _shown(run, steps, gradient, np.ones((len(steps), 3)), over_all=True)


def shown_gradient_of_F(
    run: Run, steps: NDArray[np.intp], gradient: Floats, *, over_all: bool = False
) -> tuple[Floats, Digits]:
    """Return ∂F of the mean gradient ∂J (n, 3) of the steps (n,) as it is shown, and its sure digits: (n, 3) each.

    over_all : whether that is over all rows, even where a step takes a batch.
    """
    charged = charged_gradient(gradient, run.w[steps], run.l2)
    return _shown(run, steps, charged, np.ones((len(steps), 3)), over_all=over_all)


def shown_after(run: Run, steps: NDArray[np.intp]) -> tuple[Floats, Digits]:
    """Return where the step from each of (n,) leads, as it is shown, and its sure digits: (n, 3 + rule.width) each."""
    return _rows(run, steps + 1, run.rows_after(steps))


def _rows(run: Run, steps: NDArray[np.intp], rows: Floats) -> tuple[Floats, Digits]:
    """Return rows (n, 3 + rule.width) of the steps (n,): each was made by the step before it, but for step 0's."""
    before = np.maximum(steps - 1, 0)
    rates = rates_of(run.experiment.learning_rates, before)
    kinds = rows.reshape(len(rows), -1, 3)
    with np.errstate(all="ignore"):
        carried = run.experiment.rule.carried(rates, kinds, lambda: _least_curvature(run, before))
    out, digits = _shown(run, before, rows, carried.reshape(rows.shape))
    given = steps == 0
    out[given], digits[given] = rows[given], MOST
    return out, digits


def _least_curvature(run: Run, steps: NDArray[np.intp]) -> Floats:
    """Return the least curvature of F that is not 0 at each of the steps (n,)."""
    dataset, theta = run.dataset, np.column_stack([run.w, run.b])
    curvatures = [np.linalg.eigvalsh(Here(run.X_scaled, dataset.y, theta[t], run.l2).hessian) for t in steps.tolist()]
    return np.array([float(each[each > FLAT * each[-1]].min(initial=np.inf)) for each in curvatures])


def _shown(
    run: Run, steps: NDArray[np.intp], values: Floats, carried: Floats, *, over_all: bool = False
) -> tuple[Floats, Digits]:
    """Return values (n, k) as they are shown, and their sure digits.

    They have carried (n, k) times the rounding of the gradient at steps (n,), parameter by parameter: that of the mean
    of the examples', and of λw where the weights are charged.
    over_all : whether that mean is over all rows, even where a step takes a batch.
    """
    times = values.shape[1] // 3
    batch = None if over_all else run.batches
    charge = np.abs(penalty_gradient(run.w[steps], run.l2)) if run.l2 else None
    with np.errstate(over="ignore"):
        reach = run.mean_reach if batch is None else run.reach
        reach = reach if charge is None else reach + charge
        rounding = ROUNDING * carried * np.tile(reach, times)  # at most
    digits = _sure(values, rounding)
    close = np.flatnonzero(((digits < FEW) & (values != 0)).any(axis=1))
    out = values.copy()
    if len(close):
        at = steps[close]
        along = None if batch is None else run.along_batches(at)
        sizes = along.sizes if along else mean_sizes(run.X_scaled, run.dataset.y, run.w[at], run.b[at])
        sizes = sizes if charge is None else sizes + charge[close]
        with np.errstate(over="ignore"):
            rounding = ROUNDING * carried[close] * np.tile(sizes, (1, times))
        some = values[close]
        digits[close] = _sure(some, rounding)
        out[close] = np.where((np.abs(some) <= rounding) & np.isfinite(some), 0.0, some)
    return out, digits


def _sure(values: Floats, rounding: Floats) -> Digits:
    """Return how many digits of each value leave half a unit of the last one to its rounding: 1 to 14."""
    with np.errstate(all="ignore"):
        first = np.floor(np.log10(np.abs(values)))
        last = np.ceil(np.log10(2 * rounding))
        digits = np.nan_to_num(first - last + 1, nan=MOST, posinf=MOST, neginf=1)
    sure: Digits = np.clip(digits, 1, MOST).astype(np.uint8)
    return sure
