"""Descent on a dataset as an experiment says: run() from the start, extend() from an earlier run.

`kernels.py` holds the fast loops; here is when they may be used, and what is done where they may not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.batches.batch_loop import descend_in_batches
from logreg_core.descent.batches.batches import Batches
from logreg_core.descent.by_coordinate import steps_by_coordinate
from logreg_core.descent.experiment import FIELDS
from logreg_core.descent.kernels import LARGEST, LOWEST_RATE, highest_rate, steps_at_once, steps_for
from logreg_core.descent.local import Here
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.descent.run import Run, take_over
from logreg_core.descent.schedule import rates_of
from logreg_core.model.blocks import FEW
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.holdout import Split, split
from logreg_core.points.scaling import Scaling

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment

FARTHEST = 2.0**1020  # a sixteenth of the largest double, so that what is worked out from z, w, b and J is finite too


def run(dataset: Dataset, experiment: Experiment) -> Run:
    """Descend on a dataset as an experiment says, for any positive learning rates.

    It does not compare the dataset with experiment.data. Only numbers past FARTHEST end it early.
    Where the experiment holds out examples, descent and scaling know the training rows alone.
    """
    start = np.array([[*experiment.w, experiment.b, *np.zeros(experiment.rule.width)]])
    return continued(dataset, parts_of(dataset, experiment), experiment, start, np.empty(0))


def parts_of(dataset: Dataset, experiment: Experiment) -> Split | None:
    """Return the examples that descent sees and those it does not; None where it sees all."""
    parts = split(dataset, experiment.holdout, experiment.holdout_seed) if experiment.holdout else None
    return parts if parts and parts.held_out else None


def extend(earlier: Run, experiment: Experiment) -> Run:
    """Return the run of `experiment` on the same dataset, reusing the rows of `earlier` that it shares.

    Bit for bit what run() gives; cheap when only later rates or the number of steps differ.
    """
    if _beginning(experiment) != _beginning(earlier.experiment):
        later = run(earlier.whole, experiment)
    else:
        shared = shared_steps(earlier, experiment)
        rows = earlier.rows[: shared + 1]
        J_known = earlier.J[:shared]
        later = continued(earlier.whole, earlier.parts, experiment, rows, J_known, earlier.X_scaled, earlier.scaling)
    take_over(later, earlier)
    return later


def shared_steps(earlier: Run, experiment: Experiment) -> int:
    """Return how many of the steps of `earlier` a run of `experiment` on the same dataset begins with; 0 or more."""
    before = earlier.experiment
    if _beginning(experiment) != _beginning(before):
        return 0
    most = min(earlier.steps, experiment.steps)
    steps = np.arange(most)
    differ = np.flatnonzero(rates_of(experiment.learning_rates, steps) != rates_of(before.learning_rates, steps))
    return int(differ[0]) if len(differ) else most


def _beginning(e: Experiment) -> tuple[object, ...]:
    """Return what no step is the same without, but for the data."""
    return tuple(getattr(e, each.name) for each in FIELDS if each.begins)


def continued(
    whole: Dataset,
    parts: Split | None,
    experiment: Experiment,
    rows: Floats,
    J_known: Floats,
    X: Floats | None = None,
    scaling: Scaling | None = None,
) -> Run:
    """Return the run that begins with `rows` (n+1, 3 + rule.width), parameters and state, and `J_known` (n,).

    X, scaling : the scaled features (m, 2) and their scaling, where they are known already.
    """
    dataset = parts.training if parts else whole
    scaling = scaling or Scaling.of(dataset.X, experiment.scale)
    X = scaling.apply(dataset.X) if X is None else X
    last = experiment.steps
    path, J = np.empty((last + 2, 3 + experiment.rule.width)), np.empty(last + 1)
    path[: len(rows)], J[: len(J_known)] = rows, J_known
    with np.errstate(all="ignore"):
        kept = _descend(X, dataset.y, path, J, len(J_known), experiment)
    return Run.of(dataset, experiment, scaling, path[:kept], J[:kept], parts, whole)


def _descend(X: Floats, y: Floats, path: Floats, J: Floats, t: int, experiment: Experiment) -> int:
    """Fill path (T+2, 3 + rule.width) and J (T+1,) from row t on; return how many rows are within FARTHEST.

    Which formulas a step uses hangs on its own parameters alone, never on where a block began:
    so a run that goes on from row t has the same bits as one that came all the way.
    """
    batches = Batches.of(experiment, len(y))
    if batches is not None:
        return descend_in_batches(X, y, path, J, t, experiment, batches, FARTHEST)
    reach = np.array([*(max(x.max(), -x.min()) for x in X.T), 1.0])  # |s| <= |w1| reach1 + |w2| reach2 + |b|
    rule = experiment.rule
    steps, most = steps_for(X, y, rule, len(J) - t), steps_at_once(len(y))
    by_coordinate = None
    if isinstance(rule, ByCoordinate) and len(y) <= FEW:
        by_coordinate = steps_by_coordinate(X, y, rule, min(most, len(J) - t), experiment.l2)
    rates = rates_of(experiment.learning_rates, np.arange(len(J)))
    changes = [*(np.flatnonzero(np.diff(rates)) + 1).tolist(), len(J)]
    room, highest = most, highest_rate(reach)
    while t < len(J):
        while changes[0] <= t:
            changes.pop(0)
        n, rate = min(room, changes[0] - t), float(rates[t])
        linear = rule.linear(rate) if LOWEST_RATE < rate < highest else None
        if by_coordinate:
            rows, losses = by_coordinate(path[t], rate, t, n)
        elif linear is None:
            rows, losses = path[t : t + 1], J[:0]
        else:
            rows, losses = steps(path[t], linear.charged(experiment.l2), n)
        inside = np.add.reduce(np.abs(rows[: len(losses), :3]) * reach, axis=1) <= LARGEST
        good = len(inside) if inside.all() else int(inside.argmin())
        path[t + 1 : t + 1 + good], J[t : t + good] = rows[1 : good + 1], losses[:good]
        t += good
        room = min(2 * room, most)
        if good < n:
            here = Here(X, y, path[t, :3], experiment.l2)
            J[t], path[t + 1] = here.J, np.concatenate(rule.update(here, path[t, :3], path[t, 3:], rate, t))
            if not here.reach <= FARTHEST:  # so it is too where a parameter is not finite; J then need not tell
                return max(t, 1)
            t, room = t + 1, 1
    return len(J)
