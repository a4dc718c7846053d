"""F (J where nothing is charged) along one step's own line: at any other rate, its lowest, and its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from logreg_core.descent.run import Run
from logreg_core.model.forward import losses, sigmoid_pair
from logreg_core.model.penalty import objective
from logreg_core.points.dataset import Floats

FARTHEST = 2.0**60  # times the rate that was taken; a minimum beyond counts as none
_HALVINGS = 200  # more than a double has digits


@dataclass(frozen=True, eq=False)
class AlongStep:
    """F at θ + α'·d/α for every rate α', with d the step from t at the rate α; F is J where nothing is charged.

    taken : α.   lowest : the rate at which F is lowest; 0 where the step leads uphill, None where F falls without end.
    back : the rate, above that, at which F is what it was; None where there is none, or no digit of F shows the fall.
    J_at : gives F (n,) at rates (n,).
    """

    taken: float
    lowest: float | None
    back: float | None
    J_at: Callable[[Floats], Floats]


def along_step(run: Run, t: int) -> AlongStep:
    """Return what F is along the line of the step from t, 0 to run.steps; of the last t, of the step to come.

    The step is the rule's own, from the run's rows; here it is only made longer or shorter.
    """
    X, y, taken = run.X_scaled, run.dataset.y, run.experiment.rate_at(t)
    after, before = run.row_after(t)[:3], np.append(run.w[t], run.b[t])
    with np.errstate(over="ignore", invalid="ignore"):
        d = (after - before) / taken
        z, change_of_z = X @ before[:2] + before[2], X @ d[:2] + d[2]

    def J_at(rates: Floats) -> Floats:
        with np.errstate(over="ignore", invalid="ignore"):
            each = [np.add.reduce(losses(z + far * change_of_z, y)) / len(y) for far in rates.tolist()]
            return objective(np.array(each), before[:2] + rates[:, None] * d[:2], run.l2)

    def slope(far: float) -> float:
        with np.errstate(over="ignore", invalid="ignore"):
            y_hat, one_minus_y_hat = sigmoid_pair(z + far * change_of_z)
            of_J = float(np.add.reduce(np.where(y == 1, -one_minus_y_hat, y_hat) * change_of_z) / len(y))
            return of_J + run.l2 * float((before[:2] + far * d[:2]) @ d[:2]) if run.l2 else of_J

    start = float(J_at(np.zeros(1))[0])
    endless = (
        not (run.l2 and d[:2].any()) and ((2 * y - 1) * change_of_z >= 0).all()
    )  # every example is the better off the farther one goes
    lowest = 0.0 if slope(0.0) >= 0 else None if endless else _crossing(slope, 0.0, taken)
    back = None
    if lowest and float(J_at(np.array([lowest]))[0]) < start:
        back = _crossing(lambda rate: float(J_at(np.array([rate]))[0]) - start, lowest, taken)
    return AlongStep(taken, lowest, back, J_at)


def _crossing(of: Callable[[float], float], low: float, scale: float) -> float | None:
    """Where a function that is below 0 just above `low` is 0 again, by doubling and halving; None if it never is."""
    step = scale
    while not of(low + step) >= 0:
        step *= 2
        if step > FARTHEST * scale:
            return None
    high = low + step
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if of(middle) < 0 else (low, middle)
    return high
