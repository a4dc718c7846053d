"""The one list of mistakes: what each leads to, and what a typed number shows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from logreg_core import Experiment, HeavyBall, generate, load_sample, run
from logreg_core.at_step.at_step import at
from logreg_core.learning.blanks import blank, clearer_moment, covered, names, tells_apart
from logreg_core.learning.mistakes import SIGNIFICANT, check, is_right, worked_out

DATA = generate("blobs", m=40, seed=3)
PLAIN = run(DATA, Experiment(steps=12))
HEAVY = run(DATA, Experiment(rule=HeavyBall(0.8), steps=12, learning_rates=((0, 0.3),)))
SCALED = run(load_sample("iris"), Experiment(scale="standardize", steps=12, learning_rates=((0, 0.5),)))
RUNS = {"plain": PLAIN, "heavy ball": HEAVY, "scaled": SCALED}
every_run = pytest.mark.parametrize("done", RUNS.values(), ids=RUNS)


def rows(done):
    """One example of each class."""
    return [int(np.flatnonzero(done.dataset.y == label)[1]) for label in (0, 1)]


@every_run
def test_the_numbers_are_the_core_s(done):
    for t in (0, 7, 12):
        here = at(done, t)
        for i in rows(done):
            own = {name: blank(done, t, i, name).value for name in names(done.weighted)}
            chain, x = here.chain, here.X[i]
            assert own["dL_dyhat"] == pytest.approx(chain.dL_dyhat[i], rel=1e-14)
            assert own["dyhat_dz"] == pytest.approx(chain.dyhat_dz[i], rel=1e-14)
            assert (own["dz_dw1"], own["dz_dw2"], own["dz_db"]) == (x[0], x[1], 1)
            assert own["dL_dz"] == pytest.approx(chain.dL_dz[i], rel=1e-14) == own["dL_db"]
            for k in (0, 1):
                assert own[f"dL_dw{k + 1}"] == pytest.approx(chain.dL_dw[i, k], rel=1e-14)
                assert own[f"share_w{k + 1}"] == pytest.approx(chain.dL_dw[i, k] / done.dataset.m, rel=1e-14)
                assert own[f"next_w{k + 1}"] == pytest.approx(here.step.w[k], rel=1e-13)
            assert own["share_b"] == pytest.approx(chain.dL_dz[i] / done.dataset.m, rel=1e-14)
            assert own["next_b"] == pytest.approx(here.step.b, rel=1e-12, abs=1e-15)


@every_run
def test_the_formula_of_a_number_comes_to_it(done):
    for t in (0, 7):
        for i in rows(done):
            for name in names(done.weighted):
                asked = blank(done, t, i, name)
                assert worked_out(asked.formula, asked.letters) == pytest.approx(asked.value, rel=1e-9, abs=1e-12)


def test_mistakes_lead_where_they_do():
    i, t = rows(PLAIN)[1], 7
    here = at(PLAIN, t)
    y_hat, x, w, m = here.forward.y_hat[i], here.X[i], here.w, 40
    error, g = y_hat - 1, here.gradient
    slips = {name: {slip.name: slip.value for slip in blank(PLAIN, t, i, name).slips} for name in names(PLAIN.weighted)}
    expected = {
        ("dL_dyhat", "sign"): 1 / y_hat,
        ("dL_dyhat", "branch"): 1 / (1 - y_hat),
        ("dL_dyhat", "log10"): -1 / y_hat / math.log(10),
        ("dyhat_dz", "rest"): 1 - y_hat,
        ("dL_dz", "y_hat"): y_hat,
        ("dL_dz", "sign"): 1 - y_hat,
        ("dz_dw1", "other_feature"): x[1],
        ("dL_dw2", "other_feature"): error * x[0],
        ("dL_dw1", "y_hat"): y_hat * x[0],
        ("share_w1", "not_divided"): error * x[0],
        ("share_b", "mean"): g[2],
        ("next_w1", "no_rate"): w[0] - g[0],
        ("next_w1", "uphill"): w[0] + 0.1 * g[0],
        ("next_w2", "sum"): w[1] - 0.1 * m * g[1],
        ("next_b", "own"): here.b - 0.1 * error,
        ("next_b", "gradient"): g[2],
    }
    for (name, slip), value in expected.items():
        assert slips[name][slip] == pytest.approx(value, rel=1e-9), (name, slip)


def test_heavy_ball_s_step_has_its_velocity_and_the_mistake_of_leaving_it_out():
    here, asked = at(HEAVY, 7), blank(HEAVY, 7, 0, "next_w1")
    values = {slip.name: slip.value for slip in asked.slips}
    velocity = 0.8 * here.state[0] + here.gradient[0]
    assert asked.value == pytest.approx(here.w[0] - 0.3 * velocity)
    assert values["no_velocity"] == pytest.approx(here.w[0] - 0.3 * here.gradient[0])
    assert values["no_rate"] == pytest.approx(here.w[0] - velocity)


def test_a_feature_that_was_not_scaled_is_known():
    i = 3
    asked = blank(SCALED, 4, i, "dz_dw1")
    assert check(asked, float(f"{SCALED.dataset.X[i, 0]:.3g}")).slips[0].name == "unscaled"
    assert "unscaled" not in {slip.name for slip in blank(PLAIN, 4, i, "dz_dw1").slips}


@every_run
def test_each_number_is_right_and_each_mistake_is_found_among_those_named(done):
    for t in (0, 7):
        for i in rows(done):
            for name in names(done.weighted):
                asked = blank(done, t, i, name)
                assert check(asked, float(f"{asked.value:.3g}")).right
                for slip in asked.slips:
                    typed = float(f"{slip.value:.4g}")
                    found = check(asked, typed)
                    if is_right(slip.value, asked.value):
                        assert slip not in found.slips  # what leads to the right number is never named
                    elif not found.right:
                        assert slip in found.slips, (name, slip.name)
                        assert all(is_right(typed, each.value) for each in found.slips)


def test_fewer_digits_are_asked_for_more_and_a_point_at_the_wrong_place_is_seen():
    asked = blank(PLAIN, 7, rows(PLAIN)[1], "dL_dw2")
    answer = asked.value
    assert check(asked, float(f"{answer:.1e}"), 2).coarse
    assert check(asked, float(f"{answer:.0e}"), 1).coarse
    assert not check(asked, float(f"{answer * 1.2:.2e}"), SIGNIFICANT).coarse
    assert check(asked, answer * 10).power == 1
    assert check(asked, answer / 100).power == -2


def test_where_a_mistake_gives_the_right_number_another_moment_is_offered():
    i = rows(PLAIN)[1]
    asked = blank(PLAIN, 0, i, "dL_dyhat")  # ŷ = 1/2: both classes' fractions are of one size
    assert {slip.name for slip in asked.coinciding} == {"branch_sign"}
    t, row = clearer_moment(PLAIN, 0, i, "dL_dyhat")
    assert tells_apart(blank(PLAIN, t, row, "dL_dyhat"))


@every_run
def test_the_moment_that_is_offered_tells_every_mistake_from_the_right_number(done):
    i = rows(done)[0]
    for name in ("dyhat_dz", "dL_dz", "share_w1", "next_w1", "next_b"):
        moment = clearer_moment(done, 0, i, name)
        assert moment is not None
        assert moment != (0, i)
        assert not blank(done, *moment, name).coinciding


def test_blanks_cover_the_last_numbers():
    there = names((0, 1))
    assert len(there) == 15
    assert covered((0, 1), 0) == ()
    assert covered((0, 1), 3) == ("next_w1", "next_w2", "next_b")
    assert covered((0, 1), 99) == there
    assert len(names((0,))) == 11
    with pytest.raises(ValueError, match="no number of this run"):
        blank(PLAIN, 0, 0, "L")


def test_far_out_there_is_a_number_or_none():
    far = run(DATA, Experiment(w=(4000.0, 0.0), steps=1))
    found = {name: blank(far, 0, 0, name) for name in names((0, 1))}
    assert found["dyhat_dz"].value is None
    assert not check(found["dyhat_dz"], 0.0).right
    assert all(math.isfinite(slip.value) for asked in found.values() for slip in asked.slips)
