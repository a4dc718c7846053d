"""What is said of each step is so by the core's exact split, over all rules and many runs."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from logreg_core import Experiment, Generated, at, load_sample, optimum, run
from logreg_core.descent.rules.linear_rules import HeavyBall
from pages.words import why

from ..rules.rows import EVERY, identity, overlapping
from .blob import made
from .said import said

BLOBS = Generated().load()
ROUNDING = 4 * 2.0**-52
ROSE = re.compile(r"rose|uphill")


def row(t, **experiment):
    _, got = made(BLOBS, 5, steps=t + 1, **experiment)
    return said(got, t)


# Word for word --------------------------------------------------------------------------------------------------


def test_a_fall():
    assert row(20) == ("J fell by 0.006142: 98 % of what the slope at step 19 promised.", [])


def test_a_rise():
    text, asked = row(1, learning_rates=((0, 60.0),))
    assert text == (
        "J rose by 0.8253, 0.6931 → 1.518. Had the slope of step 0 gone on, J would have fallen by 19.31, more than "
        "there is: the slope turned on the way. 99.9 % of J is now in the 20 points that are wrong. "
        "again from the start with 3.78 go on from here with 3.78: slow"
    )
    assert [json.loads(each) for each in asked] == [
        {"rate": 3.78, "from_start": True},
        {"rate": 3.78, "from_start": False},
    ]


def test_the_buttons_do_what_they_say():
    """From the start 11 steps to within 0.001 of J*, from here 246."""
    best = optimum(BLOBS).J
    for schedule, t, steps in ((((0, 3.78),), 0, 11), (((0, 60.0), (1, 3.78)), 1, 246)):
        done = run(BLOBS, Experiment(learning_rates=schedule, steps=300))
        assert int((done.J[t:] - best <= 1e-3).argmax()) == steps


def test_where_the_safe_rate_is_in_force_already_it_is_not_offered_from_here():
    text, asked = row(1, learning_rates=((0, 60.0), (1, 3.78)))
    assert text.endswith("again from the start with 3.78")
    assert len(asked) == 1


def test_at_the_start_nothing_is_said():
    assert row(0) == ("", [])


def test_all_parts_stand_behind_a_press():
    _, got = made(BLOBS, 5, steps=21)
    whole = got.header["why"].replace(" hidden", "")
    text, _ = said(got, 20, whole)
    assert "J(t+1) − J(t) = slope part + curvature part; at t = 19: −0.006142 = (−0.006239) + 9.698×10⁻⁵." in text


# Of every step of many runs -------------------------------------------------------------------------------------

RUNS = {
    f"{identity(rule)} at {rate:g}": (data, dict(rule=rule, learning_rates=((0, rate),), steps=60))
    for data in (overlapping(40),)
    for rule in EVERY
    for rate in (0.01, 0.5, 3.0, 40.0, 4e3)
}
RUNS |= {
    "default at 60": (BLOBS, dict(learning_rates=((0, 60.0),))),
    "default at 3": (BLOBS, dict(learning_rates=((0, 3.0),))),
    "default with a schedule": (BLOBS, dict(learning_rates=((0, 60.0), (4, 1.0), (9, 30.0)), steps=40)),
    "separable": (load_sample("four_points"), dict(learning_rates=((0, 50.0),), steps=80)),
    "vaso, arrived": (load_sample("vaso"), dict(scale="standardize", learning_rates=((0, 3.0),), steps=600)),
    "far out": (overlapping(20, size=300.0), dict(learning_rates=((0, 1e30),), steps=20)),
}


@pytest.fixture(params=RUNS, scope="module")
def pair(request):
    dataset, experiment = RUNS[request.param]
    return made(dataset, 3, **experiment)


def test_what_is_said_of_a_step_is_so(pair):
    done, got = pair
    for t in range(1, done.steps + 1):
        text, asked = said(got, t)
        change, before = at(done, t).change, float(done.J[t - 1])
        if not np.isfinite(change.J):
            assert "rounding" not in text
            continue
        beside = abs(abs(change.J) - ROUNDING * before) <= 1e-3 * ROUNDING * before
        assert ("rounding" in text) == (abs(change.J) <= ROUNDING * before) or beside, t
        if "rounding" in text:
            assert text == "J changed by no more than rounding."
            continue
        assert bool(ROSE.search(text)) == (change.J > 0), t
        assert ("fell by" in text) == (change.J < 0), t
        assert ("uphill" in text) == (change.slope > 0), t
        too_long = change.J > 0 >= change.slope and bool(done.state[t - 1].any())
        # what adaptive rules keep of squares, and Newton's direction, is no velocity; Adam keeps a mean of gradients
        assert ("with its velocity" in text) == (too_long and "u" in done.experiment.rule.keeps)
        assert ("with its mean of earlier gradients" in text) == (too_long and "m" in done.experiment.rule.keeps)
        assert ("more than there is" in text) <= (-change.slope > before)
        if percent := re.search(r": (\d+) % of what", text):
            assert float(percent[1]) == pytest.approx(100 * change.J / change.slope, abs=0.501)
        if "over 99 %" in text:
            assert change.J / change.slope >= 0.995 - 1e-6
        if "less than 1 %" in text:
            assert 0 < change.J / change.slope <= 0.01 + 1e-6
        if "points that are wrong" in text or "one point that" in text:
            here = at(done, t)
            wrong = ~here.is_correct
            assert 10 * wrong.sum() <= done.dataset.m
            share = here.forward.L[wrong].sum() / here.forward.L.sum()
            assert share >= 0.9
            told = re.search(r"(over )?([\d.]+) % of J is now in the (\d+|one)", text)
            assert 0 <= 100 * share - float(told[2]) <= 0.1 + 1e-9
            assert told[3] == (str(wrong.sum()) if wrong.sum() > 1 else "one")
        safe = done.experiment.safe_rate(done)
        assert bool(asked) == (change.J > 0 and safe is not None)
        assert not asked or done.experiment.rate_at(t - 1) > safe


def test_numbers_beside_each_other_say_something(pair):
    """None in a rise's sentences is under one percent of another, but for shares and counts."""
    done, got = pair
    for t in range(1, done.steps + 1):
        code = int(got.columns["why"][t])
        if code & 7 not in why.RISES:
            continue
        J, before = float(done.J[t]), float(done.J[t - 1])
        shown = [J - before]
        shown += [before, J] if code & why.PAIR else []
        shown += [-float(got.columns["slope"][t])] if code & why.PROMISE else []
        assert min(shown) >= 0.0099 * max(shown), t


def test_numbers_are_the_core_s(pair):
    done, got = pair
    for t in range(done.steps + 1):
        change = at(done, t).change
        if not int(got.columns["why"][t]) & 7 > why.ROUNDING:
            assert [got.columns[name][t] for name in ("change", "slope", "curvature")] == [0, 0, 0]
        elif np.isfinite(change.J):
            found = [float(got.columns[name][t]) for name in ("change", "slope", "curvature")]
            reach = np.abs(done.rows[t, :3] - done.rows[t - 1, :3]) @ done.mean_reach
            exact = dict(rel=2e-6, abs=4 * ROUNDING * reach)
            assert found[1] == pytest.approx(change.slope, **exact)
            assert found[2] == pytest.approx(change.curvature, **exact)
            exact["abs"] = 2 * exact["abs"] + 4 * ROUNDING * float(done.J[t - 1])  # the sum of both, or of two doubles
            assert found[0] == pytest.approx(change.J, **exact)


def test_every_sentence_has_at_most_25_words(pair):
    done, got = pair
    for t in {1, 2, 7, done.steps // 2, done.steps}:
        text = said(got, t)[0].partition(" again from")[0]
        for sentence in re.split(r"(?<=[^ ][.]) (?=[A-Z0-9])", text):
            assert len(sentence.split()) <= 25, sentence


def test_every_kind_of_sentence_occurs():
    kinds = {kind for data, more in RUNS.values() for kind in (made(data, 3, **more)[1].columns["why"] & 7).tolist()}
    assert kinds >= {why.NOTHING, why.ROUNDING, why.FELL, why.FELL_AS_PROMISED, why.ROSE, why.UPHILL, why.TOO_LONG}


def test_slow_is_said_just_where_it_takes_more_than_twice_as_long():
    best = optimum(BLOBS).J
    _, got = made(BLOBS, 5, learning_rates=((0, 60.0),), steps=60)
    told = np.flatnonzero(got.columns["why_acts"] >= why.FROM_HERE)
    assert len(set(got.columns["why_acts"][told].tolist())) == 2
    for t in told.tolist():
        after = run(BLOBS, Experiment(learning_rates=((0, 60.0), (t, 3.78)), steps=t + 22))
        slow = after.J[-1] - best > 1e-3
        assert (got.columns["why_acts"][t] == why.FROM_HERE_SLOWLY) == slow, t


@pytest.mark.parametrize("steps", [300, 2_000, 5_000])
@pytest.mark.parametrize("rate", [0.1, 3.0, 60.0])
def test_what_is_said_of_a_step_takes_at_most_25_bytes(steps, rate):
    _, got = made(BLOBS, 5, steps=steps, scale="standardize", learning_rates=((0, rate),))
    sent = [got.raw[name] for name in got.raw if name.startswith("why") or name in why_names()]
    assert sum(values.itemsize for values in sent) <= 25


def why_names():
    return {"change", "slope", "curvature", "J_before"}


def test_of_a_long_run_each_held_step_is_told_from_the_one_before_it():
    done, got = made(BLOBS, 5, t=7_001, steps=20_000, learning_rates=((0, 0.01),))
    for place, t in list(enumerate(got.steps.tolist()))[1::97]:
        assert float(got.columns["change"][place]) == pytest.approx(at(done, t).change.J, rel=1e-5)


def test_a_heavy_ball_has_no_buttons():
    _, got = made(BLOBS, 5, rule=HeavyBall(), learning_rates=((0, 30.0),), steps=30)
    assert "data-request" not in got.header["why"]
