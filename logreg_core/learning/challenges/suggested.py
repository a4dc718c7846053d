"""A number that a goal may begin with at a moment: one that is not met there, and where it can be told, can be."""

from __future__ import annotations

import math

from logreg_core.descent.along_run import correct_counts
from logreg_core.descent.optimum import optimum
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import cut


def suggested(goal: str, run: Run, t: int) -> float:
    """Return a number of few digits for a goal, one of GOALS, that begins at step t of a run."""
    best, J = optimum(run.dataset).J, float(run.J[t])
    match goal:
        case "J":
            return _between(best, best + (J - best) / 10)
        case "gap":
            return cut((J - best) / 100, 1) if J > best else 0.001
        case "correct":
            steps = slice(t, t + 1)
            now = int(correct_counts(run.X_scaled, run.dataset.y, run.w[steps], run.b[steps])[0])
            return float(now + 1)
    return cut(2 * (run.experiment.safe_rate(run) or 2 / run.smoothness), 2)


def _between(low: float, high: float) -> float:
    """A number above `low` and at most `high`, where there is one, of as few digits as can be."""
    if not low < high:
        return high
    for digits in range(1, 16):
        unit = 10.0 ** (math.floor(math.log10(high)) + 1 - digits)
        found = round(math.floor(high / unit) * unit, 300 if unit < 1e-290 else max(0, -math.floor(math.log10(unit))))
        if low < found <= high:
            return found
    return high
