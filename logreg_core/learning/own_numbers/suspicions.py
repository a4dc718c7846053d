"""What a student's program may have done otherwise: each suspicion is a function that works the numbers out its way.

Taken at the run's own step it is one slip, in this step; followed from the run's start (`programs.followed`) it is a
whole program that does so at every step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.run import Run
from logreg_core.learning.own_numbers.programs import Numbers, Place, place, place_at, right
from logreg_core.model.chain_rule import chain_rule
from logreg_core.points.scaling import Scaling

_OF_ONE_MEAN = ("sum", "half", "mean twice", "held out too")  # of J and the gradient as means of the same examples
B_FIRST, W_FIRST, ONE_BY_ONE = ((2,), (0, 1)), ((0, 1), (2,)), ((0,), (1,), (2,))


def _sum(here: Place) -> Numbers:
    return here.to(here.J * here.m, here.gradient * here.m)


def _sum_of_pulls(here: Place) -> Numbers:
    """J is the mean, as a library has it."""
    return here.to(here.J, here.gradient * here.m)


def _half(here: Place) -> Numbers:
    return here.to(here.J / 2, here.gradient / 2)


def _half_of_pulls(here: Place) -> Numbers:
    return here.to(here.J, here.gradient / 2)


def _mean_twice(here: Place) -> Numbers:
    return here.to(here.J / here.m, here.gradient / here.m)


def _sign(here: Place) -> Numbers:
    return here.to(-here.J, -here.gradient)


def _sign_of_pulls(here: Place) -> Numbers:
    return here.to(here.J, -here.gradient)


def _uphill(here: Place) -> Numbers:
    found = right(here)
    return replace(found, after=2 * here.theta - found.after)


def _base_10(here: Place) -> Numbers:
    return here.to(here.J / math.log(10), here.gradient / math.log(10))


def _base_2(here: Place) -> Numbers:
    return here.to(here.J / math.log(2), here.gradient / math.log(2))


def _b_first(here: Place) -> Numbers:
    return here.in_turn(B_FIRST)


def _w_first(here: Place) -> Numbers:
    return here.in_turn(W_FIRST)


def _one_by_one(here: Place) -> Numbers:
    return here.in_turn(ONE_BY_ONE)


def _no_bias(here: Place) -> Numbers:
    found = right(replace(here, theta=here.theta * [1, 1, 0]))
    for each in (found.gradient, found.after):
        each[2] = math.nan
    return found


def _bias_from_start(here: Place) -> Numbers:
    """As `_no_bias`, where the program goes on: its b is 0."""
    found = right(replace(here, theta=here.theta * [1, 1, 0]))
    found.after[2] = 0.0
    return replace(found, gradient=found.gradient * [1, 1, math.nan])


def _no_rate(here: Place) -> Numbers:
    return here.to(here.J, here.gradient, rate=1.0)


def _first_rate(here: Place) -> Numbers:
    return here.to(here.J, here.gradient, rate=here.run.experiment.learning_rates[0][1])


def _slope_left_out(here: Place) -> Numbers:
    return here.to(here.J, here.mean(here.chain.dL_dyhat))


def _squares(here: Place) -> Numbers:
    return here.to(here.squares.J, here.slope_of_squares)


def _slope_twice(here: Place) -> Numbers:
    """J is that of cross-entropy."""
    return here.to(here.J, here.slope_of_squares)


def _whole_squares(here: Place) -> Numbers:
    """Without the half in front of the square."""
    return here.to(2 * here.squares.J, 2 * here.slope_of_squares)


def _signed_labels(here: Place) -> Numbers:
    signed, ahead = 2 * here.y - 1, here.ahead
    log_y_hat, log_rest = -np.logaddexp(0, -ahead.z), -np.logaddexp(0, ahead.z)
    J = float(np.mean(-signed * log_y_hat - (1 - signed) * log_rest))
    return here.to(J, here.mean(ahead.y_hat - signed))


def _signed_pulls(here: Place) -> Numbers:
    """J with the labels as they are."""
    return replace(_signed_labels(here), J=here.J)


def _other_class(here: Place) -> Numbers:
    return here.on(here.X, 1 - here.y)


def _other_feature(here: Place) -> Numbers:
    return here.to(here.J, here.gradient[[1, 0, 2]])


def _columns(here: Place) -> Numbers:
    found = right(here)
    return replace(found, gradient=found.gradient[[1, 0, 2]], after=found.after[[1, 0, 2]])


def _unscaled(here: Place) -> Numbers:
    return here.on(here.run.dataset.X)


def _data_units(here: Place) -> Numbers:
    """The same line in the data's own units."""
    w, b = here.run.scaling.to_data_units(here.theta[:2], here.theta[2])
    rows = slice(None) if here.rows is None else here.rows
    found, after = chain_rule(here.run.dataset.X[rows], here.y[rows], w, float(b)), right(here).after
    w_after, b_after = here.run.scaling.to_data_units(after[:2], after[2])
    return Numbers(here.J, np.append(found.dJ_dw, found.dJ_db), np.append(w_after, b_after), here.state)


def _scaled(here: Place) -> Numbers:
    return here.on(Scaling.of(here.X, "standardize").apply(here.X))


def _sample_sd(here: Place) -> Numbers:
    return here.on(here.X * math.sqrt((here.m - 1) / here.m))


def _held_out_too(here: Place) -> Numbers:
    X, out = here.run.X_held_out, here.run.held_out
    if X is None or out is None:
        return right(here)
    return here.on(np.concatenate([here.X, X]), np.concatenate([here.y, out.y]))


def _all_rows(here: Place) -> Numbers:
    return right(replace(here, rows=None))


def _plain_descent(here: Place) -> Numbers:
    return replace(here.to(here.J, here.gradient, GradientDescent()), state=here.state)


def _mean_velocity(here: Place) -> Numbers:
    return here.to(here.J, here.gradient, rate=here.rate / (here.rule.in_the_long_run(1.0) or 1.0))


def _step_before(here: Place) -> Numbers:
    return right(place(here.run, max(here.t - 1, 0)))


def _step_after(here: Place) -> Numbers:
    row = here.run.row_after(here.t)
    return right(place_at(here.run, here.t + 1, row[:3], row[3:]))


@dataclass(frozen=True)
class Suspicion:
    """One thing that a program may do otherwise.

    name : what is said of it;  version : its numbers at a place;  always : its numbers where it does so at every step,
    None where that makes no other program.  In one name there may be several versions of it.
    """

    name: str
    version: Callable[[Place], Numbers] | None
    always: Callable[[Place], Numbers] | None


def _both(name: str, version: Callable[[Place], Numbers]) -> Suspicion:
    return Suspicion(name, version, version)


def suspicions(run: Run) -> Iterator[Suspicion]:
    """Return each suspicion that fits the run, the likeliest first."""
    for each in _suspicions(run):
        if run.batches is None or each.name not in _OF_ONE_MEAN:
            yield each
    if run.batches:
        yield _both("all rows", _all_rows)


def _suspicions(run: Run) -> Iterator[Suspicion]:
    experiment = run.experiment
    yield _both("sum", _sum)
    yield Suspicion("sum", None, _sum_of_pulls)
    yield _both("sign", _sign)
    yield Suspicion("sign", None, _sign_of_pulls)
    yield Suspicion("uphill", _uphill, _sign_of_pulls)
    yield _both("base 10", _base_10)
    yield _both("base 2", _base_2)
    if experiment.scale != "none":
        yield _both("not scaled", _unscaled)
        yield Suspicion("data units", _data_units, None)
        yield _both("sample sd", _sample_sd)
    else:
        yield _both("scaled", _scaled)
    yield _both("b first", _b_first)
    yield _both("w first", _w_first)
    yield _both("one by one", _one_by_one)
    yield _both("slope left out", _slope_left_out)
    yield _both("squared error", _squares)
    yield Suspicion("squared error", None, _slope_twice)
    yield _both("squared error, no half", _whole_squares)
    yield _both("labels -1, 1", _signed_labels)
    yield Suspicion("labels -1, 1", None, _signed_pulls)
    yield _both("other class", _other_class)
    yield Suspicion("no bias", _no_bias, _bias_from_start)
    yield _both("half", _half)
    yield Suspicion("half", None, _half_of_pulls)
    yield Suspicion("mean twice", _mean_twice, None)
    yield _both("no rate", _no_rate)
    yield Suspicion("step before", _step_before, None)
    yield Suspicion("step after", _step_after, None)
    if len(experiment.learning_rates) > 1:
        yield _both("first rate", _first_rate)
    if len(run.weighted) == 2:
        yield _both("other feature", _other_feature)
        yield Suspicion("other feature", _columns, None)
    if run.held_out is not None:
        yield _both("held out too", _held_out_too)
    if experiment.rule.keeps:
        yield _both("no velocity" if "u" in experiment.rule.keeps else "plain descent", _plain_descent)
    if "beta" in experiment.rule.settings:
        yield _both("mean velocity", _mean_velocity)
