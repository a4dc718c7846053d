"""How far a run is above the map of the loss at a step: what b alone could still win."""

from __future__ import annotations

from dataclasses import dataclass

from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.run import Run
from logreg_core.descent.surface.least_over_b import least_over_b


@dataclass(frozen=True)
class AboveMap:
    """A step beside the map over the weights, all of F's unit.

    height : P, the least F that any b gives at the weights of this step.
    above : F - P, 0 where that is only rounding.   gap : F - F*, F where nothing attains F*.
    climbed : whether the step that led here went up the map though F fell.
    """

    height: float
    above: float
    gap: float
    climbed: bool


def above_map(run: Run, t: int) -> AboveMap | None:
    """Return how far F is above the map at step t, of all examples; None where there is no map of two weights."""
    y = run.dataset.y
    if len(run.weighted) < 2 or y.all() or not y.any():
        return None
    first = max(t - 1, 0)
    heights = least_over_b(run.X_scaled, y, run.w[first : t + 1], run.l2).F
    F, height = float(run.F[t]), float(heights[-1])
    above = F - height if F - height > ROUNDING * F else 0.0
    gap = F - run.best.F if run.best.exists else F
    fell = t > 0 and run.F[t - 1] - F > ROUNDING * F
    climbed = bool(fell and height - heights[0] > ROUNDING * height)
    return AboveMap(height, above, gap, climbed)
