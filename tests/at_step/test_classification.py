"""Thresholds, counts and the ROC curve, against counting pair by pair."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import forward
from logreg_core.at_step.classification import confusion, roc
from logreg_core.descent.along_run import correct_counts
from logreg_core.model.forward import is_correct

labelled = st.lists(st.tuples(st.integers(-6, 6), st.integers(0, 1)), min_size=1, max_size=40)


def split(pairs):
    z, y = np.array(pairs, float).T
    return z, y


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=30), st.floats(0, 1))
def test_counts_one_by_one(pairs, threshold):
    y_hat, y = split(pairs)
    counted = confusion(y_hat, y, threshold)
    assert counted.true_1 == sum(p >= threshold and label == 1 for p, label in pairs)
    assert counted.false_1 == sum(p >= threshold and label == 0 for p, label in pairs)
    assert counted.true_0 == sum(p < threshold and label == 0 for p, label in pairs)
    assert counted.false_0 == sum(p < threshold and label == 1 for p, label in pairs)
    assert counted.m == len(pairs)
    assert counted.accuracy == is_correct(y_hat, y, threshold).mean()
    assert (counted.recall is None) == (not y.any())
    assert (counted.precision is None) == (not (y_hat >= threshold).any())
    assert (counted.false_alarms is None) == bool(y.all())


def test_rates_by_hand():
    counted = confusion([0.9, 0.8, 0.6, 0.4, 0.2], [1, 1, 0, 1, 0])
    assert (counted.true_1, counted.false_1, counted.true_0, counted.false_0) == (2, 1, 1, 1)
    assert (counted.of_class_1, counted.of_class_0, counted.called_1) == (3, 2, 3)
    assert (counted.accuracy, counted.recall, counted.precision) == (3 / 5, 2 / 3, 2 / 3)
    assert counted.false_alarms == 1 / 2


def test_the_threshold_itself_is_class_1():
    assert confusion([0.5], [1], 0.5).true_1 == 1
    assert confusion([0.3], [0], 0.3).false_1 == 1


def test_at_one_half_it_is_what_every_page_calls_correct():
    rng = np.random.Generator(np.random.PCG64(1))
    X, y = rng.normal(size=(99, 2)), rng.integers(0, 2, 99)
    w, b = np.array([1.0, -0.4]), 0.1
    counted = confusion(forward(X, y, w, b).y_hat, y)
    assert counted.true_0 + counted.true_1 == correct_counts(X, y, w[None], [b])[0]


# The curve -------------------------------------------------------------------------------------------------------


@given(labelled)
def test_the_area_is_the_chance_of_the_right_order(pairs):
    z, y = split(pairs)
    curve = roc(z, y)
    ones, zeros = z[y == 1], z[y == 0]
    if not len(ones) or not len(zeros):
        assert curve is None
        return
    won = sum(2 * int(a > b) + int(a == b) for a in ones for b in zeros)
    assert curve.area == float(Fraction(won, 2 * len(ones) * len(zeros)))
    assert curve.area == pytest.approx(np.trapezoid(curve.recall, curve.false_alarms))


@given(labelled)
def test_every_threshold_lies_on_the_curve_and_every_corner_is_a_threshold(pairs):
    z, y = split(pairs)
    curve = roc(z, y)
    if curve is None:
        return
    points = {(0.0, 0.0)}
    for threshold in set(z):
        points.add((float((z[y == 0] >= threshold).mean()), float((z[y == 1] >= threshold).mean())))
    assert set(zip(curve.false_alarms.tolist(), curve.recall.tolist(), strict=True)) <= points
    for x, height in points:
        # ahead of a corner the curve is upright: any height between the two is on it
        low = curve.recall[curve.false_alarms == x].min(initial=np.inf)
        high = curve.recall[curve.false_alarms == x].max(initial=-np.inf)
        between = np.interp(x, curve.false_alarms, curve.recall)
        assert low - 1e-12 <= height <= high + 1e-12 or abs(height - between) <= 1e-12


def test_ties_make_a_slanted_piece():
    curve = roc([1.0, 1.0, 0.0, 0.0], [1, 0, 1, 0])
    assert (curve.false_alarms.tolist(), curve.recall.tolist(), curve.area) == ([0, 1], [0, 1], 0.5)


def test_a_perfect_order_and_its_reverse():
    assert roc([3.0, 2.0, 1.0], [1, 1, 0]).area == 1
    assert roc([1.0, 2.0, 3.0], [1, 1, 0]).area == 0


def test_it_still_tells_apart_what_rounds_to_the_same_y_hat():
    z, y = np.array([50.0, 40.0]), np.array([1.0, 0.0])
    assert forward(z[:, None] * (1, 0), y, (1.0, 0.0), 0.0).y_hat.tolist() == [1, 1]
    assert roc(z, y).area == 1


@pytest.mark.parametrize("m", [3_000, 200_000])
def test_many_examples_are_drawn_by_few_corners_on_the_curve(m):
    rng = np.random.Generator(np.random.PCG64(2))
    y = rng.integers(0, 2, m)
    z = rng.normal(size=m) + y
    thin, full = roc(z, y, 300), roc(z, y, 10**9)
    assert len(thin.recall) <= 300 < len(full.recall)
    assert thin.area == full.area
    assert (thin.recall[0], thin.false_alarms[0], thin.recall[-1], thin.false_alarms[-1]) == (0, 0, 1, 1)
    corners = set(zip(full.false_alarms.tolist(), full.recall.tolist(), strict=True))
    assert set(zip(thin.false_alarms.tolist(), thin.recall.tolist(), strict=True)) <= corners
    assert np.trapezoid(thin.recall, thin.false_alarms) == pytest.approx(full.area, abs=1e-3)


@pytest.mark.parametrize("z", [1.0, 40.0, 700.0, 1e4])
def test_far_out_numbers_stay_finite(z):
    curve = roc([z, -z, 0.0], [1, 0, 1])
    assert np.isfinite([*curve.recall, *curve.false_alarms, curve.area]).all()
