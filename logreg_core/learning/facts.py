"""The numbers that a lesson may speak of, by name: what the run of a moment says, and runs that differ in one thing.

Each public name of `Facts` is a word of lessons: `J(20)`, `L(27)`, `flipped(110).J_best`. A step that is left out is
the moment's own, an example that is left out the picked one. Examples are numbered from 1, as on screen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from urllib.parse import urlencode

import numpy as np

from logreg_core.at_step.along_step import along_step
from logreg_core.at_step.at_step import AtStep, at
from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run
from logreg_core.descent.run import Run
from logreg_core.learning.squared_descent import correct_by_squared_error
from logreg_core.learning.start import Start, points_of
from logreg_core.model.losses import SquaredError, squared_error
from logreg_core.points.dataset import Dataset
from logreg_core.points.edits import Erase, Flip, edited

MOST_WORK = 50_000_000  # examples times steps; the longest lesson takes an eighth of it


@dataclass(frozen=True, eq=False)
class Facts:
    """What the run of one moment says. Raises ValueError where a step or an example is not there."""

    start: Start
    _run: Run

    # --- the moment ---
    @property
    def m(self) -> int:
        """How many examples there are."""
        return self._run.dataset.m

    @property
    def t(self) -> int:
        """The moment's step."""
        return self.start.t

    @property
    def i(self) -> int:
        """The number of the picked example; without a pick, of the one that pulls hardest at t."""
        return self.hardest() if self.start.pick is None else self.start.pick + 1

    @property
    def steps(self) -> int:
        """The run's last step."""
        return self._run.steps

    @property
    def share(self) -> float:
        """The share of class 1."""
        return float(self._run.dataset.y.mean())

    # --- the best line, in the data's units ---
    @property
    def has_best(self) -> bool:
        """Whether some line is best."""
        return self._here.optimum.exists

    @property
    def l2(self) -> float:
        """λ, by which long weights are charged; 0 where nothing is."""
        return self._run.l2

    @property
    def J_best(self) -> float:
        """J*, the lowest mean loss that any line can reach; where none does, what J falls towards."""
        return self._here.optimum.J

    @property
    def w1_best(self) -> float:
        """w1 of the best line."""
        return float(self._best_w[0])

    @property
    def w2_best(self) -> float:
        """w2 of the best line."""
        return float(self._best_w[1])

    @property
    def b_best(self) -> float:
        """The bias of the best line."""
        self._best_w  # noqa: B018 - which says so where there is none
        return self._here.optimum.b

    @property
    def w_length_best(self) -> float:
        """|w| of the best line."""
        return math.hypot(*self._best_w.tolist())

    @property
    def angle_best(self) -> float:
        """The direction of the best line's w, in degrees from the x1 axis."""
        return math.degrees(math.atan2(self._best_w[1], self._best_w[0]))

    @property
    def safe_rate(self) -> float:
        """The rate up to which J can't rise, of plain descent in the features that it moves in."""
        return 2 / self._run.smoothness

    # --- a step ---
    def J(self, s: float | None = None) -> float:
        """Return the mean loss."""
        return float(self._run.J[self._step(s)])

    def gap(self, s: float | None = None) -> float:
        """Return by how much J is above the best."""
        return self.J(s) - self.J_best

    def w1(self, s: float | None = None) -> float:
        """Return the first weight, in the units that descent moves in."""
        return float(self._run.w[self._step(s), 0])

    def w2(self, s: float | None = None) -> float:
        """Return the second weight."""
        return float(self._run.w[self._step(s), 1])

    def b(self, s: float | None = None) -> float:
        """Return the bias."""
        return float(self._run.b[self._step(s)])

    def w_length(self, s: float | None = None) -> float:
        """Return |w|."""
        return math.hypot(self.w1(s), self.w2(s))

    def angle(self, s: float | None = None) -> float:
        """Return the direction of w in degrees from the x1 axis, in the data's units."""
        w1, w2 = self._run.w_in_data_units[self._step(s)].tolist()
        return math.degrees(math.atan2(w2, w1))

    def alpha(self, s: float | None = None) -> float:
        """Return the learning rate of the step from there."""
        return self._run.experiment.rate_at(self._step(s))

    def rates_used(self, s: float | None = None) -> int:
        """Return how many different learning rates the steps so far were taken with."""
        return len(set(self._run.rates[: self._step(s)].tolist()))

    def correct(self, s: float | None = None) -> int:
        """Return how many are classified correctly, ŷ ≥ 0.5."""
        return self._at(s).correct

    def called(self, threshold: float, s: float | None = None) -> int:
        """Return how many have at least this ŷ, and are called class 1."""
        return int(np.count_nonzero(self._at(s).forward.y_hat >= threshold))

    def found(self, threshold: float, s: float | None = None) -> int:
        """Return how many of class 1 are called so."""
        here = self._at(s)
        return int(np.count_nonzero((here.forward.y_hat >= threshold) & (here.y == 1)))

    def dJ_dw1(self, s: float | None = None) -> float:
        """Return ∂J/∂w1."""
        return float(self._at(s).gradient[0])

    def dJ_dw2(self, s: float | None = None) -> float:
        """Return ∂J/∂w2."""
        return float(self._at(s).gradient[1])

    def dJ_db(self, s: float | None = None) -> float:
        """Return ∂J/∂b."""
        return float(self._at(s).gradient[2])

    def hardest(self, s: float | None = None) -> int:
        """Return the number of the example that pulls hardest on w."""
        return int(self._run.rows_training[self._at(s).order[0]]) + 1

    def slope(self, s: float | None = None) -> float:
        """Return what the slope promised of the step that led there: g·d."""
        return self._change(s)[0]

    def curvature(self, s: float | None = None) -> float:
        """Return what bending took back in the step that led there."""
        return self._change(s)[1]

    def best_rate(self, s: float | None = None) -> float:
        """Return the rate with which the step from there would end where J is lowest on its way."""
        return _there(along_step(self._run, self._step(s)).lowest, "J falls without end along this step")

    def level_rate(self, s: float | None = None) -> float:
        """Return the rate with which the step from there would end where J is as high as before it."""
        return _there(along_step(self._run, self._step(s)).back, "J does not come back along this step")

    def difference(self, h: float) -> float:
        """Return (J(w1 + h) - J(w1 - h))/2h, at the moment's own step."""
        return (self.shifted(h).J() - self.shifted(-h).J()) / (2 * h)

    # --- one example at a step ---
    def x1(self, i: float | None = None) -> float:
        """Return the first feature, in the data's units."""
        return float(self._run.dataset.X[self._row(i), 0])

    def x2(self, i: float | None = None) -> float:
        """Return the second feature."""
        return float(self._run.dataset.X[self._row(i), 1])

    def y(self, i: float | None = None) -> int:
        """Return the class, 0 or 1."""
        return int(self._run.dataset.y[self._row(i)])

    def distance(self, i: float | None = None) -> float:
        """Return how far it is from the origin, in the units that descent moves in."""
        return math.hypot(*self._run.X_scaled[self._row(i)].tolist())

    def z(self, i: float | None = None, s: float | None = None) -> float:
        """Return z = w1·x1 + w2·x2 + b."""
        return float(self._at(s).forward.z[self._row(i)])

    def y_hat(self, i: float | None = None, s: float | None = None) -> float:
        """Return ŷ."""
        return float(self._at(s).forward.y_hat[self._row(i)])

    def L(self, i: float | None = None, s: float | None = None) -> float:
        """Return its loss."""
        return float(self._at(s).forward.L[self._row(i)])

    def dL_dyhat(self, i: float | None = None, s: float | None = None) -> float:
        """Return ∂L/∂ŷ."""
        return float(self._at(s).chain.dL_dyhat[self._row(i)])

    def dyhat_dz(self, i: float | None = None, s: float | None = None) -> float:
        """Return ∂ŷ/∂z."""
        return float(self._at(s).chain.dyhat_dz[self._row(i)])

    def dL_dz(self, i: float | None = None, s: float | None = None) -> float:
        """Return ∂L/∂z = ŷ - y, which is ∂L/∂b too."""
        return float(self._at(s).chain.dL_dz[self._row(i)])

    def dL_dw1(self, i: float | None = None, s: float | None = None) -> float:
        """Return ∂L/∂w1."""
        return float(self._at(s).chain.dL_dw[self._row(i), 0])

    def dL_dw2(self, i: float | None = None, s: float | None = None) -> float:
        """Return ∂L/∂w2."""
        return float(self._at(s).chain.dL_dw[self._row(i), 1])

    def pull(self, i: float | None = None, s: float | None = None) -> float:
        """Return |∂L/∂w|, how hard it pulls on w."""
        return math.hypot(self.dL_dw1(i, s), self.dL_dw2(i, s))

    def squared_dL_dz(self, i: float | None = None, s: float | None = None) -> float:
        """Return ∂L/∂z, were the loss (ŷ - y)²/2."""
        return float(self._squared(s).dL_dz[self._row(i)])

    def squared_gradient(self, s: float | None = None) -> float:
        """Return |∂J/∂w|, were the loss (ŷ - y)²/2."""
        return math.hypot(*self._squared(s).dJ_dw.tolist())

    def squared_correct(self, s: float | None = None) -> int:
        """Return how many would be classified correctly, had descent gone down (ŷ - y)²/2."""
        return int(self._correct_by_squared_error[self._step(s)])

    # --- runs that differ in one thing ---
    def rate(self, alpha: float) -> Facts:
        """Return the same run with another rate from the start."""
        return self._other(learning_rates=((0, float(alpha)),))

    def long(self, steps: float) -> Facts:
        """Return the same run with another number of steps, seen at its end."""
        return self._other(t=_whole(steps, 0, "number of steps"), steps=_whole(steps, 0, "number of steps"))

    def standardised(self) -> Facts:
        """Return the same run in standardised features."""
        return self._other(scale="standardize")

    def flipped(self, i: float) -> Facts:
        """Return the same run with one label flipped."""
        return self._other(data=edited(self._experiment.data, Flip(self._example(i))))

    def without(self, i: float) -> Facts:
        """Return the same run without one example."""
        return self._other(data=edited(self._experiment.data, Erase((self._example(i),))))

    def twice(self) -> Facts:
        """Return the same run with each example put in twice."""
        data = self._run.dataset
        twice = Dataset(np.tile(data.X, (2, 1)), np.tile(data.y, 2), data.feature_names, data.class_names)
        return Facts(self.start, run(twice, self._experiment))

    def times(self, factor: float) -> Facts:
        """Return a run that starts at t's w and b, both times a number."""
        return self._from(self.w1() * factor, self.w2() * factor, self.b() * factor)

    def shifted(self, w1: float, w2: float = 0.0, b: float = 0.0) -> Facts:
        """Return a run that starts at t's w and b, moved by so much."""
        return self._from(self.w1() + w1, self.w2() + w2, self.b() + b)

    def stepped(self, alpha: float) -> Facts:
        """Return one step from t's w and b with another rate: its step 1."""
        return facts_of(replace(self._from(self.w1(), self.w2(), self.b()).rate(alpha).start, t=1))

    # --- inside ---
    @property
    def _experiment(self) -> Experiment:
        return self.start.experiment

    @cached_property
    def _here(self) -> AtStep:
        return at(self._run, self.t)

    @cached_property
    def _correct_by_squared_error(self) -> np.ndarray:
        return correct_by_squared_error(self._run)

    @property
    def _best_w(self) -> np.ndarray:
        if not self.has_best:
            raise ValueError(
                "these data have no best line, so there are no best w and b; J_best is what J falls towards"
            )
        return self._here.optimum.w

    def _step(self, s: float | None) -> int:
        step = self.t if s is None else _whole(s, 0, "step")
        if step > self.steps:
            raise ValueError(f"step {step:,} is not in this run, which has {self.steps:,} steps")
        return step

    def _at(self, s: float | None) -> AtStep:
        return self._here if s is None else at(self._run, self._step(s))

    def _example(self, i: float | None) -> int:
        """Return an example's number, from 0."""
        number = _whole(self.i if i is None else i, 1, "example")
        if number > self._run.whole.m:
            raise ValueError(f"example {number:,} is not there; the data have {self._run.whole.m:,}")
        return number - 1

    def _row(self, i: float | None) -> int:
        row = self._run.row_of(self._example(i))
        if row is None:
            raise ValueError(f"example {i} is held out for testing; descent does not see it")
        return row

    def _change(self, s: float | None) -> tuple[float, float]:
        change = self._at(s).change
        if change is None:
            raise ValueError("no step has led to step 0; slope and curvature begin with step 1")
        return change.slope, change.curvature

    def _squared(self, s: float | None) -> SquaredError:
        here = self._at(s)
        return squared_error(here.X, here.y, here.w, here.b)

    def _from(self, w1: float, w2: float, b: float) -> Facts:
        return self._other(t=0, w=(w1, w2), b=b, learning_rates=((0, self.alpha()),))

    def _other(self, *, t: int | None = None, **changed: object) -> Facts:
        experiment = replace(self._experiment, **changed)  # type: ignore[arg-type]
        step = min(self.t, experiment.steps) if t is None else t
        return facts_of(moment(experiment, step, self.start.pick))


def moment(experiment: Experiment, t: int, pick: int | None) -> Start:
    """Return a moment with its query."""
    more = {"t": str(t)} | ({} if pick is None else {"pick": str(pick + 1)})
    return Start(experiment, t, pick, f"{experiment.to_query()}&{urlencode(more)}")


@lru_cache(maxsize=32)  # a lesson's texts speak of few moments, again and again
def facts_of(start: Start) -> Facts:
    """Return what the run of a moment says.

    Raises ValueError where its points are in a file, or there are too many examples and steps for a lesson.
    """
    return Facts(start, _run_of(start.experiment))


@lru_cache(maxsize=32)  # of one run there are as many moments as steps and examples
def _run_of(experiment: Experiment) -> Run:
    dataset, steps = points_of(experiment), experiment.steps
    if dataset.m * max(1, steps) > MOST_WORK:
        raise ValueError(
            f"{dataset.m:,} examples and {steps:,} steps are too many for a lesson; examples times steps may be "
            f"{MOST_WORK:,}"
        )
    return run(dataset, experiment)


def _there(found: float | None, otherwise: str) -> float:
    if found is None:
        raise ValueError(otherwise)
    return found


def _whole(value: float, least: int, what: str) -> int:
    if isinstance(value, bool) or value != int(value) or value < least:
        raise ValueError(f"{value!r} is no {what}; it must be a whole number from {least}")
    return int(value)
