"""J along a step's line, against the golden section and a fine walk over J itself."""

import math

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, Generated, forward, run
from logreg_core.at_step.along_step import along_step
from logreg_core.descent.rules.newton import Newton
from tests.rules.rows import EVERY, identity, overlapping

DEFAULT = Generated().load()


def golden_section(of, low, high):
    """Where a function of one valley is lowest."""
    ratio = (math.sqrt(5) - 1) / 2
    for _ in range(120):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, b) if of(a) < of(b) else (a, high)
    return (low + high) / 2


def J_on_the_line(done, t):
    """J at any rate, by the forward pass alone."""
    before, after = done.rows[t, :3], done.row_after(t)[:3]
    d = (after - before) / done.experiment.rate_at(t)

    def J(rate):
        theta = before + rate * d
        return forward(done.X_scaled, done.dataset.y, theta[:2], theta[2]).J

    return J


def test_of_the_default_start_the_lowest_is_at_4_97_and_back_at_26_83():
    found = along_step(run(DEFAULT, Experiment(steps=1)), 0)
    assert found.taken == 0.1
    assert found.lowest == pytest.approx(4.97, abs=0.005)
    assert found.back == pytest.approx(26.83, abs=0.005)
    assert found.J_at(np.array([found.lowest]))[0] == pytest.approx(0.2447, abs=5e-5)
    assert found.J_at(np.array([0.0, found.back])) == pytest.approx([math.log(2)] * 2, rel=1e-12)


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("rate", [0.01, 1.0, 30.0])
def test_every_rule_s_line_against_the_golden_section(rule, rate):
    done = run(overlapping(40), Experiment(rule=rule, learning_rates=((0, rate),), steps=20))
    for t in (0, 1, 7, 20):
        found, J = along_step(done, t), J_on_the_line(done, t)
        rates = np.array([0.0, rate / 3, rate, 5 * rate])
        assert found.J_at(rates) == pytest.approx([J(each) for each in rates], rel=1e-12)
        if not found.lowest:
            assert J(1e-6 * rate) >= J(0.0) * (1 - 1e-15)
            assert found.back is None
            continue
        assert J(found.lowest) <= J(golden_section(J, 0.0, 4 * found.lowest)) * (1 + 1e-12)
        if found.back is None:  # at the minimum, where a step no longer changes any digit of J
            assert isinstance(rule, Newton)
            assert J(found.lowest) == pytest.approx(J(0.0), rel=1e-15)
            continue
        assert found.back > found.lowest
        assert J(found.back) == pytest.approx(J(0.0), rel=1e-9)
        assert J(found.back * 1.01) > J(0.0) > J((found.back + found.lowest) / 2)


def test_where_j_falls_without_end_there_is_no_lowest():
    done = run(Dataset([[-1.0, 0.0], [1.0, 0.0]], [0, 1]), Experiment(steps=1))
    assert (along_step(done, 0).lowest, along_step(done, 0).back) == (None, None)
