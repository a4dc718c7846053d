"""The fast loop against the readable formulas, for all sizes, schedules and data it has a path for."""

import math
import tracemalloc

import numpy as np
import pytest

from logreg_core.descent import kernels
from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import extend, run
from logreg_core.descent.optimum import smoothness
from logreg_core.descent.schedule import rates_of
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.dataset import Dataset

SIZES = [1, 2, 7, 200, 2000, 16_384, 16_385, 40_000]
EPS = np.finfo(float).eps


def blobs(m, seed=0, spread=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    y = (np.arange(m) % 2).astype(float)
    return Dataset((rng.normal(size=(m, 2)) + np.outer(y, [1.0, -0.5])) * spread, y)


def by_the_book(dataset, experiment, X=None):
    """The run as the source writes it: one gradient, then w and b."""
    X = dataset.X if X is None else X
    w, b = np.array(experiment.w, float), float(experiment.b)
    ws, bs, Js = [w], [b], [forward(X, dataset.y, w, b).J]
    for rate in rates_of(experiment.learning_rates, np.arange(experiment.steps)):
        chain = chain_rule(X, dataset.y, w, b)
        w, b = w - rate * chain.dJ_dw, b - rate * chain.dJ_db
        ws, bs, Js = [*ws, w], [*bs, b], [*Js, forward(X, dataset.y, w, b).J]
    return np.array(ws), np.array(bs), np.array(Js)


def assert_same_course(done, w, b, J, tolerance):
    theta, expected = np.column_stack([done.w, done.b]), np.column_stack([w, b])
    scale = np.abs(expected).max(axis=1, keepdims=True) + 1e-300
    assert (np.abs(theta - expected) <= tolerance * scale).all()
    assert (np.abs(done.J - J) <= tolerance * J).all()


def assert_each_step_is_right(done, tolerance=1e-13):
    """Each row is one step by the book from the row before it, to rounding of the sums that make it."""
    X, y = done.X_scaled, done.dataset.y
    for t, rate in enumerate(done.rates):
        w, b = done.w[t], done.b[t]
        chain = chain_rule(X, y, w, b)
        terms = np.append(np.abs(chain.dL_dw).mean(axis=0), np.abs(chain.dL_db).mean())
        theta, gradient = np.append(w, b), np.append(chain.dJ_dw, chain.dJ_db)
        with np.errstate(over="ignore"):
            expected = theta - rate * gradient
            scale = np.abs(theta) + rate * terms
        assert (np.abs(np.append(done.w[t + 1], done.b[t + 1]) - expected) <= tolerance * scale).all(), t
        assert done.J[t] == pytest.approx(forward(X, y, w, b).J, rel=1e-12)


@pytest.mark.parametrize("m", SIZES)
@pytest.mark.parametrize("factor", [0.1, 1, 2])
def test_whole_runs_to_1e_12(m, factor):
    data = blobs(m, m)
    rate = factor / smoothness(data.X)
    experiment = Experiment(learning_rates=((0, rate),), steps=400 if m <= 2000 else 12, w=(0.3, -2.0), b=1.0)
    assert_same_course(run(data, experiment), *by_the_book(data, experiment), 1e-12)


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_whole_runs_with_a_schedule(scale):
    data = blobs(150, 3, 2.0)
    schedule = ((0, 0.1), (1, 0.5), (7, 0.01), (163, 0.3), (164, 0.2), (300, 0.4), (5000, 9.0))
    experiment = Experiment(scale=scale, learning_rates=schedule, steps=500)
    done = run(data, experiment)
    assert_same_course(done, *by_the_book(data, experiment, done.X_scaled), 1e-12)
    assert done.rates.tolist() == [experiment.rate_at(t) for t in range(500)]


@pytest.mark.parametrize("m", SIZES)
@pytest.mark.parametrize("rate", [1e-3, 3.0, 50.0, 1e4])
def test_single_steps_at_any_rate(m, rate):
    experiment = Experiment(learning_rates=((0, rate),), steps=300 if m <= 200 else 20)
    assert_each_step_is_right(run(blobs(m, 1), experiment))


@pytest.mark.parametrize("rate", [1e-320, 1e-250, 1e-100, 1e100, 1e250, 1e307])
def test_single_steps_at_absurd_rates(rate):
    done = run(blobs(20, 1), Experiment(learning_rates=((0, rate),), steps=5))
    assert_each_step_is_right(done)
    assert np.isfinite([*done.w.ravel(), *done.b, *done.J]).all()


@pytest.mark.parametrize("spread", [1e-90, 1e-6, 1e3, 1e8, 1e90])
@pytest.mark.parametrize("m", [1, 2, 50, 17_000])
def test_single_steps_on_extreme_data(spread, m):
    """Large features pass the guard at once, so that most steps use the two-branch formulas."""
    experiment = Experiment(learning_rates=((0, 0.1),), steps=40 if m < 100 else 4, w=(1e-3, 2.0))
    done = run(blobs(m, 2, spread), experiment)
    assert done.steps == experiment.steps
    assert_each_step_is_right(done)


def test_the_guard_is_crossed_back_and_forth():
    """A saturated start: |s| begins past 700, comes back within, and is thrown out again."""
    data = blobs(60, 5, 10.0)
    schedule = ((0, 2.0), (150, 0.05), (260, 30.0), (300, 0.01))
    done = run(data, Experiment(learning_rates=schedule, steps=400, w=(40.0, 40.0)))
    bound = np.abs(done.w) @ np.abs(data.X).max(axis=0) + np.abs(done.b)
    crossings = np.diff((bound > kernels.LARGEST).astype(int))
    assert (crossings == 1).any()
    assert (crossings == -1).any()
    assert_each_step_is_right(done)


@pytest.mark.parametrize("z", [699.0, 701.0, 709.0, 711.0, 745.0, 1e5])
@pytest.mark.parametrize("y", [0, 1])
def test_single_steps_around_the_range_of_exp(z, y):
    """One example, far on the wrong side, so that |s| is its bound; then far on the right side."""
    for sign in (1 - 2 * y, 2 * y - 1):
        done = run(Dataset([[1, 0]], [y]), Experiment(w=(sign * z, 0.0), learning_rates=((0, 0.5),), steps=3))
        assert_each_step_is_right(done)
        assert done.steps == 3


def test_J_is_that_of_the_forward_pass():
    data = blobs(300, 8)
    done = run(data, Experiment(steps=200))
    for t in range(201):
        assert done.J[t] == pytest.approx(forward(data.X, data.y, done.w[t], done.b[t]).J, rel=8 * EPS)


@pytest.mark.parametrize("m", [1, 7, 8, 9, 64, 65, 203, 257, 3000, 20_001])
@pytest.mark.parametrize("size", [0.0, 1e-9, 3.4, 3.5, 6.0, 30.0, 80.0, 95.0, 600.0])
@pytest.mark.parametrize("wrong", [0.0, 0.5, 1.0])
def test_J_keeps_its_digits_where_one_logarithm_stands_for_eight(m, size, wrong):
    """From products past a double's range to losses that 1 + v can't hold, with some examples far on the wrong side."""
    rng = np.random.Generator(np.random.PCG64(m))
    z = size * rng.uniform(0.9, 1.0, m)
    y = (rng.uniform(size=m) >= wrong).astype(float)
    J = run(Dataset(np.column_stack([z, rng.normal(size=m)]), y), Experiment(w=(1.0, 0.0), steps=0)).J[0]
    s = (1 - 2 * y) * z
    expected = math.fsum(np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))) / m
    roundings = 4 + (1 / J if J > 1 / 32 else 0)  # 1 + v is rounded to 1e-16, whatever the mean loss
    assert J == pytest.approx(expected, rel=roundings * EPS, abs=0)


@pytest.mark.parametrize("m", [20, 20_000])
@pytest.mark.parametrize("label", [0, 1])
def test_a_class_alone(m, label):
    done = run(Dataset(blobs(m, 3).X, np.full(m, label)), Experiment(steps=12))
    assert_each_step_is_right(done)
    assert (np.diff(done.J) < 0).all()


def test_one_step_from_zero_by_hand():
    done = run(Dataset([[1, 2], [3, -1]], [1, 0]), Experiment(learning_rates=((0, 0.5),), steps=1))
    # ŷ = 1/2 at both: ∂J/∂w = ((-1/2)(1, 2) + (1/2)(3, -1)) / 2, ∂J/∂b = 0
    assert done.w.tolist() == [[0, 0], [-0.25, 0.375]]
    assert done.b.tolist() == [0, 0]
    assert done.J[0] == np.log(2)


def test_b_moves_by_the_gradient_at_the_old_w():
    data = blobs(30, 4)
    done = run(data, Experiment(learning_rates=((0, 4.0),), steps=1, w=(1.0, -1.0), b=0.5))
    assert done.b[1] == pytest.approx(0.5 - 4 * chain_rule(data.X, data.y, [1, -1], 0.5).dJ_db, rel=1e-13)


def test_no_steps():
    done = run(blobs(10), Experiment(steps=0, w=(1.0, 2.0), b=3.0))
    assert (done.steps, done.w.tolist(), done.b.tolist()) == (0, [[1, 2]], [3])
    assert done.J[0] == pytest.approx(forward(done.dataset.X, done.dataset.y, [1, 2], 3).J)


@pytest.mark.parametrize("m", [2, 3, 20_000])
def test_only_a_number_that_is_not_finite_ends_a_run(m):
    data = Dataset(np.full((m, 2), 1e90), np.arange(m) % 2)  # half of them are wrong, whatever w is
    schedule = ((0, 1.0), (3, 1e308))
    done = run(data, Experiment(learning_rates=schedule, steps=50, w=(1e-90, 0.0)))
    assert 3 <= done.steps < 50
    assert np.isfinite([*done.w.ravel(), *done.b, *done.J]).all()
    w = done.row_after(done.steps)[:2]
    assert not np.isfinite(w).all()


@pytest.mark.parametrize("m", [1, 7, 200, 2000, 20_000])
def test_extending_gives_the_bits_of_a_fresh_run(m):
    data, short = blobs(m, 9), 205 if m <= 2000 else 5
    first = Experiment(learning_rates=((0, 0.3),), steps=short)
    known = run(data, first)
    changes = [
        Experiment(learning_rates=((0, 0.3),), steps=2 * short),
        Experiment(learning_rates=((0, 0.3),), steps=short - 3),
        first.with_rate(2.0, 3),
        first.with_rate(2.0, short),
        first.with_rate(7.0, 0),
        Experiment(learning_rates=((0, 0.3), (short // 2, 50.0)), steps=short + 40),
        Experiment(learning_rates=((0, 0.3),), steps=short, w=(1.0, 0.0)),
        Experiment(learning_rates=((0, 0.3),), steps=short, scale="standardize"),
        Experiment(learning_rates=((0, 0.3),), steps=0),
    ]
    for experiment in changes:
        extended, fresh = extend(known, experiment), run(data, experiment)
        assert extended.experiment == experiment
        for name in ("w", "b", "J"):
            assert getattr(extended, name).tobytes() == getattr(fresh, name).tobytes(), (name, experiment)


def test_extending_step_by_step_through_the_guard():
    data, whole = blobs(25, 2, 100.0), Experiment(learning_rates=((0, 0.5),), steps=60)
    grown = run(data, Experiment(learning_rates=((0, 0.5),), steps=0))
    for steps in range(1, 61):
        grown = extend(grown, Experiment(learning_rates=((0, 0.5),), steps=steps))
    assert grown.w.tobytes() == run(data, whole).w.tobytes()
    assert grown.J.tobytes() == run(data, whole).J.tobytes()


def test_extending_a_run_that_was_cut_short():
    data = Dataset([[1e90, 0], [1e90, 0]], [0, 1])
    experiment = Experiment(learning_rates=((0, 1.0), (2, 1e308)), steps=20, w=(1e-90, 0.0))
    cut = run(data, experiment)
    longer = Experiment(learning_rates=experiment.learning_rates, steps=40, w=experiment.w)
    assert extend(cut, longer).steps == cut.steps < 20


def test_block_sizes_do_not_change_bits(monkeypatch):
    data, experiment = blobs(77, 6, 20.0), Experiment(learning_rates=((0, 1.0), (90, 0.2)), steps=200)
    usual = run(data, experiment)
    for block, longest in ((1, 1), (77 * 3, 80), (10**6, 7), (10**6, 10**6)):
        monkeypatch.setattr(kernels, "NUMBERS", block)
        monkeypatch.setattr(kernels, "STEPS", longest)
        again = run(data, experiment)
        assert again.w.tobytes() == usual.w.tobytes()
        assert again.J.tobytes() == usual.J.tobytes()


def test_arrays_are_read_only_and_nothing_is_changed():
    data = blobs(30)
    X, y = data.X.copy(), data.y.copy()
    done = run(data, Experiment(steps=10, scale="standardize"))
    assert (data.X == X).all()
    assert (data.y == y).all()
    for array in (done.w, done.b, done.J, done.X_scaled, done.w_in_data_units, done.b_in_data_units):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize("spread", [1.0, 1e4])
def test_memory_is_bounded_in_the_number_of_steps(spread):
    """20 numbers an example at most, on the fast path and past the guard."""
    data = blobs(300_000, 0, spread)
    tracemalloc.start()
    try:
        run(data, Experiment(steps=6))
        assert tracemalloc.get_traced_memory()[1] <= 20 * 8 * data.m
    finally:
        tracemalloc.stop()
