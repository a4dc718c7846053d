"""The error over ε, the two losses' slopes and the sizes over z: what is drawn is the core's, and all of it is seen."""

import math

import numpy as np
import pytest

from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.gradient_check import epsilons_around, error_over_epsilon, gradient_check
from logreg_core.model.losses import squared_error
from logreg_core.model.saturation import log10_sizes
from logreg_core.points.generators import generate
from pages.figures.check_error import DASHES, ROUNDING, TRUNCATION, error_curve
from pages.figures.saturation import LARGEST, SMALLEST, size_curves
from pages.figures.squared_error import NAMES, slope_curves
from pages.figures.theme import LIGHT

BLOBS = generate("blobs", m=40, seed=3)
LETTERS = ("w₁", "w₂", "b")
SWEPT = [0.0, 1, -1, 40, -40, 700, -700, 1e4, -1e4]


def curve_at(w, b=0.2, X=None, epsilon=None):
    X = BLOBS.X if X is None else X
    checks = gradient_check(X, BLOBS.y, w, b, epsilon)
    epsilons = epsilons_around([check.epsilon for check in checks])
    errors = error_over_epsilon(X, BLOBS.y, w, b, epsilons)
    return error_curve(epsilons, errors, checks, LETTERS), epsilons, errors, checks


# The error over ε. ------------------------------------------------------------------------------------------------


def test_the_errors_are_drawn_with_the_epsilon_in_use():
    figure, epsilons, errors, checks = curve_at((0.7, -1.3))
    for j, trace in enumerate(figure.data[:3]):
        assert trace.x.tolist() == epsilons.tolist()
        assert list(trace.y) == [value if value > 0 else None for value in errors[:, j].tolist()]
        assert trace.name == f"∂J/∂{LETTERS[j]}"
        assert trace.line.dash == DASHES[j]
        assert trace.line.color == LIGHT["gradient"]
    used = figure.data[3]
    assert list(used.x) == [check.epsilon for check in checks]
    assert list(used.y) == [check.absolute for check in checks]
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"
    assert figure.layout.showlegend
    assert {note.text for note in figure.layout.annotations} == {ROUNDING, TRUNCATION}
    left, right = sorted(figure.layout.annotations, key=lambda note: note.x)
    assert (left.text, right.text) == (ROUNDING, TRUNCATION)
    assert figure.layout.xaxis.ticktext[0].startswith("10")


@pytest.mark.parametrize("scale", SWEPT)
@pytest.mark.parametrize("epsilon", [None, 1e-14, 1.0])
def test_all_errors_are_in_view_and_finite(scale, epsilon):
    figure, _, errors, checks = curve_at((scale, -scale / 3), scale / 7, epsilon=epsilon)
    low, high = figure.layout.yaxis.range
    seen = [*errors[errors > 0].tolist(), *(check.absolute for check in checks if check.absolute > 0)]
    assert low < math.log10(min(seen))
    assert math.log10(max(seen)) < high
    for trace in figure.data:
        assert all(value is None or math.isfinite(value) for value in trace.y)
    left, right = figure.layout.xaxis.range
    assert all(left <= math.log10(x) <= right for x in figure.data[0].x)


def test_an_error_of_0_is_a_gap():
    X = np.column_stack([BLOBS.X[:, 0], np.zeros(40)])
    figure, _, errors, checks = curve_at((0.3, 0.0), X=X)
    assert (errors[:, 1] == 0).all()
    assert set(figure.data[1].y) == {None}
    assert checks[1].absolute == 0
    assert len(figure.data[3].x) == 2
    X = np.zeros((40, 2))
    balanced = np.repeat([0.0, 1.0], 20)
    checks = gradient_check(X, balanced, (0.0, 0.0), 0.0)
    epsilons = epsilons_around([check.epsilon for check in checks])
    figure = error_curve(epsilons, error_over_epsilon(X, balanced, (0.0, 0.0), 0.0, epsilons), checks, LETTERS)
    assert all(math.isfinite(end) for end in figure.layout.yaxis.range)


# Two losses. ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", SWEPT)
def test_the_example_is_on_both_slopes(z, y):
    figure = slope_curves(z, y)
    cross_entropy, squared, here = figure.data
    point = ([[z, 0.0]], [float(y)], (1.0, 0.0), 0.0)
    assert list(here.y) == [chain_rule(*point).dL_dz[0], squared_error(*point).dL_dz[0]]
    assert list(here.x) == [z, z]
    assert (cross_entropy.name, squared.name) == NAMES
    assert cross_entropy.line.dash != squared.line.dash
    left, right = figure.layout.xaxis.range
    assert left < z < right
    low, high = figure.layout.yaxis.range
    for trace in figure.data:
        assert low < min(trace.y)
        assert max(trace.y) < high
    for at in (0, len(squared.x) // 2, len(squared.x) - 1):
        point = ([[float(squared.x[at]), 0.0]], [float(y)], (1.0, 0.0), 0.0)
        assert squared.y[at] == squared_error(*point).dL_dz[0]
        assert cross_entropy.y[at] == chain_rule(*point).dL_dz[0]
    assert figure.layout.yaxis.title.text == "slope ∂L/∂z"


# Sizes over z. ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("y", [0, 1])
def test_the_sizes_are_the_core_s_and_multiply(y):
    figure = size_curves(y, (-709.79, 27.6))
    factor, slope, product = figure.data
    sizes = log10_sizes(np.asarray(factor.x), y)
    assert factor.y.tolist() == sizes.dL_dyhat.tolist()
    assert slope.y.tolist() == sizes.dyhat_dz.tolist()
    np.testing.assert_allclose(np.asarray(factor.y) + np.asarray(slope.y), product.y, atol=1e-10)
    low, high = figure.layout.yaxis.range
    for trace in figure.data:
        assert low < min(trace.y)
        assert max(trace.y) < high
    cursor, *breaks = figure.layout.shapes
    assert cursor.x0 == cursor.x1 == 0
    assert cursor.yref == "paper"
    assert [shape.x0 for shape in breaks[:2]] == [-709.79, 27.6]


def test_the_range_of_a_double_is_marked():
    assert pytest.approx(math.log10(np.finfo(float).max), abs=0.01) == LARGEST
    assert pytest.approx(math.log10(5e-324), abs=0.01) == SMALLEST
    for y in (0, 1):
        figure = size_curves(y, ())
        levels = [shape.y0 for shape in figure.layout.shapes[1:]]
        assert levels == [LARGEST, SMALLEST]
        for note in figure.layout.annotations:  # no curve passes behind the words
            for trace in figure.data:
                near = np.abs(np.asarray(trace.x) - note.x) <= 250
                assert np.abs(np.asarray(trace.y)[near] - note.y).min() > 40
