"""Descent on the mean of (ŷ - y)²/2 instead of on J: what a run would have been with squared error."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import correct_counts
from logreg_core.descent.run import Run
from logreg_core.model.losses import squared_error


def correct_by_squared_error(run: Run) -> NDArray[np.int64]:
    """Return how many are classified correctly at each step, 0 to run.steps, of plain descent on squared error.

    The start, the points, the rates and the number of steps are the run's own.
    """
    X, y = run.X_scaled, run.dataset.y
    w, b = np.empty_like(run.w), np.empty_like(run.b)
    w[0], b[0] = run.w[0], run.b[0]
    for t in range(run.steps):
        here, rate = squared_error(X, y, w[t], float(b[t])), run.experiment.rate_at(t)
        w[t + 1], b[t + 1] = w[t] - rate * here.dJ_dw, b[t] - rate * here.dJ_db
    return correct_counts(X, y, w, b)
