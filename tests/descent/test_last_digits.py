"""Where the last digits decide, and where they do not."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import RULES, Adam, Dataset, Experiment, GradientDescent, HeavyBall, RMSProp, load_sample, run
from logreg_core.descent.last_digits import ROUNDINGS, SEEN, decided_by_last_digits
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run


def done_by(rule: Rule, rate: float, steps: int = 300, **settings: object) -> Run:
    experiment = replace(Experiment(), rule=rule, learning_rates=((0, rate),), steps=steps, **settings)  # type: ignore[arg-type]
    return run(experiment.data.load(), experiment)


def test_two_orders_of_summation_part_where_it_says_so_and_not_before() -> None:
    """RMSProp near J* at α = 0.1, on standardised features: the same sums in another order draw another path."""
    done = done_by(RMSProp(), 0.1, scale="standardize")
    decided = decided_by_last_digits(done)
    backwards = Dataset(done.whole.X[::-1].copy(), done.whole.y[::-1].copy())
    apart = np.hypot(*(run(backwards, done.experiment).w - done.w).T)
    assert decided
    assert apart[: decided.start - 20].max() < SEEN
    assert apart[decided.start :].max() > SEEN


@pytest.mark.parametrize("rate", [60.0])
def test_plain_descent_that_leaps_is_decided_by_them_too(rate: float) -> None:
    decided = decided_by_last_digits(done_by(GradientDescent(), rate))
    assert 50 < decided.start < 200
    assert decided.stop == 301


@pytest.mark.parametrize(
    ("rule", "rate"),
    [(GradientDescent(), 3.0), (GradientDescent(), 5.0), (HeavyBall(), 1.0), (Adam(), 0.1), (RULES["newton"](), 1.0)],
)
def test_nothing_is_said_where_it_is_not_so(rule: Rule, rate: float) -> None:
    """Also past what the rule promises: there two right programs may agree all the same."""
    assert not decided_by_last_digits(done_by(rule, rate, 1000))


@pytest.mark.parametrize("word", sorted(RULES))
def test_it_is_said_only_past_what_the_rule_promises(word: str) -> None:
    rule = RULES[word]()
    for times in (1, 10, 100):
        for scale in ("none", "standardize"):
            rate = times * (rule.usual_rate or 0.1)
            cars = load_sample("mtcars")
            done = run(cars, Experiment(rule=rule, learning_rates=((0, rate),), scale=scale))
            decided = decided_by_last_digits(done)
            if decided:
                assert math.isinf(rule.comparable(rate, done.smoothness, decided.start))
                off = ROUNDINGS
                beside = run(cars, replace(done.experiment, w=(off, 0.0), b=-off))
                apart = np.abs(np.column_stack([beside.w, beside.b]) - np.column_stack([done.w, done.b]))
                assert apart[decided.start].max() > SEEN


def test_a_run_of_no_step_or_of_a_million_examples_is_not_looked_at() -> None:
    assert not decided_by_last_digits(done_by(RMSProp(), 0.1, 0))
    assert not decided_by_last_digits(done_by(RMSProp(), 0.1, 100_000))
