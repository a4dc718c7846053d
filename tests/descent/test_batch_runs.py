"""Descent by batches: each step against the readable formulas and 50 digits, J over all rows, and runs that go on."""

from dataclasses import replace

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logreg_core import Experiment, GradientDescent, HeavyBall, at, race, run
from logreg_core.descent.batches.batches import FIXED, ORDERS, RESHUFFLED
from logreg_core.descent.loop import extend
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.model.penalty import charged_gradient
from tests.rules.rows import EVERY, identity, overlapping


def assert_each_step_is_its_batch(done, tolerance=1e-13):
    X, y, rule = done.X_scaled, done.dataset.y, done.experiment.rule
    for t, rate in enumerate(done.rates):
        rows, theta = done.members(t), np.append(done.w[t], done.b[t])
        chain = chain_rule(X[rows], y[rows], done.w[t], done.b[t])
        terms = np.append(np.abs(chain.dL_dw).mean(axis=0), np.abs(chain.dL_db).mean())
        here = at(done, t)
        with np.errstate(over="ignore"):
            gradient = charged_gradient(np.append(chain.dJ_dw, chain.dJ_db), done.w[t], done.l2)
            terms = terms + np.abs(gradient)
            assert (np.abs(here.step.gradient - gradient) <= tolerance * terms).all()
            whole = sum(term.value for term in here.step.terms)
            scale = np.abs(theta) + rate * terms + rate * np.abs(done.state[t][:3]).sum()
            assert (np.abs(np.append(done.w[t + 1], done.b[t + 1]) - whole) <= tolerance * scale).all(), (rule, t)
        assert done.J[t] == pytest.approx(forward(X, y, done.w[t], done.b[t]).J, rel=1e-12)


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("batch", [1, 7, 29])
def test_each_step_follows_its_batch(rule, order, batch):
    experiment = Experiment(rule=rule, batch=batch, batch_order=order, batch_seed=5, steps=40, holdout=0.0)
    assert_each_step_is_its_batch(run(overlapping(30), experiment))


@pytest.mark.parametrize("rule", EVERY, ids=identity)
def test_each_step_charges_the_weights_too(rule):
    experiment = Experiment(rule=rule, batch=7, batch_seed=5, steps=30, l2=0.3, w=(0.5, -1.0))
    done = run(overlapping(30), experiment)
    assert_each_step_is_its_batch(done)
    again = extend(run(overlapping(30), replace(experiment, steps=11)), experiment)
    assert again.rows.tobytes() == done.rows.tobytes()


@pytest.mark.parametrize("spread", [1e-6, 1e3, 1e90])
def test_steps_past_what_e_to_the_s_can_hold(spread):
    data = overlapping(30, size=spread)
    done = run(data, Experiment(batch=8, steps=30, w=(1e-3, 2.0), learning_rates=((0, 0.1), (9, 1e-9))))
    assert done.steps == 30
    assert_each_step_is_its_batch(done)


@pytest.mark.parametrize("m", [16_500])
def test_many_examples(m):
    assert_each_step_is_its_batch(run(overlapping(m), Experiment(batch=5000, steps=6)))


@settings(deadline=None)
@given(
    st.integers(2, 30),
    st.integers(1, 30),
    st.integers(0, 99),
    st.sampled_from(ORDERS),
    st.sampled_from([GradientDescent(), HeavyBall(0.5)]),
    st.integers(0, 300),
    st.integers(0, 300),
)
def test_a_run_that_goes_on_has_the_same_bits(m, batch, seed, order, rule, first, last):
    data = overlapping(m, seed)
    whole = Experiment(
        rule=rule, batch=batch, batch_seed=seed, batch_order=order, steps=last, learning_rates=((0, 0.3), (150, 40.0))
    )
    again, anew = extend(run(data, replace(whole, steps=first)), whole), run(data, whole)
    assert again.rows.tobytes() == anew.rows.tobytes()
    assert again.J.tobytes() == anew.J.tobytes()


@pytest.mark.parametrize("order", ORDERS)
def test_racing_is_running(order):
    data = overlapping(30)
    experiment = Experiment(batch=8, batch_order=order, steps=25, holdout=0.2)
    for raced in race(data, experiment, [0.1, 2.0, 90.0]):
        own = run(data, raced.experiment)
        assert raced.rows.tobytes() == own.rows.tobytes()
        assert raced.J.tobytes() == own.J.tobytes()


@pytest.mark.parametrize("order", [FIXED, RESHUFFLED])
@pytest.mark.parametrize("batch", [30, 31, 1000])
def test_a_batch_of_all_is_plain_descent(order, batch):
    data, plain = overlapping(30), Experiment(steps=50)
    done, expected = run(data, replace(plain, batch=batch, batch_order=order)), run(data, plain)
    assert done.batches is None
    assert done.rows == pytest.approx(expected.rows, rel=1e-12)
    assert pytest.approx(expected.J, rel=1e-12) == done.J


def test_steps_in_fifty_digits():
    data = overlapping(7, 3)
    experiment = Experiment(batch=3, batch_seed=2, steps=8, w=(0.3, -0.2), b=0.1, learning_rates=((0, 0.7),))
    done = run(data, experiment)
    with mpmath.workdps(50):
        theta = [mpmath.mpf(value) for value in (0.3, -0.2, 0.1)]
        for t in range(8):
            rows, gradient = done.members(t).tolist(), [mpmath.mpf(0)] * 3
            for i in rows:
                x = [mpmath.mpf(float(value)) for value in data.X[i]] + [mpmath.mpf(1)]
                z = sum(each * weight for each, weight in zip(x, theta, strict=True))
                error = 1 / (1 + mpmath.exp(-z)) - mpmath.mpf(float(data.y[i]))
                gradient = [g + error * each / len(rows) for g, each in zip(gradient, x, strict=True)]
            theta = [now - mpmath.mpf(0.7) * g for now, g in zip(theta, gradient, strict=True)]
            assert [*done.w[t + 1], done.b[t + 1]] == pytest.approx([float(value) for value in theta], rel=1e-13)


def test_a_run_tells_each_steps_batch():
    done = run(overlapping(30), Experiment(batch=8, steps=12, holdout=0.1))
    m = done.dataset.m
    assert m == 26
    assert [done.epoch(t) for t in range(9)] == [0, 0, 0, 0, 1, 1, 1, 1, 2]
    assert [done.is_partial(t) for t in range(4)] == [False, False, False, True]
    assert len(done.members(3)) == 2
    plain = run(overlapping(30), Experiment(steps=3))
    assert plain.members(2).tolist() == list(range(30))
    assert not plain.is_partial(2)


def test_no_rate_is_safe_with_a_batch():
    done = run(overlapping(30), Experiment(batch=8, steps=3))
    assert done.experiment.safe_rate(done) is None
    assert "safe" not in done.outcome.values
    assert replace(done.experiment, batch=None).safe_rate(done) == pytest.approx(2 / done.smoothness)


@pytest.mark.parametrize("rate", [0.1, 5.0, 80.0])
@pytest.mark.parametrize("order", ORDERS)
def test_no_outcome_puts_a_rise_of_J_down_to_the_rate_alone(rate, order):
    done = run(overlapping(30), Experiment(batch=3, batch_order=order, steps=60, learning_rates=((0, rate), (50, 0.1))))
    said = done.outcome.sentence
    assert "can never rise" not in said
    assert done.outcome.kind != "too high before"
    if done.outcome.kind in ("oscillating", "diverged"):
        assert "batches of 3" in said
        assert "or a larger batch" in said


@pytest.mark.parametrize("order", ORDERS)
def test_what_a_step_shows_is_of_its_batch(order):
    done = run(overlapping(30), Experiment(batch=7, batch_order=order, steps=40, learning_rates=((0, 1.0),)))
    X, y = done.X_scaled, done.dataset.y
    rises = uphill = 0
    for t in range(40):
        here, rows = at(done, t), done.members(t)
        assert here.times.tolist() == np.bincount(rows, minlength=30).tolist()
        assert here.J_of_batch == pytest.approx(forward(X[rows], y[rows], here.w, here.b).J, rel=1e-14)
        full = chain_rule(X, y, here.w, here.b)
        assert here.gradient.tolist() == [*full.dJ_dw, full.dJ_db]
        assert not here.contributions[here.times == 0].any()
        moved = np.append(done.w[t + 1], done.b[t + 1]) - np.append(done.w[t], done.b[t])
        assert here.contributions.sum(axis=0) == pytest.approx(moved, rel=1e-11, abs=1e-14)
        change = at(done, t + 1).change
        assert change.slope == pytest.approx(here.gradient @ moved, rel=1e-12, abs=1e-15)
        assert change.curvature >= 0
        assert change.J == pytest.approx(done.J[t + 1] - done.J[t], abs=1e-14)
        rises += change.J > 0
        uphill += change.slope > 0
    assert rises
    assert uphill
