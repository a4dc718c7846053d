"""The learning rate of each step: ((first step, rate), ...), ascending from step 0."""

from __future__ import annotations

from decimal import ROUND_DOWN, Context

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


def cut(rate: float, digits: int = 3) -> float:
    """Return the largest number of so many significant digits that is not above a positive rate: safe stays safe."""
    return float(Context(prec=digits, rounding=ROUND_DOWN).create_decimal(rate))


def one_or_less(most: float) -> float:
    """Return 1, or where that is more than `most` the largest number of one digit that is not."""
    return 1.0 if most >= 1 else cut(most, 1)
