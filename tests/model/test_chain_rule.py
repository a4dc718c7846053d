"""The links of the chain against high-precision arithmetic, the closed form and finite differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.descent.along_run import correct_counts, example_along_run, mean_gradients
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from tests.oracle import links, off

EPS = np.finfo(float).eps
TOLERANCE = 1e-15  # 4.5 eps
MAGNITUDES = [0.0, 1e-300, 1e-9, 0.3, 1, 5, 20, 36.7, 40, 100, 345.678, 650, 700]
EXTREME_Z = sorted({*MAGNITUDES, *(-z for z in MAGNITUDES)})
PER_EXAMPLE = ("dL_dyhat", "dyhat_dz", "dL_dz", "dL_db", "log_abs_dL_dyhat", "log_dyhat_dz")


def one_example(z, y):
    return chain_rule([[float(z), 0.0]], [y], [1.0, 0.0], 0.0)


def data(m, seed=0, spread=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.normal(size=(m, 2)) * spread, rng.integers(0, 2, m).astype(float)


def assert_links_are_exact(z, y):
    chain, exact = one_example(z, y), links(z, y)
    names = ("dL_dyhat", "dyhat_dz", "dL_dz", "log_abs_dL_dyhat", "log_dyhat_dz")
    for name, expected in zip(names, exact, strict=True):
        assert off(getattr(chain, name)[0], expected) <= TOLERANCE, name
    product = chain.dL_dyhat[0] * chain.dyhat_dz[0]
    assert abs(product - chain.dL_dz[0]) <= 4 * EPS * abs(chain.dL_dz[0])


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", EXTREME_Z)
def test_links_against_340_digits(z, y):
    assert_links_are_exact(z, y)


@given(st.floats(-700, 700), st.sampled_from([0, 1]))
def test_links_against_340_digits_anywhere(z, y):
    assert_links_are_exact(z, y)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [708.5, 709.9, 745.5, 799.2, 1e4, 1e6, -709.9, -799.2, -1e6])
def test_past_the_range_of_the_factors(z, y):
    chain = one_example(z, y)
    assert np.isfinite([chain.dL_dz[0], chain.dL_db[0], *chain.dL_dw[0], *chain.dJ_dw, chain.dJ_db]).all()
    product = chain.log_abs_dL_dyhat[0] + chain.log_dyhat_dz[0]
    if (z > 0) == (y == 0):  # on the wrong side: e^z times e^-z, and ∂L/∂z is 1 or -1
        assert product == pytest.approx(0, abs=EPS * abs(z))
        assert chain.dL_dz[0] == (-1) ** y
        assert chain.log_abs_dL_dyhat[0] == abs(z)
    else:
        assert chain.dL_dyhat[0] == (-1) ** y
        assert product == -abs(z)
        assert abs(chain.dL_dz[0]) <= 1e-300


def test_products_are_products():
    X, y = data(500, 3, 4.0)
    chain = chain_rule(X, y, [0.7, -1.3], 0.2)
    assert (chain.dL_dw == chain.dL_dz[:, None] * X).all()
    assert (chain.dL_db == chain.dL_dz * chain.dz_db).all()
    assert (chain.dz_dw == X).all()
    assert (chain.dz_db == 1).all()
    assert chain.dJ_dw == pytest.approx(chain.dL_dw.mean(axis=0), rel=1e-13)
    assert type(chain.dJ_db) is float
    for shared in (chain.dz_dw, chain.dz_db, chain.dL_dz, chain.dL_db, chain.dL_dw):
        with pytest.raises(ValueError, match="read-only"):
            shared[0] = 5
    for name in PER_EXAMPLE:
        assert getattr(chain, name).shape == (500,)


@pytest.mark.parametrize("m", [1, 2, 200, 20_000])
def test_mean_gradient_is_the_closed_form(m):
    X, y = data(m, m, 3.0)
    w, b = np.array([0.4, -0.9]), 0.3
    chain = chain_rule(X, y, w, b)
    z = X.astype(np.longdouble) @ w + b
    error = 1 / (1 + np.exp(-z)) - y
    scale = np.abs(error).mean() * np.append(np.abs(X).mean(axis=0), 1)
    closed = np.append((error[:, None] * X).mean(axis=0), error.mean())
    assert (np.abs(np.append(chain.dJ_dw, chain.dJ_db) - closed) <= 1e-12 * scale).all()


@pytest.mark.parametrize("seed", range(20))
def test_mean_gradient_is_the_slope_of_J(seed):
    X, y = data(50, seed, 2.0)
    rng = np.random.Generator(np.random.PCG64(seed))
    theta = rng.normal(size=3) * 2
    chain = chain_rule(X, y, theta[:2], theta[2])
    h = 6e-6  # the cube root of eps: truncation and rounding in balance
    for j, slope in enumerate([*chain.dJ_dw, chain.dJ_db]):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        rise = forward(X, y, up[:2], up[2]).J - forward(X, y, down[:2], down[2]).J
        assert slope == pytest.approx(rise / (2 * h), rel=5e-6, abs=1e-9)


@pytest.mark.parametrize("m", [1, 2, 7, 8, 9, 127, 200, 1000, 40_000, 150_000])
def test_mean_gradients_have_the_bits_of_single_ones(m):
    X, y = data(m, 1, 5.0)
    rng = np.random.Generator(np.random.PCG64(9))
    T = 700 if m <= 1000 else 5
    w, b = rng.normal(size=(T, 2)) * 3, rng.normal(size=T)
    w[-1] = 1e5
    dJ_dw, dJ_db = mean_gradients(X, y, w, b)
    assert dJ_dw.shape == (T, 2)
    for t in [0, 1, T // 2, T - 2, T - 1]:
        chain = chain_rule(X, y, w[t], b[t])
        assert (dJ_dw[t] == chain.dJ_dw).all()
        assert dJ_db[t] == chain.dJ_db


@pytest.mark.parametrize("m", [1, 5, 200, 40_000])
def test_one_examples_course_has_the_bits_of_its_row(m):
    X, y = data(m, 4, 30.0)
    rng = np.random.Generator(np.random.PCG64(8))
    w, b = rng.normal(size=(40, 2)) * 10.0 ** rng.integers(-2, 3, (40, 1)), rng.normal(size=40)
    i = m // 2
    along = example_along_run(X[i], y[i], w, b)
    for t in (0, 7, 39):
        chain, ahead = chain_rule(X, y, w[t], b[t]), forward(X, y, w[t], b[t])
        for name in ("dL_dyhat", "dyhat_dz", "dL_dz", "log_abs_dL_dyhat", "log_dyhat_dz"):
            assert getattr(along, name)[t] == getattr(chain, name)[i], name
        for name in ("z", "y_hat", "one_minus_y_hat", "L"):
            assert getattr(along, name)[t] == getattr(ahead, name)[i], name
        assert (along.dL_dw[t] == chain.dL_dw[i]).all()


def test_correct_counts_are_those_of_y_hat():
    X, y = data(300, 6)
    rng = np.random.Generator(np.random.PCG64(7))
    w, b = rng.normal(size=(900, 2)), rng.normal(size=900)
    w[0], b[0] = 0, 0  # ŷ = 0.5 everywhere
    for t, tiny in enumerate([-1e-18, -1e-16, -2e-16, -3e-16, -4e-16, -1e-15, 1e-16]):
        w[t + 1], b[t + 1] = 0, tiny  # ŷ rounds to 0.5 for the smallest of these
    counts = correct_counts(X, y, w, b)
    for t in range(900):
        assert counts[t] == ((forward(X, y, w[t], b[t]).y_hat >= 0.5) == (y == 1)).sum()
    assert counts[0] == y.sum()


def test_nothing_is_changed_and_lists_are_taken():
    X, y = data(40)
    w = np.array([1.0, 2.0])
    before = X.copy(), y.copy(), w.copy()
    chain = chain_rule(X, y, w, 0.5)
    forward(X, y, w, 0.5)
    mean_gradients(X, y, w[None], [0.5])
    example_along_run(X[0], y[0], w[None], [0.5])
    correct_counts(X, y, w[None], [0.5])
    for array, copy in zip((X, y, w), before, strict=True):
        assert (array == copy).all()
    again = chain_rule(X.tolist(), y.astype(int).tolist(), [1, 2], 0.5)
    assert (again.dL_dw == chain.dL_dw).all()
    assert X.flags.writeable


def test_wrong_shapes():
    with pytest.raises(ValueError, match="shape"):
        chain_rule([[1, 2]], [0, 1], [1, 1], 0)
