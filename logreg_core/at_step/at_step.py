"""A Snapshot is every number shown at step t, and a pure function of the data and the parameters there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.contributions import pull_order
from logreg_core.descent.along_run import correct_counts
from logreg_core.descent.optimum import Optimum, local_rate_limits, optimum
from logreg_core.descent.run import Run
from logreg_core.model.chain_rule import ChainRule, chain_rule
from logreg_core.model.forward import Forward, forward, mean_losses
from logreg_core.points.dataset import Dataset, Floats


@dataclass(frozen=True)
class Snapshot:
    """The moment after t steps. Parameters, gradients and rates are in the units that descent moves in.

    t, steps : the step shown and the last one of the run.
    X : (m, 2) features as z sees them (scaled if the experiment scales).
    w : (2,), b : parameters at t;  w_in_data_units, b_in_data_units : the same line in the data's units.
    forward, chain : the forward pass and the chain rule at (w, b), one row an example.
    correct : how many examples have ŷ ≥ 0.5 exactly where y = 1.
    optimum : the best that any parameters can do;  gap : J - J*, no unit.
    learning_rate : α of the step from t to t + 1;  next_w, next_b : where the run's step leads.
    guaranteed_rate : 2/smoothness, up to which J can't rise;  local_rate : 2/λmax of J's Hessian at (w, b).
    order : (m,) examples by descending |∂L/∂w|, ties by their number.
    J_held_out, correct_held_out : mean loss of the held-out examples and how many of them are classified
        correctly; None where nobody is held out. All else is of the training examples, run.dataset, alone.
    """

    t: int
    steps: int
    X: Floats
    w: Floats
    b: float
    w_in_data_units: Floats
    b_in_data_units: float
    forward: Forward
    chain: ChainRule
    correct: int
    optimum: Optimum
    gap: float
    learning_rate: float
    next_w: Floats
    next_b: float
    guaranteed_rate: float
    local_rate: float
    order: NDArray[np.intp]
    J_held_out: float | None = None
    correct_held_out: int | None = None

    @property
    def J(self) -> float:
        """Mean loss at t."""
        return self.forward.J


def snapshot(dataset: Dataset, run: Run, t: int) -> Snapshot:
    """Every number at step t of a run over a dataset; raises IndexError when the run has no step t.

    Where the run holds examples out, its own training rows take the dataset's place.
    """
    if not 0 <= t < len(run.b):
        raise IndexError(f"step {t} is not in this run; it has steps 0 to {len(run.b) - 1}")
    if run.parts is not None:
        dataset = run.dataset
    X, held_out = run.X_scaled, run.held_out
    w, b = run.w[t], float(run.b[t])
    ahead = forward(X, dataset.y, w, b)
    chain = chain_rule(X, dataset.y, w, b)
    best = optimum(dataset)
    J_held_out = correct_held_out = None
    if held_out is not None and run.X_held_out is not None:
        J_held_out = float(mean_losses(run.X_held_out, held_out.y, w[None], np.array([b]))[0])
        correct_held_out = int(correct_counts(run.X_held_out, held_out.y, w[None], [b])[0])
    after = run.row_after(t)
    w_in_data_units, b_in_data_units = run.scaling.to_data_units(w, b)
    return Snapshot(
        t=t,
        steps=len(run.b) - 1,
        X=X,
        w=w,
        b=b,
        w_in_data_units=w_in_data_units,
        b_in_data_units=float(b_in_data_units),
        forward=ahead,
        chain=chain,
        correct=int(np.count_nonzero((ahead.y_hat >= 0.5) == (dataset.y == 1))),
        optimum=best,
        gap=max(0.0, ahead.J - best.J),  # rounding can leave J a hair below J*
        learning_rate=run.experiment.rate_at(t),
        next_w=after[:2],
        next_b=float(after[2]),
        guaranteed_rate=2 / run.smoothness,
        local_rate=float(local_rate_limits(X, w[None], np.array([b]))[0]),
        order=pull_order(chain),
        J_held_out=J_held_out,
        correct_held_out=correct_held_out,
    )
