"""A boundary laid by hand: the w and b that have ŷ = 0.5 on it, and 0.75 where the hand says so."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import forward
from logreg_core.model.line_through import SURER, distance_to_surer, line_through

places = st.floats(-1e3, 1e3)
points = st.tuples(places, places)


@given(points, points, st.floats(1e-3, 1e3), st.sampled_from((1, -1)))
def test_the_line_goes_through_the_points_and_is_as_sure_as_it_was_laid(first, second, far, side):
    along = np.subtract(second, first)
    size = np.hypot(*along)
    if size < 1e-3:
        return
    surer = np.array(first) + side * far * np.array([-along[1], along[0]]) / size
    w, b = line_through((first, second), surer)
    here = forward(np.array([first, second, surer]), np.array([0.0, 1.0, 1.0]), w, b)
    slack = 1e-13 * (np.abs(w) @ (np.abs(first) + np.abs(second)) + 1)
    assert np.abs(here.z[:2]).max() <= slack
    assert here.z[2] == pytest.approx(math.log(3), abs=slack + 1e-12)
    assert SURER == 0.75
    assert np.hypot(*w) == pytest.approx(distance_to_surer() / far, rel=1e-6)


def test_the_distance_shrinks_as_w_grows():
    w, b = line_through([[2, 0], [2, 5]], [2 + distance_to_surer(4.0), 1])
    assert w.tolist() == pytest.approx([4.0, 0.0])
    assert b == pytest.approx(-8.0)


def test_where_one_feature_has_a_weight_the_line_is_upright_on_it_and_the_other_weight_is_zero():
    w, b = line_through([[3, 0], [3.1, 9]], [1, 4], weighted=(0,))
    assert (w[1], b) == (0.0, pytest.approx(1.5 * math.log(3)))
    assert w[0] == pytest.approx(-math.log(3) / 2)
    w, _ = line_through([[3, 0], [4, 0.1]], [1, 4], weighted=(1,))
    assert w.tolist() == [0.0, pytest.approx(math.log(3) / 4)]


@pytest.mark.parametrize(
    ("on_line", "surer"),
    [
        ([[1, 1], [1, 1]], [2, 2]),
        ([[0, 0], [1, 1]], [2, 2]),
        ([[0, 0], [1, 0]], [0, 1e-320]),
        ([[0, 0], [math.inf, 0]], [0, 1]),
        ([[0, 0], [1, 0]], [0, math.nan]),
    ],
)
def test_points_that_make_no_line_are_refused(on_line, surer):
    with pytest.raises(ValueError, match="pass three other points"):
        line_through(on_line, surer)
