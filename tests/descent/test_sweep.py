"""What 25 rates lead to, against each rate's own run; what is best, what diverges, and what stands for large data."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logreg_core import RULES, Dataset, Experiment, Generated, load_sample, optimum, race, run, sweep, tuned
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.schedule import cut
from logreg_core.descent.sweep.few_rows import ROWS, few_rows
from logreg_core.descent.sweep.sweep import MOST_STEPS, NOTHING, RATES, with_chosen
from tests.rules.rows import EVERY, identity, overlapping

DATA = Generated().load()
every_rule = pytest.mark.parametrize("rule", EVERY, ids=identity)


def at_rate(dataset, experiment, rate):
    return run(dataset, replace(experiment, learning_rates=((0, rate),)))


def assert_gaps_are_those_of_run(found, dataset, experiment):
    """To what whole runs promise; beyond that, where two right programs part, by the race that it is made of."""
    best, rule = run(dataset, replace(experiment, steps=0)).best, experiment.rule
    base = best.F if best.exists else 0.0
    raced = race(dataset, experiment, found.rates)
    for rate, gap, diverged, together in zip(found.rates, found.gaps, found.diverged, raced, strict=True):
        own = at_rate(dataset, experiment, rate)
        promised = rule.comparable(rate, own.smoothness, own.steps)
        if rule.linear(1.0) is None or experiment.batch is not None:
            promised = 0.0  # it is run() itself
        if math.isinf(promised):
            own, promised = together, 0.0
        off = promised * max(1.0, np.abs(own.rows[-1, :3]).max()) * 3 * own.reach.max() + 4e-16 * own.F[-1]
        if own.steps < own.experiment.steps:
            assert (gap, diverged) == (math.inf, True)
        elif max(gap, own.F[-1] - base) > found.least:
            assert gap == pytest.approx(own.F[-1] - base, abs=off)
            assert diverged == (own.F[-1] > own.F[0] * (1 + 1e-15))


@every_rule
def test_gaps_are_those_of_run(rule):
    data = overlapping(40)
    experiment = Experiment(rule=rule, steps=30, w=(0.4, -0.2), b=0.1)
    found = sweep(data, experiment)
    assert len(found.rates) == len(found.gaps) == len(found.diverged) == len(found.there) == RATES
    assert list(found.rates) == sorted(found.rates)
    assert found.rates[0] == pytest.approx(found.middle / 1000, rel=0.01)
    assert found.rates[-1] == pytest.approx(found.middle * 1000, rel=0.01)
    assert (found.steps, found.attained, found.rows, found.of, found.chosen) == (30, True, 40, 40, None)
    assert_gaps_are_those_of_run(found, data, experiment)


@pytest.mark.parametrize("rule", [RULES[word]() for word in RULES], ids=identity)
@pytest.mark.parametrize(
    "more",
    [
        dict(l2=0.1),
        dict(batch=7, batch_seed=3),
        dict(batch=7, l2=0.01, batch_order="replacement"),
        dict(scale="standardize", holdout=0.3, holdout_seed=2),
    ],
    ids=lambda more: ",".join(more),
)
def test_penalty_batches_scaling_and_holding_out_are_those_of_run(rule, more):
    if not rule.takes_batches and "batch" in more:
        more = {"l2": 0.05}
    data = overlapping(40, size=3.0)
    experiment = Experiment(rule=rule, steps=25, **more)
    assert_gaps_are_those_of_run(sweep(data, experiment), data, experiment)


def test_the_safe_rate_stands_in_the_middle_where_one_is_promised():
    safe = cut(Experiment().safe_rate(optimum(DATA)))
    found = sweep(DATA, Experiment())
    assert found.safe == found.middle == safe == 3.78
    assert found.rates[RATES // 2] == safe
    charged = sweep(DATA, Experiment(l2=2.0))
    assert charged.safe == cut(Experiment(l2=2.0).safe_rate(optimum(DATA, 2.0)))


@pytest.mark.parametrize(
    ("more", "middle"),
    [
        (dict(batch=10), 3.78),
        (dict(rule=HeavyBall()), 3.78),
        (dict(rule=RULES["adam"]()), 0.1),
        (dict(rule=RULES["rmsprop"]()), 0.01),
        (dict(rule=Newton()), 1.0),
    ],
)
def test_without_a_safe_rate_the_range_is_the_usual_one(more, middle):
    found = sweep(DATA, Experiment(steps=3, **more))
    assert found.safe is None
    assert found.middle == middle


def test_of_the_default_data_which_rates_diverge():
    found = sweep(DATA, Experiment(steps=300))
    assert found.never_again == 120.0
    assert found.diverged.index(True) == found.rates.index(120.0)
    assert all(found.diverged[found.rates.index(120.0) :])
    assert not found.diverged[found.rates.index(found.safe)]
    assert found.gap_at(0.00378) == pytest.approx(at_rate(DATA, Experiment(), 0.00378).J[-1] - optimum(DATA).J)
    assert sweep(DATA, Experiment(rule=RULES["adagrad"]())).never_again is None


def test_what_leaves_the_range_of_numbers_has_no_gap():
    rule = HeavyBall(beta=0.999)
    data = Dataset(np.array([[1e60, 0.0], [-1e60, 1.0], [3e59, -1.0]]), [0, 1, 1])
    found = sweep(data, Experiment(rule=rule, steps=400, w=(1e99, 0.0)))
    assert_gaps_are_those_of_run(found, data, Experiment(rule=rule, steps=400, w=(1e99, 0.0)))
    assert math.isfinite(found.gap_at(found.best))
    wild = sweep(overlapping(), Experiment(rule=Newton(damped=False), steps=30, w=(6.0, 6.0)))
    assert wild.diverged[-1]
    assert not wild.diverged[wild.rates.index(wild.best)]


def test_the_best_ends_lowest_and_of_those_at_the_bottom_is_there_first():
    few = sweep(DATA, Experiment(steps=5))
    assert few.gap_at(few.best) == min(few.gaps)
    many = sweep(DATA, Experiment(steps=300))
    assert many.least == NOTHING * optimum(DATA).J
    there = {rate: first for rate, first in zip(many.rates, many.there, strict=True) if first <= 300}
    assert len(there) > 3
    assert there[many.best] == min(there.values())
    for rate, first in there.items():
        gaps = at_rate(DATA, Experiment(steps=300), rate).J - optimum(DATA).J
        assert (gaps[first:] <= many.least).all()
        assert first == 0 or gaps[first - 1] > many.least
    assert many.tuned == many.best


@pytest.mark.parametrize("classes", ["separable", "one class"])
@pytest.mark.parametrize("word", RULES)
def test_where_nothing_attains_the_least_F_the_gap_is_F_itself(word, classes):
    data = Generated("separable", 30, 0.5).load()
    data = data if classes == "separable" else Dataset(data.X, np.ones(data.m))
    experiment = Experiment(rule=RULES[word](), steps=12)
    found = sweep(data, experiment)
    assert not found.attained
    assert found.at_start == pytest.approx(math.log(2))
    assert_gaps_are_those_of_run(found, data, experiment)
    assert max(min(found.gaps), found.least) == max(found.gap_at(found.best), found.least)


def test_of_one_class_with_a_penalty_it_is_F_too():
    data = Dataset(overlapping().X, np.zeros(30))
    found = sweep(data, Experiment(l2=1.0, steps=10))
    assert not found.attained
    assert found.gap_at(found.safe) == pytest.approx(at_rate(data, Experiment(l2=1.0, steps=10), found.safe).F[-1])


def test_the_chosen_rate_stands_among_the_others():
    experiment = Experiment(steps=20, learning_rates=((0, 0.3),))
    found = sweep(DATA, experiment)
    assert found == sweep(DATA, replace(experiment, learning_rates=((0, 5.0), (3, 1.0))))
    chosen = with_chosen(found, DATA, experiment)
    assert chosen.chosen == 0.3
    assert len(chosen.rates) == len(chosen.gaps) == len(chosen.diverged) == len(chosen.there) == RATES + 1
    assert list(chosen.rates) == sorted((*found.rates, 0.3))
    assert chosen.gap_at(0.3) == pytest.approx(run(DATA, experiment).J[-1] - optimum(DATA).J, abs=1e-14)
    assert all(chosen.gap_at(rate) == found.gap_at(rate) for rate in found.rates)
    on = replace(experiment, learning_rates=((0, found.rates[3]),))
    assert with_chosen(found, DATA, on) == replace(found, chosen=found.rates[3])
    changing = replace(experiment, learning_rates=((0, 0.3), (4, 0.1)))
    assert with_chosen(found, DATA, changing) == found


@every_rule
def test_tuned_holds_the_best_rate_and_changes_nothing_else(rule):
    data = overlapping(40)
    experiment = Experiment(rule=rule, steps=15, learning_rates=((0, 0.05), (4, 2.0)), w=(1.0, 0.0))
    better = tuned(data, experiment)
    assert replace(better, learning_rates=experiment.learning_rates) == experiment
    ((start, rate),) = better.learning_rates
    assert (start, rate) == (0, sweep(data, experiment).best)
    assert tuned(data, better) == better


def test_a_chosen_rate_that_is_better_than_all_25_stays():
    fine = [float(f"{x:.4g}") for x in np.geomspace(1.0, 30.0, 60)]
    gaps = {rate: at_rate(DATA, Experiment(steps=4), rate).J[-1] for rate in fine}
    rate = min(gaps, key=gaps.get)
    assert gaps[rate] < min(sweep(DATA, Experiment(steps=4)).gaps) + optimum(DATA).J
    experiment = Experiment(steps=4, learning_rates=((0, rate),))
    assert tuned(DATA, experiment) == experiment


@settings(deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 10**6),
    m=st.integers(2, 30),
    size=st.sampled_from([0.01, 1.0, 50.0]),
    l2=st.sampled_from([0.0, 0.1]),
    start=st.tuples(*[st.floats(-3, 3)] * 3),
    steps=st.integers(0, 25),
)
def test_up_to_the_safe_rate_nothing_diverges_and_a_longer_run_is_nearer(seed, m, size, l2, start, steps):
    data = overlapping(m, seed, size)
    experiment = Experiment(w=start[:2], b=start[2], steps=steps, l2=l2)
    found, longer = sweep(data, experiment), sweep(data, replace(experiment, steps=steps + 10))
    assert_gaps_are_those_of_run(found, data, experiment)
    noise = 1e-13 * (found.at_start + 1)
    for k, rate in enumerate(found.rates):
        if rate <= found.safe:
            assert not found.diverged[k]
            assert -noise <= longer.gaps[k] <= found.gaps[k] + noise <= found.at_start + 2 * noise
    assert found.best in found.rates


def test_no_steps_leave_every_rate_where_it_began():
    found = sweep(DATA, Experiment(steps=0))
    assert set(found.gaps) == {found.at_start}
    assert not any(found.diverged)
    assert found.best == found.middle


def test_long_runs_are_looked_at_as_far_as_a_thousand_steps():
    data = overlapping(5)
    found = sweep(data, Experiment(steps=50_000))
    assert found.steps == MOST_STEPS
    assert found == sweep(data, Experiment(steps=MOST_STEPS))


def large(m=30_000):
    rng = np.random.Generator(np.random.PCG64(4))
    y = (rng.random(m) < 0.25).astype(float)
    return Dataset(rng.normal(size=(m, 2)) * [3.0, 1.0] + np.outer(y, [1.0, 0.5]) + [5.0, 0.0], y)


@pytest.mark.parametrize("word", ["descent", "adam", "newton"])
def test_large_data_are_looked_at_by_a_sample_that_is_always_the_same(word):
    data = large()
    experiment = Experiment(rule=RULES[word](), scale="standardize", steps=40, batch=None if word == "newton" else 50)
    found = sweep(data, experiment)
    assert (found.rows, found.of) == (ROWS, data.m)
    assert found == sweep(large(), experiment)
    whole = run(data, replace(experiment, learning_rates=((0, found.middle / 10),)))
    k = RATES // 2 - 4
    assert found.rates[k] == pytest.approx(found.middle / 10, rel=0.01)
    assert found.gaps[k] == pytest.approx(whole.J[-1] - optimum(data).J, abs=0.02)
    part = few_rows(whole.X_scaled, data.y)
    alone = at_rate(part, replace(experiment, scale="none"), found.rates[k])
    assert found.gaps[k] == pytest.approx(alone.J[-1] - optimum(part).J, abs=1e-12)


def test_the_safe_rate_of_large_data_is_that_of_all_of_them():
    data = large()
    assert sweep(data, Experiment(steps=100)).safe == cut(Experiment().safe_rate(optimum(data)))
    held_out = sweep(data, Experiment(steps=100, holdout=0.2))
    assert held_out.of == run(data, Experiment(steps=0, holdout=0.2)).dataset.m
    assert held_out.rows == ROWS


def test_a_sample_keeps_a_member_of_a_rare_class_and_the_order():
    X = np.column_stack([np.arange(50_000.0), np.zeros(50_000)])
    y = np.zeros(50_000)
    y[777] = 1
    few = few_rows(X, y)
    assert few.m == ROWS + 1
    assert few.X[few.y == 1].tolist() == [[777, 0]]
    assert (np.diff(few.X[:, 0]) > 0).all()
    assert few_rows(X, np.zeros(50_000)).m == ROWS


def test_newton_at_the_minimum_need_not_go_on():
    experiment = Experiment(rule=Newton(), steps=200)
    found = sweep(DATA, experiment)
    k = found.rates.index(1.0)
    assert found.there[k] < 10
    assert abs(found.gaps[k]) <= found.least
    own = at_rate(DATA, experiment, 1.0)
    assert abs(own.J[-1] - optimum(DATA).J) <= found.least
    assert found.best == 1.0


def test_plain_descent_looks_at_rates_far_above_the_safe_one_together():
    """Where |s| is past what e^s holds, single steps are still right: see test_race."""
    found = sweep(DATA, Experiment(steps=60))
    raced = race(DATA, Experiment(steps=60), found.rates)
    reach = np.append(np.abs(DATA.X).max(axis=0), 1)
    assert (np.abs(np.column_stack([raced[-1].w, raced[-1].b])) @ reach > 700).any()
    assert found.gaps[-1] == pytest.approx(raced[-1].J[-1] - optimum(DATA).J)
    assert isinstance(Experiment().rule, GradientDescent)


def test_what_the_first_challenge_hints_at_is_what_the_sweep_shows():
    """One step: from 37.8 on J ends higher, at 21.3 and below it does not; the challenge's own 28 lies between."""
    found = sweep(DATA, Experiment(steps=1))
    assert (found.rates[15], found.never_again) == (21.3, 37.8)
    assert found.diverged.index(True) == found.rates.index(37.8)


def test_at_chaotic_rates_the_best_and_the_chosen_one_count_by_what_a_run_does():
    cars = load_sample("mtcars")
    for rate in (1e-5, 0.000371, 0.01):
        asked = Experiment(learning_rates=((0, rate),), steps=300)
        found = with_chosen(sweep(cars, asked), cars, asked)
        for each in (found.chosen, found.best):
            done = run(cars, replace(asked, learning_rates=((0, each),)))
            assert found.gap_at(each) == done.F[-1] - done.best.F
        assert all(found.gap_at(found.best) <= gap for gap in found.gaps)
