"""Lanes at their best rates, and that no flag is needed to know them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from logreg_core import Adam, Experiment, Generated, Sampled, run
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.sweep.sweep import sweep
from logreg_core.lanes import Lane, Lanes, compared, forked
from logreg_core.lanes.tuning import is_tuned, tuned_lane, tuned_lanes
from tests.rules.rows import EVERY, identity

BASE = Experiment(data=Generated(m=40), scale="standardize", steps=30)
DATA = BASE.data.load()


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize(("l2", "batch"), [(0.0, None), (0.1, None), (0.0, 8)])
def test_a_tuned_lane_is_known_as_one_and_no_rate_of_the_sweep_ends_nearer(
    rule: Rule, l2: float, batch: int | None
) -> None:
    lanes = Lanes.of(replace(BASE, rule=rule, l2=l2, batch=batch))
    (lane,) = tuned_lanes(DATA, lanes).all
    assert is_tuned(DATA, lane)
    found = sweep(DATA, lane.experiment)
    done = run(DATA, lane.experiment)
    assert done.F[-1] - done.best.F <= min(found.gaps) + found.least  # no rate here is chaotic
    assert replace(lane.experiment, learning_rates=BASE.learning_rates) == lanes.all[0].experiment


def test_a_chaotic_rate_counts_by_what_the_run_does_with_it() -> None:
    """On unscaled cars a race met 0.24 at a rate where the run itself ends at 0.66."""
    cars = Experiment(data=Sampled("mtcars"), steps=300)
    data = cars.data.load()
    lane = tuned_lane(data, Lane(cars))
    done, found = run(data, lane.experiment), sweep(data, cars)
    others = [run(data, replace(cars, learning_rates=((0, rate),))) for rate in found.rates]
    assert done.F[-1] <= min(each.F[-1] for each in others if each.steps == 300)
    assert is_tuned(data, lane)


def test_a_rate_that_is_not_the_best_is_none() -> None:
    assert not is_tuned(DATA, Lane(BASE))
    assert not is_tuned(DATA, Lane(replace(BASE, learning_rates=((0, 0.1), (10, 1.0)))))


def test_a_fork_is_tuned_from_its_own_start_on() -> None:
    fork = forked(Lane(BASE), run(DATA, BASE), 10, l2=0.01)
    tuned = tuned_lanes(DATA, Lanes.of(BASE).with_more(fork)).all[1]
    assert (tuned.begins, tuned.touched, tuned.experiment.w) == (10, 400, fork.experiment.w)
    assert is_tuned(DATA, tuned)


def test_other_steps_may_have_another_best() -> None:
    (lane,) = tuned_lanes(DATA, Lanes.of(replace(BASE, steps=3))).all
    assert is_tuned(DATA, lane)
    assert not is_tuned(DATA, lane.on(replace(BASE, steps=200)))


@pytest.mark.parametrize(
    ("data", "scale"),
    [
        (Generated(), "none"),
        (Sampled("vaso"), "standardize"),
        (Sampled("iris"), "standardize"),
        (Sampled("four_points"), "none"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_runs_that_adam_loses(data: Generated | Sampled, scale: str) -> None:
    """In a round valley plain descent is nearer after 50 steps than Adam, each at its best rate."""
    base = Experiment(data=data, scale=scale, steps=50)
    dataset = data.load()
    found = compared(dataset, tuned_lanes(dataset, Lanes.of(base).copied(rule=Adam())))
    assert found.nearest(50) == (0,)
    assert 0 <= found.row(0, 50).gap < 1e-4 < found.row(1, 50).gap  # type: ignore[operator]
