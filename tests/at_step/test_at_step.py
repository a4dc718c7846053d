"""A snapshot is the core's own numbers at one step, and nothing that is made up on the way."""

import gc
import weakref

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, at, chain_rule, forward, optimum, run, snapshot
from logreg_core.at_step.contributions import pull_order
from logreg_core.descent.optimum import smoothness
from logreg_core.points.origins import Generated

BLOBS = Generated(m=60).load()
SCALES = Generated("scales", 60, 0.9, 0.5, 7).load()
SCHEDULE = ((0, 0.5), (10, 2.0), (25, 0.05))
RUNS = {
    "plain": (BLOBS, Experiment(steps=40)),
    "schedule": (BLOBS, Experiment(steps=40, learning_rates=SCHEDULE)),
    "scaled": (SCALES, Experiment(steps=40, scale="standardize", learning_rates=SCHEDULE)),
    "started elsewhere": (BLOBS, Experiment(steps=20, w=(-3.0, 0.25), b=1.5)),
    "far too high a rate": (SCALES, Experiment(steps=40, learning_rates=((0, 50.0),))),
    "no step": (BLOBS, Experiment(steps=0)),
    "separable": (Generated("separable", 60, 0.5, 0.5, 1).load(), Experiment(steps=40, learning_rates=((0, 20.0),))),
}


@pytest.fixture(params=sorted(RUNS), scope="module")
def done(request):
    dataset, experiment = RUNS[request.param]
    return run(dataset, experiment)


def test_the_forward_pass_and_the_chain_rule_are_the_core_s(done):
    for t in range(done.steps + 1):
        shot = at(done, t)
        ahead = forward(done.X_scaled, done.dataset.y, done.w[t], done.b[t])
        chain = chain_rule(done.X_scaled, done.dataset.y, done.w[t], done.b[t])
        for name in ("z", "y_hat", "one_minus_y_hat", "L", "J"):
            assert np.array_equal(getattr(shot.forward, name), getattr(ahead, name))
        for name in ("dL_dyhat", "dyhat_dz", "dz_dw", "dz_db", "dL_dz", "dL_dw", "dL_db", "dJ_dw", "dJ_db"):
            assert np.array_equal(getattr(shot.chain, name), getattr(chain, name))
        assert shot.J == pytest.approx(done.J[t], rel=1e-13)


def test_parameters_and_rates_are_the_run_s(done):
    for t in range(done.steps + 1):
        shot = at(done, t)
        assert (shot.t, shot.steps) == (t, done.steps)
        assert (shot.w.tolist(), shot.b) == (done.w[t].tolist(), done.b[t])
        assert shot.w_in_data_units.tolist() == done.w_in_data_units[t].tolist()
        assert shot.b_in_data_units == done.b_in_data_units[t]
        assert shot.step.rate == done.experiment.rate_at(t)
        assert shot.run.experiment.safe_rate(shot.run) == 2 / smoothness(done.X_scaled)
        assert np.array_equal(shot.X, done.X_scaled)


def test_the_next_step_is_the_run_s_next_row(done):
    rows_w = [*done.w[1:], done.row_after(done.steps)[:2]]
    rows_b = [*done.b[1:], done.row_after(done.steps)[2]]
    for t in range(done.steps + 1):
        shot = at(done, t)
        size = np.abs([*shot.w, shot.b]).max() + shot.step.rate * np.abs([*shot.chain.dJ_dw, shot.chain.dJ_db]).max()
        assert shot.step.w == pytest.approx(rows_w[t], abs=1e-13 * size)
        assert shot.step.b == pytest.approx(rows_b[t], abs=1e-13 * size)


def test_the_gap_is_measured_from_the_optimum(done):
    best = optimum(done.dataset)
    for t in (0, done.steps):
        shot = at(done, t)
        assert shot.optimum is best
        assert shot.gap == shot.J - best.J
        assert shot.gap >= -1e-15


def test_correct_counts_half_as_class_1(done):
    for t in range(done.steps + 1):
        shot = at(done, t)
        predicted = (forward(shot.X, done.dataset.y, shot.w, shot.b).y_hat >= 0.5).astype(float)
        assert shot.correct == int((predicted == done.dataset.y).sum())


def test_at_zero_parameters_every_example_counts_as_class_1():
    shot = at(run(BLOBS, Experiment(steps=1)), 0)
    assert shot.correct == int(BLOBS.y.sum())
    assert shot.J == pytest.approx(np.log(2), rel=1e-15)


def test_the_order_is_by_pull_and_then_by_number(done):
    for t in (0, done.steps // 2, done.steps):
        shot = at(done, t)
        pull = np.hypot(*shot.chain.dL_dw.T)
        expected = sorted(range(done.dataset.m), key=lambda i, pull=pull: (-pull[i], i))
        assert shot.order.tolist() == expected


def test_equal_pulls_keep_their_numbers():
    data = Dataset([[1, 0], [0, 1], [3, 4], [-1, 0], [0, -1]], [0, 1, 0, 1, 0])
    shot = at(run(data, Experiment(steps=0)), 0)
    assert shot.order.tolist() == [2, 0, 1, 3, 4]
    assert pull_order(shot.chain).tolist() == shot.order.tolist()


# Derivatives against differences. ------------------------------------------------------------------------------


def gradient_at(dataset, X, theta):
    links = chain_rule(X, dataset.y, theta[:2], theta[2])
    return np.array([*links.dJ_dw, links.dJ_db])


RUN_CACHE = {name: run(*RUNS[name]) for name in ("plain", "scaled")}


# What is not there. --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("t", [-1, 41, 10**9])
def test_a_step_that_the_run_does_not_have(t):
    done = RUN_CACHE["plain"]
    with pytest.raises(IndexError, match=f"step {t} is not in this run; it has steps 0 to 40"):
        at(done, t)


def test_a_run_cut_short_ends_where_its_numbers_end():
    data = Dataset([[1e90, 0], [-1e90, 0], [2e90, 1]], [0, 1, 1])
    done = run(data, Experiment(learning_rates=((0, 1.0), (2, 1e308)), steps=30, w=(1e-90, 0.0)))
    shot = at(done, done.steps)
    assert shot.steps == done.steps < 30
    assert np.isfinite(shot.J)
    with pytest.raises(IndexError):
        at(done, done.steps + 1)


def test_snapshot_is_its_earlier_name():
    done = RUN_CACHE["plain"]
    assert snapshot(done, 7).chain is at(done, 7).chain
    assert snapshot(done.dataset, done, 7).chain is at(done, 7).chain
    with pytest.raises(TypeError, match="takes a run and a step, and got Dataset, Run"):
        snapshot(done.dataset, done)


def test_all_that_shows_a_step_shares_its_numbers():
    done = RUN_CACHE["plain"]
    here = at(done, 3)
    chain = here.chain
    assert at(done, 3).chain is chain
    assert at(done, 4).chain is not chain
    assert here.chain is chain  # whoever holds a step keeps its numbers
    assert repr(at(done, 0)).startswith("AtStep(t=0 of 40, w=(0.0, 0.0), b=0.0, J=0.693")


def test_a_run_and_its_numbers_go_as_soon_as_they_are_let_go():
    done = run(BLOBS, Experiment(steps=3))
    here = at(done, 2)
    assert here.step.terms
    gone = weakref.ref(done), weakref.ref(here.chain)
    gc.disable()
    try:
        del done, here
        assert [each() for each in gone] == [None, None]
    finally:
        gc.enable()


def test_some_examples_alone_have_the_numbers_that_they_have_among_all():
    here, rows = at(RUN_CACHE["scaled"], 9), np.array([5, 0, 31])
    ahead, chain = here.of(rows)
    assert (ahead.L == here.forward.L[rows]).all()
    assert (chain.dL_dw == here.chain.dL_dw[rows]).all()


def test_a_snapshot_changes_nothing_that_it_was_given(done):
    before = done.dataset.digest, done.w.tobytes(), done.b.tobytes(), done.J.tobytes()
    at(done, done.steps)
    at(done, 0)
    assert (done.dataset.digest, done.w.tobytes(), done.b.tobytes(), done.J.tobytes()) == before
