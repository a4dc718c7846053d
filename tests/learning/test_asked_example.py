"""Which example an exercise is about, and what is asked where a double can't hold the number."""

import math
from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, at, generate, run
from logreg_core.derivation.exercises import NUMBERS, exercises
from logreg_core.learning.asked_example import digits_of_step, power_of_ten, row_to_ask


def here_at(z, y):
    """A moment with these z: w = (1, 0), b = 0."""
    X = np.column_stack([z, np.ones(len(z))])
    return at(run(Dataset(X, y), Experiment(w=(1.0, 0.0), steps=1)), 0)


def test_the_next_example_is_asked_for():
    here = at(run(generate("blobs", m=20, seed=1), Experiment(steps=5)), 3)
    for name in NUMBERS:
        assert [row_to_ask(here, picked, name) for picked in (0, 7, 19)] == [1, 8, 0]
        assert power_of_ten(here, 4, name) is None


def test_an_example_whose_number_a_double_holds_goes_first():
    here = here_at([0.5, 900.0, -900.0, 3.0], [0, 0, 1, 1])
    assert row_to_ask(here, 0, "dL_dyhat") == 3
    assert row_to_ask(here, 0, "dyhat_dz") == 3
    assert row_to_ask(here, 0, "L") == 1
    right = here_at([0.5, 900.0, -900.0, 3.0], [0, 1, 0, 1])
    assert row_to_ask(right, 0, "dL_dz") == 3


@pytest.mark.parametrize("z", [-1900.0, -800.0, 800.0, 1234.5])
@pytest.mark.parametrize("y", [0, 1])
def test_powers_of_ten_are_those_of_many_digits(z, y):
    getcontext().prec = 900
    here = here_at([z, z * 1.5], [y, 1 - y])
    e = Decimal(-z).exp()
    y_hat, rest = 1 / (1 + e), e / (1 + e)
    right, error = (y_hat, rest) if y else (rest, y_hat)
    truth = {"L": -(right.ln()), "dL_dyhat": 1 / right, "dyhat_dz": y_hat * rest, "dL_dz": error, "dL_db": error}
    truth["dL_dw"] = error * abs(Decimal(z))
    for name, value in truth.items():
        power = power_of_ten(here, 0, name)
        asked = exercises(here.X, here.y, here.w, here.b, example=0, learning_rate=0.1)[name]
        if asked.answer is None or (asked.answer == 0 and name == "dL_dw"):
            assert power == pytest.approx(float(value.log10()), rel=1e-12), name
        else:
            assert power is None


@given(st.floats(-1e3, 1e3), st.floats(-1e-3, 1e-3))
def test_so_many_digits_show_three_of_the_step(old, change):
    new = old + change
    digits = digits_of_step(old, new)
    assert 3 <= digits <= 12
    if 3 < digits < 12:
        unit = 10.0 ** (math.floor(math.log10(abs(new))) - digits + 1)
        assert unit <= abs(new - old) / 9
