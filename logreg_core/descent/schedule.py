"""The learning rate of each step: ((first step, rate), ...), ascending from step 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.points.dataset import Floats

Schedule = tuple[tuple[int, float], ...]


def rates_of(schedule: Schedule, steps: ArrayLike) -> Floats:
    """Return the rate of the step from t to t + 1 for each t of `steps`, in their shape."""
    starts = np.array([start for start, _ in schedule])
    rates = np.array([rate for _, rate in schedule], np.float64)
    return np.asarray(rates[np.searchsorted(starts, steps, side="right") - 1])


def changed(schedule: Schedule, rate: float, t: int) -> Schedule:
    """Return the schedule as it is up to step t, with `rate` from there on; t = 0 rewrites it from the start."""
    earlier = tuple(entry for entry in schedule if entry[0] < t)
    if earlier and earlier[-1][1] == rate:
        return earlier
    return (*earlier, (t, rate))
