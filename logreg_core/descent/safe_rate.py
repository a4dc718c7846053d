"""The safe rate as one can type it, and how fast descent is with it: up to it F never rises, but more may be better."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import mean_gradients
from logreg_core.descent.race import race
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import cut
from logreg_core.model.forward import mean_losses
from logreg_core.model.penalty import objective

NEAR = 1e-3  # of F - F*: as near as no eye can tell on a curve
LOOKED = 400  # steps
MOST_WORK = 1_000_000  # examples times steps times rates
_LEADING = (1, 2, 5)  # of a round rate


@dataclass(frozen=True)
class Quicker:
    """A rate above the safe one that comes near F* in fewer steps from the same start.

    rate, steps : this rate's;  safe, safe_steps : those of the safe rate, cut.
    """

    rate: float
    steps: int
    safe: float
    safe_steps: int


def steps_until_near(run: Run, rates: list[float]) -> list[int | None]:
    """Return in how many steps descent comes within NEAR of F*, from the run's start, with each rate; None if not.

    It is not looked for past LOOKED steps, nor where that takes long; then it is None too.
    """
    best = run.best
    steps = min(LOOKED, MOST_WORK // (run.dataset.m * len(rates)))
    if not best.exists or steps < 1:
        return [None] * len(rates)
    found: list[int | None] = []
    for each in race(run.whole, replace(run.experiment, steps=steps), rates):
        near = each.F - best.F <= NEAR
        found.append(int(near.argmax()) if near.any() else None)
    return found


def quicker_rate(run: Run) -> Quicker | None:
    """Return the first round rate above the rule's safe one, where it takes fewer steps and F does not rise by it."""
    safe = run.experiment.safe_rate(run)
    if safe is None:
        return None
    rate = _round_above(safe)
    of_safe, of_rate = steps_until_near(run, [cut(safe), rate])
    if of_safe is None or of_rate is None or of_rate >= of_safe:
        return None
    return Quicker(rate, of_rate, cut(safe), of_safe)


def _round_above(rate: float) -> float:
    """The least of 1, 2 and 5 times a power of ten above a rate."""
    power = int(f"{rate:e}".partition("e")[2])
    return next(at for more in (0, 1) for digit in _LEADING if (at := float(f"{digit}e{power + more}")) > rate)


def slow_from(run: Run, steps: NDArray[np.intp], rate: float, from_start: int) -> NDArray[np.bool_] | None:
    """Return from which steps (n,) going on at a rate takes more than twice as long as from_start until it is near F*.

    rate : one up to which F never rises, so that a look at the end of that time is enough.
    None where it takes long to find out, or where a step of the rule is not linear.
    """
    X, y, best = run.X_scaled, run.dataset.y, run.best
    linear = run.experiment.rule.linear(rate)
    if linear is None or not best.exists or 2 * from_start * len(steps) * len(y) > MOST_WORK:
        return None
    linear = linear.charged(run.l2)
    rows = run.rows[steps].reshape(len(steps), -1, 3)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(2 * from_start):
            dJ_dw, dJ_db = mean_gradients(X, y, rows[:, 0, :2], rows[:, 0, 2])
            gradient = np.column_stack([dJ_dw, dJ_db])
            rows = linear.carried_on(rows) + linear.push[:, None] * gradient[:, None]
    near: NDArray[np.bool_] = (
        objective(mean_losses(X, y, rows[:, 0, :2], rows[:, 0, 2]), rows[:, 0, :2], run.l2) - best.F <= NEAR
    )
    return ~near
