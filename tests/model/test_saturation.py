"""Where textbook code breaks: its numbers are plain NumPy's, the stable ones are the true ones, and so are the logs."""

import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.model.saturation import BROKEN, FARTHEST, NAMES, broken, first_breaks, log10_sizes, stable, textbook

MAGNITUDES = [0.0, 1e-9, 0.3, 1, 5, 20, 27.5, 27.6, 36.7, 36.8, 40, 100, 345.678, 700, 709.7, 709.8, 745.2, 800]
EVERY_Z = sorted({*MAGNITUDES, *(-z for z in MAGNITUDES)})
LABELS = [0, 1]
MOST_DIGITS = 760  # so that 1 - ŷ keeps 50 digits at z = 1,600


def truth(z, y):
    """The numbers by the definitions, to MOST_DIGITS digits."""
    y_hat = 1 / (1 + mpmath.exp(-mpmath.mpf(float(z))))
    dL_dyhat = -y / y_hat + (1 - y) / (1 - y_hat)
    dyhat_dz = y_hat * (1 - y_hat)
    L = -mpmath.log(y_hat) if y == 1 else -mpmath.log(1 - y_hat)
    return dict(
        zip(NAMES, (y_hat, 1 - y_hat, L, dL_dyhat, dyhat_dz, dL_dyhat * dyhat_dz), strict=True),
    )


def relative(value, exact):
    return float(abs(mpmath.mpf(float(value)) - exact) / abs(exact))


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("z", EVERY_Z)
def test_the_textbook_s_numbers_are_what_numpy_prints(z, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        z, y = np.float64(z), np.float64(y)
        y_hat = 1.0 / (1.0 + np.exp(-z))
        L = -y * np.log(y_hat) - (1.0 - y) * np.log(1.0 - y_hat)
        dL_dyhat = -y / y_hat + (1.0 - y) / (1.0 - y_hat)
        dyhat_dz = y_hat * (1.0 - y_hat)
        printed = [y_hat, 1.0 - y_hat, L, dL_dyhat, dyhat_dz, dL_dyhat * dyhat_dz]
    naive = textbook([z], [y])
    np.testing.assert_array_equal([getattr(naive, name)[0] for name in NAMES], printed)


def test_the_textbook_fails_in_the_known_ways():
    ones = textbook([37.0, -710.0, 800.0, -800.0], 1)
    assert ones.y_hat[0] == 1
    assert ones.one_minus_y_hat[0] == 0
    assert np.isnan(ones.L[0])  # 0 · log 0
    assert ones.L[1] == np.inf
    assert ones.dL_dyhat[1] == -np.inf
    assert np.isnan(ones.dL_dz[1])  # inf · 0
    zeros = textbook([37.0, -710.0], 0)
    assert zeros.L[0] == np.inf
    assert zeros.dL_dyhat[0] == np.inf
    assert np.isnan(zeros.dL_dz[0])
    assert np.isnan(zeros.L[1])


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("z", [z for z in EVERY_Z if abs(z) <= 700])
def test_the_stable_numbers_are_true(z, y):
    numbers = stable([z], y)
    with mpmath.workdps(MOST_DIGITS):
        for name, exact in truth(z, y).items():
            assert relative(getattr(numbers, name)[0], exact) < 2e-15, name


@given(st.floats(-FARTHEST, FARTHEST), st.sampled_from(LABELS))
@example(36.9, 0)
@example(37.1, 1)
@example(-37.0, 1)
def test_their_logarithms_are_true_at_every_z(z, y):
    logs = log10_sizes([z], y)
    with mpmath.workdps(MOST_DIGITS):
        for name, exact in truth(z, y).items():
            assert abs(getattr(logs, name)[0] - mpmath.log10(abs(exact))) <= 2e-15 * max(1, abs(z)), name


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("z", [1e4, -1e4, 1e300, -1e300, 0.0])
def test_logarithms_are_finite_for_any_z(z, y):
    logs = log10_sizes([z], y)
    assert np.isfinite([getattr(logs, name)[0] for name in NAMES]).all()


@pytest.mark.parametrize("y", LABELS)
def test_the_stable_numbers_are_the_app_s_own(y):
    z = np.array(EVERY_Z)
    X, labels = np.column_stack([z, np.zeros_like(z)]), np.full(len(z), float(y))
    ahead, chain = forward(X, labels, (1.0, 0.0), 0.0), chain_rule(X, labels, (1.0, 0.0), 0.0)
    numbers, logs = stable(z, labels), log10_sizes(z, labels)
    for name in ("y_hat", "one_minus_y_hat", "L"):
        assert (getattr(numbers, name) == getattr(ahead, name)).all()
    for name in ("dL_dyhat", "dyhat_dz", "dL_dz"):
        assert (getattr(numbers, name) == getattr(chain, name)).all()
    np.testing.assert_allclose(logs.dL_dyhat, chain.log_abs_dL_dyhat / np.log(10), rtol=1e-15, atol=1e-15)
    np.testing.assert_allclose(logs.dyhat_dz, chain.log_dyhat_dz / np.log(10), rtol=1e-15)


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("side", [1, -1])
def test_the_first_break_is_the_first(y, side):
    """Held against exact arithmetic: there it is broken, and a hundredth of z before it is not."""
    for name, size in first_breaks(y, side).items():
        if size is None:
            sizes, wrong = (10, 27.5, 36.9, 100, 700, 709.9, 745.5, 800), None
        else:
            sizes, wrong = (size - 0.01, size), size
            assert 20 < size <= FARTHEST
        for each in sizes:
            naive = getattr(textbook([side * each], y), name)[0]
            with mpmath.workdps(MOST_DIGITS):
                off = relative(naive, truth(side * each, y)[name]) if np.isfinite(naive) else np.inf
            assert (not off <= BROKEN) == (each == wrong), (name, each)


def test_the_known_moments():
    assert first_breaks(1, 1)["dL_dyhat"] == pytest.approx(36.74, abs=0.01)  # ŷ rounds to 1 and 0/0 is nan
    assert first_breaks(0, 1)["dL_dz"] == pytest.approx(36.74, abs=0.01)  # up to there both factors' errors cancel
    assert first_breaks(1, -1)["L"] == pytest.approx(709.79, abs=0.01)  # e^z leaves a double's range
    assert first_breaks(1, 1)["one_minus_y_hat"] == pytest.approx(27.6, abs=0.2)
    assert first_breaks(0, 1)["y_hat"] is None


@given(st.floats(0.01, FARTHEST), st.sampled_from(LABELS), st.sampled_from([1, -1]))
def test_nothing_is_broken_before_its_first_break(size, y, side):
    first, now = first_breaks(y, side), broken(np.array([side * size]), y)
    for name in NAMES:
        if now[name][0]:
            assert first[name] is not None
            assert first[name] <= size + 0.01


def test_arrays_of_labels_and_one_label_say_the_same():
    z = np.linspace(-50, 50, 21)
    y = (np.arange(21) % 2).astype(float)
    for work_out in (textbook, stable, log10_sizes):
        both = work_out(z, y)
        for label in LABELS:
            alone = work_out(z, label)
            for name in NAMES:
                expected = getattr(both, name)[y == label]
                np.testing.assert_array_equal(getattr(alone, name)[y == label], expected)
