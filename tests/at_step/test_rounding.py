"""What is nothing but rounding is shown as 0, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, Generated, HeavyBall, at, run
from logreg_core.at_step.rounding import ROUNDING, shown, shown_after
from logreg_core.descent.along_run import mean_gradients, mean_sizes

DEFAULT = Generated().load()
MIRRORED = Dataset([[1.0, 2.0], [-1.0, -2.0], [0.5, -1.0], [-0.5, 1.0]], [1, 0, 1, 0])  # ∂J/∂b is 0 by symmetry


def test_b_of_the_default_data_is_zero_after_a_step_of_60():
    done = run(DEFAULT, Experiment(learning_rates=((0, 60.0),), steps=1))
    assert 0 < abs(done.b[1]) < 1e-14
    assert shown_after(done, np.array([0]))[0][0, 2] == 0
    assert at(done, 1).shown.rows[2] == 0
    assert at(done, 0).shown.gradient[2] == 0
    assert (at(done, 1).shown.rows[:2] == done.w[1]).all()


@pytest.mark.parametrize("experiment", [Experiment(steps=50), Experiment(rule=HeavyBall(), steps=50)])
def test_a_mean_no_larger_than_its_rounding_is_zero(experiment):
    done = run(MIRRORED, experiment)
    for t in range(51):
        here = at(done, t)
        bound = ROUNDING * mean_sizes(here.X, here.y, here.w[None], [here.b])[0]
        expected = np.where(np.abs(here.gradient) <= bound, 0, here.gradient)
        assert here.shown.gradient.tolist() == expected.tolist()
        assert here.shown.gradient[2] == 0
        assert here.shown.rows[2] == 0


def test_a_number_that_was_given_stays_as_it_is():
    done = run(MIRRORED, Experiment(w=(1e-300, 0.1), b=-1e-17, steps=1))
    assert at(done, 0).shown.rows.tolist() == [1e-300, 0.1, -1e-17]


def test_small_numbers_that_are_no_rounding_stay():
    """The gradient of a run that has all but arrived is small, and right in its first digits."""
    done = run(DEFAULT, Experiment(learning_rates=((0, 3.0),), steps=25))
    steps = np.arange(26)
    gradient = np.column_stack(mean_gradients(done.X_scaled, done.dataset.y, done.w, done.b))
    found = shown(done, steps, gradient)
    sizes = mean_sizes(done.X_scaled, done.dataset.y, done.w, done.b)
    assert ((found.gradient == gradient) | (np.abs(gradient) <= ROUNDING * sizes)).all()
    large = np.abs(gradient) > 1e-13
    assert (found.gradient[large] == gradient[large]).all()


def test_many_steps_are_shown_as_each_alone():
    done = run(MIRRORED, Experiment(learning_rates=((0, 0.5), (9, 60.0)), steps=30))
    gradient = np.column_stack(mean_gradients(done.X_scaled, done.dataset.y, done.w, done.b))
    whole = shown(done, np.arange(31), gradient)
    for t in range(31):
        alone = shown(done, np.array([t]), gradient[t : t + 1])
        assert alone.rows.tolist() == whole.rows[t : t + 1].tolist()
        assert alone.gradient.tolist() == whole.gradient[t : t + 1].tolist()
        assert at(done, t).shown.rows.tolist() == whole.rows[t].tolist()
