"""What a run says of itself: its outcome, its units, its rates."""

import numpy as np
import pytest

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run
from logreg_core.descent.optimum import optimum, smoothness
from logreg_core.descent.outcome import CLOSE, EPS
from logreg_core.descent.run import Run
from logreg_core.points.dataset import Dataset
from logreg_core.points.scaling import Scaling
from tests.oracle import hessian

KINDS = ("diverged", "separable", "oscillating", "converged", "still descending")


def overlapping(m=40, seed=1):
    rng = np.random.Generator(np.random.PCG64(seed))
    y = (np.arange(m) % 2).astype(float)
    return Dataset(rng.normal(size=(m, 2)) + np.outer(y, [1.0, 1.0]), y)


SEPARABLE = Dataset([[0, 0], [1, 0], [3, 1], [4, 1]], [0, 0, 1, 1])
TOUCHING = Dataset([[0, 0], [1, 0], [1, 0], [4, 1]], [0, 0, 1, 1])


def with_losses(J, steps=None, dataset=None):
    """A run made up of given losses; only J and the number of steps count for its outcome."""
    J = np.array(J, float)
    experiment = Experiment(steps=len(J) - 1 if steps is None else steps)
    data = dataset or overlapping()
    return Run(data, experiment, Scaling(), np.zeros((len(J), 2)), np.zeros(len(J)), J, np.zeros((len(J), 0)))


def best(data=None):
    return optimum(data or overlapping()).J


# One real run for each outcome. ---------------------------------------------------------------------------


def test_diverged_as_the_numbers_left_the_range():
    data = Dataset([[1e90, 0], [-1e90, 0], [2e90, 1]], [0, 1, 1])
    done = run(data, Experiment(learning_rates=((0, 1.0), (2, 1e308)), steps=30, w=(1e-90, 0.0)))
    assert done.outcome.kind == "diverged"
    assert f"After step {done.steps} " in done.outcome.sentence
    assert "learning rate" in done.outcome.sentence


def test_diverged_as_J_ended_above_its_start():
    done = run(overlapping(), Experiment(learning_rates=((0, 200.0),), steps=101))
    assert done.outcome.kind == "diverged"
    assert "above" in done.outcome.sentence
    assert "2/smoothness" in done.outcome.sentence


def test_separable():
    outcome = run(SEPARABLE, Experiment(steps=200)).outcome
    assert outcome.kind == "separable"
    assert "creeps towards 0." in outcome.sentence
    assert np.isnan(outcome.gap)


def test_quasi_complete_does_not_promise_zero():
    outcome = run(TOUCHING, Experiment(steps=200)).outcome
    assert outcome.kind == "separable"
    assert "towards 0." not in outcome.sentence.replace("0.3466", "")
    assert "towards 0.3466" in outcome.sentence  # log 2 at two of four examples


def test_one_class_only():
    outcome = run(Dataset([[1, 2], [3, 4]], [1, 1]), Experiment(steps=50)).outcome
    assert outcome.kind == "separable"
    assert "one class" in outcome.sentence


def test_oscillating():
    """A little past what the curvature at the minimum allows: J falls at first, then swings."""
    data = overlapping()
    limit = 2 / np.linalg.eigvalsh(hessian(data.X, optimum(data).w, optimum(data).b))[-1]
    done = run(data, Experiment(learning_rates=((0, 1.1 * limit),), steps=3000))
    assert (np.diff(done.J[-21:]) > 0).any()
    assert done.J[-1] < done.J[0]
    assert done.outcome.kind == "oscillating"
    assert "J − J* = " in done.outcome.sentence


def test_converged():
    data = overlapping()
    done = run(data, Experiment(learning_rates=((0, 2 / smoothness(data.X)),), steps=20_000))
    assert done.outcome.kind == "converged"
    assert abs(done.outcome.gap) <= CLOSE
    assert "J − J* = " in done.outcome.sentence


def test_still_descending():
    done = run(overlapping(), Experiment(steps=5))
    assert done.outcome.kind == "still descending"
    assert done.outcome.gap == done.J[-1] - best()


# Boundaries. -----------------------------------------------------------------------------------------------


def test_shorter_than_asked_is_diverged_before_all_else():
    assert with_losses([0.7, best()], steps=2).outcome.kind == "diverged"
    assert with_losses([0.7, best()]).outcome.kind == "converged"
    assert with_losses([0.7, 0.6], steps=9, dataset=SEPARABLE).outcome.kind == "diverged"


@pytest.mark.parametrize(("eps", "kind"), [(0, "still descending"), (4, "still descending"), (6, "diverged")])
def test_how_much_above_its_start_is_diverged(eps, kind):
    rise = [1.0, *np.linspace(0.8, 0.9, 2), *np.full(30, 1 + eps * EPS)]
    assert with_losses(rise).outcome.kind == kind


@pytest.mark.parametrize(("eps", "kind"), [(4, "still descending"), (6, "oscillating")])
def test_how_much_of_a_rise_is_an_oscillation(eps, kind):
    J = best() + 1e-6
    assert with_losses([0.9, J, J * (1 + eps * EPS)]).outcome.kind == kind


@pytest.mark.parametrize(("above", "kind"), [(0.9 * CLOSE, "converged"), (1.1 * CLOSE, "oscillating")])
def test_a_rise_that_leaves_j_next_to_its_lowest_is_no_oscillation(above, kind):
    assert with_losses([0.9, best(), best() + above]).outcome.kind == kind


@pytest.mark.parametrize(("after", "kind"), [(19, "oscillating"), (20, "converged")])
def test_how_long_ago_a_rise_still_counts(after, kind):
    """The rise is followed by `after` steps; 20 steps are looked back on, the rise among them or not."""
    losses = [0.9, 0.7, 0.8, *np.full(after, best())]
    assert with_losses(losses).outcome.kind == kind


@pytest.mark.parametrize(
    ("gap", "kind"), [(0.9e-10, "converged"), (1.1e-10, "still descending"), (-1e-16, "converged")]
)
def test_how_close_is_converged(gap, kind):
    assert with_losses([0.9, best() + gap]).outcome.kind == kind


def test_no_step_at_all():
    assert with_losses([0.9]).outcome.kind == "still descending"
    assert "No step" in with_losses([0.9]).outcome.sentence
    assert with_losses([best()]).outcome.kind == "converged"


def test_four_significant_digits():
    data = overlapping()
    for gap, text in ((0.123456, "0.1235"), (2.5e-7, "2.500×10⁻⁷"), (3.14159, "3.142"), (12345.678, "12350")):
        sentence = with_losses([1e6, best() + gap], dataset=data).outcome.sentence
        assert f"J − J* = {text}" in sentence


def test_an_outcome_is_worked_out_once():
    done = run(overlapping(), Experiment(steps=3))
    assert done.outcome is done.outcome
    assert done.outcome.kind in KINDS


# Units and rates. ------------------------------------------------------------------------------------------


def test_parameters_in_data_units_give_the_same_z():
    rng = np.random.Generator(np.random.PCG64(3))
    data = Dataset(rng.normal(size=(60, 2)) * [1000, 0.01] + [5000, 3], rng.integers(0, 2, 60))
    done = run(data, Experiment(scale="standardize", steps=40))
    inside = done.X_scaled @ done.w[-1] + done.b[-1]
    outside = data.X @ done.w_in_data_units[-1] + done.b_in_data_units[-1]
    assert outside == pytest.approx(inside, abs=1e-10)
    assert done.w_in_data_units.shape == (41, 2)
    assert done.w_in_data_units is done.w_in_data_units


def test_unscaled_runs_are_in_data_units_already():
    done = run(overlapping(), Experiment(steps=4))
    assert (done.w_in_data_units == done.w).all()
    assert (done.X_scaled == done.dataset.X).all()


@pytest.mark.parametrize("schedule", [((0, 0.1),), ((0, 0.1), (4, 0.5)), ((0, 0.1), (5, 0.5)), ((0, 0.1), (9, 3.0))])
def test_next_parameters_are_those_of_a_longer_run(schedule):
    data = overlapping()
    done = run(data, Experiment(learning_rates=schedule, steps=5))
    longer = run(data, Experiment(learning_rates=schedule, steps=6))
    *w, b = done.row_after(done.steps)
    assert w == pytest.approx(longer.w[-1], rel=1e-13)
    assert b == pytest.approx(longer.b[-1], rel=1e-13)
    assert done.rates.tolist() == [done.experiment.rate_at(t) for t in range(5)]
