"""Where a run hangs on the last digits of its arithmetic, so that another machine may draw another path."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from logreg_core.descent.experiment import LARGEST_START
from logreg_core.descent.loop import run
from logreg_core.descent.run import Run

SEEN = 1e-3  # of max(1, |θ|): what one sees in a picture
ROUNDINGS = 4 * 2.0**-52  # of max(1, |θ|): as far as two right programs may be apart after a step
MOST_WORK = 5_000_000  # examples times steps, some twentieth of a second


def decided_by_last_digits(done: Run) -> range:
    """Return the steps from which on, and up to which, rounding alone leads a run elsewhere; none where it does not.

    They are looked for only where the rule does not promise that two right programs agree (`Rule.comparable`): there a
    second run begins a few roundings away. Where that takes long nothing is known, and nothing is returned.
    """
    nowhere = range(0)
    if not done.steps or done.steps * done.dataset.m > MOST_WORK or math.isfinite(_promised(done, done.steps)):
        return nowhere
    (w1, w2), b = done.experiment.w, done.experiment.b
    size = max(1.0, abs(w1), abs(w2), abs(b))
    if size > LARGEST_START / 2:
        return nowhere
    off = ROUNDINGS * size
    beside = run(done.whole, replace(done.experiment, w=(w1 + off, w2), b=b - off, steps=done.steps))
    theta, other = (np.column_stack([each.w, each.b]) for each in (done, beside))
    both = min(len(theta), len(other))
    apart = np.abs(theta[:both] - other[:both]) > SEEN * np.maximum(1, np.abs(theta[:both]))
    seen = np.flatnonzero(apart.any(axis=1))
    if not len(seen):
        return nowhere
    first, last = int(seen[0]), int(seen[-1]) if both == len(theta) else done.steps
    return range(first, last + 1) if math.isinf(_promised(done, first)) else nowhere


def _promised(done: Run, t: int) -> float:
    return done.experiment.rule.comparable(float(done.rates[:t].max(initial=0.0)), done.smoothness, t)
