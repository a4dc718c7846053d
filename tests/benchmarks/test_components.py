"""The buffered components against the readable chain rule, wherever that is finite."""

import numpy as np
import pytest

from benchmarks.components import PART, components
from logreg_core.model.chain_rule import chain_rule
from tests.oracle import links, off

EPS = np.finfo(float).eps
LINKS = ("dL_dyhat", "dyhat_dz", "dL_dz", "dL_db")
LOGARITHMS = ("log_abs_dL_dyhat", "log_dyhat_dz")


def data(m, spread=1.0):
    rng = np.random.Generator(np.random.PCG64(m))
    return rng.normal(size=(m, 2)) * spread, rng.integers(0, 2, m).astype(float)


def assert_agree(fast, true, X, w, b):
    """To roundings of z, by which a link may be off by as much of itself, and a mean of its terms' mean size."""
    rounding = 4 * EPS * (np.abs(X) @ np.abs(w) + abs(b) + 2)
    for name in LINKS:
        off, size = np.abs(getattr(fast, name) - getattr(true, name)), np.abs(getattr(true, name))
        assert (off <= rounding * size + 1e-300).all(), name
    for name in LOGARITHMS:
        off, size = np.abs(getattr(fast, name) - getattr(true, name)), np.abs(getattr(true, name))
        assert (off <= rounding + 4 * EPS * size).all(), name
    assert (np.abs(fast.dL_dw - true.dL_dw) <= rounding[:, None] * np.abs(true.dL_dw) + 1e-300).all()
    assert (fast.dz_dw == X).all()
    assert (fast.dz_db == 1).all()
    terms = np.append(np.abs(true.dL_dw).mean(axis=0), np.abs(true.dL_db).mean())
    gradients = np.append(fast.dJ_dw, fast.dJ_db) - np.append(true.dJ_dw, true.dJ_db)
    assert (np.abs(gradients) <= (1e-13 + rounding.max()) * terms + 1e-300).all()


@pytest.mark.parametrize("m", [1, 2, 7, 200, 2000, PART, PART + 1, 2 * PART + 5])
def test_they_are_those_of_the_chain_rule(m):
    X, y = data(m, 3.0)
    at = components(X, y)
    for w, b in (([0.0, 0.0], 0.0), ([0.4, -0.9], 0.3), ([24.0, 32.0], -9.0)):
        assert_agree(at(w, b), chain_rule(X, y, w, b), X, w, b)


@pytest.mark.parametrize("z", [0.0, 1e-300, 0.3, 5.0, 20.0, 36.7, 345.678, 650.0, 700.0])
def test_they_are_as_exact_against_340_digits(z):
    X, y = np.array([[z, 0.0], [-z, 0.0], [z, 0.0], [-z, 0.0]]), np.array([0, 0, 1, 1])
    chain = components(X, y)([1.0, 0.0], 0.0)
    for i in range(4):
        exact = links(X[i, 0], int(y[i]))
        for name, expected in zip(("dL_dyhat", "dyhat_dz", "dL_dz", *LOGARITHMS), exact, strict=True):
            assert off(getattr(chain, name)[i], expected) <= 1e-15, (i, name)
        assert abs(chain.dL_dyhat[i] * chain.dyhat_dz[i] - chain.dL_dz[i]) <= 4 * EPS * abs(chain.dL_dz[i])


@pytest.mark.parametrize("z", [700.1, 709.9, 745.5, 1e4, 1e6])
def test_they_are_those_of_the_chain_rule_far_out(z):
    X, y = np.array([[z, 0.0], [-z, 0.0], [z, 0.0], [-z, 0.0]]), np.array([0, 0, 1, 1])
    fast, true = components(X, y)([1.0, 0.0], 0.0), chain_rule(X, y, [1.0, 0.0], 0.0)
    for name in (*LINKS, *LOGARITHMS, "dL_dw", "dJ_dw", "dJ_db"):
        assert np.array_equal(getattr(fast, name), getattr(true, name)), name


def test_a_call_overwrites_the_last_ones_arrays_but_not_its_means():
    X, y = data(50)
    at = components(X, y)
    first = at([1.0, 2.0], 0.5)
    kept, dJ_dw, dJ_db = first.dL_dw.copy(), first.dJ_dw.copy(), first.dJ_db
    second = at([-1.0, 0.0], 0.0)
    assert second.dL_dw is first.dL_dw
    assert (first.dL_dw != kept).any()
    assert (first.dJ_dw == dJ_dw).all()
    assert first.dJ_db == dJ_db
    assert type(first.dJ_db) is float


def test_arrays_are_read_only_and_what_is_given_may_change_later():
    X, y = data(30)
    at, before = components(X, y), X.copy()
    chain = at(np.array([1.0, 2.0]), 0.5)
    assert (X == before).all()
    for array in (chain.dL_dyhat, chain.dyhat_dz, chain.dz_dw, chain.dz_db, chain.dL_dz, chain.dL_dw):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    X[:] = 0
    assert (at([1.0, 2.0], 0.5).dz_dw == before).all()


@pytest.mark.parametrize(("X", "y"), [([1, 2], [1]), ([[1, 2]], [1, 0]), (np.empty((0, 2)), [])])
def test_wrong_shapes(X, y):
    with pytest.raises(ValueError, match="shape"):
        components(X, y)
