"""Every number at step t of a run, each worked out when it is first read, and once.

Whatever shows a step takes its numbers from here, so that all of a page speaks of the same parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.change import Change, change
from logreg_core.at_step.contributions import pull_order
from logreg_core.at_step.rounding import Shown, shown, shown_gradient_of_F, shown_over_all
from logreg_core.descent.along_run import correct_counts
from logreg_core.descent.local import Instead, Local
from logreg_core.descent.optimum import Optimum
from logreg_core.descent.rules.rule import Term, shares, with_penalty_apart
from logreg_core.descent.run import Run
from logreg_core.model.chain_rule import ChainRule, chain_rule
from logreg_core.model.forward import Forward, forward, is_correct, mean_losses
from logreg_core.model.penalty import charged_gradient, penalty, penalty_gradient
from logreg_core.points.dataset import Dataset, Floats

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class NextStep:
    """The step from t to t + 1; of the last t, the one that a longer run would take.

    rate : α.   gradient : (3,), g = ∂F/∂w1, ∂F/∂w2, ∂F/∂b at t, which is ∂J where nothing is charged, over the rows
    that the step takes.
    terms : what the parameters after it are made of.
    w : (2,), b : the parameters after it;  state : (rule.width,), what the rule keeps then.
    """

    rate: float
    gradient: Floats
    terms: tuple[Term, ...]
    w: Floats
    b: float
    state: Floats


@dataclass(frozen=True)
class HeldOut:
    """The examples that descent does not see.  J : their mean loss;  correct : how many are classified correctly."""

    J: float
    correct: int


class _once(Generic[T]):  # noqa: N801 - used like functools.cached_property
    """Works a number of AtStep out when it is first read, for all that show the same step of the same run.

    What is known is kept with the run, and nothing in it holds the run: so both go at once when they are let go.
    """

    def __init__(self, make: Callable[[AtStep], T]) -> None:
        self._make, self.__doc__ = make, make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, here: None, owner: type) -> _once[T]: ...
    @overload
    def __get__(self, here: AtStep, owner: type) -> T: ...
    def __get__(self, here: AtStep | None, owner: type) -> _once[T] | T:
        if here is None:
            return self
        if self._name not in here._known:
            here._known[self._name] = self._make(here)
        known: T = here._known[self._name]
        return known


@dataclass(frozen=True, eq=False)
class AtStep:
    """Every number at step t. All but `held_out` is of the training examples, in the units that descent moves in."""

    run: Run
    t: int
    _known: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def X(self) -> Floats:
        """(m, 2): the features as z sees them."""
        return self.run.X_scaled

    @property
    def y(self) -> Floats:
        """(m,): the labels."""
        return self.run.dataset.y

    @property
    def w(self) -> Floats:
        """(2,): the weights."""
        w: Floats = self.run.w[self.t]
        return w

    @property
    def b(self) -> float:
        """The bias."""
        return float(self.run.b[self.t])

    @property
    def steps(self) -> int:
        """The run's last step."""
        return self.run.steps

    @property
    def w_in_data_units(self) -> Floats:
        """(2,): the weights of the same line in the data's units."""
        w: Floats = self.run.w_in_data_units[self.t]
        return w

    @property
    def b_in_data_units(self) -> float:
        """The bias that goes with `w_in_data_units`."""
        return float(self.run.b_in_data_units[self.t])

    @property
    def state(self) -> Floats:
        """(rule.width,): what the rule keeps before this step."""
        state: Floats = self.run.state[self.t]
        return state

    @_once
    def forward(self) -> Forward:
        """The forward pass."""
        return forward(self.X, self.y, self.w, self.b)

    @property
    def J(self) -> float:
        """Mean loss."""
        return self.forward.J

    @_once
    def chain(self) -> ChainRule:
        """The chain rule."""
        return chain_rule(self.X, self.y, self.w, self.b)

    @property
    def gradient(self) -> Floats:
        """(3,): ∂J/∂w1, ∂J/∂w2, ∂J/∂b over all training examples, whatever rows the step takes."""
        return np.append(self.chain.dJ_dw, self.chain.dJ_db)

    @property
    def penalty(self) -> float:
        """λ/2·|w|², what the weights are charged; 0 where nothing is."""
        return float(penalty(self.w, self.run.l2)) if self.run.l2 else 0.0

    @property
    def F(self) -> float:
        """What descent makes small: J + λ/2·|w|²."""
        return self.J + self.penalty if self.run.l2 else self.J

    @property
    def penalty_gradient(self) -> Floats:
        """(3,): λw1, λw2 and 0, which ∂F has and ∂J has not."""
        return penalty_gradient(self.w, self.run.l2)

    @property
    def gradient_of_F(self) -> Floats:
        """(3,): ∂F/∂w1, ∂F/∂w2, ∂F/∂b, the sum of the two."""
        return charged_gradient(self.gradient, self.w, self.run.l2)

    @property
    def local(self) -> Local:
        """What a rule may ask of this place, over the rows that its step takes."""
        return Instead(self.run.local(self.t), charged_gradient(self.gradient_of_step, self.w, self.run.l2))

    @_once
    def order(self) -> NDArray[np.intp]:
        """(m,): the examples by descending |∂L/∂w|, ties by their number."""
        return pull_order(self.chain)

    @_once
    def is_correct(self) -> NDArray[np.bool_]:
        """(m,): which examples are classified correctly, ŷ ≥ 0.5 just where y = 1."""
        return is_correct(self.forward.y_hat, self.y)

    @property
    def correct(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.is_correct))

    @property
    def optimum(self) -> Optimum:
        """The best that any parameters can do: the least F."""
        return self.run.best

    @property
    def gap(self) -> float:
        """F - F*, which is J - J* where nothing is charged; rounding can leave it a hair below 0, which counts as 0."""
        return max(0.0, self.F - self.optimum.F)

    def of(self, rows: NDArray[np.intp]) -> tuple[Forward, ChainRule]:
        """Return forward pass and chain rule of some examples alone, by their rows (n,); they are few of many."""
        X, y = self.X[rows], self.y[rows]
        return forward(X, y, self.w, self.b), chain_rule(X, y, self.w, self.b)

    @_once
    def members(self) -> NDArray[np.intp]:
        """The rows that the step from here takes, ascending; one drawn twice is there twice."""
        return self.run.members(self.t)

    @_once
    def times(self) -> NDArray[np.intp]:
        """(m,): how many times the step from here takes each example; 0 for those that it leaves out."""
        times: NDArray[np.intp] = np.bincount(self.members, minlength=len(self.y))
        return times

    @_once
    def gradient_of_step(self) -> Floats:
        """(3,): ∂J over the rows that the step takes: `gradient` where it takes all."""
        along = self.run.along_batches(np.array([self.t]))
        return self.gradient if along is None else along.gradient[0]

    @_once
    def J_of_batch(self) -> float:
        """Mean loss over the rows that the step takes: J where it takes all."""
        along = self.run.along_batches(np.array([self.t]))
        return self.J if along is None else float(along.J[0])

    @_once
    def contributions(self) -> Floats:
        """(m, 3): each example's part of the next step; with the terms in which no example has a part, all of it."""
        pulls = np.column_stack([self.chain.dL_dw, self.chain.dL_db])
        if self.run.batches is not None:
            pulls = np.where(self.times[:, None] > 0, pulls * self.times[:, None], 0.0)
        with np.errstate(over="ignore"):
            return shares(self.step.terms, pulls / len(self.members))

    @_once
    def step(self) -> NextStep:
        """The step from here."""
        run, theta = self.run, np.append(self.w, self.b)
        rate, after = run.experiment.rate_at(self.t), run.row_after(self.t)
        with np.errstate(over="ignore"):
            terms = run.experiment.rule.terms(self.local, theta, self.state, rate, self.t)
            if self.run.l2:
                terms = with_penalty_apart(terms, self.gradient_of_step, self.penalty_gradient)
        return NextStep(rate, self.local.gradient, terms, after[:2], float(after[2]), after[3:])

    @_once
    def change(self) -> Change | None:
        """What the step before this one did; None at t = 0."""
        return change(self.run, self.t) if self.t else None

    @_once
    def held_out(self) -> HeldOut | None:
        """How the held-out examples do; None where nobody is held out."""
        out, X = self.run.held_out, self.run.X_held_out
        if out is None or X is None:
            return None
        w, b = self.w[None], np.array([self.b])
        return HeldOut(float(mean_losses(X, out.y, w, b)[0]), int(correct_counts(X, out.y, w, b)[0]))

    @_once
    def shown(self) -> Shown:
        """Parameters, state and the step's gradient as they are shown: 0 where they are nothing but rounding."""
        numbers = shown(self.run, np.array([self.t]), self.gradient_of_step[None])
        return Shown(numbers.rows[0], numbers.gradient[0], numbers.digits_of_rows[0], numbers.digits_of_gradient[0])

    @_once
    def gradient_shown(self) -> Floats:
        """(3,): ∂J over all training examples as it is shown: 0 where it is nothing but rounding."""
        whole: Floats = shown_over_all(self.run, np.array([self.t]), self.gradient[None])[0][0]
        return whole

    @_once
    def shown_gradient_of_F(self) -> Floats:
        """(3,): the step's ∂F as it is shown, 0 where it is only rounding; that of J where nothing is charged."""
        if not self.run.l2:
            return self.shown.gradient
        return np.asarray(shown_gradient_of_F(self.run, np.array([self.t]), self.gradient_of_step[None])[0][0])

    @_once
    def gradient_of_F_shown(self) -> Floats:
        """(3,): ∂F over all training examples as it is shown; that of J where nothing is charged."""
        if not self.run.l2:
            return self.gradient_shown
        whole = shown_gradient_of_F(self.run, np.array([self.t]), self.gradient[None], over_all=True)
        return np.asarray(whole[0][0])

    def __repr__(self) -> str:
        w1, w2 = self.w.tolist()
        return f"AtStep(t={self.t} of {self.run.steps}, w=({w1!r}, {w2!r}), b={self.b!r}, J={self.J!r})"


def at(run: Run, t: int) -> AtStep:
    """Return every number at step t of a run; raises IndexError where the run has no step t."""
    if not 0 <= t <= run.steps:
        raise IndexError(f"step {t} is not in this run; it has steps 0 to {run.steps}")
    step, known = run.__dict__.get("_at", (None, {}))  # whatever else shows this step shares its numbers
    if step != t:
        step, known = run.__dict__["_at"] = (int(t), {})
    return AtStep(run, step, known)


@overload
def snapshot(run: Run, t: int, /) -> AtStep: ...
@overload
def snapshot(dataset: Dataset, run: Run, t: int, /) -> AtStep: ...
def snapshot(*given: Dataset | Run | int) -> AtStep:
    """Return at(run, t), by its earlier name; a dataset may stand before the two, as notebooks once wrote it."""
    run, t = given[-2:]
    if not isinstance(run, Run) or isinstance(t, (Run, Dataset)):
        raise TypeError(f"snapshot takes a run and a step, and got {', '.join(type(each).__name__ for each in given)}")
    return at(run, t)
