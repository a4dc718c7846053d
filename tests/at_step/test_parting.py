"""A digit that is shown is a digit of the true run: against 60 digits, for every rule, where rounding leads too."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import numpy as np
import pytest

from logreg_core import Dataset, Experiment, at, run
from logreg_core.at_step.parting import parting
from logreg_core.at_step.rounding import shown
from logreg_core.descent.along_run import mean_gradients
from logreg_core.descent.loop import extend
from logreg_core.descent.rules.adaptive import AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.rule import Rule
from tests.rules.exact import exact_rows, gradient
from tests.rules.rows import EVERY, identity, overlapping

DIGITS, STEPS, START = 60, 25, (0.3, 0.1, 0.0)
# The same on both sides, so the true ∂J/∂b is 0 where b is; in this order of the examples the sum is 2e-17.
MIRRORED = Dataset([[-0.3, 1.1], [0.7, 0.2], [-1.0, -2.0], [-0.7, -0.2], [1.0, 2.0], [0.3, -1.1]], [0, 0, 0, 1, 1, 1])
ADAPTIVE = [AdaGrad(), RMSProp(), Adam()]


def rate_of(rule: Rule) -> float:
    return 1.0 if isinstance(rule, Newton) else 0.1 * (1 - getattr(rule, "beta", 0.0))


def descend(rule: Rule, data: Dataset):
    experiment = Experiment(rule=rule, learning_rates=((0, rate_of(rule)),), steps=STEPS, w=START[:2], b=START[2])
    return run(data, experiment)


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("data", [overlapping(8), MIRRORED], ids=["ordinary", "mirrored"])
def test_a_shown_digit_is_a_true_digit(rule: Rule, data: Dataset):
    """By a unit of the last digit at most; where a lone one is left, the number is less than its own size off."""
    done, exact = descend(rule, data), exact_rows(rule, data, [rate_of(rule)] * STEPS, START, DIGITS)
    found = shown(done, np.arange(STEPS + 1), np.column_stack(mean_gradients(data.X, data.y, done.w, done.b)))
    values = np.hstack([found.rows, found.gradient])
    digits = np.hstack([found.digits_of_rows, found.digits_of_gradient])
    with mpmath.workdps(DIGITS):
        true = [row + gradient(data, row[:3]) for row in exact]
        for t in range(1, STEPS + 1):
            for value, sure, right in zip(values[t].tolist(), digits[t].tolist(), true[t], strict=True):
                if value == 0:
                    continue
                unit = mpmath.mpf(10) ** (mpmath.floor(mpmath.log10(abs(value))) - sure + 1)
                assert abs(value - right) <= (unit if sure > 1 else 2 * abs(value)), (t, value, sure)
    if data is not MIRRORED:
        assert np.median(digits) >= 12
    if data is MIRRORED and not isinstance(rule, Newton):
        assert (found.rows[1:, 2] == 0).all()
        assert (found.gradient[1:, 2] == 0).all()


@pytest.mark.parametrize("rule", ADAPTIVE, ids=identity)
def test_rounding_did_lead_b_where_it_is_shown_as_0(rule: Rule):
    done = descend(rule, MIRRORED)
    assert np.abs(done.b).max() > rate_of(rule) / 2
    t = int(np.abs(done.b).argmax())
    assert at(done, t).shown.rows[2] == 0


@pytest.mark.parametrize("rule", ADAPTIVE, ids=identity)
def test_a_run_that_goes_on_is_as_sure_as_one_that_came_all_the_way(rule: Rule):
    data = overlapping(30)
    earlier = run(data, Experiment(rule=rule, learning_rates=((0, 0.1), (9, 0.05)), steps=40))
    assert parting(earlier) is not None
    for experiment in (
        replace(earlier.experiment, steps=200),
        replace(earlier.experiment, steps=60).with_rate(0.3, 20),
        replace(earlier.experiment, steps=5),
        replace(earlier.experiment, w=(1.0, 0.0)),
    ):
        later, anew = extend(earlier, experiment), run(data, experiment)
        assert parting(later).rows.tobytes() == parting(anew).rows.tobytes()
        assert parting(later).gradient.tobytes() == parting(anew).gradient.tobytes()


def test_only_rules_that_make_differences_larger_are_run_again():
    assert parting(run(overlapping(), Experiment(rule=GradientDescent(), steps=3))) is None
    assert parting(run(overlapping(), Experiment(rule=Newton(), steps=3))) is None
    assert parting(run(overlapping(20_000), Experiment(rule=Adam(), steps=2))) is None


def test_where_rmsprop_s_last_digits_decide_few_are_shown():
    """After 300 steps at 0.1 two orders of the examples are 0.1 apart; so one digit is sure, or two."""
    done = run(overlapping(60), Experiment(rule=RMSProp(), learning_rates=((0, 0.1),), steps=300))
    assert at(done, 20).shown.digits_of_rows[:3].min() >= 7
    assert at(done, 300).shown.digits_of_rows[:3].max() <= 3
