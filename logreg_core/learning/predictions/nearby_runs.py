"""A run up to a step, and one that has a step more: what was to be seen before a guess, and what is after it."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Context

import numpy as np

from logreg_core.descent.run import Run, take_over
from logreg_core.model.forward import mean_losses

DIGITS = 4  # on screen


def up_to(run: Run, t: int) -> Run:
    """Return a run's steps 0 to t, as the run that it would be had it ended there; t up to its last step."""
    if t >= run.steps:
        return run
    part = replace(
        run,
        experiment=replace(run.experiment, steps=t),
        w=run.w[: t + 1],
        b=run.b[: t + 1],
        J=run.J[: t + 1],
        state=run.state[: t + 1],
    )
    take_over(part, run)
    return part


def with_step_after(run: Run, t: int) -> Run:
    """Return a run that has step t + 1: this one, or at its last t one longer by that step.

    What it leads to may not be finite, as where a run has ended early.
    """
    if t < run.steps:
        return run
    row = run.row_after(run.steps)
    with np.errstate(all="ignore"):
        J = mean_losses(run.X_scaled, run.dataset.y, row[None, :2], row[2:3])
    longer = replace(
        run,
        experiment=replace(run.experiment, steps=run.steps + 1),
        w=np.vstack([run.w, row[:2]]),
        b=np.append(run.b, row[2]),
        J=np.append(run.J, J),
        state=np.vstack([run.state, row[3:]]),
    )
    take_over(longer, run)
    return longer


def look_alike(one: float, other: float, digits: int = DIGITS) -> bool:
    """Return whether two finite numbers are the same in the digits that are shown."""
    rounding = Context(prec=max(1, digits), rounding=ROUND_HALF_UP)
    return rounding.create_decimal(one) == rounding.create_decimal(other)
