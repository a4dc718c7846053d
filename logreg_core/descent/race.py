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
from numpy.typing import NDArray

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.kernels import (
    LARGEST,
    LOWEST_RATE,
    StepsSideBySide,
    highest_rate,
    signed_rows,
    steps_side_by_side,
)
from logreg_core.descent.loop import continued, parts_of, run
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.run import Run, take_over
from logreg_core.model.blocks import STEPS
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling

FAR = 1e300  # |s| up to which the sums over examples stay within what a double holds
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
        if len(J) <= experiment.steps:  # past FAR; run() knows how to go on
            done = continued(dataset, parts, entry, rows, J, X, scaling)
        else:
            done = Run.of(training, entry, scaling, rows, J, parts, dataset)
        if runs:
            take_over(done, runs[0])
        runs.append(done)
    return tuple(runs)


def _together(X: Floats, y: Floats, experiment: Experiment, rates: list[float]) -> list[tuple[Floats, Floats]]:
    """Return for each rate its first rows (n, 3 + rule.width) and mean losses, as far as |s| <= FAR is sure.

    Either all T+1 rows of both, or one row of parameters more than of losses. Those that leave what e^s can hold go on
    together too, by formulas that take twice the time.
    """
    S, rule, last = signed_rows(X, y), experiment.rule, experiment.steps
    reach = np.abs(S).max(axis=1)
    path, J = np.empty((len(rates), last + 2, 3 + rule.width)), np.empty((len(rates), last + 1))
    path[:, 0] = (*experiment.w, experiment.b, *np.zeros(rule.width))
    known = np.zeros(len(rates), np.intp)
    may = np.array([LOWEST_RATE < rate < highest_rate(reach) for rate in rates], np.bool_)
    for far in (False, True):
        racing = np.flatnonzero(may & (known <= last))
        steps, n = _steps(S, experiment, rates, racing, far), 1
        while len(racing):
            n = min(n, last + 1 - int(known[racing].min()))
            rows, losses = steps(path[racing, known[racing]], n)
            inside = np.add.reduce(np.abs(rows[:n, :, :3]) * reach, axis=2) <= (FAR if far else LARGEST)
            good = np.where(inside.all(axis=0), n, inside.argmin(axis=0))
            for i, k in enumerate(racing.tolist()):
                t, more = known[k], min(int(good[i]), last + 1 - int(known[k]))
                path[k, t + 1 : t + 1 + more], J[k, t : t + more] = rows[1 : 1 + more, i], losses[:more, i]
            known[racing] = np.minimum(known[racing] + good, last + 1)
            going = (good == n) & (known[racing] <= last)
            if not going.all():
                racing = racing[going]
                steps = _steps(S, experiment, rates, racing, far)
            n = min(2 * n, STEPS)
    kept = [min(count + 1, last + 1) for count in known.tolist()]
    return [(path[k, :row], J[k, : known[k]]) for k, row in enumerate(kept)]


def _steps(
    S: Floats, experiment: Experiment, rates: list[float], racing: NDArray[np.intp], far: bool
) -> StepsSideBySide:
    return steps_side_by_side(S, experiment.rule, [rates[k] for k in racing], experiment.l2, far=far)


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
