"""Tangents: they touch the curve at the example, have the slope that the core gives, and stay in the picture."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from pages.figures.tangent import loss_over_y_hat, sigmoid_over_z, z_over_parameter
from pages.figures.theme import LIGHT

SWEPT = [0.0, 1, -1, 5, -5, 40, -40, 700, -700, 1e4, -1e4]


def at(z, y):
    point = ([[float(z), 0.0]], [float(y)], (1.0, 0.0), 0.0)
    return forward(*point), chain_rule(*point)


def ends(trace):
    return (trace.x[0], trace.y[0]), (trace.x[-1], trace.y[-1])


def slope_of(trace):
    (x0, y0), (x1, y1) = ends(trace)
    return (y1 - y0) / (x1 - x0)


def assert_drawable(figure):
    for trace in figure.data:
        assert np.isfinite(np.asarray(trace.x, float)).all()
        assert np.isfinite(np.asarray(trace.y, float)).all()
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert axis.range[0] < axis.range[1]
        assert axis.title.text
        assert axis.showticklabels is not False


def assert_in_view(figure, x, y):
    (left, right), (bottom, top) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert left <= x <= right
    assert bottom <= y <= top


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", SWEPT)
def test_the_loss_over_y_hat(z, y):
    ahead, chain = at(z, y)
    figure = loss_over_y_hat(z, y, chain.dL_dyhat[0])
    own, other, tangent, spot = figure.data
    assert_drawable(figure)
    assert (spot.x[0], spot.y[0]) == (ahead.y_hat[0], ahead.L[0])
    assert_in_view(figure, spot.x[0], spot.y[0])
    (x0, y0), (x1, y1) = ends(tangent)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (pytest.approx(spot.x[0]), pytest.approx(spot.y[0]))
    if abs(z) <= 5:
        assert slope_of(tangent) == pytest.approx(chain.dL_dyhat[0])
    if abs(chain.dL_dyhat[0]) > 1e17:
        assert abs(x1 - x0) < 1e-12  # upright
    assert own.line.color == other.line.color == LIGHT["loss"]
    assert own.opacity == 1
    assert other.opacity < 0.5
    assert own.line.width > other.line.width
    assert tangent.line.color == LIGHT["gradient"]


@pytest.mark.parametrize("y", [0, 1])
def test_both_branches_are_the_loss(y):
    figure = loss_over_y_hat(1.0, y, -1.0)
    for trace, label in zip(figure.data[:2], (y, 1 - y), strict=True):
        inside = (np.asarray(trace.x) > 1e-3) & (np.asarray(trace.x) < 1 - 1e-3)
        y_hat = np.asarray(trace.x)[inside]
        expected = -np.log(y_hat) if label == 1 else -np.log1p(-y_hat)
        np.testing.assert_allclose(np.asarray(trace.y)[inside], expected, rtol=1e-9)
    bold = {note.text: note.font.weight for note in figure.layout.annotations}
    assert bold == {"y = 1: L = −log ŷ": 700 if y else 400, "y = 0: L = −log(1 − ŷ)": 400 if y else 700}


@pytest.mark.parametrize("z", SWEPT)
def test_the_sigmoid_over_z(z):
    ahead, chain = at(z, 1)
    figure = sigmoid_over_z(z, chain.dyhat_dz[0])
    curve, tangent, spot = figure.data
    assert_drawable(figure)
    assert (spot.x[0], spot.y[0]) == (z, ahead.y_hat[0])
    assert_in_view(figure, z, spot.y[0])
    assert slope_of(tangent) == pytest.approx(chain.dyhat_dz[0], abs=1e-12)
    np.testing.assert_allclose(curve.y, 1 / (1 + np.exp(-np.clip(np.asarray(curve.x), -700, 700))), atol=1e-12)
    assert list(curve.x) == sorted(curve.x)


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(-1e8, 1e8))
def test_z_over_a_parameter(parameter, slope, z):
    figure = z_over_parameter(parameter, slope, z, "w₁")
    line, tangent, spot = figure.data
    assert_drawable(figure)
    assert (spot.x[0], spot.y[0]) == (parameter, z)
    assert_in_view(figure, parameter, z)
    size = max(abs(line.y[0]), abs(line.y[1]), abs(z), 1e-300)
    assert slope_of(line) * (line.x[1] - line.x[0]) == pytest.approx(slope * (line.x[1] - line.x[0]), abs=1e-9 * size)
    assert tangent.line.color == LIGHT["gradient"]
    assert figure.layout.xaxis.title.text == "w₁"
    assert figure.layout.yaxis.title.text == "z"


@pytest.mark.parametrize("slope", [1e-9, 0.3, -4.0, 1e12, math.inf, -math.inf])
def test_a_tangent_is_equally_long_however_steep(slope):
    figure = loss_over_y_hat(0.0, 1, slope)
    (left, right), (bottom, top) = figure.layout.xaxis.range, figure.layout.yaxis.range
    (x0, y0), (x1, y1) = ends(figure.data[2])
    length = math.hypot((x1 - x0) / (right - left), (y1 - y0) / (top - bottom))
    assert length == pytest.approx(0.52)
