"""Every example on σ at many steps, and the least-squares line through the labels beside it."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core import Experiment, Generated, forward, run
from logreg_core.at_step.s_curve import least_squares_over_feature, least_squares_over_z, on_curve


def test_each_example_is_where_the_forward_pass_has_it() -> None:
    experiment = Experiment(scale="standardize", steps=30, learning_rates=((0, 20.0),))
    found = run(experiment.data.load(), experiment)
    at = on_curve(found.X_scaled, found.w, found.b)
    for t in (0, 1, 17, 30):
        here = forward(found.X_scaled, found.dataset.y, found.w[t], found.b[t])
        assert at.z[t].tolist() == here.z.tolist()
        assert at.y_hat[t].tolist() == here.y_hat.tolist()


@pytest.mark.parametrize("data", [Generated(), Generated("scales"), Generated("outliers", noise=5.0)])
def test_the_line_is_the_one_of_least_squares(data: Generated) -> None:
    experiment = Experiment(data=data, steps=20, scale="standardize", learning_rates=((0, 3.0),))
    found = run(data.load(), experiment)
    y = found.dataset.y
    lines = least_squares_over_z(found.X_scaled, y, found.w, found.b)
    assert np.isnan(lines[0]).all()  # where every z is 0, no line is the best
    for t in (1, 5, 20):
        z = on_curve(found.X_scaled, found.w[t : t + 1], found.b[t : t + 1]).z[0]
        assert lines[t] == pytest.approx(np.polyfit(z, y, 1), rel=1e-9)


@pytest.mark.parametrize("size", [1e-200, 1e-5, 1e150])
def test_weights_of_any_size_have_a_line(size: float) -> None:
    X, y = np.array([[1.0, 2], [3, 1], [4, 5], [0, 0]]), np.array([0.0, 1, 1, 0])
    once, often = (least_squares_over_z(X, y, np.array([[1.0, 0.5]]) * k, np.zeros(1))[0] for k in (1.0, size))
    assert often[0] * size == pytest.approx(once[0])
    assert often[1] == pytest.approx(once[1])


def test_over_a_feature_one_far_point_breaks_the_line_and_not_the_curve() -> None:
    x, y = np.array([1.0, 2, 3, 4, 5, 6]), np.array([0.0, 0, 0, 1, 1, 1])

    def crosses(x: np.ndarray, y: np.ndarray) -> float:
        slope, intercept = least_squares_over_feature(x, y)
        return (0.5 - intercept) / slope

    assert least_squares_over_feature(x, y) == pytest.approx(tuple(np.polyfit(x, y, 1)))
    assert crosses(x, y) == pytest.approx(3.5)
    assert crosses(np.append(x, 60.0), np.append(y, 1.0)) > 4  # example 4, of class 1, is on the wrong side now
    assert np.isnan(least_squares_over_feature(np.ones(3), np.array([0.0, 1, 1]))).all()
