"""A Run is all that descent went through, from the initial parameters on, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.batches.along_batches import AlongBatches, along_batches
from logreg_core.descent.batches.batches import Batches
from logreg_core.descent.local import Here
from logreg_core.descent.optimum import Optimum, is_unique, optimum, smoothness
from logreg_core.descent.outcome import Outcome, outcome_of
from logreg_core.descent.schedule import rates_of
from logreg_core.model.forward import mean_losses
from logreg_core.model.penalty import objective
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.holdout import Split
from logreg_core.points.scaling import Scaling, with_weight

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment


@dataclass(frozen=True, eq=False)
class Run:
    """Descent over a dataset: rows 0..T, where row t is what t steps led to.

    w : (T+1, 2), b : (T+1,) in the units that descent moves in (scaled if the experiment scales), read-only.
    J : (T+1,) mean loss, no unit, read-only; the scaling does not change it.
    state : (T+1, rule.width), what the rule keeps before each step, three numbers of a kind, read-only.
    T is experiment.steps, or less where the next row would have led past FARTHEST (descent/loop.py).
    dataset : the examples that descent sees, from which the scaling comes too. Where some are held out these are
    the training rows of `whole`, and `parts` says which; else `whole` is the dataset and `parts` None.
    """

    dataset: Dataset
    experiment: Experiment
    scaling: Scaling
    w: Floats
    b: Floats
    J: Floats
    state: Floats
    parts: Split | None = None
    _whole: Dataset | None = None

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        experiment: Experiment,
        scaling: Scaling,
        rows: Floats,
        J: Floats,
        parts: Split | None = None,
        whole: Dataset | None = None,
    ) -> Run:
        """Return the run of these rows (T+1, 3 + rule.width), parameters and state, and mean losses J (T+1,)."""
        w, b, state, J = rows[:, :2].copy(), rows[:, 2].copy(), rows[:, 3:].copy(), J.copy()
        for each in (w, b, state, J):
            each.flags.writeable = False
        return cls(dataset, experiment, scaling, w, b, J, state, parts, whole)

    @property
    def rows(self) -> Floats:
        """(T+1, 3 + rule.width): w1, w2, b and what the rule keeps, of each step."""
        return np.column_stack([self.w, self.b, self.state])

    @property
    def l2(self) -> float:
        """λ, which charges the weights; 0 where nothing does."""
        return self.experiment.l2

    @cached_property
    def F(self) -> Floats:
        """(T+1,): what descent makes small, J + λ/2·|w|², read-only; the very array J where λ = 0."""
        F = objective(self.J, self.w, self.l2)
        F.flags.writeable = False
        return F

    @property
    def best(self) -> Optimum:
        """The least F over these examples, in the units that λ charges the weights in."""
        return optimum(self.dataset, self.l2, self.experiment.scale)

    @property
    def whole(self) -> Dataset:
        """All examples, those held out among them."""
        return self._whole or self.dataset

    @property
    def held_out(self) -> Dataset | None:
        """The examples that descent does not see, in the data's units; None where it sees all."""
        return self.parts.held_out if self.parts else None

    @cached_property
    def rows_training(self) -> NDArray[np.intp]:
        """(m,): the number, from 0, of each training example in the whole dataset; ascending."""
        return self.parts.rows_training if self.parts else np.arange(self.dataset.m)

    def row_of(self, example: int) -> int | None:
        """Return the training row of the whole dataset's `example`, both from 0; None if it is held out."""
        if self.parts is None:
            return example if 0 <= example < self.dataset.m else None
        row = int(np.searchsorted(self.rows_training, example))
        return row if row < self.dataset.m and self.rows_training[row] == example else None

    @cached_property
    def X_held_out(self) -> Floats | None:
        """(held out, 2): the held-out features in the units of X_scaled, by the training rows' mean and sd."""
        with np.errstate(over="ignore"):  # what varies next to nothing in training may be far off here
            X = self.scaling.apply(self.held_out.X) if self.held_out else None
        if X is not None and len(self.weighted) < 2:  # what has no weight in training has none here
            X = np.where([k in self.weighted for k in (0, 1)], X, 0.0)
        return X

    @cached_property
    def J_held_out(self) -> Floats | None:
        """(T+1,): mean loss of the held-out examples at each step, read-only; None where there are none."""
        if self.held_out is None or self.X_held_out is None:
            return None
        J = mean_losses(self.X_held_out, self.held_out.y, self.w, self.b)
        J.flags.writeable = False
        return J

    @property
    def steps(self) -> int:
        """T, the number of steps taken."""
        return len(self.b) - 1

    @property
    def rates(self) -> Floats:
        """(T,): the learning rate of each step; entry t is that of the step from t to t + 1."""
        return rates_of(self.experiment.learning_rates, np.arange(self.steps))

    @cached_property
    def batches(self) -> Batches | None:
        """How each step's members are chosen; None where every step takes all rows."""
        return Batches.of(self.experiment, self.dataset.m)

    def members(self, t: int) -> NDArray[np.intp]:
        """Return the training rows, from 0, that the step from t takes, ascending; one drawn twice is there twice."""
        m = self.dataset.m
        return np.arange(m) if self.batches is None else self.batches.members(m, t)

    def epoch(self, t: int) -> int:
        """Return in which epoch, from 0, the step from t is; each step is one where all take all rows."""
        return t if self.batches is None else self.batches.epoch(self.dataset.m, t)

    def is_partial(self, t: int) -> bool:
        """Return whether the step from t takes what was left of an epoch, fewer than a whole batch."""
        return self.batches is not None and self.batches.is_partial(self.dataset.m, t)

    def along_batches(self, steps: NDArray[np.intp]) -> AlongBatches | None:
        """Return the numbers of the batches of the steps (n,), 0 to T; None where every step takes all rows."""
        if self.batches is None:
            return None
        theta = np.column_stack([self.w[steps], self.b[steps]])
        return along_batches(self.X_scaled, self.dataset.y, theta, self.batches, steps)

    def local(self, t: int) -> Here:
        """Return the place where the step from t begins, with the rows that it takes."""
        X, y, theta = self.X_scaled, self.dataset.y, np.append(self.w[t], self.b[t])
        if self.batches is None:
            return Here(X, y, theta, self.l2)
        rows = self.members(t)
        return Here(X[rows], y[rows], theta, self.l2)

    @cached_property
    def X_scaled(self) -> Floats:
        """(m, 2): the features as z sees them, read-only."""
        X = self.scaling.apply(self.dataset.X)
        X.flags.writeable = False
        return X

    @cached_property
    def weighted(self) -> tuple[int, ...]:
        """Which features, from 0, have a weight; the others are 0 for all training examples, as z sees them."""
        return with_weight(self.X_scaled)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that there are, "w1", "w2" and "b": no weight of a feature that has none."""
        return (*(f"w{k + 1}" for k in self.weighted), "b")

    @cached_property
    def w_of_weighted(self) -> Floats:
        """(T+1, 2): the weights, with 0 in place of those that no feature has, whatever they began with; read-only."""
        if len(self.weighted) == 2:
            return self.w
        w: Floats = np.where([k in self.weighted for k in (0, 1)], self.w, 0.0)
        w.flags.writeable = False
        return w

    @property
    def is_unique(self) -> bool:
        """Whether F has a minimum, and only one, over the parameters that there are."""
        return is_unique(self.best, self.X_scaled)

    @cached_property
    def mean_reach(self) -> Floats:
        """(3,): the means of |x1|, |x2| and 1, as z sees them; no mean of |∂L/∂θ| is larger."""
        return np.append(np.add.reduce(np.abs(self.X_scaled), axis=0) / self.dataset.m, 1.0)

    @cached_property
    def reach(self) -> Floats:
        """(3,): the largest |x1|, |x2| and 1, as z sees them; no mean of |∂L/∂θ| over a batch is larger."""
        return np.append(np.abs(self.X_scaled).max(axis=0), 1.0)

    @cached_property
    def smoothness(self) -> float:
        """The largest curvature of F that these features allow; see `optimum.smoothness`."""
        return smoothness(self.X_scaled, self.l2)

    @cached_property
    def _in_data_units(self) -> tuple[Floats, Floats]:
        w, b = self.scaling.to_data_units(self.w_of_weighted, self.b)
        w.flags.writeable = b.flags.writeable = False
        return w, b

    @property
    def w_in_data_units(self) -> Floats:
        """(T+1, 2): the weights that multiply the data's own features, 0 for those that have none."""
        return self._in_data_units[0]

    @property
    def b_in_data_units(self) -> Floats:
        """(T+1,): the bias that goes with `w_in_data_units`."""
        return self._in_data_units[1]

    @cached_property
    def _beyond(self) -> Floats:
        """(3 + rule.width,): where one step after the last would lead."""
        theta, state, T = np.append(self.w[-1], self.b[-1]), self.state[-1], self.steps
        here = self.local(T)
        with np.errstate(over="ignore", invalid="ignore"):
            return np.concatenate(self.experiment.rule.update(here, theta, state, self.experiment.rate_at(T), T))

    def rows_after(self, t: NDArray[np.intp]) -> Floats:
        """Return where the step from each t (n,) leads, (n, 3 + rule.width); past the end that is one row more."""
        after = np.empty((len(t), 3 + self.experiment.rule.width))
        inside = t < self.steps
        rows = t[inside] + 1
        after[inside] = np.column_stack([self.w[rows], self.b[rows], self.state[rows]])
        if not inside.all():
            after[~inside] = self._beyond
        return after

    def row_after(self, t: int) -> Floats:
        """Return where the step from t leads, (3 + rule.width,)."""
        row: Floats = self.rows_after(np.array([t]))[0]
        return row

    @cached_property
    def outcome(self) -> Outcome:
        """How the run ended: the first kind that fits, in the order of Outcome's list."""
        return outcome_of(self)


def until(run: Run, t: int) -> Run:
    """Return a run up to step t as one of its own, so that nothing made of it can say what comes after."""
    rows = slice(0, t + 1)
    so_far = replace(run, w=run.w[rows], b=run.b[rows], J=run.J[rows], state=run.state[rows])
    take_over(so_far, run)
    return so_far


def _same_features(one: Run, other: Run) -> bool:
    return one.dataset is other.dataset and one.scaling == other.scaling


def shared_rows(one: Run, other: Run) -> int:
    """Return how many first rows two runs have in common: the same parameters and features, bit for bit; 0 or more."""
    if not _same_features(one, other):
        return 0
    most = min(len(one.b), len(other.b))
    differ = (one.w[:most] != other.w[:most]).any(axis=1) | (one.b[:most] != other.b[:most])
    return int(differ.argmax()) if differ.any() else most


def take_over(later: Run, earlier: Run) -> None:
    """Hand to `later` what `earlier` has worked out already of the features and steps that both have."""
    if not _same_features(later, earlier):
        return
    known, shared = earlier.__dict__, shared_rows(later, earlier)  # known: where cached properties are kept
    for name in ("X_scaled", "weighted", "X_held_out", "smoothness", "mean_reach", "rows_training"):
        if name in known and (name != "smoothness" or later.l2 == earlier.l2):
            later.__dict__[name] = known[name]
    held_out, J_earlier = later.held_out, known.get("J_held_out")
    if held_out is not None and J_earlier is not None and later.X_held_out is not None:
        J_rest = mean_losses(later.X_held_out, held_out.y, later.w[shared:], later.b[shared:])
        J = np.concatenate([J_earlier[:shared], J_rest])
        J.flags.writeable = False
        later.__dict__["J_held_out"] = J
