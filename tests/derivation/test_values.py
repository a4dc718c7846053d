"""What the lines come to beside the core's numbers: agreement, named breakages, and where digits get lost."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.derivation.evaluation import Fault
from logreg_core.derivation.expression import ONE_MINUS_Y_HAT, Y_HAT, Derivative, J, L, Letter
from logreg_core.derivation.lines import BY_KEY, LINES
from logreg_core.derivation.values import derive, part_value
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward

SWEEP = [sign * size for size in (1.0, 40.0, 700.0, 1e4) for sign in (1, -1)]
KINDS = {"0/0", "x/0", "∞/∞", "0·∞", "∞−∞", "log 0", "∞", "step"}


def at(z, y, **options):
    """All lines for one example with this z and x = (z, 0.5)."""
    return derive([[z, 0.5]], [y], [1.0, 0.0], 0.0, example=0, **options).lines


def data(m, seed=0, spread=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.normal(size=(m, 2)) * spread, rng.integers(0, 2, m).astype(float)


def broken(lines):
    return {key: found.breakage.fault.kind for key, found in lines.items() if found.breakage}


def apart(lines):
    return {key for key, found in lines.items() if found.difference is not None and found.difference > 1e-12}


@pytest.mark.parametrize("example", [None, 3])
@pytest.mark.parametrize("j", [1, 2])
def test_each_line_is_compared_with_the_core(example, j):
    X, y = data(50)
    w, b = np.array([0.7, -1.2]), 0.3
    ahead, chain = forward(X, y, w, b), chain_rule(X, y, w, b)
    columns = dict(J=ahead.L, L=ahead.L, y_hat=ahead.y_hat, z=ahead.z, dL_dyhat=chain.dL_dyhat)
    columns |= dict(dyhat_dz=chain.dyhat_dz, dz_dw=X[:, j - 1], dz_db=chain.dz_db)
    columns |= dict(dJ_dw=chain.dL_dw[:, j - 1], dJ_db=chain.dL_db)
    derived = derive(X, y, w, b, j=j, example=example)
    assert list(derived.lines) == [line.key for line in LINES]
    assert (derived.j, derived.m) == (j, 50 if example is None else 1)
    for found in derived.lines.values():
        column = columns[found.line.target]
        truth = column.mean() if example is None else column[example]
        assert found.truth == pytest.approx(truth, rel=1e-14)
        assert found.value == pytest.approx(truth, rel=1e-12, abs=1e-12 * np.abs(column).mean())
        assert found.difference <= 1e-12
    if example is None:
        assert derived.lines["6.5"].truth == chain.dJ_dw[j - 1]
        assert derived.lines["7.5"].truth == chain.dJ_db
        assert derived.lines["1.1"].value == pytest.approx(ahead.J, rel=1e-14)
        assert derived.letters == {}
    else:
        assert derived.letters["z"] == ahead.z[example]
        assert derived.letters["y_hat"] == ahead.y_hat[example]


@pytest.mark.parametrize("m", [1, 2, 4, 5, 200])
def test_the_mean_shows_terms_of_its_own(m):
    X, y = data(m, m)
    found = derive(X, y, [0.7, -1.2], 0.3).lines
    shown = (*range(m),) if m <= 4 else (0, 1, 2, m - 1)
    alone = [derive(X, y, [0.7, -1.2], 0.3, example=i).lines for i in shown]
    for line in LINES:
        terms = [lines[line.key].value for lines in alone]
        assert found[line.key].terms == pytest.approx(terms, rel=1e-14, abs=1e-300)


@given(st.floats(-8, 8).filter(lambda z: abs(z) > 1e-250), st.sampled_from([0, 1]), st.sampled_from([1, 2]))
def test_at_ordinary_z_lines_agree_to_twelve_digits(z, y, j):
    lines = at(z, y, j=j)
    assert broken(lines) == {}
    assert apart(lines) == set()


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", SWEEP)
def test_far_out_each_line_has_a_finite_value_or_a_named_breakage(z, y):
    for example in (None, 0):
        derived = derive([[z, 0.5], [0.2, 0.1]], [y, 1 - y], [1.0, 0.0], 0.0, example=example)
        for found in derived.lines.values():
            if found.breakage is None:
                assert np.isfinite([found.value, found.difference, found.truth]).all()
                assert np.isfinite(found.terms).all()
            else:
                assert found.value is None
                assert found.difference is None
                assert found.breakage.fault.kind in KINDS
                assert (found.breakage.count, found.breakage.example) == (1, 0)
                assert found.breakage.z == z
    if abs(z) == 1:
        assert broken(derived.lines) == {}


@given(
    st.floats(-1e4, 1e4),
    st.sampled_from([0, 1]),
    st.floats(-1e6, 1e6),
    st.sampled_from([None, 0]),
)
def test_nothing_but_numbers_and_names_comes_out_anywhere(z, y, x2, example):
    for found in derive([[z, x2]], [y], [1.0, 0.0], 0.0, example=example, j=2).lines.values():
        assert (found.value is None) != (found.breakage is None)
        assert found.value is None or np.isfinite(found.value)


@pytest.mark.parametrize(("w", "b"), [((1e308, 1e308), 0.0), ((1e308, -1e308), 0.0), ((-1e308, 5.0), 1e308)])
def test_parameters_past_all_bounds(w, b):
    for found in derive([[10.0, 10.0], [1.0, 1.0]], [1, 0], w, b, example=0).lines.values():
        assert (found.value is None) != (found.breakage is None)


@pytest.mark.parametrize(
    ("z", "y", "key", "kind"),
    [
        (40, 0, "1.2", "log 0"),
        (40, 1, "1.2", "log 0"),
        (40, 1, "3.6", "0/0"),
        (40, 0, "3.6", "x/0"),
        (40, 1, "6.2", "0/0"),
        (40, 0, "2.1", "log 0"),
        (-1e4, 0, "3.6", "0/0"),
        (-1e4, 1, "3.6", "x/0"),
        (-1e4, 1, "4.1.4", "∞/∞"),
        (-1e4, 1, "4.1.2", "0·∞"),
        (-1e4, 1, "4.1.1", "∞"),
        (-700, 1, "3.1", "step"),
    ],
)
def test_what_breaks_and_where(z, y, key, kind):
    breakage = at(z, y)[key].breakage
    assert breakage.fault.kind == kind
    assert breakage.y_hat == (1 if z > 0 else 0 if z == -1e4 else pytest.approx(np.exp(z)))


def test_the_broken_place_is_where_the_arithmetic_says():
    assert at(40, 0)["3.6"].breakage.fault.part.bottom == ONE_MINUS_Y_HAT
    assert at(-1e4, 1)["3.6"].breakage.fault.part.bottom == Y_HAT
    assert at(-700, 1)["3.1"].breakage.fault.part == Y_HAT


def test_the_last_lines_never_break():
    for z in SWEEP:
        for y in (0, 1):
            assert {"4.2.8", "5.4", "6.5", "7.4", "7.5"} & set(broken(at(z, y))) == set()


def test_how_far_lines_part_at_30_and_why():
    """ŷ is a multiple of 1.1e-16 there, while 1 - ŷ is 9.4e-14: the rounding of ŷ is 0.06 % of it at most."""
    with mpmath.workdps(50):
        rest = 1 / (1 + mpmath.exp(mpmath.mpf(30)))
        y_hat = 1 / (1 + mpmath.exp(mpmath.mpf(-30)))
        rounded = 1 - mpmath.mpf(float(1 / (1 + np.exp(-30.0))))
        expected = float(abs(rounded - rest) / rest)
        by_y_hat = {"1.1", "1.2", "4.2.5", "4.2.6", "4.2.7", "4.2.8"}
        assert float(y_hat * rest) == pytest.approx(at(30, 1)["4.2.8"].truth, rel=1e-15)
    assert apart(at(30, 1)) == by_y_hat | {"6.2", "6.3", "6.4", "6.5", "7.5"}
    sections_2_and_3 = {line.key for line in LINES if line.section in "23"}
    assert apart(at(30, 0)) == by_y_hat | sections_2_and_3 | {"6.1", "7.1"}
    assert 5e-4 < expected < 2e-3
    for lines in (at(30, 0), at(30, 1)):
        for key in apart(lines):
            found = lines[key]
            assert 1e-5 < found.difference < 2 * expected, key
            assert found.lost.factor == pytest.approx(float(1 / rest), rel=0.05)
            assert found.lost.kind == ("log" if key in ("1.1", "1.2") and found.truth < 1 else "cancel")
    assert at(30, 1)["4.2.8"].lost.part == ONE_MINUS_Y_HAT
    assert at(30, 0)["6.2"].difference < 1e-15  # 1 - ŷ has the same error above and below, and cancels


def test_why_all_digits_are_lost_further_out():
    assert at(40, 1)["4.2.8"].difference == 1
    assert at(40, 1)["4.2.8"].lost.factor == np.inf
    assert at(-400, 1)["4.1.4"].lost.kind == "past"
    assert at(-700, 1)["4.1.1"].lost.kind == "step"
    assert at(-40, 0)["1.2"].lost.kind == "log"


def test_past_a_doubles_range_the_truth_is_known_by_its_power():
    lines = at(1e4, 0)
    assert lines["3.6"].truth == np.inf
    assert lines["3.6"].true_power == pytest.approx(1e4 / np.log(10))
    assert lines["4.2.8"].truth == 0
    assert lines["4.2.8"].true_power == pytest.approx(-1e4 / np.log(10))
    assert at(3, 0)["3.6"].true_power is None


def test_a_mean_of_infinite_factors_with_both_signs_is_no_number_and_breaks():
    found = derive([[1e4, 0.0], [-1e4, 0.0]], [0, 1], [1.0, 0.0], 0.0).lines["3.6"]
    assert np.isnan(found.truth)
    assert (found.breakage.count, found.value) == (2, None)


def test_the_mean_says_how_many_break_and_which_first():
    X, y = np.array([[1.0, 0], [40, 0], [-2, 0], [50, 0]]), [0, 1, 1, 0]
    found = derive(X, y, [1.0, 0.0], 0.0).lines["3.6"]
    assert (found.breakage.count, found.breakage.example, found.breakage.z) == (2, 1, 40)
    assert np.isnan(found.terms).tolist() == [False, True, False, True]
    assert broken(derive(X, y, [1.0, 0.0], 0.0).lines)["6.2"] == "0/0"
    assert derive(X, y, [1.0, 0.0], 0.0).lines["6.5"].breakage is None


def test_the_mean_names_the_example_that_is_furthest_off():
    X, y = np.array([[1.0, 0], [2, 0], [30, 0], [-3, 0]]), [1, 1, 0, 0]
    found = derive(X, y, [1.0, 0.0], 0.0).lines["3.6"]
    assert found.worst == 2
    assert found.lost.part == ONE_MINUS_Y_HAT
    assert found.difference == pytest.approx(abs(found.value - found.truth) / np.abs(found.truth), rel=0.5)


def test_a_mean_whose_terms_cancel_is_judged_by_the_size_of_its_terms():
    X, y = np.array([[2.0, 1.0], [2.0, 1.0]]), [0, 1]
    found = derive(X, y, [0.0, 0.0], 0.0).lines["6.5"]
    assert (found.truth, found.value, found.difference) == (0.0, 0.0, 0.0)
    X, y = data(400, 5)
    assert apart(derive(X, y, [1e-3, 1e-3], 0.0).lines) == set()


def test_a_part_of_a_formula():
    letters = derive([[1.5, 0.5]], [1], [0.4, 0.2], 0.1, example=0).letters
    chain = chain_rule([[1.5, 0.5]], [1], [0.4, 0.2], 0.1)
    assert part_value(Derivative(L, Y_HAT), letters, 1) == pytest.approx(chain.dL_dyhat[0], rel=1e-14)
    assert part_value(Derivative(J, Letter("w_j")), letters, 2) == pytest.approx(chain.dL_dw[0, 1], rel=1e-14)
    assert part_value(BY_KEY["5.4"].right, letters, 2) == 0.5
    far = derive([[50.0, 0.5]], [0], [1.0, 0.0], 0.0, example=0).letters
    assert isinstance(part_value(Derivative(L, Y_HAT), far, 1), Fault)


def test_some_lines_alone():
    some = [BY_KEY["6.5"], BY_KEY["3.6"]]
    assert list(derive(*data(5), [1, 1], 0, lines=some).lines) == ["6.5", "3.6"]


def test_wrong_arguments():
    X, y = data(5)
    with pytest.raises(ValueError, match="pass 1 or 2"):
        derive(X, y, [1, 1], 0, j=3)
    with pytest.raises(ValueError, match="from 0 to 4"):
        derive(X, y, [1, 1], 0, example=5)
    with pytest.raises(ValueError, match="shape"):
        derive(X, y[1:], [1, 1], 0)


def test_nothing_is_changed():
    X, y = data(20)
    before = X.copy(), y.copy()
    derive(X, y, [1, 1], 0.5)
    derive(X, y, [1, 1], 0.5, example=3)
    assert (X == before[0]).all()
    assert (y == before[1]).all()


def test_a_mean_that_is_nothing_but_rounding_is_0_in_every_line():
    half = np.random.default_rng(5).normal(size=(40, 2))
    X, y = np.vstack([half, -half]), np.repeat([0.0, 1.0], 40)
    w = np.array([0.7, -1.3])
    assert 0 < abs(chain_rule(X, y, w, 0.0).dJ_db) < 1e-15  # the two halves cancel, but for the order of the sum
    lines = [found for found in derive(X, y, w, 0.0).lines.values() if found.line.target == "dJ_db"]
    assert len(lines) == 2  # from the chain of factors, and shortened
    for found in lines:
        assert found.truth == 0
        assert found.value == 0
    others = [found for found in derive(X, y, w, 0.0).lines.values() if found.line.target == "dJ_dw"]
    assert all(found.truth != 0 for found in others)
