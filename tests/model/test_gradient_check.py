"""The gradient check: the difference is J's own, its error stays within what theory allows, and a mistake shows."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.model import gradient_check as module
from logreg_core.model.chain_rule import ChainRule, chain_rule
from logreg_core.model.forward import forward
from logreg_core.model.gradient_check import (
    MOST_EXAMPLES,
    epsilons_around,
    error_over_epsilon,
    gradient_check,
    sensible_epsilons,
)
from logreg_core.points.generators import generate

BLOBS = generate("blobs", m=60, seed=3)
SWEPT = [0.0, 1, -1, 40, -40, 700, -700, 1e4, -1e4, 1e100, -1e100]
NUMBERS = ("analytic", "numeric", "epsilon", "half_width", "absolute", "relative", "expected")


def exact_difference(X, y, w, b, j, half_width):
    """(J(θ+ε) - J(θ-ε)) / 2ε to 60 digits, by the definitions."""
    with mpmath.workdps(60):

        def mean_loss(moved):
            w1, w2, bias = (mpmath.mpf(float(v)) for v in (*w, b))
            parameters = [w1, w2, bias]
            parameters[j] += moved
            total = mpmath.mpf(0)
            for (x1, x2), label in zip(X.tolist(), y.tolist(), strict=True):
                z = parameters[0] * x1 + parameters[1] * x2 + parameters[2]
                total += mpmath.log(1 + mpmath.exp(z if label == 0 else -z))
            return total / len(y)

        h = mpmath.mpf(half_width)
        return float((mean_loss(h) - mean_loss(-h)) / (2 * h))


@pytest.mark.parametrize("w", [(0.0, 0.0), (0.7, -1.3), (12.0, 5.0)])
def test_the_difference_is_the_one_of_the_formula(w):
    for j, check in enumerate(gradient_check(BLOBS.X, BLOBS.y, w, 0.2)):
        exact = exact_difference(BLOBS.X, BLOBS.y, w, 0.2, j, check.half_width)
        assert check.numeric == pytest.approx(exact, abs=check.expected / 5)


def test_the_analytic_one_is_the_chain_rule_s():
    chain = chain_rule(BLOBS.X, BLOBS.y, (0.7, -1.3), 0.2)
    checks = gradient_check(BLOBS.X, BLOBS.y, (0.7, -1.3), 0.2)
    assert [c.name for c in checks] == ["w1", "w2", "b"]
    assert [c.analytic for c in checks] == [*chain.dJ_dw, chain.dJ_db]
    for check in checks:
        assert check.absolute == abs(check.analytic - check.numeric)
        assert check.relative == check.absolute / max(abs(check.analytic), abs(check.numeric))
        assert check.relative < 1e-8
        assert check.agrees
        assert not check.near_zero


@pytest.mark.parametrize("scale", SWEPT)
@pytest.mark.parametrize("epsilon", [None, 1e-300, 1e-16, 1e-5, 1.0, 1e300])
def test_finite_numbers_for_finite_parameters(scale, epsilon):
    for check in gradient_check(BLOBS.X, BLOBS.y, (scale, -scale / 3), scale / 7, epsilon):
        assert np.isfinite([getattr(check, name) for name in NUMBERS]).all()
        assert check.half_width > 0
        assert check.agrees


@pytest.mark.parametrize("reach", [1e-100, 1e-9, 1e9, 1e100])
def test_features_of_any_size(reach):
    for check in gradient_check(BLOBS.X * reach, BLOBS.y, (0.3 / reach, 0.1 / reach), 0.2):
        assert check.agrees
        assert check.relative < 1e-8


@given(
    st.integers(1, 40),
    st.integers(0, 10**6),
    st.floats(-3, 3),
    st.floats(-6, 6),
    st.floats(-12, 3),
)
def test_the_error_is_within_what_theory_allows(m, seed, log_x, log_w, log_epsilon):
    rng = np.random.Generator(np.random.PCG64(seed))
    X, y = rng.normal(size=(m, 2)) * 10**log_x, rng.integers(0, 2, m).astype(float)
    theta = rng.normal(size=3) * 10**log_w
    for epsilon in (None, 10**log_epsilon):
        assert all(check.agrees for check in gradient_check(X, y, theta[:2], theta[2], epsilon))


@pytest.mark.parametrize("name", ["w1", "w2", "b"])
def test_a_wrong_derivative_shows(monkeypatch, name):
    def wrong(X, y, w, b):
        right = chain_rule(X, y, w, b)
        factors = [1 + 1e-6 * (name == each) for each in ("w1", "w2", "b")]
        dJ_dw = right.dJ_dw * factors[:2]
        names = ("dL_dyhat", "dyhat_dz", "dz_dw", "dL_dz", "dL_dw")
        return ChainRule(*(getattr(right, n) for n in names), dJ_dw, right.dJ_db * factors[2], right._s)

    monkeypatch.setattr(module, "chain_rule", wrong)
    assert [c.name for c in gradient_check(BLOBS.X, BLOBS.y, (0.7, -1.3), 0.2) if not c.agrees] == [name]


def test_a_gradient_near_zero_is_called_so():
    X, y = np.array([[1.0, 0.0], [1.0, 0.0], [2.0, 0.0], [2.0, 0.0]]), np.array([0, 1, 0, 1.0])
    checks = gradient_check(X, y, (0.0, 3.0), 0.0)
    assert [c.near_zero for c in checks] == [True, True, True]
    assert [c.analytic for c in checks] == [0.0, 0.0, 0.0]
    assert all(c.relative == 0 or c.relative == 1 for c in checks)
    checks = gradient_check(X, y, (1e-9, 0.0), 0.0)
    assert checks[0].near_zero
    assert checks[0].analytic != 0


def test_a_small_epsilon_survives_beside_a_large_weight():
    assert (1e4 + 5e-13) - (1e4 - 5e-13) == 0  # naively there would be nothing to divide by
    (check, *_) = gradient_check(BLOBS.X, BLOBS.y, (1e4, 0.0), 0.0, 5e-13)
    assert (check.epsilon, check.half_width) == (5e-13, np.spacing(1e4))
    (check, *_) = gradient_check(BLOBS.X, BLOBS.y, (1e4, 0.0), 0.0, 1e-11)
    assert check.half_width == (1e4 + 1e-11 - (1e4 - 1e-11)) / 2 != 1e-11


@pytest.mark.parametrize("w", [(0.0, 0.0), (0.7, -1.3), (100.0, 30.0)])
def test_the_sensible_epsilon_is_about_the_best(w):
    checks = gradient_check(BLOBS.X, BLOBS.y, w, 0.2)
    epsilons = epsilons_around([check.epsilon for check in checks], 53)
    errors = error_over_epsilon(BLOBS.X, BLOBS.y, w, 0.2, epsilons)
    for j, check in enumerate(checks):
        near = np.abs(np.log10(epsilons / check.epsilon)) < 0.5
        typical = np.median(errors[near, j])
        assert typical <= 30 * np.quantile(errors[:, j], 0.15)


def test_the_two_regimes():
    """Left of the best ε the error falls as 1/ε, right of it it grows as ε²."""
    w, b = (0.7, -1.3), 0.2
    epsilons = np.logspace(-12, -1.5, 200)
    errors = error_over_epsilon(BLOBS.X, BLOBS.y, w, b, epsilons)
    for j in range(3):
        # the jagged part by its upper edge: the largest of ten neighbours
        edge = errors[:, j].reshape(20, 10).max(axis=1)
        middle = np.log10(epsilons).reshape(20, 10).mean(axis=1)
        for slope, part in ((-1, middle < -6.5), (2, middle > -3.5)):
            assert np.polyfit(middle[part], np.log10(edge[part]), 1)[0] == pytest.approx(slope, abs=0.15)


def test_each_point_of_the_curve_is_a_check():
    w, b = (0.7, -1.3), 0.2
    epsilons = [1e-9, 1e-5, 1e-2]
    errors = error_over_epsilon(BLOBS.X, BLOBS.y, w, b, epsilons)
    assert errors.shape == (3, 3)
    for row, epsilon in zip(errors, epsilons, strict=True):
        assert row.tolist() == [c.absolute for c in gradient_check(BLOBS.X, BLOBS.y, w, b, epsilon)]


def test_of_many_examples_it_looks_at_some_that_are_evenly_spaced():
    m = 3 * MOST_EXAMPLES + 1
    rng = np.random.Generator(np.random.PCG64(1))
    X, y = rng.normal(size=(m, 2)), rng.integers(0, 2, m).astype(float)
    rows = np.linspace(0, m - 1, MOST_EXAMPLES).astype(int)
    every = error_over_epsilon(X, y, (0.3, 0.1), 0.0, [1e-8, 1e-2])
    some = error_over_epsilon(X[rows], y[rows], (0.3, 0.1), 0.0, [1e-8, 1e-2])
    assert (every == some).all()
    assert (rows[0], rows[-1]) == (0, m - 1)
    (check, *_) = gradient_check(X, y, (0.3, 0.1), 0.0)
    assert check.analytic == chain_rule(X, y, (0.3, 0.1), 0.0).dJ_dw[0]
    rise = forward(X, y, (0.3 + 1e-5, 0.1), 0.0).J - forward(X, y, (0.3 - 1e-5, 0.1), 0.0).J
    assert check.numeric == pytest.approx(rise / 2e-5, rel=1e-9)


@pytest.mark.parametrize("scale", SWEPT)
def test_the_curve_s_epsilons_reach_around_the_checks(scale):
    checks = gradient_check(BLOBS.X, BLOBS.y, (scale, 0.1), 0.0)
    epsilons = epsilons_around(sensible_epsilons(BLOBS.X, (scale, 0.1), 0.0))
    assert [c.epsilon for c in checks] == sensible_epsilons(BLOBS.X, (scale, 0.1), 0.0).tolist()
    assert len(epsilons) == 61
    assert epsilons[0] < min(c.epsilon for c in checks) / 1e7
    assert epsilons[-1] > max(c.epsilon for c in checks) * 1e4
    assert np.isfinite(error_over_epsilon(BLOBS.X, BLOBS.y, (scale, 0.1), 0.0, epsilons)).all()


@pytest.mark.parametrize("epsilon", [0.0, -1e-5, np.nan, np.inf])
def test_an_epsilon_that_is_no_positive_number_is_refused(epsilon):
    with pytest.raises(ValueError, match="must be a positive number"):
        gradient_check(BLOBS.X, BLOBS.y, (0.0, 0.0), 0.0, epsilon)
    with pytest.raises(ValueError, match="must be a positive number"):
        error_over_epsilon(BLOBS.X, BLOBS.y, (0.0, 0.0), 0.0, [1e-5, epsilon])
