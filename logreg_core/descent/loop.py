"""Gradient descent on a dataset as an experiment says: run() from the start, extend() from an earlier run.

`fold.py` holds the loops; here is when they may be used, and what is done where they may not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.along_run import mean_gradients
from logreg_core.descent.kernels import LARGEST, LOWEST_RATE, highest_rate, steps_at_once, steps_for
from logreg_core.descent.run import Run, take_over
from logreg_core.descent.schedule import scheduled_rates
from logreg_core.model.forward import forward
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.holdout import Split, split
from logreg_core.points.scaling import Scaling

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment


def run(dataset: Dataset, experiment: Experiment) -> Run:
    """Descend on a dataset as an experiment says, for any positive learning rates.

    It does not compare the dataset with experiment.data. Only a number that is not finite ends it early.
    Where the experiment holds out examples, descent and scaling know the training rows alone.
    """
    start = np.array([[*experiment.w, experiment.b]], np.float64)
    return continued(dataset, parts_of(dataset, experiment), experiment, start, np.empty(0))


def parts_of(dataset: Dataset, experiment: Experiment) -> Split | None:
    """What descent sees and what it does not; None where it sees all."""
    parts = split(dataset, experiment.holdout, experiment.holdout_seed) if experiment.holdout else None
    return parts if parts and parts.held_out else None


def extend(earlier: Run, experiment: Experiment) -> Run:
    """The run of `experiment` on the same dataset, reusing the rows of `earlier` that it shares.

    Bit for bit what run() gives; cheap when only later rates or the number of steps differ.
    """
    if _beginning(experiment) != _beginning(earlier.experiment):
        later = run(earlier.whole, experiment)
    else:
        shared = shared_steps(earlier, experiment)
        rows = np.column_stack([earlier.w[: shared + 1], earlier.b[: shared + 1]])
        J_known = earlier.J[:shared]
        later = continued(earlier.whole, earlier.parts, experiment, rows, J_known, earlier.X_scaled, earlier.scaling)
    take_over(later, earlier)
    return later


def shared_steps(earlier: Run, experiment: Experiment) -> int:
    """How many of the steps of `earlier` a run of `experiment` on the same dataset begins with; 0 or more."""
    before = earlier.experiment
    if _beginning(experiment) != _beginning(before):
        return 0
    most = min(earlier.steps, experiment.steps)
    rates = scheduled_rates(experiment.learning_rates, most)
    differ = np.flatnonzero(rates != scheduled_rates(before.learning_rates, most))
    return int(differ[0]) if len(differ) else most


def _beginning(e: Experiment) -> tuple[object, ...]:
    """What no step is the same without."""
    return e.w, e.b, e.scale, e.holdout, e.holdout_seed


def continued(
    whole: Dataset,
    parts: Split | None,
    experiment: Experiment,
    rows: Floats,
    J_known: Floats,
    X: Floats | None = None,
    scaling: Scaling | None = None,
) -> Run:
    """The run whose first parameters are `rows` (n+1, 3) and whose first mean losses are `J_known` (n,).

    X, scaling : the scaled features (m, 2) and their scaling, where they are known already.
    """
    dataset = parts.training if parts else whole
    scaling = scaling or Scaling.of(dataset.X, experiment.scale)
    X = scaling.apply(dataset.X) if X is None else X
    last = experiment.steps
    theta, J = np.empty((last + 2, 3)), np.empty(last + 1)
    theta[: len(rows)], J[: len(J_known)] = rows, J_known
    with np.errstate(all="ignore"):
        kept = _descend(X, dataset.y, theta, J, len(J_known), experiment)
    w, b, J = theta[:kept, :2].copy(), theta[:kept, 2].copy(), J[:kept].copy()
    w.flags.writeable = b.flags.writeable = J.flags.writeable = False
    return Run(dataset, experiment, scaling, w, b, J, parts, whole)


def _descend(X: Floats, y: Floats, theta: Floats, J: Floats, t: int, experiment: Experiment) -> int:
    """Fill theta (T+2, 3) and J (T+1,) from row t on; return how many rows are finite.

    Which formulas a step uses hangs on its own parameters alone, never on where a block began:
    so a run that goes on from row t has the same bits as one that came all the way.
    """
    reach = np.array([*(max(x.max(), -x.min()) for x in X.T), 1.0])  # |s| <= |w1| reach1 + |w2| reach2 + |b|
    steps, most = steps_for(X, y, len(J) - t), steps_at_once(len(y))
    rates = scheduled_rates(experiment.learning_rates, len(J))
    changes = [*(np.flatnonzero(np.diff(rates)) + 1).tolist(), len(J)]
    room, highest = most, highest_rate(reach)
    while t < len(J):
        while changes[0] <= t:
            changes.pop(0)
        n, rate = min(room, changes[0] - t), float(rates[t])
        path, losses = steps(theta[t], rate, n) if LOWEST_RATE < rate < highest else (theta[t : t + 1], J[:0])
        inside = np.add.reduce(np.abs(path[: len(losses)]) * reach, axis=1) <= LARGEST
        good = len(inside) if inside.all() else int(inside.argmin())
        theta[t + 1 : t + 1 + good], J[t : t + good] = path[1 : good + 1], losses[:good]
        t += good
        room = min(2 * room, most)
        if good < n:
            J[t], theta[t + 1] = _step_by_the_book(X, y, theta[t], rate)
            if not np.isfinite(J[t]):  # and so it is where a parameter is not
                return max(t, 1)
            t, room = t + 1, 1
    return len(J)


def _step_by_the_book(X: Floats, y: Floats, theta: Floats, rate: float) -> tuple[float, Floats]:
    """J at theta and the next theta by the readable formulas, for |s| past what e^s can hold."""
    dJ_dw, dJ_db = mean_gradients(X, y, theta[None, :2], theta[2:])
    return forward(X, y, theta[:2], theta[2]).J, theta - rate * np.append(dJ_dw[0], dJ_db)
