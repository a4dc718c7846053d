"""One pass over the examples gives what three functions and the definitions give."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, run
from logreg_core.at_step.contributions import hardest, pull_order
from logreg_core.descent.along_run import along_run, correct_counts
from logreg_core.descent.loop import extend, shared_steps
from logreg_core.descent.run import shared_rows
from logreg_core.model.blocks import FEW, PASS_BLOCK, STEPS_OF_MANY
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward

EPS = np.finfo(float).eps


def data(m, seed=0, spread=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.normal(size=(m, 2)) * spread, rng.integers(0, 2, m).astype(float)


def parameters(T, seed=9, size=3.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.normal(size=(T, 2)) * size, rng.normal(size=T)


SIZES = [1, 2, 7, 9, 200, 1000, PASS_BLOCK, FEW - 1, FEW]
LARGE = [FEW + 1, 2 * PASS_BLOCK + 1, 5 * PASS_BLOCK, 100_003]


@pytest.mark.parametrize("m", SIZES)
def test_up_to_16_384_examples_the_gradient_has_the_bits_of_the_chain_rule(m):
    X, y = data(m, 1, 5.0)
    w, b = parameters(400 if m <= 1000 else 7)
    w[-1] = 1e5
    found = along_run(X, y, w, b)
    for t in {0, 1, len(b) // 2, len(b) - 1}:
        chain = chain_rule(X, y, w[t], b[t])
        assert (found.dJ_dw[t] == chain.dJ_dw).all()
        assert found.dJ_db[t] == chain.dJ_db


@pytest.mark.parametrize("m", LARGE)
@pytest.mark.parametrize("far", [0.0, 1e4])
def test_beyond_the_gradient_agrees_to_1e_13_of_its_terms(m, far):
    X, y = data(m, 2, 2.0)
    X += far
    w, b = parameters(3, size=0.5)
    b -= w.sum(axis=1) * far
    found = along_run(X, y, w, b)
    for t in range(3):
        chain = chain_rule(X, y, w[t], b[t])
        assert (np.abs(found.dJ_dw[t] - chain.dJ_dw) <= max(1e-13, far * EPS) * np.abs(chain.dL_dw).mean(axis=0)).all()
        assert abs(found.dJ_db[t] - chain.dJ_db) <= max(1e-13, far * EPS) * np.abs(chain.dL_db).mean()


@pytest.mark.parametrize("m", [*SIZES, *LARGE])
def test_correct_counts_are_those_of_y_hat(m):
    X, y = data(m, 3)
    w, b = parameters(8, size=1.0)
    w[0], b[0] = 0, 0  # ŷ = 0.5 everywhere
    for t, tiny in enumerate([-1e-18, -1e-16, -3e-16, -1e-15, 1e-16], 1):
        w[t], b[t] = 0, tiny  # ŷ rounds to 0.5 for the smallest of these
    found = along_run(X, y, w, b)
    assert found.correct.tolist() == [
        int(((forward(X, y, w[t], b[t]).y_hat >= 0.5) == (y == 1)).sum()) for t in range(len(b))
    ]
    assert found.correct.tolist() == correct_counts(X, y, w, b).tolist()


@pytest.mark.parametrize("m", [1000, FEW + 1])
def test_points_on_the_boundary_are_counted_as_y_hat_says(m):
    """Whole coordinates and weights of many digits: z is 0 up to rounding, which must be the forward pass's own."""
    rng = np.random.Generator(np.random.PCG64(4))
    X, y = rng.integers(-9, 10, (m, 2)).astype(float), rng.integers(0, 2, m).astype(float)
    w = np.array([[0.1, 0.1], [1 / 3, -1 / 3], [1e3 / 7, 2e3 / 7]])
    b = np.array([-0.3, 1.0, -3e3 / 7])
    assert along_run(X, y, w, b).correct.tolist() == correct_counts(X, y, w, b).tolist()


@pytest.mark.parametrize("size", [30.0, 700.0, 707.0, 1e4])
@pytest.mark.parametrize("m", [2, FEW + 2])
def test_far_out(m, size):
    """|z| up to 10,000 on both sides."""
    X = np.resize([[1.0, 0.0], [-1.0, 0.0]], (m, 2))
    y = np.resize([1.0, 0.0], m)
    w, b = np.array([[size, 0.0], [-size, 0.0]]), np.zeros(2)
    found = along_run(X, y, w, b)
    for t in range(2):
        chain = chain_rule(X, y, w[t], 0.0)
        assert found.dJ_dw[t] == pytest.approx(chain.dJ_dw, rel=1e-13, abs=0)
        assert found.dJ_db[t] == 0
    assert found.correct.tolist() == [m, 0]


@pytest.mark.parametrize("m", [1, 4, 300, FEW + 1])
def test_no_step_at_all(m):
    found = along_run(*data(m), np.empty((0, 2)), np.empty(0))
    assert found.dJ_dw.shape == (0, 2)
    assert [len(found.dJ_db), len(found.correct)] == [0, 0]


@pytest.mark.parametrize(("m", "T"), [(1, 3), (50, 3000), (3000, 90), (FEW + 1, STEPS_OF_MANY + 5), (30_000, 9)])
def test_a_step_s_bits_do_not_hang_on_its_neighbours(m, T):
    X, y = data(m, 6)
    w, b = parameters(T)
    whole = along_run(X, y, w, b)
    for some in (slice(0, 1), slice(T // 2, T // 2 + 1), slice(1, T - 1), np.array([T - 1, 0])):
        part = along_run(X, y, w[some], b[some])
        assert np.array_equal(part.dJ_dw, whole.dJ_dw[some])
        assert np.array_equal(part.dJ_db, whole.dJ_db[some])
        assert np.array_equal(part.correct, whole.correct[some])


@pytest.mark.parametrize("m", [5, FEW + 5])
def test_nothing_is_changed_and_one_class_will_do(m):
    X, _ = data(m)
    w, b = parameters(3)
    for label in (0.0, 1.0):
        y = np.full(m, label)
        before = [array.copy() for array in (X, y, w, b)]
        found = along_run(X, y, w, b)
        assert all(map(np.array_equal, (X, y, w, b), before))
        assert found.correct.tolist() == correct_counts(X, y, w, b).tolist()


@pytest.mark.parametrize(
    ("X", "y", "w", "b"),
    [
        ([[1, 2]], [0, 1], [[1, 1]], [0]),
        ([1, 2], [0, 1], [[1, 1]], [0]),
        ([[1, 2, 3]], [0], [[1, 1]], [0]),
        (np.empty((0, 2)), [], [[1, 1]], [0]),
        ([[1, 2]], [0], [1, 1], [0]),
        ([[1, 2]], [0], [[1, 1]], [0, 1]),
    ],
)
def test_wrong_shapes(X, y, w, b):
    with pytest.raises(ValueError, match="shape"):
        along_run(X, y, w, b)


# ------------------------------------------------------------------------------------ what a longer run takes over


def noisy(m=400):
    X, y = data(m, 7)
    return Dataset(X, y)


def same(one, other):
    for name in ("w", "b", "J", "X_scaled", "J_held_out", "X_held_out", "rows_training"):
        first, second = getattr(one, name), getattr(other, name)
        assert (first is None) == (second is None), name
        assert first is None or np.array_equal(first, second), name
    assert (one.smoothness, one.scaling, one.outcome) == (other.smoothness, other.scaling, other.outcome)


@pytest.mark.parametrize("holdout", [0.0, 0.3])
@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize(
    "later",
    [
        dict(steps=40),
        dict(steps=9),
        dict(steps=40, learning_rates=((0, 0.5), (11, 0.1))),
        dict(steps=40, w=(1.0, 2.0)),
        dict(steps=40, learning_rates=((0, 0.5), (11, 1e306))),
    ],
)
def test_an_extended_run_takes_over_what_is_known_bit_for_bit(holdout, scale, later):
    dataset = noisy()
    base = dict(scale=scale, holdout=holdout, holdout_seed=3, learning_rates=((0, 0.5),))
    earlier = run(dataset, Experiment(**base, steps=20))
    assert earlier.smoothness > 0
    assert (earlier.J_held_out is None) == (holdout == 0)
    experiment = Experiment(**(base | later))
    got = extend(earlier, experiment)
    assert got.X_scaled is earlier.X_scaled
    same(got, run(dataset, experiment))
    assert got.J_held_out is None or not got.J_held_out.flags.writeable


def test_how_many_steps_and_rows_two_runs_share():
    dataset = noisy()
    one = run(dataset, Experiment(steps=20))
    for other, steps in [
        (Experiment(steps=30), 20),
        (Experiment(steps=5), 5),
        (Experiment(steps=30, learning_rates=((0, 0.1), (7, 0.2))), 7),
        (Experiment(steps=30, w=(1.0, 0.0)), 0),
        (Experiment(steps=30, scale="standardize"), 0),
    ]:
        assert shared_steps(one, other) == steps
        begins_alike = (other.w, other.scale) == ((0.0, 0.0), "none")
        assert shared_rows(one, run(dataset, other)) == (steps + 1 if begins_alike else 0)
    assert shared_rows(one, run(noisy(), Experiment(steps=20))) == 0  # equal data, but who knows without looking


# ----------------------------------------------------------------------------------------- those that pull hardest


@pytest.mark.parametrize("most", [1, 2, 50, 399, 400, 401])
@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_hardest_are_the_first_of_all(most, scale):
    dataset = noisy()
    done = run(dataset, Experiment(steps=20, scale=scale))
    for t in (0, 13, 20):
        order = pull_order(chain_rule(done.X_scaled, dataset.y, done.w[t], float(done.b[t])))
        assert hardest(done, t, most).tolist() == order[:most].tolist()


@pytest.mark.parametrize("most", [1, 3, 299, 40_000])
def test_equal_pulls_go_by_number(most):
    X = np.resize([[1.0, 1.0], [-1.0, 1.0], [2.0, 0.0]], (40_000, 2))
    dataset = Dataset(X, np.resize([0.0, 1.0], 40_000))
    done = run(dataset, Experiment(steps=1))
    for t in (0, 1):
        order = pull_order(chain_rule(X, dataset.y, done.w[t], float(done.b[t])))
        assert hardest(done, t, most).tolist() == order[:most].tolist()
