"""The penalty, its gradient by finite differences, and that nothing is added where λ = 0."""

import numpy as np
import pytest

from logreg_core.model.penalty import charged_gradient, objective, penalty, penalty_gradient

W = np.array([[1.5, -2.0], [0.0, 3.0], [-1e-3, 4.0]])


def test_it_charges_both_weights_alike():
    assert penalty([3.0, -4.0], 0.1) == pytest.approx(0.05 * 25)
    assert penalty(W, 2.0) == pytest.approx((W**2).sum(axis=1))


@pytest.mark.parametrize("l2", [1e-3, 0.7, 30.0])
def test_its_gradient_is_its_slope_and_b_is_free(l2):
    h = 1e-5
    slopes = [(penalty(W + h * e, l2) - penalty(W - h * e, l2)) / (2 * h) for e in np.eye(2)]
    assert penalty_gradient(W, l2)[:, :2] == pytest.approx(np.stack(slopes, axis=1), rel=1e-9, abs=1e-9 * l2)
    assert not penalty_gradient(W, l2)[:, 2].any()


def test_without_a_penalty_nothing_is_touched():
    J, gradient = np.array([0.5, -0.0, 1.0]), np.array([-0.0, 1.0, 2.0])
    assert objective(J, W, 0.0) is J
    assert charged_gradient(gradient, W[0], 0.0) is gradient
    assert objective(J, W, 0.5) == pytest.approx(J + penalty(W, 0.5))
    assert charged_gradient(gradient, W[0], 0.5) == pytest.approx([0.75, 0.0, 2.0])
