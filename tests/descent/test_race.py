"""Rates raced together against each rate's own run, and each step against the readable formulas."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, race, run
from logreg_core.descent.optimum import smoothness
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward

FACTORS = (0.01, 0.3, 0.1, 1.0, 1.999)


def blobs(m, seed=0, spread=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    y = (np.arange(m) % 2).astype(float)
    return Dataset((rng.normal(size=(m, 2)) + np.outer(y, [1.0, -0.5])) * spread, y)


def alone(dataset, experiment, rate):
    return run(dataset, replace(experiment, learning_rates=((0, rate),)))


def assert_same_course(raced, own, tolerance=1e-12):
    assert raced.experiment == own.experiment
    assert raced.steps == own.steps
    theta, expected = np.column_stack([raced.w, raced.b]), np.column_stack([own.w, own.b])
    scale = np.abs(expected).max(axis=1, keepdims=True) + 1e-300
    assert (np.abs(theta - expected) <= tolerance * scale).all()
    assert (np.abs(raced.J - own.J) <= tolerance * own.J).all()


def assert_each_step_is_right(done, tolerance=1e-13):
    X, y, (_, rate) = done.X_scaled, done.dataset.y, done.experiment.learning_rates[0]
    for t in range(done.steps):
        chain = chain_rule(X, y, done.w[t], done.b[t])
        terms = np.append(np.abs(chain.dL_dw).mean(axis=0), np.abs(chain.dL_db).mean())
        theta, gradient = np.append(done.w[t], done.b[t]), np.append(chain.dJ_dw, chain.dJ_db)
        with np.errstate(over="ignore"):
            off = np.abs(np.append(done.w[t + 1], done.b[t + 1]) - (theta - rate * gradient))
            assert (off <= tolerance * (np.abs(theta) + rate * terms)).all(), (rate, t)
        assert done.J[t] == pytest.approx(forward(X, y, done.w[t], done.b[t]).J, rel=1e-12)


@pytest.mark.parametrize("m", [1, 2, 7, 200, 2000, 16_385, 40_000])
def test_courses_up_to_the_guaranteed_rate_are_those_of_run(m):
    data = blobs(m, m)
    experiment = Experiment(steps=1000 if m <= 200 else 300 if m <= 2000 else 12, w=(0.3, -2.0), b=1.0)
    rates = [factor / smoothness(data.X) for factor in FACTORS]
    for rate, raced in zip(rates, race(data, experiment, rates), strict=True):
        assert_same_course(raced, alone(data, experiment, rate))


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("holdout", [0.0, 0.3])
def test_scaling_and_holding_out_are_those_of_run(scale, holdout):
    data = blobs(90, 3, 4.0)
    experiment = Experiment(steps=60, scale=scale, holdout=holdout, holdout_seed=5)
    for raced in race(data, experiment, [0.001, 0.02]):
        own = alone(data, experiment, raced.experiment.learning_rates[0][1])
        assert_same_course(raced, own)
        assert raced.dataset.m == own.dataset.m
        assert raced.whole is data
        assert raced.outcome.sentence == own.outcome.sentence
        assert (raced.X_scaled == own.X_scaled).all()
        assert (raced.J_held_out is None) == (holdout == 0)
        if raced.J_held_out is not None:
            assert raced.J_held_out == pytest.approx(own.J_held_out, rel=1e-12)


@pytest.mark.parametrize("m", [1, 7, 200, 2000, 20_000])
def test_single_steps_at_any_rate(m):
    data = blobs(m, 1)
    for raced in race(data, Experiment(steps=150 if m <= 200 else 10), [1e-3, 3.0, 50.0, 1e4, 1e307, 1e-320]):
        assert_each_step_is_right(raced)


@pytest.mark.parametrize("spread", [1e-90, 1e3, 1e8, 1e90])
def test_single_steps_on_extreme_data(spread):
    for raced in race(blobs(50, 2, spread), Experiment(steps=40, w=(1e-3, 2.0)), [0.1, 1e-9, 2.0]):
        assert raced.steps == 40
        assert_each_step_is_right(raced)


def test_a_rate_that_leaves_the_range_of_exp_goes_on_alone():
    """The others run on together, and each is still its own run."""
    data = blobs(60, 5, 10.0)
    experiment = Experiment(steps=200, w=(3.0, -1.0))
    rates = [1e-3, 500.0, 2e-3, 40.0]
    raced = race(data, experiment, rates)
    reach = np.append(np.abs(data.X).max(axis=0), 1)
    past = [(np.abs(np.column_stack([r.w, r.b])) @ reach > 700).any() for r in raced]
    assert past == [False, True, False, True]
    for done, rate in zip(raced, rates, strict=True):
        assert_each_step_is_right(done)
        assert len(done.J) == 201
        if rate < 1:
            assert_same_course(done, alone(data, experiment, rate))


def test_only_a_number_that_is_not_finite_ends_a_run():
    data = Dataset(np.full((4, 2), 1e90), [0, 1, 0, 1])
    calm, wild = race(data, Experiment(steps=50, w=(1e-90, 0.0)), [1e-190, 1e307])
    assert calm.steps == 50
    assert wild.steps == alone(data, Experiment(steps=50, w=(1e-90, 0.0)), 1e307).steps < 50
    assert np.isfinite([*wild.w.ravel(), *wild.b, *wild.J]).all()


def test_near_the_minimum_J_does_not_seem_to_rise():
    data = blobs(200, 8)
    (raced,) = race(data, Experiment(steps=3000), [1 / smoothness(data.X)])
    assert raced.outcome.kind == "converged"
    assert (np.diff(raced.J) <= 4 * np.finfo(float).eps).all()


def test_one_step_from_zero_by_hand():
    raced = race(Dataset([[1, 2], [3, -1]], [1, 0]), Experiment(steps=1), (0.5, 1.0))
    assert [done.w.tolist() for done in raced] == [[[0, 0], [-0.25, 0.375]], [[0, 0], [-0.5, 0.75]]]
    assert raced[0].J[0] == np.log(2)


def test_the_experiments_own_schedule_plays_no_part():
    data = blobs(30)
    (raced,) = race(data, Experiment(steps=20, learning_rates=((0, 9.0), (3, 0.001))), [0.1])
    assert raced.experiment == Experiment(steps=20, learning_rates=((0, 0.1),))


def test_no_rates_no_steps_and_the_same_rate_twice():
    data = blobs(10)
    assert race(data, Experiment(), []) == ()
    (still,) = race(data, Experiment(steps=0, w=(1.0, 2.0)), [0.1])
    assert (still.steps, still.w.tolist()) == (0, [[1, 2]])
    one, other = race(data, Experiment(steps=30), [0.1, 0.1])
    assert one.w == pytest.approx(other.w, rel=1e-13)


@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf])
def test_rates_are_checked_as_an_experiments_are(rate):
    with pytest.raises(ValueError, match="rate"):
        race(blobs(10), Experiment(), [0.1, rate])


def test_arrays_are_read_only_and_nothing_is_changed():
    data = blobs(30)
    X, rates = data.X.copy(), [0.1, 1.0]
    for done in race(data, Experiment(steps=10, scale="standardize"), rates):
        for array in (done.w, done.b, done.J, done.X_scaled):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1
    assert (data.X == X).all()
    assert rates == [0.1, 1.0]


def test_memory_is_bounded_in_the_number_of_rates():
    data = blobs(200_000)
    tracemalloc.start()
    try:
        race(data, Experiment(steps=2), np.linspace(0.01, 0.1, 40).tolist())
        assert tracemalloc.get_traced_memory()[1] <= 20 * 8 * data.m
    finally:
        tracemalloc.stop()
