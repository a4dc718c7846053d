"""Lanes worked out: a run each, what stands in a row of each at a step, and which one is nearest to its best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import mean_gradients
from logreg_core.descent.loop import extend, run, shared_steps
from logreg_core.descent.optimum import Optimum
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.descent.safe_rate import NEAR
from logreg_core.lanes.lane import Lane, Lanes, examples_touched
from logreg_core.model.penalty import charged_gradient
from logreg_core.points.dataset import Dataset, Floats

ROUNDING = 4 * 2.0**-52  # of F*: a smaller gap is only rounding, and counts as 0


@dataclass(frozen=True)
class Reach:
    """When a lane's gap is first under NEAR.

    step : of the comparison.   rises_again : whether the gap is NEAR or more at a later step that the lane has.
    """

    step: int
    rises_again: bool


@dataclass(frozen=True)
class Row:
    """What there is to say of a lane at a step of the comparison.

    lane : which one, from 0.   t : its own step, which is the Lab's; where it has not begun that is 0, its start.
    rule, rate, batch, l2 : what it does there; the rate is the next step's.
    has_begun : whether the comparison is at the lane's beginning or past it.
    has_ended : whether its numbers grew too large before this step, so that the row is its last one's.
    F : J + λ/2·|w|²;  best : the least F that there is, None where nothing attains it;  gap : F - best, 0 where that
    is only rounding, None without a best.   gradient : |∂F| over all training examples.
    reach : when the gap is first under NEAR, None where it never is, and where there is no best.
    touched : from how many examples its steps so far took their gradients, with those before a fork.
    length : how far the last step went, |θ_t - θ_{t-1}|; None at its start.
    """

    lane: int
    t: int
    rule: Rule
    rate: float
    batch: int | None
    l2: float
    has_begun: bool
    has_ended: bool
    F: float
    best: float | None
    gap: float | None
    gradient: float
    reach: Reach | None
    touched: int
    length: float | None


@dataclass(frozen=True, eq=False)
class Curve:
    """A lane's numbers at each of its own steps 0..n, read-only.

    t : (n+1,) the comparison's step.   touched : (n+1,) examples touched so far.   F : (n+1,).   gap : (n+1,) F - F*,
    0 where that is only rounding, None where nothing attains F*.   length : (n,) how far each step went; entry t is the
    step from t to t + 1. Only `Comparison.gradients` takes a look at every example, and so is apart.
    """

    t: NDArray[np.intp]
    touched: NDArray[np.intp]
    F: Floats
    gap: Floats | None
    length: Floats


@dataclass(frozen=True, eq=False)
class Comparison:
    """Lanes, and the run of each.

    lanes : what they run.   runs : in the lanes' order, each the very one that the Lab shows of its experiment.
    """

    lanes: Lanes
    runs: tuple[Run, ...]

    @property
    def steps(self) -> int:
        """T, up to which step of the comparison all lanes go."""
        return self.lanes.steps

    @cached_property
    def curves(self) -> tuple[Curve, ...]:
        """Each lane's numbers along its whole run."""
        return tuple(_curve(lane, run) for lane, run in zip(self.lanes.all, self.runs, strict=True))

    @cached_property
    def gradients(self) -> tuple[Floats, ...]:
        """|∂F| of each lane over all training examples at each of its own steps, (n+1,)."""
        return tuple(
            size_of_gradient(run, np.arange(run.steps + 1), *mean_gradients(run.X_scaled, run.dataset.y, run.w, run.b))
            for run in self.runs
        )

    @property
    def bests(self) -> tuple[Optimum, ...]:
        """The least F of each lane: one and the same where all have one λ."""
        return tuple(run.best for run in self.runs)

    @property
    def same_best(self) -> bool:
        """Whether all gaps are counted from one F*; else each lane's is from its own, which its λ makes."""
        return self.lanes.same_penalty

    @property
    def measure(self) -> str:
        """By what lanes are put in order: "gap", or "F" where nothing attains any F*; "" where that says nothing.

        It says nothing where some lanes have a gap and others have none, and where F is not one and the same.
        """
        attained = {best.exists for best in self.bests}
        if attained == {True}:
            return "gap"
        return "F" if attained == {False} and self.same_best else ""

    @cached_property
    def reaches(self) -> tuple[Reach | None, ...]:
        """When each lane's gap is first under NEAR, over its whole run; None where it never is."""
        return tuple(_reach(curve) for curve in self.curves)

    def own_step(self, k: int, t: int) -> int:
        """Return the step of lane k's run that the comparison shows at its step t: the nearest one that it has."""
        return min(max(0, self.lanes.all[k].own_step(t)), self.runs[k].steps)

    def row(self, k: int, t: int) -> Row:
        """Return what there is to say of lane k, from 0, at step t of the comparison."""
        lane, run, curve, own = self.lanes.all[k], self.runs[k], self.curves[k], self.own_step(k, t)
        best = run.best
        return Row(
            lane=k,
            t=own,
            rule=lane.experiment.rule,
            rate=lane.experiment.rate_at(own),
            batch=run.batches.size if run.batches else None,
            l2=lane.experiment.l2,
            has_begun=t >= lane.begins,
            has_ended=lane.own_step(t) > run.steps,
            F=float(curve.F[own]),
            best=best.F if best.exists else None,
            gap=None if curve.gap is None else float(curve.gap[own]),
            gradient=float(self.gradients[k][own]),
            reach=self.reaches[k],
            touched=int(curve.touched[own]),
            length=float(curve.length[own - 1]) if own else None,
        )

    def at(self, t: int) -> tuple[Row, ...]:
        """Return a row a lane at step t of the comparison."""
        return tuple(self.row(k, t) for k in range(len(self.runs)))

    def placed(self, t: int) -> tuple[tuple[int, float], ...]:
        """Return the lanes that run at step t, from 0, with what each is measured by, the nearest first.

        Those that have not begun or have ended are left out; all are where `measure` is "".
        """
        if not self.measure:
            return ()
        rows = [row for row in self.at(t) if row.has_begun and not row.has_ended]
        values = [(row.lane, row.F if row.gap is None else row.gap) for row in rows]
        return tuple(sorted(values, key=lambda each: each[1]))

    def nearest(self, t: int) -> tuple[int, ...]:
        """Return which lanes, from 0, are nearest at step t: one, or several that rounding alone tells apart."""
        placed = self.placed(t)
        if not placed:
            return ()
        least = placed[0][1]
        slack = ROUNDING * max(abs(self.runs[placed[0][0]].best.F), least if self.measure == "F" else 0.0)
        return tuple(sorted(k for k, value in placed if value - least <= slack))


def compared(dataset: Dataset, lanes: Lanes) -> Comparison:
    """Return the lanes worked out on a dataset, which has to be the one that their experiments name.

    Each run is bit for bit the one that `run` gives, and so the Lab's; a lane that is another one for some steps takes
    these over from it. (`race` may differ in the last digit, and where descent is chaotic in all digits.)
    """
    runs: list[Run] = []
    for lane in lanes.all:
        nearest = max(runs, key=lambda each: shared_steps(each, lane.experiment), default=None)
        runs.append(extend(nearest, lane.experiment) if nearest else run(dataset, lane.experiment))
    return comparison_of(lanes, runs)


def comparison_of(lanes: Lanes, runs: list[Run] | tuple[Run, ...]) -> Comparison:
    """Return the comparison of runs that are there already, one a lane, each of the lane's own experiment.

    A run may be shorter than its lane, as long as it has not been worked out to its end.
    Raises ValueError where they are not the lanes' runs.
    """
    if len(runs) != len(lanes):
        raise ValueError(f"there are {len(runs)} runs for {len(lanes)} lanes; pass one each")
    return Comparison(lanes, tuple(runs))


def _curve(lane: Lane, run: Run) -> Curve:
    own = np.arange(run.steps + 1)
    best, F = run.best, run.F
    gap = None
    if best.exists:
        gap = np.where(F - best.F > ROUNDING * abs(best.F), F - best.F, 0.0)
    theta = np.column_stack([run.w, run.b])
    with np.errstate(over="ignore", invalid="ignore"):
        curve = Curve(
            t=lane.begins + own,
            touched=lane.touched + _touched(run, own),
            F=F,
            gap=gap,
            length=_size(np.diff(theta, axis=0)),
        )
    for each in (curve.t, curve.touched, curve.length, *([] if gap is None else [gap])):
        each.flags.writeable = False
    return curve


def size_of_gradient(run: Run, steps: NDArray[np.intp], dJ_dw: Floats, dJ_db: Floats) -> Floats:
    """Return |∂F| at some of a run's steps (n,), from its mean gradients over all rows there: (n, 2) and (n,)."""
    with np.errstate(over="ignore", invalid="ignore"):
        return _size(charged_gradient(np.column_stack([dJ_dw, dJ_db]), run.w[steps], run.l2))


def _size(rows: Floats) -> Floats:
    """Return the length of each row of (n, 3), safe from overflow."""
    return np.asarray(np.hypot(np.hypot(rows[:, 0], rows[:, 1]), rows[:, 2]))


def _touched(run: Run, steps: NDArray[np.intp]) -> NDArray[np.intp]:
    m, batches = run.dataset.m, run.batches
    if batches is None:
        return steps * m
    count, size = batches.count(m), batches.size_at(m, 0)
    whole, rest = np.divmod(steps, count)
    return np.asarray(whole * examples_touched(run, count) + rest * size)


def _reach(curve: Curve) -> Reach | None:
    if curve.gap is None:
        return None
    under = curve.gap < NEAR
    if not under.any():
        return None
    first = int(under.argmax())
    return Reach(int(curve.t[first]), bool((~under[first:]).any()))
