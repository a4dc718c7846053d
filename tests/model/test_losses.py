"""Squared error: its numbers are the definitions', its gradient is the slope of its own J, its extra factor stalls."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.losses import slopes_over_z, squared_error
from logreg_core.points.generators import generate

BLOBS = generate("blobs", m=50, seed=2)
MAGNITUDES = [0.0, 1e-9, 0.3, 1, 5, 20, 36.7, 40, 100, 230]
EVERY_Z = sorted({*MAGNITUDES, *(-z for z in MAGNITUDES)})


def one_example(z, y):
    return squared_error([[float(z), 0.0]], [y], [1.0, 0.0], 0.0)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", EVERY_Z)
def test_against_340_digits(z, y):
    numbers = one_example(z, y)
    with mpmath.workdps(340):
        y_hat = 1 / (1 + mpmath.exp(-mpmath.mpf(float(z))))
        slope = y_hat * (1 - y_hat)
        exact = {"L": (y_hat - y) ** 2 / 2, "dL_dyhat": y_hat - y, "dyhat_dz": slope, "dL_dz": (y_hat - y) * slope}
        for name, expected in exact.items():
            value = mpmath.mpf(float(getattr(numbers, name)[0]))
            assert abs(value - expected) <= 2e-15 * abs(expected), name
        for name, of in (("log_abs_dL_dz", "dL_dz"), ("log_L", "L")):
            log = mpmath.log(abs(exact[of]))
            assert abs(getattr(numbers, name)[0] - log) <= 1e-15 * max(1, abs(log)), name
    assert numbers.J == numbers.L[0]


@pytest.mark.parametrize("scale", [0, 1, -1, 40, -40, 700, -700, 1e4, -1e4, 1e100])
def test_finite_for_finite_parameters(scale):
    numbers = squared_error(BLOBS.X, BLOBS.y, (scale, -scale / 3), scale / 7)
    for name in ("L", "dL_dyhat", "dyhat_dz", "dL_dz", "dL_dw", "log_L", "log_abs_dL_dz", "J", "dJ_dw", "dJ_db"):
        assert np.isfinite(getattr(numbers, name)).all(), name


@given(st.integers(1, 40), st.integers(0, 10**6))
def test_the_mean_gradient_is_the_slope_of_its_J(m, seed):
    rng = np.random.Generator(np.random.PCG64(seed))
    X, y, theta = rng.normal(size=(m, 2)) * 2, rng.integers(0, 2, m).astype(float), rng.normal(size=3) * 2
    numbers = squared_error(X, y, theta[:2], theta[2])
    for j, slope in enumerate([*numbers.dJ_dw, numbers.dJ_db]):
        up, down = theta.copy(), theta.copy()
        up[j] += 6e-6
        down[j] -= 6e-6
        rise = squared_error(X, y, up[:2], up[2]).J - squared_error(X, y, down[:2], down[2]).J
        assert slope == pytest.approx(rise / 1.2e-5, rel=5e-6, abs=1e-9)


def test_its_slope_is_cross_entropy_s_times_the_extra_factor():
    chain = chain_rule(BLOBS.X, BLOBS.y, (0.7, -1.3), 0.2)
    numbers = squared_error(BLOBS.X, BLOBS.y, (0.7, -1.3), 0.2)
    assert (numbers.dL_dyhat == chain.dL_dz).all()
    assert (numbers.dyhat_dz == chain.dyhat_dz).all()
    assert (numbers.dL_dz == chain.dL_dz * chain.dyhat_dz).all()
    assert (numbers.dL_dw == numbers.dL_dz[:, None] * BLOBS.X).all()
    assert numbers.dJ_dw == pytest.approx(numbers.dL_dw.mean(axis=0), rel=1e-13)
    assert numbers.dJ_db == pytest.approx(numbers.dL_dz.mean(), rel=1e-13)


@pytest.mark.parametrize("y", [0, 1])
def test_surely_wrong_it_stalls_where_cross_entropy_pulls_hardest(y):
    z = np.array([1.0, 5.0, 10.0, 40.0, 700.0, 1e4]) * (1 - 2 * y)
    cross_entropy, squared = slopes_over_z(z, y)
    assert (np.diff(np.abs(cross_entropy)) >= 0).all()
    assert np.abs(cross_entropy[-1]) == 1
    assert (np.diff(np.abs(squared)) <= 0).all()
    assert np.abs(squared[-1]) == 0
    assert np.abs(squared).max() <= 0.25
    for each, slope, other in zip(z, cross_entropy, squared, strict=True):
        chain = chain_rule([[each, 0.0]], [y], [1.0, 0.0], 0.0)
        assert (chain.dL_dz[0], one_example(each, y).dL_dz[0]) == (slope, other)


def test_a_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="pass X of shape"):
        squared_error([[1.0, 2.0, 3.0]], [1], (0.0, 0.0), 0.0)
