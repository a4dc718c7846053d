"""The learning rate of each step: ((first step, rate), ...), ascending from step 0."""

from __future__ import annotations

import numpy as np

from logreg_core.points.dataset import Floats


def scheduled_rates(learning_rates: tuple[tuple[int, float], ...], steps: int) -> Floats:
    """((first step, rate), ...), ascending from step 0 → (steps,): the rate of each step."""
    starts = np.array([start for start, _ in learning_rates])
    rates = np.array([rate for _, rate in learning_rates], np.float64)
    return np.asarray(rates[np.searchsorted(starts, np.arange(steps), side="right") - 1])
