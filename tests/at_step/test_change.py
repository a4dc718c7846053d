"""What a step did to J is its slope and its curvature part, each right to the last digits that matter."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Experiment, Generated, at, load_sample, run
from logreg_core.at_step.change import bend, changes
from logreg_core.descent.along_run import along_run
from tests.rules.rows import EVERY, identity, overlapping

DEFAULT = Generated().load()


def exact(done, t):
    """Slope and curvature part of the step to t, by 60 digits: mean of L, and of L's slope, at both ends."""
    with mpmath.workdps(60):
        before, after = ([mpmath.mpf(x) for x in done.rows[k, :3].tolist()] for k in (t - 1, t))
        slope = change = rounding = mpmath.mpf(0)
        for (x1, x2), y in zip(done.X_scaled.tolist(), done.dataset.y.tolist(), strict=True):
            z, z_after = (theta[0] * x1 + theta[1] * x2 + theta[2] for theta in (before, after))
            error = 1 / (1 + mpmath.exp(-z)) - y
            slope += error * (z_after - z)
            reach = [abs(x) * abs(a - b) for x, a, b in zip((x1, x2, 1), before, after, strict=True)]
            rounding += abs(error) * sum(reach)
            sign = 1 - 2 * y
            change += mpmath.log(1 + mpmath.exp(sign * z_after)) - mpmath.log(1 + mpmath.exp(sign * z))
        m = len(done.dataset.y)
        return float(slope / m), float((change - slope) / m), float(rounding / m)


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("rate", [1e-3, 0.5, 20.0, 1e4])
def test_slope_and_curvature_part_against_sixty_digits(rule, rate):
    data = overlapping(25)
    done = run(data, Experiment(rule=rule, learning_rates=((0, rate),), steps=60))
    for t in (1, 2, 7, 31, 60):
        got, (slope, curvature, rounding) = at(done, t).change, exact(done, t)
        assert got.slope == pytest.approx(slope, rel=1e-7, abs=8 * 2.0**-52 * rounding)
        assert got.curvature == pytest.approx(curvature, rel=1e-7, abs=1e-300)
        assert got.F == got.J == got.slope + got.curvature


def test_the_curvature_part_near_the_optimum_has_its_digits():
    """There the difference of two mean losses has none left, and would even be negative."""
    data = load_sample("vaso")
    done = run(data, Experiment(scale="standardize", learning_rates=((0, 3.0),), steps=400))
    for t in (200, 300, 400):
        got, (_, curvature, _) = at(done, t).change, exact(done, t)
        if curvature:
            assert got.curvature == pytest.approx(curvature, rel=1e-7)


def test_the_figures_of_the_default_data():
    rose = at(run(DEFAULT, Experiment(learning_rates=((0, 60.0),), steps=1)), 1)
    assert rose.change.slope == pytest.approx(-19.31, abs=0.005)
    assert rose.change.curvature == pytest.approx(20.13, abs=0.005)
    assert rose.change.F == pytest.approx(rose.J - np.log(2), rel=1e-12)
    assert rose.change.F == pytest.approx(0.8253, abs=5e-5)
    fell = at(run(DEFAULT, Experiment(steps=20)), 20).change
    assert (fell.slope, fell.curvature) == (pytest.approx(-0.006239, abs=5e-7), pytest.approx(0.00009698, abs=5e-9))


@given(st.floats(-900, 900), st.floats(-900, 900))
def test_a_bend_is_never_negative_and_right(s, delta):
    (got,) = bend(np.array([s]), np.array([delta]))
    with mpmath.workdps(900):
        S, D = mpmath.mpf(s), mpmath.mpf(delta)
        true = mpmath.log(1 + mpmath.exp(S + D)) - mpmath.log(1 + mpmath.exp(S)) - D / (1 + mpmath.exp(-S))
    assert got >= 0
    assert got == pytest.approx(float(true), rel=1e-7, abs=1e-300)


def test_the_curvature_part_is_the_sum_over_blocks_too():
    data = overlapping(40_000)
    done = run(data, Experiment(steps=2))
    got = at(done, 2).change
    assert got.F == pytest.approx(done.J[2] - done.J[1], rel=1e-9)


def test_at_the_start_nothing_has_changed():
    assert at(run(DEFAULT, Experiment(steps=1)), 0).change is None


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("rate", [1e-6, 1e-3, 0.5, 20.0, 1e4])
def test_many_steps_changes_are_those_of_each(rule, rate):
    done = run(overlapping(25), Experiment(rule=rule, learning_rates=((0, rate),), steps=200))
    steps = np.arange(201)
    here, earlier = (along_run(done.X_scaled, done.dataset.y, done.w[t], done.b[t]) for t in (steps, steps - 1))
    got = changes(done, steps, np.column_stack([earlier.dJ_dw, earlier.dJ_db]), here.correct)
    assert [got.slope[0], got.curvature[0], got.J[0], got.wrong_share[0]] == [0, 0, 0, 0]
    for t in steps[1:]:
        one, rounding = at(done, t).change, 4 * 2.0**-52 * done.J[t - 1]
        assert got.slope[t] == pytest.approx(one.slope, rel=1e-9, abs=1e-300)
        assert got.curvature[t] == pytest.approx(one.curvature, rel=2e-6, abs=rounding)
        assert got.J[t] == pytest.approx(one.J, rel=2e-6, abs=rounding + 1e-9 * abs(one.slope))


def test_the_share_of_the_wrong_is_counted_at_rises_with_few_of_them():
    done = run(DEFAULT, Experiment(learning_rates=((0, 60.0),), steps=30))
    steps = np.arange(31)
    here, earlier = (along_run(done.X_scaled, done.dataset.y, done.w[t], done.b[t]) for t in (steps, steps - 1))
    got = changes(done, steps, np.column_stack([earlier.dJ_dw, earlier.dJ_db]), here.correct)
    for t in steps[1:]:
        shot = at(done, t)
        wrong, L = ~shot.is_correct, shot.forward.L
        looked = done.J[t] > done.J[t - 1] and 10 * wrong.sum() <= len(L)
        assert got.wrong_share[t] == pytest.approx(L[wrong].sum() / L.sum() if looked else 0, rel=1e-12)
    assert got.wrong_share[1] > 0.99
