"""What a map of the loss is of: examples, λ, and the planes of two parameters that the map can lie in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.optimum import is_unique, optimum
from logreg_core.descent.run import Run
from logreg_core.descent.surface.least_over_b import least_over_b
from logreg_core.descent.surface.least_over_weight import least_over_weight, weight_runs_away
from logreg_core.model.forward import mean_losses
from logreg_core.model.penalty import penalty
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling

MOST_ROWS = 700  # of more examples, a sample of so many is mapped
BOTH_WEIGHTS = "w1 w2"


@dataclass(frozen=True, eq=False)
class Ground:
    """What a map is of, in the units that descent moves in.

    X : (n, 2), y : (n,) the examples that are mapped, a sample where there are more than MOST_ROWS;  m : all there are.
    l2 : λ.  weighted : which features, from 0, have a weight.
    least : the least F of the examples that are mapped, or what F approaches where nothing attains it.
    attained : whether some parameters attain it.  theta : (3,) w1, w2 and b that do, nan where none do.
    along : (3,) in which direction from theta others do as well; zeros where there is but one.
    """

    X: Floats
    y: Floats
    m: int
    l2: float
    weighted: tuple[int, ...]
    least: float
    attained: bool
    theta: Floats
    along: Floats

    @property
    def is_sample(self) -> bool:
        """Whether not all examples are mapped."""
        return len(self.y) < self.m

    @property
    def planes(self) -> tuple[str, ...]:
        """The planes that it can lie in, each as its two parameters; the first is that of the weights there are."""
        if len(self.weighted) == 2:
            return (BOTH_WEIGHTS, "w1 b", "w2 b")
        return tuple(f"w{k + 1} b" for k in self.weighted)

    def why_not(self, plane: str) -> str:
        """Return why there is no map of a plane: "one class", "runs away", "no difference"; "" where there is one."""
        if plane == BOTH_WEIGHTS and not (self.y.any() and not self.y.all()):
            return "one class"
        if plane == BOTH_WEIGHTS and (self.X == self.X[0]).all():
            return "no difference"  # b alone decides
        k = _third(plane)
        if k in self.weighted and weight_runs_away(self.X[:, k], self.y, self.l2):
            return "runs away"
        return ""

    def heights(self, plane: str, places: Floats) -> Floats:
        """Return the height of the map, (n,), at places : (n, 2) of a plane: the least F over the third parameter."""
        if plane == BOTH_WEIGHTS:
            return least_over_b(self.X, self.y, places, self.l2).F
        k = _third(plane)
        if k in self.weighted:
            return least_over_weight(self.X, self.y, k, places, self.l2)
        w = np.zeros((len(places), 2))
        w[:, 1 - k] = places[:, 0]
        J = mean_losses(self.X, self.y, w, np.ascontiguousarray(places[:, 1]))
        return J + penalty(w, self.l2) if self.l2 else J


def ground_of(run: Run) -> Ground:
    """Return what a map for a run is of: it hangs on the run's data, units and λ alone."""
    X, y = run.X_scaled, run.dataset.y
    if len(y) <= MOST_ROWS:
        best, scaling = run.best, run.scaling
        is_alone = run.is_unique
    else:
        rows = _sample(y)
        X, y = X[rows], y[rows]
        best, scaling = optimum(Dataset(X, y), run.l2), Scaling()
        is_alone = is_unique(best, X)
    w = np.asarray(best.w) * scaling.sd
    theta = np.append(w, best.b + float(best.w @ np.array(scaling.mean)))
    along = np.zeros(3) if is_alone or not best.exists else _without_effect(X, run.weighted)
    return Ground(X, y, run.dataset.m, run.l2, run.weighted, best.F, best.exists, theta, along)


def axes_of(plane: str) -> tuple[int, int]:
    """Return which of w1, w2 and b, from 0, a plane's two parameters are."""
    first, second = (("w1", "w2", "b").index(name) for name in plane.split())
    return first, second


def _third(plane: str) -> int:
    """Which of w1, w2 and b, from 0, is not in a plane."""
    return 3 - sum(axes_of(plane))


def _sample(y: Floats) -> NDArray[np.intp]:
    """Return MOST_ROWS examples, with both classes in proportion, the same each time."""
    rng = np.random.Generator(np.random.PCG64(0))
    ones, zeros = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    share = min(max(round(MOST_ROWS * len(ones) / len(y)), min(1, len(ones))), MOST_ROWS - min(1, len(zeros)))
    return np.sort(np.concatenate([rng.permutation(ones)[:share], rng.permutation(zeros)[: MOST_ROWS - share]]))


def _without_effect(X: Floats, weighted: tuple[int, ...]) -> Floats:
    """Return a direction (3,) of w1, w2 and b that changes no z, of examples on one line."""
    apart = X - X[0]
    farthest = apart[np.argmax(np.hypot(apart[:, 0], apart[:, 1]))]
    if len(weighted) < 2:  # the only feature is the same for all
        w = np.array([float(k in weighted) for k in (0, 1)])
    else:
        w = np.array([-farthest[1], farthest[0]]) if farthest.any() else np.array([1.0, 0.0])
    return np.append(w, -float(w @ X[0]))
