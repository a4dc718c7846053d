"""Newton's step where it is hard: near the minimum, where H is flat, where every ŷ is 0 or 1, and at any size."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, at, optimum, run
from logreg_core.descent.local import Here
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.rules.adaptive import AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.newton import HALVINGS, Newton, flat_directions, least_step
from logreg_core.descent.rules.rule import Rule

from .rows import EVERY, identity, overlapping

Y = np.tile([0.0, 1.0], 10)
X = overlapping(20).X
HARD = {
    "separable": (X + np.outer(Y, [20.0, 20.0]), Y),
    "one class": (X, np.ones(20)),
    "one feature": (X * [1.0, 0.0], Y),
    "a constant column": (X * [1.0, 0.0] + [0.0, 3.0], Y),
    "two constant columns": (np.full((20, 2), 2.0), Y),
    "on one line": (np.column_stack([X[:, 0], 2 * X[:, 0]]), Y),
    "tiny": (1e-150 * X, Y),
    "small": (1e-8 * X, Y),
    "large": (1e8 * X, Y),
    "huge": (1e99 * X, Y),
    "of two scales": (X * [1e-6, 1e6], Y),
    "far from 0": (X + 1e8, Y),
    "two points": (np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array([0.0, 1.0])),
    "one point": (np.array([[1.0, 2.0]]), np.array([1.0])),
}
hard = pytest.mark.parametrize("name", HARD)
AT_THE_LIMITS = [RMSProp(0.0, 1e-12), Adam(0.999, 0.0, 1e-12), AdaGrad(1e-12)]
NONLINEAR = [rule for rule in EVERY if rule.linear(1.0) is None]


def hessian(data: Dataset, w=(0.0, 0.0), b: float = 0.0):
    return Here(data.X, data.y, np.array([*w, b])).hessian


@hard
@pytest.mark.parametrize("rule", [*NONLINEAR, *AT_THE_LIMITS], ids=identity)
def test_no_data_no_start_and_no_rate_make_a_rule_stumble(rule: Rule, name: str):
    """No exception, no warning, no nan: from saturated starts too, |z| of 700 and more, at rates of all sizes."""
    data = Dataset(*HARD[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for rate in (1e-3, 1.0, 1e8):
            for w in ((0.0, 0.0), (700.0, 0.0), (-300.0, 500.0)):
                done = run(data, Experiment(rule=rule, learning_rates=((0, rate),), steps=8, w=w, b=0.5))
                assert np.isfinite(done.rows).all()
                assert np.isfinite(done.J).all()
                here = at(done, done.steps)
                assert np.isfinite(sum(term.value for term in here.step.terms)).all()
                assert np.isfinite(here.contributions).all()
                assert np.isfinite(here.shown.rows).all()


@given(
    seed=st.integers(0, 10**6),
    m=st.integers(1, 30),
    size=st.sampled_from([1e-3, 1.0, 30.0, 1e6]),
    start=st.tuples(*[st.floats(-20, 20)] * 3),
    rate=st.sampled_from([0.1, 1.0, 3.0, 1e4]),
)
def test_damped_it_never_raises_j(seed, m, size, start, rate):
    data = overlapping(m, seed, size)
    done = run(data, Experiment(rule=Newton(), learning_rates=((0, rate),), steps=15, w=start[:2], b=start[2]))
    assert (done.J[1:] <= done.J[:-1] * (1 + ROUNDING)).all()


@hard
def test_damped_it_never_raises_j_on_hard_data_either(name: str):
    data = Dataset(*HARD[name])
    for w in ((0.0, 0.0), (30.0, -20.0)):
        J = run(data, Experiment(rule=Newton(), learning_rates=((0, 1.0),), steps=30, w=w)).J
        assert (J[1:] <= J[:-1] * (1 + ROUNDING)).all()


def test_what_is_left_of_the_rate_is_a_power_of_two_below_it_or_nothing():
    for start in ((0.0, 0.0), (8.0, -8.0)):
        done = run(overlapping(30), Experiment(rule=Newton(), learning_rates=((0, 3.0),), steps=20, w=start))
        halvings = np.log2(3.0 / done.state[1:, 3])
        assert (halvings == np.round(halvings)).all()
        assert (0 <= halvings).all()
        assert (halvings <= HALVINGS).all()


def test_far_out_undamped_steps_lead_away_and_damped_ones_do_not():
    data = overlapping(40)
    away, back = (
        run(data, Experiment(rule=rule, learning_rates=((0, 1.0),), steps=30, w=(6.0, -6.0)))
        for rule in (Newton(damped=False), Newton())
    )
    assert away.J[1:].max() > 10 * away.J[0]
    assert back.J[-1] == pytest.approx(optimum(data).J, rel=1e-14)


@pytest.mark.parametrize("rule", [Newton(), Newton(damped=False)], ids=identity)
def test_at_the_minimum_it_stays(rule: Rule):
    """The gradient there is nothing but rounding, and the Hessian makes little of it."""
    for seed in range(10):
        data = overlapping(60, seed)
        done, best = run(data, Experiment(rule=rule, learning_rates=((0, 1.0),), steps=60)), optimum(data)
        right = np.append(best.w, best.b)
        assert np.abs(done.rows[10:, :3] - right).max() <= 1e-13 * max(1.0, np.abs(right).max())
        assert np.abs(np.diff(done.J[10:])).max() <= 1e-15


def test_the_least_step_is_the_inverse_where_there_is_one():
    H = hessian(overlapping(30), (0.5, -0.2), 0.1)
    assert flat_directions(H) == 0
    assert least_step(H) @ H == pytest.approx(np.eye(3), abs=1e-12)


@pytest.mark.parametrize(
    ("name", "flat"),
    [("one feature", 1), ("a constant column", 1), ("on one line", 1), ("two constant columns", 2), ("two points", 1)],
)
def test_where_h_is_flat_the_step_is_the_shortest_that_reaches_the_bowl_s_lowest(name: str, flat: int):
    data = Dataset(*HARD[name])
    here = Here(data.X, data.y, np.array([0.3, -0.1, 0.2]))
    H = here.hessian
    assert flat_directions(H) == flat
    step = least_step(H) @ here.gradient
    right = np.linalg.lstsq(H, here.gradient, rcond=1e-12)[0]  # NumPy's: of all that fit, the one of least length
    assert step == pytest.approx(right, rel=1e-9, abs=1e-12)
    values, axes = np.linalg.eigh(H)
    assert np.abs(axes[:, values < 1e-12 * values[-1]].T @ step).max() <= 1e-12


def test_a_weight_that_no_feature_has_stays_where_it_is():
    data = Dataset(*HARD["one feature"])
    done = run(data, Experiment(rule=Newton(), learning_rates=((0, 1.0),), steps=12, w=(0.0, 0.7)))
    assert (done.w[:, 1] == 0.7).all()
    assert done.J[-1] == pytest.approx(optimum(data).J, rel=1e-12)


def test_where_no_curvature_is_left_no_step_is_taken():
    for H in (np.zeros((3, 3)), np.full((3, 3), np.nan), np.diag([1e-250, 0.0, 0.0])):
        assert flat_directions(H) == 3
        assert (least_step(H) == 0).all()
    far_out = Experiment(rule=Newton(), learning_rates=((0, 1.0),), steps=3, w=(800.0, 0.0))
    done = run(Dataset(*HARD["separable"]), far_out)
    assert (done.w == done.w[0]).all()


def test_of_a_picture_stretched_along_an_axis_the_path_is_stretched_alike():
    """Which no other rule can say: H⁻¹ takes the units out."""
    data = overlapping(40)
    wide = Dataset(data.X * [1.0, 256.0], data.y)
    one, other = (run(each, Experiment(rule=Newton(), learning_rates=((0, 1.0),), steps=8)) for each in (data, wide))
    assert np.abs(one.w - other.w * [1.0, 256.0]).max() <= 1e-9
    assert np.abs(one.J - other.J).max() <= 1e-11


@pytest.mark.parametrize("size", [1e-160, 1e-100, 1e-30, 1e30, 1e100])
@pytest.mark.parametrize("rule", [AdaGrad(), RMSProp(), Adam()], ids=identity)
def test_squares_of_gradients_of_any_size_a_feature_can_have(rule: Rule, size: float):
    """Up to 1e100 the squares are in range; below 1e-162 they are 0, and ε alone divides."""
    g = size * np.array([1.0, -0.5, 0.25])
    place = Here(np.array([[-2 * size, size]]), np.array([1.0]), np.zeros(3))
    assert place.gradient[:2] == pytest.approx(g[:2])
    theta, state = rule.update(place, np.zeros(3), np.zeros(rule.width), 0.1, 0)
    assert np.isfinite(theta).all()
    assert np.isfinite(state).all()
    longest = 0.1 / np.sqrt(1 - getattr(rule, "rho", 0.0))
    epsilon = rule.settings["epsilon"]
    expected = -longest if size > 1e-30 else -0.1 * size / epsilon
    assert theta[0] == pytest.approx(expected, rel=1e-6)
