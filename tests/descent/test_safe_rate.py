"""The safe rate that one can type is cut, not rounded up, and what is said of faster ones is counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, Generated, optimum, run
from logreg_core.descent.rules.linear_rules import HeavyBall
from logreg_core.descent.safe_rate import LOOKED, NEAR, quicker_rate, steps_until_near
from logreg_core.descent.schedule import cut

DATA = Generated().load()


def counted(rate, **experiment):
    """In how many steps a run by itself comes near J*."""
    done = run(DATA, Experiment(learning_rates=((0, rate),), steps=LOOKED, **experiment))
    return int((done.J - optimum(done.dataset).J <= NEAR).argmax())


@given(st.floats(1e-300, 1e300))
def test_a_cut_rate_is_never_higher_and_less_than_one_percent_lower(rate):
    assert rate * 0.99 < cut(rate) <= rate
    assert float(f"{cut(rate):.2e}") == cut(rate)


def test_of_the_default_data_5_needs_5_steps_where_3_78_needs_11():
    found = quicker_rate(run(DATA, Experiment()))
    assert (found.rate, found.steps, found.safe, found.safe_steps) == (5.0, 5, 3.78, 11)
    assert (counted(5.0), counted(3.78)) == (5, 11)


@pytest.mark.parametrize("more", [dict(w=(2.0, -1.0)), dict(scale="standardize"), dict(holdout=0.3)])
def test_steps_are_counted_from_the_run_s_own_start(more):
    done = run(DATA, Experiment(learning_rates=((0, 60.0), (3, 0.1)), steps=7, **more))
    rates = [1.0, 3.0]
    assert steps_until_near(done, rates) == [counted(rate, **more) for rate in rates]


def test_nothing_is_said_where_nothing_is_known():
    assert quicker_rate(run(DATA, Experiment(rule=HeavyBall()))) is None
    assert quicker_rate(run(Generated("separable", 40, 0.5).load(), Experiment())) is None
    rng = np.random.default_rng(0)
    many = Dataset(rng.normal(size=(600_000, 2)), rng.integers(0, 2, 600_000))
    assert steps_until_near(run(many, Experiment(steps=0)), [1.0, 2.0]) == [None, None]
