"""Several learning rates over the same data from the same start, all in one matrix product a step.

Examples are signed rows as in `kernels.py`; `loop.run` says what each rate's descent is. With k parameter vectors
as the rows of Θ (k, 3), one product Θ·S (k, m) holds the s of every rate and example, and one more,
r·Sᵀ (k, 3), every rate's gradient: two calls of matrix code instead of 2k.

`without_momentum` is plain descent beside a rule with a velocity.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.kernels import LARGEST, LOWEST_RATE, highest_rate, signed_rows, steps_side_by_side
from logreg_core.descent.loop import continued, parts_of, run
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.run import Run, take_over
from logreg_core.model.blocks import STEPS
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling

DIGITS = 12  # of a rate: 0.1/(1 - 0.9) is 1, not 1.0000000000000002


def race(dataset: Dataset, experiment: Experiment, rates: Sequence[float]) -> tuple[Run, ...]:
    """Return a Run for each learning rate, constant from step 0, and else as `experiment` says.

    Each is what run() gives for that rate, hold-out, scaling and rule included, but for rounding: whole runs agree as
    far as the rule's `comparable` says. Beyond, where descent may be chaotic, single steps agree to 1e-13.
    rates : positive, in loss per squared parameter inverted; any number of them, in any order.
    Raises ValueError where Experiment refuses a rate.
    """
    entries = [replace(experiment, learning_rates=((0, float(rate)),)) for rate in rates]
    if experiment.batch is not None or any(entry.rule.linear(entry.rate_at(0)) is None for entry in entries):
        return tuple(run(dataset, entry) for entry in entries)
    parts = parts_of(dataset, experiment)
    training = parts.training if parts else dataset
    scaling = Scaling.of(training.X, experiment.scale)
    X = scaling.apply(training.X)
    with np.errstate(all="ignore"):
        descents = _together(X, training.y, experiment, [entry.rate_at(0) for entry in entries])
    runs: list[Run] = []
    for entry, (rows, J) in zip(entries, descents, strict=True):
        if len(J) <= experiment.steps:  # past what e^s can hold; run() knows how to go on
            done = continued(dataset, parts, entry, rows, J, X, scaling)
        else:
            done = Run.of(training, entry, scaling, rows, J, parts, dataset)
        if runs:
            take_over(done, runs[0])
        runs.append(done)
    return tuple(runs)


def _together(X: Floats, y: Floats, experiment: Experiment, rates: list[float]) -> list[tuple[Floats, Floats]]:
    """Return for each rate its first rows (n, 3 + rule.width) and mean losses, as far as |s| <= LARGEST is sure.

    Either all T+1 rows of both, or one row of parameters more than of losses.
    """
    S, rule, l2 = signed_rows(X, y), experiment.rule, experiment.l2
    reach, last = np.abs(S).max(axis=1), experiment.steps
    path, J = np.empty((len(rates), last + 2, 3 + rule.width)), np.empty((len(rates), last + 1))
    path[:, 0] = (*experiment.w, experiment.b, *np.zeros(rule.width))
    known = np.zeros(len(rates), np.intp)
    racing = np.array([k for k, rate in enumerate(rates) if LOWEST_RATE < rate < highest_rate(reach)], np.intp)
    t, n = 0, 1
    steps = steps_side_by_side(S, rule, [rates[k] for k in racing], l2)
    while t <= last and len(racing):
        n = min(n, last + 1 - t)
        rows, losses = steps(path[racing, t], n)
        inside = np.add.reduce(np.abs(rows[:n, :, :3]) * reach, axis=2) <= LARGEST
        good = np.where(inside.all(axis=0), n, inside.argmin(axis=0))
        path[racing, t + 1 : t + 1 + n] = rows[1:].swapaxes(0, 1)
        J[racing, t : t + n] = losses.T
        known[racing] = t + good
        if good.min() < n:
            racing = racing[good == n]
            steps = steps_side_by_side(S, rule, [rates[k] for k in racing], l2)
        t, n = t + n, min(2 * n, STEPS)
    kept = [min(count + 1, last + 1) for count in known.tolist()]
    return [(path[k, :row], J[k, : known[k]]) for k, row in enumerate(kept)]


def without_momentum(experiment: Experiment) -> Experiment | None:
    """Return the experiment by plain descent, at the rates that its own come to.

    None where no velocity adds any up, and where one adds up to more than a computer's numbers hold.
    """
    if steady_sum(experiment) is None:
        return None
    schedule = tuple((start, _in_the_long_run(experiment, rate) or rate) for start, rate in experiment.learning_rates)
    if not all(math.isfinite(rate) for _, rate in schedule):
        return None
    return replace(experiment, rule=GradientDescent(), learning_rates=schedule)


def steady_sum(experiment: Experiment) -> float | None:
    """Return to how many times itself a steady gradient adds up; None where no velocity adds any up."""
    times = _in_the_long_run(experiment, 1.0) if experiment.rule.keeps else None
    return None if times == 1 else times


def _in_the_long_run(experiment: Experiment, rate: float) -> float | None:
    steady = experiment.rule.in_the_long_run(rate)
    return None if steady is None else float(f"{steady:.{DIGITS}g}")
