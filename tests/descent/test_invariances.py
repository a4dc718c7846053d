"""What must not matter to descent (order, names of the classes, units), and what J must do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run
from logreg_core.descent.optimum import optimum, smoothness
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.dataset import Dataset

ROUNDING = 4 * np.finfo(float).eps
coordinates = st.floats(-10, 10, allow_subnormal=False) | st.integers(-3, 3).map(float)
parameters = st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3))
gentle = st.sampled_from([0.01, 0.3, 1.0])  # in units of 1/smoothness
powers = st.integers(-20, 20).map(lambda power: 2.0**power)


@st.composite
def datasets(draw, most=30):
    m = draw(st.integers(1, most))
    X = draw(arrays(float, (m, 2), elements=coordinates))
    return Dataset(X, draw(arrays(float, (m,), elements=st.sampled_from([0.0, 1.0]))))


def descend(data, start, rate, steps=60, scale="none"):
    experiment = Experiment(scale=scale, w=start[:2], b=start[2], learning_rates=((0, rate),), steps=steps)
    return run(data, experiment)


def theta(done):
    return np.column_stack([done.w, done.b])


def assert_same(found, expected, tolerance=1e-12):
    """Equal to a tolerance relative to the largest parameter so far."""
    scale = np.maximum.accumulate(np.abs(expected).max(axis=1))[:, None] + 1e-3
    assert (np.abs(found - expected) <= tolerance * scale).all()


@given(datasets(), parameters, gentle, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(data, start, factor, random):
    order = list(range(data.m))
    random.shuffle(order)
    shuffled = Dataset(data.X[order], data.y[order])
    rate = factor / smoothness(data.X)
    one, other = descend(data, start, rate), descend(shuffled, start, rate)
    assert_same(theta(other), theta(one))
    assert np.allclose(other.J, one.J, rtol=1e-12, atol=0)
    assert optimum(shuffled).separation == optimum(data).separation


@given(datasets(), parameters, st.floats(1e-3, 1e3))
def test_swapping_the_classes_mirrors_every_bit(data, start, rate):
    mirrored = Dataset(data.X, 1 - data.y)
    one, other = descend(data, start, rate), descend(mirrored, tuple(-value for value in start), rate)
    assert (theta(other) == -theta(one)).all()
    assert (other.J == one.J).all()
    assert optimum(mirrored).separation == optimum(data).separation


@given(datasets(), parameters, gentle)
def test_swapping_the_features_swaps_the_weights(data, start, factor):
    swapped = Dataset(data.X[:, ::-1], data.y)
    rate = factor / smoothness(data.X)
    one, other = descend(data, start, rate), descend(swapped, (start[1], start[0], start[2]), rate)
    assert_same(theta(other)[:, [1, 0, 2]], theta(one))


@given(datasets(), parameters, powers, powers)
def test_units_that_are_powers_of_two_change_no_bit_of_z(data, start, c1, c2):
    w, b = np.array(start[:2]), start[2]
    one = chain_rule(data.X, data.y, w, b)
    other = chain_rule(data.X * [c1, c2], data.y, w / [c1, c2], b)
    assert (other.dL_dz == one.dL_dz).all()
    assert (other.dJ_dw == one.dJ_dw * [c1, c2]).all()
    assert other.dJ_db == one.dJ_db
    assert forward(data.X * [c1, c2], data.y, w / [c1, c2], b).J == forward(data.X, data.y, w, b).J


@given(datasets(), parameters, st.floats(1e-3, 1e2), powers, powers)
def test_standardised_descent_does_not_know_the_units(data, start, rate, c1, c2):
    other = descend(Dataset(data.X * [c1, c2], data.y), start, rate, scale="standardize")
    one = descend(data, start, rate, scale="standardize")
    assert (theta(other) == theta(one)).all()
    assert (other.J == one.J).all()


@given(datasets(), parameters, st.floats(1e-3, 1e3), st.floats(0.01, 100), st.floats(0.01, 100))
def test_one_step_in_any_units(data, start, rate, c1, c2):
    """With x → c x and w → w/c the gradient is c times as large, so a step with α/c² is the same step."""
    c = np.array([c1, c2])
    for j in (0, 1):  # each weight by itself, as each has its own α/c²
        one = descend(data, start, rate, 1)
        changed = Dataset(data.X * c, data.y)
        other = descend(changed, (start[0] / c1, start[1] / c2, start[2]), rate / c[j] ** 2, 1)
        scale = 1 + np.abs(one.w[:, j]).max() + 10 * rate
        assert abs(other.w[1, j] * c[j] - one.w[1, j]) <= 1e-12 * scale


@given(datasets(), parameters, st.sampled_from([0.1, 1.0, 1.9, 2.0]))
def test_J_never_rises_up_to_the_bound(data, start, factor):
    J = descend(data, start, factor / smoothness(data.X), 300).J
    assert (J[1:] <= J[:-1] * (1 + ROUNDING)).all()


@given(datasets(), parameters)
def test_J_stays_above_what_is_best(data, start):
    best = optimum(data)
    J = descend(data, start, 1 / best.smoothness, 100).J
    assert (J >= best.J - 1e-14).all()


@given(datasets(), parameters, st.floats(1e-3, 1e6))
def test_the_gradient_is_bounded_and_nothing_is_changed(data, start, rate):
    X, y = data.X.copy(), data.y.copy()
    done = descend(data, start, rate, 20, "standardize")
    reach = np.append(np.abs(done.X_scaled).mean(axis=0), 1)
    assert (np.abs(np.diff(theta(done), axis=0)) <= rate * reach * (1 + 1e-9) + 1e-9).all()
    assert (data.X == X).all()
    assert (data.y == y).all()
    assert done.outcome.sentence
