"""The forward pass against high-precision arithmetic, and the geometry of the lines ŷ = p."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.model.boundary import boundary_state, probability_lines
from logreg_core.model.forward import forward, sigmoid_pair

EPS = np.finfo(float).eps
TOLERANCE = 1e-15  # 4.5 eps: exp, one addition and one division
# 340 digits hold 1 + e^-745 exactly enough; z from the ordinary to the edge of the doubles.
MAGNITUDES = [0.0, 1e-300, 1e-17, 1e-9, 0.1, 0.5, 1, 2.5, 10, 20, 36.7, 37, 50, 100, 345.678, 700]
EXTREME_Z = sorted({*MAGNITUDES, *(-z for z in MAGNITUDES)})


def oracle(z, y):
    """(ŷ, 1-ŷ, L) to 340 digits, by the definitions."""
    with mpmath.workdps(340):
        y_hat = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        return y_hat, 1 - y_hat, -mpmath.log(y_hat if y == 1 else 1 - y_hat)


def off(value, exact):
    """The relative error of a float."""
    with mpmath.workdps(340):
        return float(abs(mpmath.mpf(float(value)) - exact) / abs(exact))


def one_example(z, y):
    return forward([[float(z), 0.0]], [y], [1.0, 0.0], 0.0)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", EXTREME_Z)
def test_against_340_digits(z, y):
    ahead, (y_hat, one_minus_y_hat, L) = one_example(z, y), oracle(z, y)
    assert ahead.z[0] == z
    assert off(ahead.y_hat[0], y_hat) <= TOLERANCE
    assert off(ahead.one_minus_y_hat[0], one_minus_y_hat) <= TOLERANCE
    assert off(ahead.L[0], L) <= TOLERANCE
    assert ahead.J == ahead.L[0]


@given(st.floats(-700, 700), st.sampled_from([0, 1]))
def test_against_340_digits_anywhere(z, y):
    ahead, exact = one_example(z, y), oracle(z, y)
    for value, expected in zip((ahead.y_hat, ahead.one_minus_y_hat, ahead.L), exact, strict=True):
        assert off(value[0], expected) <= TOLERANCE


@pytest.mark.parametrize("z", [709.5, 745, 746, 1e4, 1e6, 1e300])
def test_past_the_range_of_exp(z):
    for sign in (1, -1):
        for y in (0, 1):
            ahead = one_example(sign * z, y)
            assert ahead.L[0] == (z if (sign > 0) == (y == 0) else pytest.approx(0, abs=1e-300))
            assert np.isfinite([ahead.y_hat[0], ahead.one_minus_y_hat[0], ahead.J]).all()


def test_overflowing_z_is_silent():
    assert np.isinf(forward([[1e100, 0]], [0], [1e300, 0], 0).J)


def test_textbook_numbers_by_hand():
    ahead = forward([[1, 2], [3, -1]], [1, 0], [0.5, -0.25], 0.1)
    assert ahead.z == pytest.approx([0.1, 1.85])
    assert ahead.L == pytest.approx([np.log(1 + np.exp(-0.1)), np.log(1 + np.exp(1.85))])
    assert ahead.J == pytest.approx(ahead.L.mean())
    assert type(ahead.J) is float


def test_a_row_has_the_same_bits_alone_as_among_others():
    rng = np.random.Generator(np.random.PCG64(1))
    X, y = rng.normal(size=(301, 2)) * 10, rng.integers(0, 2, 301).astype(float)
    w, b = rng.normal(size=2), 0.3
    whole = forward(X, y, w, b)
    for i in range(301):
        alone = forward(X[i : i + 1], y[i : i + 1], w, b)
        for name in ("z", "y_hat", "one_minus_y_hat", "L"):
            assert getattr(alone, name)[0] == getattr(whole, name)[i]


def test_sigmoid_pair_takes_any_shape():
    for z in (0.0, [1.0, -2.0], np.zeros((3, 4))):
        y_hat, one_minus_y_hat = sigmoid_pair(z)
        assert np.shape(y_hat) == np.shape(one_minus_y_hat) == np.shape(z)


@pytest.mark.parametrize(
    ("X", "y", "w", "said"),
    [
        ([1, 2], [1], [1, 1], "shape"),
        ([[1, 2, 3]], [1], [1, 1], "(m, 2)"),
        ([[1, 2]], [1, 0], [1, 1], "(m,)"),
        (np.empty((0, 2)), [], [1, 1], "m >= 1"),
        ([[1, 2]], [1], [1, 1, 1], "two weights"),
    ],
)
def test_wrong_shapes(X, y, w, said):
    with pytest.raises(ValueError, match=r"shape") as caught:
        forward(X, y, w, 0)
    assert said in str(caught.value)


# The lines. --------------------------------------------------------------------------------------

VIEWS = [((0.0, 0.0), (2.0, 2.0)), ((4000.0, 0.03), (3000.0, 0.01)), ((-5.0, 1e6), (1.0, 1e3))]
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
DIRECTIONS = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-2, 0.5), (1, 1e-12), (1e-200, -1)]


def through(centre, span, direction, steepness, shift):
    """w, b of a boundary `shift` view widths off the centre along `direction`, in data units."""
    v = np.array(direction, float) / np.hypot(*direction) * steepness
    w = v / span
    return w, -shift * steepness - w @ np.array(centre)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(("steepness", "shift"), [(1, 0), (8, 0.3), (300, -0.4), (1e5, 0.1), (0.5, 0)])
def test_points_of_the_lines_have_their_probability(view, direction, steepness, shift):
    centre, span = view
    w, b = through(centre, span, direction, steepness, shift)
    lines = probability_lines(w[None], [b], LEVELS, centre=centre, span=span)
    assert lines.shape == (1, 5, 2, 2)
    z = lines[0] @ w + b
    scale = (np.abs(lines[0]) @ np.abs(w)).max() + abs(b)
    assert np.abs(z - np.log(LEVELS / (1 - LEVELS))[:, None]).max() <= 1e-9 * scale
    length = np.hypot(*((lines[0, :, 1] - lines[0, :, 0]) / span).T)
    assert length == pytest.approx(100, rel=1e-9)
    assert boundary_state(w[None], [b], centre=centre, span=span)[0] == 0


def test_clamped_lines_stay_finite_and_ordered():
    w, b = np.array([[1e-3, 0.0]]), np.array([0.0])
    levels = [0, 0.01, 0.5, 0.9, 0.99, 1]
    lines = probability_lines(w, b, levels, centre=(0, 0), span=(1, 1))
    assert lines[0, :, 0, 0].tolist() == [-50, -50, 0, 50, 50, 50]
    assert np.isfinite(lines).all()


def test_outermost_levels_lie_at_the_reach():
    lines = probability_lines([[0.0, -2.0]], [1.0], [0, 1], centre=(1, 1), span=(1, 2), reach=7)
    assert lines[0, 0, :, 1].tolist() == [15, 15]
    assert lines[0, 1, :, 1].tolist() == [-13, -13]


def test_no_weights_no_line():
    lines = probability_lines([[0.0, 0.0], [1.0, 0.0]], [3.0, 0.0], LEVELS, centre=(0, 0), span=(1, 1))
    assert np.isnan(lines[0]).all()
    assert np.isfinite(lines[1]).all()
    assert boundary_state([[0, 0], [1, 0]], [3, 0], centre=(0, 0), span=(1, 1)).tolist() == [1, 0]


def test_boundary_state_at_the_views_edge():
    states = boundary_state(np.ones((4, 2)), [-1.0, -1.0 - 1e-15, 1.0, 5.0], centre=(0, 0), span=(1, 1))
    assert states.tolist() == [0, 2, 0, 2]
    assert states.dtype == np.uint8


@given(
    st.floats(-300, 300),
    st.floats(-300, 300),
    st.sampled_from([-1, 0, 1]),
    st.sampled_from([-1, 0, 1]),
    st.floats(-1e300, 1e300),
    st.sampled_from([(0.0, 0.0), (3e5, -2e-5), (1e100, 1e90)]),
    st.sampled_from([(1.0, 1.0), (1e-20, 1e20), (1e100, 1e90)]),
)
def test_no_weight_is_too_large_or_too_small(e1, e2, s1, s2, b, centre, span):
    w = np.array([[s1 * 10.0**e1, s2 * 10.0**e2]])
    lines = probability_lines(w, [b], [0, 0.1, 0.5, 0.9, 1], centre=centre, span=span)[0]
    state = boundary_state(w, [b], centre=centre, span=span)[0]
    if s1 == s2 == 0:
        assert np.isnan(lines).all()
        assert state == 1
        return
    assert np.isfinite(lines).all()
    assert state in (0, 2)
    # Ordered along the normal, which is known exactly only by its larger part.
    u = (lines - np.array(centre)) / span
    sizes = [e + np.log10(size) if s else -np.inf for e, size, s in zip((e1, e2), span, (s1, s2), strict=True)]
    j = int(sizes[1] > sizes[0])
    middle = u.mean(axis=1)[:, j] * (s1, s2)[j]
    slack = 1e-9 * 50 + 1e-13 * (abs(centre[j]) / span[j])
    assert (np.diff(middle) >= -slack).all()


def test_a_weight_of_zero_beside_one_that_is_almost_zero():
    span = (1e-30, 1.0)
    lines = probability_lines([[1e-300, 0.0]], [0.0], [0.1, 0.5, 0.9], centre=(0, 0), span=span)[0]
    assert lines[:, 0, 0] == pytest.approx([-50e-30, 0, 50e-30], abs=1e-40)
    assert lines[:, :, 1].tolist() == [[-50, 50]] * 3
    assert boundary_state([[1e-300, 0.0]], [1e-300], centre=(0, 0), span=span).tolist() == [2]


def test_many_steps_agree_with_one():
    rng = np.random.Generator(np.random.PCG64(2))
    w, b = rng.normal(size=(50, 2)) * 10.0 ** rng.integers(-5, 5, (50, 1)), rng.normal(size=50)
    view = {"centre": (0.5, 2), "span": (3, 4)}
    together = probability_lines(w, b, LEVELS, **view)
    for t in range(50):
        assert (probability_lines(w[t : t + 1], b[t : t + 1], LEVELS, **view)[0] == together[t]).all()


@pytest.mark.parametrize("levels", [[-0.1], [1.1], [np.nan], 0.5])
def test_levels_are_checked(levels):
    with pytest.raises(ValueError, match="from 0 to 1"):
        probability_lines([[1, 1]], [0], levels, centre=(0, 0), span=(1, 1))


def test_shapes_of_the_course_are_checked():
    with pytest.raises(ValueError, match="pass w"):
        boundary_state([1.0, 2.0], [0.0], centre=(0, 0), span=(1, 1))
