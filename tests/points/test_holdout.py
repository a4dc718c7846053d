"""Holding out: a stratified split by its own seed, and a run that knows nothing of what it does not see."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, at, forward, generate, optimum, run, split
from logreg_core.descent.loop import extend
from logreg_core.points.scaling import Scaling

BLOBS = generate("blobs", m=90, noise=1.2, balance=0.3, seed=4)
HELD = Experiment(steps=60, learning_rates=((0, 0.3), (20, 1.0)), holdout=0.3, holdout_seed=5)


@st.composite
def datasets(draw):
    y = draw(st.lists(st.integers(0, 1), min_size=1, max_size=60))
    X = np.random.Generator(np.random.PCG64(len(y))).normal(size=(len(y), 2))
    return Dataset(X, y, ("a", "b"), ("no", "yes"), "made")


# The split. ----------------------------------------------------------------------------------------------------


@given(datasets(), st.floats(0, 0.5), st.integers(0, 2**53))
def test_every_row_is_in_one_part_and_each_class_in_proportion(dataset, share, seed):
    parts = split(dataset, share, seed)
    training, out = parts.rows_training, parts.rows_held_out
    assert sorted([*training, *out]) == list(range(dataset.m))
    assert (np.diff(training) > 0).all()
    assert (np.diff(out) > 0).all()
    assert parts.training.X.tobytes() == dataset.X[training].tobytes()
    assert parts.training.class_names == ("no", "yes")
    for label in (0, 1):
        n, held = int((dataset.y == label).sum()), int((dataset.y[out] == label).sum())
        assert held <= max(n - 1, 0)
        assert abs(held - share * n) <= 0.5 or held == n - 1
    if parts.held_out is None:
        assert not len(out)
        assert parts.training is dataset
    else:
        assert parts.held_out == Dataset(dataset.X[out], dataset.y[out], ("a", "b"), ("no", "yes"), "made")


def test_the_split_hangs_on_its_seed_alone():
    first, again = split(BLOBS, 0.3, 5), split(generate("blobs", m=90, noise=1.2, balance=0.3, seed=4), 0.3, 5)
    assert (first.rows_held_out == again.rows_held_out).all()
    assert split(BLOBS, 0.3, 5) is first
    assert (split(BLOBS, 0.3, 6).rows_held_out != first.rows_held_out).any()
    assert (split(BLOBS, 0.3, 5).rows_held_out == first.rows_held_out).all()
    assert first.rows_held_out.tolist()[:4] == [3, 8, 11, 13]


def test_its_rows_can_not_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        split(BLOBS, 0.3, 5).rows_training[0] = 7


@pytest.mark.parametrize(("share", "seed", "words"), [(0.51, 0, "0 to 0.5"), (-0.1, 0, "-0.1"), (0.3, -1, "seed")])
def test_an_error_says_what_is_allowed(share, seed, words):
    with pytest.raises(ValueError, match=words):
        split(BLOBS, share, seed)


# The run. ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_a_run_is_that_of_the_training_rows_bit_for_bit(scale):
    experiment = replace(HELD, scale=scale)
    done, parts = run(BLOBS, experiment), split(BLOBS, 0.3, 5)
    X, y = BLOBS.X[parts.rows_training], BLOBS.y[parts.rows_training]
    alone = run(Dataset(X, y, source=BLOBS.source), replace(experiment, holdout=0.0))
    for name in ("w", "b", "J", "X_scaled"):
        assert getattr(done, name).tobytes() == getattr(alone, name).tobytes(), name
    assert done.scaling == alone.scaling == Scaling.of(X, scale)
    assert done.dataset is parts.training
    assert done.whole is BLOBS
    assert optimum(done.dataset).J == optimum(alone.dataset).J
    assert replace(done.outcome, gap=0) == replace(alone.outcome, gap=0)


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_held_out_mean_loss_is_that_of_the_forward_pass(scale):
    done = run(BLOBS, replace(HELD, scale=scale))
    X = Scaling.of(done.dataset.X, scale).apply(done.held_out.X)
    assert done.J_held_out.shape == (61,)
    assert done.J_held_out is done.J_held_out
    for t in (0, 1, 30, 60):
        ahead = forward(X, done.held_out.y, done.w[t], done.b[t])
        shot = at(done, t)
        assert ahead.J == done.J_held_out[t] == shot.held_out.J
        assert shot.held_out.correct == int(((ahead.y_hat >= 0.5) == (done.held_out.y == 1)).sum())


def test_a_snapshot_is_of_the_training_rows():
    done = run(BLOBS, HELD)
    shot, alone = at(done, 9), at(run(done.dataset, replace(HELD, holdout=0.0)), 9)
    assert len(shot.forward.L) == done.dataset.m == len(done.rows_training)
    assert (shot.forward.L == alone.forward.L).all()
    assert (shot.order == alone.order).all()
    assert (shot.correct, shot.gap, shot.J) == (alone.correct, alone.gap, alone.J)
    assert alone.held_out is None


def test_where_an_example_is_among_the_training_rows():
    done = run(BLOBS, HELD)
    for row, example in enumerate(done.rows_training.tolist()):
        assert done.row_of(example) == row
    outside = [*split(BLOBS, 0.3, 5).rows_held_out.tolist(), -1, 90, 10**9]
    assert {done.row_of(example) for example in outside} == {None}
    plain = run(BLOBS, Experiment(steps=1))
    assert [plain.row_of(example) for example in (-1, 0, 89, 90)] == [None, 0, 89, None]
    assert plain.rows_training.tolist() == list(range(90))


def test_without_a_holdout_there_is_none_of_it():
    for dataset, experiment in ((BLOBS, Experiment(steps=5)), (Dataset([[0, 0], [1, 2]], [0, 1]), HELD)):
        done = run(dataset, experiment)
        assert done.dataset is done.whole is dataset
        assert (done.held_out, done.J_held_out, done.parts) == (None, None, None)


@pytest.mark.parametrize(
    "other",
    [
        replace(HELD, steps=90),
        replace(HELD, steps=20),
        HELD.with_rate(0.05, 33),
        replace(HELD, holdout_seed=6),
        replace(HELD, holdout=0.0),
        replace(HELD, scale="standardize"),
    ],
)
def test_a_longer_run_is_as_if_it_had_come_all_the_way(other):
    extended, afresh = extend(run(BLOBS, HELD), other), run(BLOBS, other)
    assert extended.w.tobytes() == afresh.w.tobytes()
    assert extended.J.tobytes() == afresh.J.tobytes()
    assert np.array_equal(extended.rows_training, afresh.rows_training)
    assert extended.whole is BLOBS
    if other.holdout:
        assert extended.J_held_out.tobytes() == afresh.J_held_out.tobytes()


def test_examples_far_from_all_that_was_learned_have_a_finite_mean_loss():
    """Training is near 0, the one held out at 1e100: z there leaves a double's range."""
    X = np.concatenate([np.random.Generator(np.random.PCG64(1)).normal(size=(20, 2)) * 1e-160, [[1e100, -1e100]] * 2])
    dataset = Dataset(X, [0, 1] * 11)
    for seed in range(30):
        done = run(dataset, Experiment(scale="standardize", steps=3, holdout=0.1, holdout_seed=seed, w=(1e100, 1e100)))
        assert np.isfinite(done.J_held_out).all()
