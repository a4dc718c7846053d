"""Which lane is nearest to its F* along a comparison, which comes next, and how many times as far that one is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.lanes.comparison import ROUNDING, Comparison
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class Nearest:
    """Lanes by their place, from 0, at n steps of a comparison.

    first : (n,) the one lane that is nearest, -1 where several are, or where there is no order.
    second : (n,) the one that comes next, -1 where no other runs, or first is -1.
    times : (n,) how many times the first's gap, or F, the second's is; inf where the first's is 0, nan without second.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    times: Floats


def nearest_along(comparison: Comparison, steps: NDArray[np.intp]) -> Nearest:
    """Return which lanes are nearest at steps (n,) of the comparison; `Comparison.nearest` says the same of one."""
    n, count = len(steps), len(comparison.runs)
    none = np.full(n, -1, np.intp)
    if not comparison.measure or count < 2:
        return Nearest(none, none, np.full(n, np.nan))
    values, bests = np.full((count, n), np.inf), np.array([abs(best.F) for best in comparison.bests])
    for k, (lane, curve) in enumerate(zip(comparison.lanes.all, comparison.curves, strict=True)):
        of_lane = curve.F if curve.gap is None else curve.gap
        own = steps - lane.begins
        runs = (own >= 0) & (own < len(of_lane))
        values[k, runs] = of_lane[own[runs]]
    order = values.argsort(axis=0, kind="stable")
    least, next_least = np.take_along_axis(values, order[:2], axis=0)
    slack = ROUNDING * bests[order[0]]
    if comparison.measure == "F":
        slack = ROUNDING * np.maximum(bests[order[0]], least)
    with np.errstate(divide="ignore", invalid="ignore"):
        alone = np.isfinite(least) & ~(next_least - least <= slack)
        times = np.where(alone & np.isfinite(next_least), next_least / least, np.nan)
    return Nearest(
        first=np.where(alone, order[0], -1),
        second=np.where(alone & np.isfinite(next_least), order[1], -1),
        times=times,
    )
