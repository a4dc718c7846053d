"""A program of somebody's own: where it stands, and what it finds there, by the core's formulas and rules.

A `Place` is parameters, features, labels, and what the step is. A way to go on from there is a function from a place to
the `Numbers` that it finds: `right` is the app's own, `suspicions` has others. `followed` goes on so from the start.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logreg_core.descent.local import Here, Instead, Local
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.model.chain_rule import ChainRule, chain_rule
from logreg_core.model.forward import Forward, forward
from logreg_core.model.losses import SquaredError, squared_error
from logreg_core.model.penalty import charged_gradient
from logreg_core.points.dataset import Floats

MOST_STEPS, MOST_WORK = 1_000, 1_000_000  # of a program that is followed: its steps, and its steps times examples


@dataclass(frozen=True, eq=False)
class Numbers:
    """What a program finds at one step; nan where it has no such number.

    J : float.  gradient : (3,), ∂J/∂w1, ∂J/∂w2, ∂J/∂b.  after : (3,), w1, w2 and b after the step.
    state : (rule.width,), what the rule keeps then.
    """

    J: float
    gradient: Floats
    after: Floats
    state: Floats


@dataclass(frozen=True, eq=False)
class Place:
    """Where a program stands, and what its step is made of.

    run, t : the run that it is compared with, and the step.  theta : (3,), w1, w2, b.  state : (rule.width,).
    X : (m, 2), y : (m,).  rule, rate : what a step is.
    with_J : whether J is worked out, which a step does not need.
    rows : those that the step takes, from 0, of a batch; J is over all even so. None where the step takes all.
    """

    run: Run
    t: int
    theta: Floats
    state: Floats
    X: Floats
    y: Floats
    rule: Rule
    rate: float
    with_J: bool = True
    rows: NDArray[np.intp] | None = None

    @cached_property
    def ahead(self) -> Forward:
        """The forward pass."""
        return forward(self.X, self.y, self.theta[:2], self.theta[2])

    @cached_property
    def chain(self) -> ChainRule:
        """The chain rule."""
        return chain_rule(self.X, self.y, self.theta[:2], self.theta[2])

    @property
    def J(self) -> float:
        """Mean loss; nan where it is not worked out."""
        return self.ahead.J if self.with_J else math.nan

    @cached_property
    def squares(self) -> SquaredError:
        """The same with squared error, over all."""
        return squared_error(self.X, self.y, self.theta[:2], self.theta[2])

    @cached_property
    def slope_of_squares(self) -> Floats:
        """(3,): its gradient, over the rows that the step takes."""
        taken = self.taken
        found = squared_error(taken.X, taken.y, self.theta[:2], self.theta[2])
        return np.append(found.dJ_dw, found.dJ_db)

    @cached_property
    def taken(self) -> Place:
        """The same place where there are no other examples than those that the step takes."""
        return self if self.rows is None else replace(self, X=self.X[self.rows], y=self.y[self.rows], rows=None)

    @property
    def gradient(self) -> Floats:
        """(3,): ∂J/∂w1, ∂J/∂w2, ∂J/∂b, over the rows that the step takes."""
        chain = self.taken.chain
        return np.append(chain.dJ_dw, chain.dJ_db)

    @property
    def m(self) -> int:
        """How many examples there are."""
        return len(self.y)

    @property
    def local(self) -> Local:
        """What a rule may ask of this place."""
        return Here(self.taken.X, self.taken.y, self.theta, self.run.l2)

    def mean(self, pulls: Floats) -> Floats:
        """Return the gradient (3,) of pulls (m,), which stand in place of ∂L/∂z = ŷ - y."""
        pulls = pulls if self.rows is None else pulls[self.rows]
        return np.append(pulls @ self.taken.X, pulls.sum()) / self.taken.m

    def to(self, J: float, gradient: Floats, rule: Rule | None = None, rate: float | None = None) -> Numbers:
        """Return these numbers, and where the rule leads with this ∂J (3,), to which λw is added."""
        rule, rate = rule or self.rule, self.rate if rate is None else rate
        state = self.state[: rule.width]
        after, kept = rule.update(Instead(self.local, self.charged(gradient)), self.theta, state, rate, self.t)
        return Numbers(J, gradient, after, kept)

    def charged(self, gradient: Floats) -> Floats:
        """Return ∂F of ∂J (3,): with λw where the weights are charged."""
        return charged_gradient(gradient, self.theta[:2], self.run.l2)

    def on(self, X: Floats, y: Floats | None = None) -> Numbers:
        """Return what is found here with other features (n, 2), and other labels."""
        return right(replace(self, X=X, y=self.y if y is None else y))

    def in_turn(self, order: tuple[tuple[int, ...], ...]) -> Numbers:
        """Return what is found where parameters are updated in turn, each with what the earlier ones are by then.

        order : places of the parameters in theta, those that are updated together in one group.
        """
        theta, kept = self.theta.copy(), self.state.copy()
        gradient, after = np.empty(3), self.theta.copy()
        for group in order:
            here = replace(self, theta=theta.copy())
            found, which = right(here), list(group)
            gradient[which] = found.gradient[which]
            stepped = self.to(0.0, found.gradient)
            theta[which] = after[which] = stepped.after[which]
            for k in range(len(self.rule.keeps)):
                kept[[3 * k + j for j in which]] = stepped.state[[3 * k + j for j in which]]
        return Numbers(self.J, gradient, after, kept)


def right(here: Place) -> Numbers:
    """Return what the app finds."""
    return here.to(here.J, here.gradient)


def place(run: Run, t: int) -> Place:
    """Return the app's own place at step t of a run."""
    return place_at(run, t, np.append(run.w[t], run.b[t]), run.state[t])


def place_at(run: Run, t: int, theta: Floats, state: Floats, rate: float | None = None) -> Place:
    """Return the place at other parameters (3,) and another state (rule.width,).  rate : where it is known already."""
    experiment = run.experiment
    rate = experiment.rate_at(t) if rate is None else rate
    rows = run.members(t) if run.batches else None
    return Place(run, t, theta, state, run.X_scaled, run.dataset.y, experiment.rule, rate, rows=rows)


def parts_of_step(run: Run, t: int, gradient: ArrayLike, value: float, parameter: int) -> tuple[float, ...]:
    """Return the parts whose sum the parameter is after the step with this gradient (3,), as the rule has them.

    value : what the parameter became;  parameter : its place in theta. With α, else without it, else with the first α;
    empty where it came about in another way.
    """
    here = place(run, t)
    for rate in dict.fromkeys((here.rate, 1.0, run.experiment.learning_rates[0][1])):
        with np.errstate(all="ignore"):
            local = Instead(here.local, np.asarray(gradient, np.float64))
            terms = here.rule.terms(local, here.theta, here.state, rate, t)
        parts = tuple(float(term.value[parameter]) for term in terms)
        if math.isclose(sum(parts), value, rel_tol=1e-9):
            return parts
    return ()


def can_be_followed(run: Run, t: int) -> bool:
    """Tell whether whole programs are followed to step t: there is a step before it, and not too much work."""
    return 0 < t <= MOST_STEPS and t * run.dataset.m <= MOST_WORK


def followed(run: Run, program: Callable[[Place], Numbers], t: int) -> Numbers | None:
    """Return what a program finds at step t that does its way at every step from the start; None where it gets lost.

    The way there is kept with the run, so that the next step costs one step.
    """
    ways: dict[object, list[tuple[Floats, Floats]]] = run.__dict__.setdefault("_ways_of_programs", {})
    way = ways.setdefault(program, [(np.append(run.w[0], run.b[0]), run.state[0])])
    first = len(way) - 1
    rates = rates_of(run.experiment.learning_rates, np.arange(first, t)).tolist() if t > first else []
    with np.errstate(all="ignore"):
        for step, rate in enumerate(rates, first):
            found = program(replace(place_at(run, step, *way[-1], rate), with_J=False))
            if not np.isfinite(found.after).all():
                return None
            way.append((found.after, found.state))
        return program(place_at(run, t, *way[t]))
