"""With an L2 penalty: F falls up to the safe rate, the optimum is one and scikit-learn's, and fast loops are exact."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import exp, log1p, matrix, mp, mpf, norm

from logreg_core import RULES, SAMPLES, Dataset, Experiment, HeavyBall, load_sample, optimum, race, run
from logreg_core.descent.local import Here
from logreg_core.descent.loop import extend
from logreg_core.descent.optimum import smoothness
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.scaling import Scaling

ROOT = Path(__file__).resolve().parents[2]
RIDGE = json.loads((ROOT / "tests" / "data" / "ridge.json").read_text(encoding="utf-8"))
EPS = float(np.finfo(float).eps)


def blobs(m=60, seed=0, shift=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    y = (np.arange(m) % 2).astype(float)
    return Dataset(rng.normal(size=(m, 2)) + shift * y[:, None], y)


def slope_of_F(data, w, b, l2):
    chain = chain_rule(data.X, data.y, w, b)
    return np.array([*(chain.dJ_dw + l2 * w), chain.dJ_db])


# --------------------------------------------------------------------------------------------------- the optimum


@pytest.mark.parametrize("fit", RIDGE["fits"], ids=lambda fit: f"{fit['sample']} {fit['l2']:g} {fit['scale']}")
def test_it_is_what_scikit_learn_finds(fit):
    data = load_sample(fit["sample"])
    best = optimum(data, fit["l2"], fit["scale"])
    assert best.exists
    assert best.unique
    scaling = Scaling.of(data.X, fit["scale"])
    w = best.w * np.array(scaling.sd)
    b = best.b + float(best.w @ np.array(scaling.mean))
    assert w == pytest.approx(fit["w"], rel=1e-8, abs=1e-8)
    assert b == pytest.approx(fit["b"], rel=1e-8, abs=1e-8)
    assert best.J == pytest.approx(fit["J"], rel=1e-8)
    assert best.F == pytest.approx(fit["F"], abs=1e-14)


def test_every_sample_was_fitted():
    assert {fit["sample"] for fit in RIDGE["fits"]} == set(SAMPLES)


def precise(data, l2):
    """w1, w2, b of the minimum of F by Newton with 50 digits."""
    mp.dps = 50
    theta = matrix(3, 1)
    rows = [matrix([mpf(a), mpf(c), mpf(1)]) for a, c in data.X.tolist()]
    for _ in range(60):
        gradient, hessian = matrix(3, 1), matrix(3, 3)
        for row, y in zip(rows, data.y.tolist(), strict=True):
            z = (row.T * theta)[0]
            p = 1 / (1 + exp(-z))
            gradient += row * (p - mpf(y))
            hessian += row * row.T * (p * (1 - p))
        gradient, hessian = gradient / len(rows), hessian / len(rows)
        for k in (0, 1):
            gradient[k] += mpf(l2) * theta[k]
            hessian[k, k] += mpf(l2)
        step = mp.lu_solve(hessian, gradient)
        theta -= step
        if norm(step) < mpf(10) ** -40:
            break
    J = sum(log1p(exp((1 - 2 * mpf(y)) * (row.T * theta)[0])) for row, y in zip(rows, data.y.tolist(), strict=True))
    F = J / len(rows) + mpf(l2) / 2 * (theta[0] ** 2 + theta[1] ** 2)
    return [float(each) for each in theta], float(F)


@pytest.mark.parametrize("l2", [0.3, 1e-3])
@pytest.mark.parametrize(
    "data",
    [blobs(12, 1), load_sample("six_points"), Dataset([[0, 7.0], [1, 7], [2, 7], [3, 7]], [0.0, 1, 0, 1])],
    ids=["mixed", "separable", "constant column"],
)
def test_fifty_digits_say_the_same(data, l2):
    theta, F = precise(data, l2)
    best = optimum(data, l2)
    assert [*best.w, best.b] == pytest.approx(theta, rel=1e-11, abs=1e-13)
    assert best.F == pytest.approx(F, rel=1e-14)


@st.composite
def datasets(draw):
    m = draw(st.integers(2, 12))
    number = st.floats(-5, 5).map(lambda x: round(x, 2))
    shape = draw(st.sampled_from(["any", "one column", "a line", "one place"]))
    X = np.array(draw(st.lists(st.tuples(number, number), min_size=m, max_size=m)))
    if shape == "one column":
        X[:, 1] = X[0, 1]
    elif shape == "a line":
        X[:, 1] = 2 * X[:, 0]
    elif shape == "one place":
        X[:] = X[0]
    y = np.array(draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=m, max_size=m)))
    y[:2] = 0.0, 1.0
    return Dataset(X, y)


STRENGTHS = st.sampled_from([1e-4, 0.01, 0.3, 1.0, 50.0])


@given(datasets(), STRENGTHS, st.sampled_from(["none", "standardize"]))
@settings(max_examples=150, deadline=None)
def test_with_both_classes_there_is_one_and_its_gradient_is_0(data, l2, scale):
    best = optimum(data, l2, scale)
    assert best.exists
    assert best.unique
    scaling = Scaling.of(data.X, scale)
    inside = Dataset(scaling.apply(data.X), data.y)
    w, b = best.w * np.array(scaling.sd), best.b + float(best.w @ np.array(scaling.mean))
    size = 1 + np.abs(inside.X).max() + l2 * np.abs(w).max()
    assert np.abs(slope_of_F(inside, w, b, l2)).max() <= 1e-12 * size
    J = forward(inside.X, inside.y, w, b).J
    assert best.J == pytest.approx(J, abs=1e-13)
    assert best.F == pytest.approx(J + l2 / 2 * float(w @ w), abs=1e-13)


@pytest.mark.parametrize("l2", [1e-3, 1.0, 1e6])
@pytest.mark.parametrize("label", [0.0, 1.0])
def test_one_class_alone_has_none_at_any_strength(label, l2):
    data = Dataset([[0, 1.0], [2, 3], [1, 1]], np.full(3, label))
    best = optimum(data, l2)
    assert not best.exists
    assert not best.unique
    assert (best.J, best.F) == (0.0, 0.0)
    done = run(data, Experiment(l2=l2, learning_rates=((0, 1 / smoothness(data.X, l2)),), steps=40))
    assert done.outcome.kind == "separable"
    assert "at any λ" in done.outcome.sentence


def test_it_is_worked_out_once_for_each_strength():
    data = blobs()
    assert optimum(data, 0.1) is optimum(data, 0.1)
    assert optimum(data, 0.1) is not optimum(data, 0.2)
    assert optimum(data, 0.0) is optimum(data)
    assert optimum(data, 0.0, "standardize") is optimum(data)
    for wrong in (-1.0, np.inf, np.nan):
        with pytest.raises(ValueError, match="l2 is"):
            optimum(data, wrong)


def test_with_standardised_features_it_charges_their_weights():
    data = blobs()
    data = Dataset(data.X * [1, 100], data.y)
    inside = Dataset(Scaling.of(data.X, "standardize").apply(data.X), data.y)
    scaled, plain, there = optimum(data, 0.1, "standardize"), optimum(data, 0.1), optimum(inside, 0.1)
    assert scaled.F == pytest.approx(there.F, rel=1e-14)
    assert scaled.w * np.array(Scaling.of(data.X, "standardize").sd) == pytest.approx(there.w, rel=1e-11)
    assert abs(plain.F - scaled.F) > 1e-3
    assert scaled.smoothness == smoothness(inside.X, 0.1)


# --------------------------------------------------------------------------------------------------------- a run


@given(datasets(), STRENGTHS, st.sampled_from(["none", "standardize"]), st.floats(0.05, 1.0), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_F_never_rises_up_to_the_safe_rate(data, l2, scale, part, seed):
    start = np.random.Generator(np.random.PCG64(seed)).normal(size=3) * 3
    experiment = Experiment(l2=l2, scale=scale, w=tuple(start[:2]), b=float(start[2]), steps=60)
    safe = experiment.safe_rate(run(data, replace(experiment, steps=0)))
    done = run(data, replace(experiment, learning_rates=((0, part * safe),)))
    assert (done.F[1:] <= done.F[:-1] * (1 + 8 * EPS)).all()
    assert done.outcome.kind not in {"diverged", "oscillating", "too high before"}


@pytest.mark.parametrize("l2", [0.01, 0.5, 20.0])
def test_the_steepest_bend_is_reached_and_never_passed(l2):
    data = blobs()
    A = np.column_stack([data.X, np.ones(data.m)])
    largest = 0.0
    for theta in np.random.Generator(np.random.PCG64(3)).normal(size=(200, 3)):
        y_hat = forward(data.X, data.y, theta[:2], theta[2]).y_hat
        hessian = (A.T * (y_hat * (1 - y_hat))) @ A / data.m + np.diag([l2, l2, 0])
        largest = max(largest, float(np.linalg.eigvalsh(hessian)[-1]))
    bend = smoothness(data.X, l2)
    assert largest <= bend
    at_zero = A.T @ A / 4 / data.m + np.diag([l2, l2, 0])
    assert bend == pytest.approx(np.linalg.eigvalsh(at_zero)[-1], rel=1e-14)
    assert smoothness(data.X, 0.0) == smoothness(data.X)


@pytest.mark.parametrize("m", [60, 20_000])
@pytest.mark.parametrize("rule", [each() for each in RULES.values()], ids=lambda rule: rule.word)
def test_the_fast_loops_take_the_readable_steps(rule, m):
    data, experiment = blobs(m), Experiment(rule=rule, l2=0.3, learning_rates=((0, 0.4), (7, 0.2)), steps=15)
    done = run(data, experiment)
    theta, state = np.zeros(3), np.zeros(rule.width)
    for t in range(done.steps + 1):
        here = Here(data.X, data.y, theta, 0.3)
        assert done.rows[t] == pytest.approx(np.concatenate([theta, state]), rel=1e-10, abs=1e-13)
        assert done.F[t] == pytest.approx(here.F, rel=1e-13)
        assert done.J[t] == pytest.approx(here.J, rel=1e-13)
        theta, state = rule.update(here, theta, state, experiment.rate_at(t), t)


@pytest.mark.parametrize("rule", [RULES["descent"](), HeavyBall(0.8), RULES["adam"]()], ids=lambda rule: rule.word)
def test_a_race_and_a_longer_run_are_the_same_runs(rule):
    data, experiment = blobs(), Experiment(rule=rule, l2=0.2, steps=60)
    for one, rate in zip(race(data, experiment, [0.05, 0.3]), [0.05, 0.3], strict=True):
        alone = run(data, replace(experiment, learning_rates=((0, rate),)))
        assert one.rows == pytest.approx(alone.rows, rel=1e-12, abs=1e-13)
        assert one.F == pytest.approx(alone.F, rel=1e-12)
    shorter = run(data, replace(experiment, steps=23))
    longer = extend(shorter, experiment)
    anew = run(data, experiment)
    assert longer.rows.tobytes() == anew.rows.tobytes()
    assert longer.F.tobytes() == anew.F.tobytes()


def test_without_a_penalty_F_is_J_itself():
    done = run(blobs(), Experiment(steps=20))
    assert done.F is done.J
    assert done.best is optimum(done.dataset)


def test_a_run_comes_to_rest_at_the_optimum():
    data = blobs()
    done = run(data, Experiment(l2=0.1, learning_rates=((0, 1.0),), steps=800))
    best = optimum(data, 0.1)
    assert done.outcome.kind == "converged"
    assert done.w[-1] == pytest.approx(best.w, abs=1e-10)
    assert done.F[-1] == pytest.approx(best.F, abs=1e-15)
    assert done.outcome.values["best"] == best.F
    assert "F − F*" in done.outcome.sentence
    assert "J − J*" not in done.outcome.sentence


def test_separable_data_have_an_optimum_with_a_penalty():
    data = load_sample("six_points")
    done = run(data, Experiment(l2=0.01, learning_rates=((0, 0.5),), steps=5000))
    assert optimum(data).separation == "complete"
    assert done.outcome.kind == "converged"


def test_a_charge_that_leads_out_of_range_ends_the_run():
    done = run(blobs(), Experiment(l2=1e6, learning_rates=((0, 1.0),), steps=200))
    assert done.steps < 200
    assert np.isfinite(done.F).all()
    assert done.outcome.kind == "diverged"


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf"), 2e6, True, "1"])
def test_what_is_no_strength_is_refused(wrong):
    with pytest.raises(ValueError, match="λ"):
        Experiment(l2=wrong)


def test_a_link_holds_it_and_says_nothing_where_there_is_none():
    assert "l2" not in Experiment().to_query()
    assert "l2" not in Experiment(l2=-0.0).to_query()
    query = Experiment(l2=0.1).to_query()
    assert "l2=0.1" in query
    assert Experiment.from_query(query) == (Experiment(l2=0.1), ())
    kept, notices = Experiment.from_query("l2=-1")
    assert kept == Experiment()
    assert len(notices) == 1
    assert "l2" in notices[0]
    assert "0 to 1,000,000" in notices[0]
