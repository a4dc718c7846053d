"""How far rounding may have led a run away from the true one, where the rule makes a small difference larger.

A rule that divides a gradient by its own size steps as far for one of 1e-17 as for one of 1: where ∂J/∂b is 0 but for
rounding, rounding moves b. How far that goes on is seen by three more runs: in one each gradient is larger by the
rounding of its mean, in one smaller, and in one those that are no larger than it are 0. The numbers of the run are as
sure as the four agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from logreg_core.descent.along_run import mean_gradients, mean_sizes
from logreg_core.descent.by_coordinate import steps_by_coordinate
from logreg_core.descent.kernels import steps_at_once
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.model.blocks import FEW
from logreg_core.points.dataset import Floats

ROUNDING = 4 * 2.0**-52  # of the mean of the sizes of its terms: how far a mean may be off


@dataclass(frozen=True, eq=False)
class Parting:
    """How far off a run's numbers may be, through all its steps.

    rows : (T+2, 3 + rule.width), of parameters and what is kept, the row after the last among them.
    gradient : (T+1, 3), of the mean gradient.
    """

    rows: Floats
    gradient: Floats


def parting(run: Run) -> Parting | None:
    """Return how far off a run may be; None where its rule makes no difference larger, for over FEW, or batches."""
    rule = run.experiment.rule
    if not isinstance(rule, ByCoordinate) or run.dataset.m > FEW or run.batches:
        return None
    known: Parting | None = run.__dict__.get("parting")
    if known is None:
        known = run.__dict__["parting"] = _parting(run, rule)
    return known


def _parting(run: Run, rule: ByCoordinate) -> Parting:
    X, y, T = run.X_scaled, run.dataset.y, run.steps
    rows = np.concatenate([run.rows, run.row_after(T)[None]])
    astray = _astray(run, rule)
    with np.errstate(all="ignore"):
        of_rows = np.abs(astray - rows).max(axis=0)
        here = np.column_stack(mean_gradients(X, y, run.w, run.b))
        there = [np.column_stack(mean_gradients(X, y, each[:-1, :2], each[:-1, 2])) for each in astray]
        of_gradient = np.max([np.abs(each - here) for each in there], axis=0)
    return Parting(*(np.nan_to_num(each, nan=np.inf, posinf=np.inf) for each in (of_rows, of_gradient)))


def _astray(run: Run, rule: ByCoordinate) -> Floats:
    """Return the rows of the three (3, T+2, 3 + rule.width); those that an earlier run knew are taken over."""
    X, y, T = run.X_scaled, run.dataset.y, run.steps
    known: Floats = run.__dict__.get("astray", np.tile(run.rows[0], (3, 1, 1)))
    out = np.empty((3, T + 2, known.shape[2]))
    t = known.shape[1] - 1
    out[:, : t + 1] = known
    rates = rates_of(run.experiment.learning_rates, np.arange(T + 1))
    changes = [*(np.flatnonzero(np.diff(rates)) + 1).tolist(), T + 1]
    most = min(steps_at_once(len(y)), T + 1)
    steps = steps_by_coordinate(X, y, rule, most, run.l2)
    with np.errstate(all="ignore"):
        off = ROUNDING * mean_sizes(X, y, run.w[t:], run.b[t:])
        first = t
        while t <= T:
            while changes[0] <= t:
                changes.pop(0)
            n = min(most, changes[0] - t)
            some = off[t - first : t - first + n]
            for each, instead in zip(out, _three(some), strict=True):
                each[t : t + n + 1] = steps(each[t], float(rates[t]), t, n, instead)[0]
            t += n
    run.__dict__["astray"] = out
    return out


def _three(off: Floats) -> tuple[Callable[[int, Floats], Floats], ...]:
    """Return what the three take in place of a gradient: more or less than it by off (n, 3), or 0 where that is all."""
    return (
        lambda i, gradient: gradient + off[i],
        lambda i, gradient: gradient - off[i],
        lambda i, gradient: np.where(np.abs(gradient) <= off[i], 0.0, gradient),
    )
