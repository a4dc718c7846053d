"""Exercises of which three digits don't show the answer, or that a double can't hold."""

import pytest

from logreg_core import Experiment, at, generate, run
from logreg_core.derivation.exercises import exercises
from logreg_core.learning.asked_example import digits_of_step
from pages.words.exercises import facts
from pages.words.formulas import Style
from pages.words.learning.other_digits import check_digits, check_power, question_of_power


def late(name="next_w"):
    here = at(run(generate("blobs", m=200, noise=0.9, seed=7), Experiment(steps=300)), 299)
    asked = exercises(here.X, here.y, here.w, here.b, example=1, learning_rate=0.1)[name]
    return asked, float(here.w[0]), digits_of_step(float(here.w[0]), asked.answer)


def test_a_small_step_wants_its_digits():
    asked, old, digits = late()
    assert digits == 6
    right = check_digits(asked, f"{asked.answer:.{digits}g}", digits)
    assert (right.right, right.says) == (True, "Right: 2.16773.")
    assert "has not been taken" in check_digits(asked, f"{old:.{digits}g}", digits).says
    assert "uphill" in check_digits(asked, f"{2 * old - asked.answer:.{digits}g}", digits).says
    assert (
        check_digits(asked, "2.17", digits).says == "Close: give six significant digits, since the step is small here."
    )
    assert "no number" in check_digits(asked, "abc", digits).says
    assert not check_digits(asked, "5", digits).right
    three, _, _ = late("dL_dz")
    assert check_digits(three, f"{three.answer:.3g}", 3).right


def test_a_power_of_ten():
    power = -822.6
    assert check_power(power, "-823").says == "Right: 10^−822.6."
    assert check_power(power, "−822,6").right
    assert "of e" in check_power(power, f"{power * 2.302585:.5g}").says
    assert "sign" in check_power(power, "822.6").says
    assert "Not yet" in check_power(power, "4").says
    assert "no number" in check_power(power, "1e400").says


@pytest.mark.parametrize("name", ["L", "dL_dyhat", "dyhat_dz", "dL_dz", "dL_dw", "dL_db"])
def test_a_power_is_asked_for(name):
    asked = question_of_power(name, Style(j="1"))
    assert r"= \pm 10^{\,?}$" in asked
    assert "power of ten" in asked


def test_what_is_told_where_y_hat_is_near_one():
    letters = {"x1": 1.0, "x2": 2.0, "y": 1.0, "w1": 3.0, "w2": 0.0, "b": 0.0}

    def told(z, y_hat, rest):
        return facts(letters | {"z": z, "y_hat": y_hat, "one_minus_y_hat": rest}, Style(j="1"))

    assert told(30.0, 1 - 9.358e-14, 9.358e-14).endswith(r"$1 - \hat{y} = 9.358 \times 10^{-14}$")
    assert told(900.0, 1.0, 0.0).endswith("$z = 900.0$")
    assert told(-900.0, 0.0, 1.0).endswith("$z = -900.0$")
    assert told(-100.0, 3.72e-44, 1.0).endswith(r"$\hat{y} = 3.720 \times 10^{-44}$")
