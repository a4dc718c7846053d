"""Descent on the mean of (ŷ - y)²/2 instead of on J: what a run would have been with squared error."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import correct_counts
from logreg_core.descent.local import Gradient
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.run import Run
from logreg_core.model.losses import slopes


def correct_by_squared_error(run: Run) -> NDArray[np.int64]:
    """Return how many are classified correctly at each step, 0 to run.steps, of plain descent on squared error.

    The start, the points, the rates and the number of steps are the run's own.
    """
    X, y = run.X_scaled, run.dataset.y
    sign, of_each = 1 - 2 * y, np.ascontiguousarray(X.T)
    w, b = np.empty_like(run.w), np.empty_like(run.b)
    w[0], b[0] = run.w[0], run.b[0]
    descent, nothing_kept = GradientDescent(), np.empty(0)
    with np.errstate(over="ignore", under="ignore"):
        for t in range(run.steps):
            _, _, dL_dz = slopes(sign * (X @ w[t] + b[t]), sign)
            gradient = np.append(of_each @ dL_dz, np.add.reduce(dL_dz)) / len(y)
            theta = np.append(w[t], b[t])
            after = descent.update(Gradient(gradient), theta, nothing_kept, run.experiment.rate_at(t), t)[0]
            w[t + 1], b[t + 1] = after[:2], after[2]
    return correct_counts(X, y, w, b)
