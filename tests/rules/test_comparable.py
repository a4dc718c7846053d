"""How far two right programs agree: the same run with its examples in another order, for what each rule promises."""

from __future__ import annotations

import math

import numpy as np
import pytest

from logreg_core import GENERATORS, Dataset, Experiment, generate, run
from logreg_core.descent.rules.adaptive import FAR, AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.rule import Rule

from .rows import EVERY, identity, overlapping

MIRRORED = Dataset([[1.0, 2.0], [-1.0, -2.0], [0.3, -1.1], [-0.3, 1.1], [0.7, 0.2], [-0.7, -0.2]], [1, 0, 1, 0, 0, 1])
SURE = [rule for rule in EVERY if rule != Newton(damped=False)]


def some_data():
    """All our generators' kinds, and points that overlap, more or less, of several sizes and numbers."""
    for seed, name in enumerate(GENERATORS):
        yield generate(name, m=60, seed=seed)
    for seed, (m, size) in enumerate([(6, 1.0), (20, 0.01), (30, 1.0), (200, 100.0)]):
        yield overlapping(m, seed, size)


def parted(data: Dataset, experiment: Experiment, seed: int = 0) -> float:
    """How far apart two runs are, one with the examples in another order, relative to max(1, |θ|)."""
    order = np.random.default_rng(seed).permutation(data.m)
    one, other = run(data, experiment), run(Dataset(data.X[order], data.y[order]), experiment)
    sizes = np.maximum(1.0, np.abs(one.rows[:, :3]).max(axis=1))
    return float((np.abs(one.rows - other.rows)[:, :3].max(axis=1) / sizes).max())


def longest(rule: Rule, rate: float, smoothness: float) -> int:
    """How many steps are promised, 300 at most."""
    return max(n for n in range(301) if math.isfinite(rule.comparable(rate, smoothness, n)))


@pytest.mark.parametrize("rule", SURE, ids=identity)
@pytest.mark.parametrize("share", [0.03, 1.0])
@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_two_orders_of_the_examples_agree_as_far_as_is_promised(rule: Rule, share: float, scale: str):
    for seed, data in enumerate(some_data()):
        smoothness = run(data, Experiment(steps=0, scale=scale)).smoothness
        highest = FAR / math.sqrt(smoothness) if rule.linear(1.0) is None else rule.gentle(smoothness)
        highest = 1.0 if isinstance(rule, Newton) else highest / 3 if isinstance(rule, RMSProp) else highest
        rate = 0.999 * share * highest
        steps = min(longest(rule, rate, smoothness), 40 if isinstance(rule, Newton) else 300)
        assert steps >= 30
        experiment = Experiment(rule=rule, learning_rates=((0, rate),), steps=steps, scale=scale, w=(0.2, -0.4))
        assert parted(data, experiment, seed) <= rule.comparable(rate, smoothness, steps), seed


@pytest.mark.parametrize(("rule", "rate"), [(AdaGrad(1e-3), 1.0), (RMSProp(), 0.1), (Adam(beta1=0.0), 0.5)])
def test_what_is_not_promised_does_part(rule: Rule, rate: float):
    """High rates where features are large, and long runs: two orders lead to other places."""
    for seed in range(6):
        data = overlapping(20, seed, 100.0)
        experiment = Experiment(rule=rule, learning_rates=((0, rate),), steps=600)
        assert not math.isfinite(rule.comparable(rate, run(data, experiment).smoothness, experiment.steps))
        if parted(data, experiment) > 1e-3:
            return
    pytest.fail(f"{rule.title} never parted, so more may be promised")


@pytest.mark.parametrize("rule", [AdaGrad(), RMSProp(), Adam()], ids=identity)
def test_a_gradient_that_is_nothing_but_rounding_makes_steps_of_full_length(rule: Rule):
    """A picture that is the same on both sides has ∂J/∂b = 0 and keeps b = 0, in one order of its examples.

    In another the sum is 1e-17 off, and b steps as far as any parameter does at first; so `comparable` holds for b
    nowhere there. It comes back: J at the end is the same to its fifth digit.
    """
    rate = float(rule.usual_rate or 0)
    first = rate / math.sqrt(1 - getattr(rule, "rho", 0.0))
    experiment = Experiment(rule=rule, learning_rates=((0, rate),), steps=60, w=(0.3, 0.1))
    runs = []
    for seed in range(8):
        order = np.random.default_rng(seed).permutation(MIRRORED.m)
        runs.append(run(Dataset(MIRRORED.X[order], MIRRORED.y[order]), experiment))
    strayed = [float(np.abs(done.b).max()) for done in runs]
    assert min(strayed) == 0
    assert rate / 2 < max(strayed) < 1.1 * first
    assert max(done.J[-1] for done in runs) - min(done.J[-1] for done in runs) < 1e-5
