"""The numbers that exercises ask for, and the usual slips, by their names."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.learning.exercises import NUMBERS, exercises, slip_of
from logreg_core.learning.mistakes import is_coarse, is_right
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward

X = np.array([[1.094, -1.032], [0.5, 2.0], [-1.5, 0.25]])
Y = np.array([1.0, 0.0, 1.0])
W, B = np.array([1.106, 0.693]), -0.012


def asked(example=0, j=1, w=W, b=B, rate=0.2):
    return exercises(X, Y, w, b, example=example, learning_rate=rate, j=j)


@pytest.mark.parametrize("example", [0, 1, 2])
@pytest.mark.parametrize("j", [1, 2])
def test_answers_are_the_cores_numbers(example, j):
    chain, ahead = chain_rule(X, Y, W, B), forward(X, Y, W, B)
    found = asked(example, j)
    assert tuple(found) == NUMBERS
    assert found["L"].answer == ahead.L[example]
    assert found["dL_dyhat"].answer == chain.dL_dyhat[example]
    assert found["dyhat_dz"].answer == chain.dyhat_dz[example]
    assert found["dL_dz"].answer == chain.dL_dz[example]
    assert found["dz_dw"].answer == X[example, j - 1]
    assert found["dL_dw"].answer == chain.dL_dw[example, j - 1]
    assert found["dL_db"].answer == chain.dL_db[example]
    assert found["next_w"].answer == W[j - 1] - 0.2 * chain.dJ_dw[j - 1]


def test_slips_are_what_the_slips_give():
    y_hat = 1 / (1 + math.exp(-(1.094 * 1.106 - 1.032 * 0.693 - 0.012)))
    found = asked()
    expected = {
        ("L", "log10"): -math.log10(y_hat),
        ("L", "branch"): -math.log(1 - y_hat),
        ("dL_dyhat", "branch"): 1 / (1 - y_hat),
        ("dL_dyhat", "error"): y_hat - 1,
        ("dL_dyhat", "log10"): -1 / (y_hat * math.log(10)),
        ("dL_dyhat", "upside_down"): -y_hat,
        ("dyhat_dz", "rest"): 1 - y_hat,
        ("dL_dz", "sum"): -1 / y_hat + y_hat * (1 - y_hat),
        ("dL_dw", "no_x"): y_hat - 1,
        ("dL_dw", "other_feature"): (y_hat - 1) * -1.032,
        ("dL_dw", "no_slope"): -1 / y_hat * 1.094,
        ("dL_dw", "squares"): (y_hat - 1) * y_hat * (1 - y_hat) * 1.094,
        ("dL_dw", "divided"): (y_hat - 1) * 1.094 / 3,
        ("dL_dw", "minus_y"): -1.094,
        ("dL_db", "x"): (y_hat - 1) * 1.094,
    }
    for (name, slip), value in expected.items():
        assert found[name].slips[slip] == pytest.approx(value, rel=1e-12), (name, slip)
        assert slip_of(found[name], value) == slip
    other = asked(example=1)["dL_dyhat"]
    assert other.slips["branch"] == pytest.approx(-1 / float(forward(X, Y, W, B).y_hat[1]))


def test_the_next_weight_and_its_slips():
    mean, own = chain_rule(X, Y, W, B).dJ_dw[0], chain_rule(X, Y, W, B).dL_dw[0, 0]
    slips = asked()["next_w"].slips
    assert slips["uphill"] == pytest.approx(1.106 + 0.2 * mean)
    assert slips["no_rate"] == pytest.approx(1.106 - mean)
    assert slips["own"] == pytest.approx(1.106 - 0.2 * own)
    assert slips["sum"] == pytest.approx(1.106 - 0.2 * 3 * mean)


@given(st.floats(1e-300, 1e300), st.sampled_from([-1, 1]), st.integers(3, 17))
def test_an_answer_with_three_digits_or_more_is_right(size, sign, digits):
    answer = sign * size
    assert is_right(float(f"{answer:.{digits - 1}e}"), answer)
    assert not is_right(answer * 1.011, answer)
    assert not is_right(-answer, answer)


def test_fewer_digits_are_known_as_such():
    assert not is_right(0.13, 0.1286)
    assert is_coarse(0.13, 0.1286)
    assert is_coarse(0.1, 0.1286)
    assert not is_coarse(0.2, 0.1286)
    assert is_right(0.0, 0.0)
    assert is_right(1.00, 0.9996)


@pytest.mark.parametrize("z", [sign * size for size in (1.0, 40.0, 700.0, 1e4) for sign in (1, -1)])
@pytest.mark.parametrize("y", [0, 1])
def test_far_out_there_are_numbers_or_none(z, y):
    found = exercises([[z, 0.5]], [y], [1.0, 0.0], 0.0, example=0, learning_rate=0.1)
    for exercise in found.values():
        assert exercise.answer is None or math.isfinite(exercise.answer)
        assert all(math.isfinite(value) for value in exercise.slips.values())
    if abs(z) == 1e4:
        assert found["dyhat_dz"].answer is None
    if abs(z) == 1:
        assert all(exercise.answer is not None for exercise in found.values())
