"""What is told of an exercise's example is enough to find the answers with."""

import re

import pytest

from logreg_core.derivation.values import derive
from logreg_core.learning.exercises import exercises
from logreg_core.learning.mistakes import is_right
from pages.words.exercises import facts, facts_of_step
from pages.words.formulas import Style

STYLE = Style(j="1")


def told(text):
    """The numbers that stand in a text, by letter."""
    found = {}
    for name, mantissa, power in re.findall(r"\$([^$=]+) = (-?[\d.]+)(?: \\times 10\^\{(-?\d+)\})?", text):
        found[name] = float(f"{mantissa}e{power or 0}")
    return found


@pytest.mark.parametrize("z", [-9.0, -3.0, 0.2, 2.0, 5.0, 9.0, 12.0])
@pytest.mark.parametrize("y", [0, 1])
def test_answers_follow_from_what_is_told(z, y):
    X, w, b = [[1.2345678, -0.87654321], [1.0, 1.0]], [0.4567891, 0.0], z - 1.2345678 * 0.4567891
    asked = exercises(X, [y, 0], w, b, example=0, learning_rate=0.1)
    known = told(facts(derive(X, [y, 0], w, b, example=0).letters, STYLE))
    y_hat, x1 = known[r"\hat{y}"], known["x_1"]
    assert known["y"] == y
    assert is_right(y_hat * (1 - y_hat), asked["dyhat_dz"].answer)
    assert is_right(y_hat - y, asked["dL_dz"].answer)
    assert is_right((y_hat - y) * x1, asked["dL_dw"].answer)
    assert is_right(-1 / y_hat if y else 1 / (1 - y_hat), asked["dL_dyhat"].answer)
    assert is_right(x1, asked["dz_dw"].answer)


def test_a_step_is_told_in_full():
    text = facts_of_step(2, 0.5, -0.25, 0.1, Style(scaled=True))
    assert text == (
        r"$\tilde{w}_2 = 0.5000$, $\frac{\partial J}{\partial \tilde{w}_2} = -0.2500$ over all examples, $\alpha = 0.1$"
    )
