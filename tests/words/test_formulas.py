"""LaTeX of formulas: as in the source, and with numbers whose arithmetic, read back from the LaTeX, comes out right."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.derivation.expression import W_J, X_J, B, Derivative, Neg, Number, Z, add, number, times
from logreg_core.derivation.lines import BY_KEY, LINES
from logreg_core.derivation.values import derive
from pages.words.formulas import Style, factor_values, sum_of_numbers, tex, tex_number

SHORT = Style(examples=False)
MINE = derive([[1.094, -1.032], [0.5, 2.0]], [1, 0], [1.106, -0.693], -0.012, example=0)
FILLED = Style(j="1", numbers=MINE.letters)


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("1.1", r"\frac{1}{m} \sum_{i=1}^{m} L"),
        ("1.3", r"\frac{1}{1 + e^{-z}}"),
        ("1.4", r"\mathbf{x} \cdot \mathbf{w} + b"),
        ("2.1", r"\frac{\partial}{\partial w_j} \, \frac{1}{m} \sum_{i=1}^{m} L"),
        (
            "3.1",
            r"\frac{\partial}{\partial \hat{y}} \left[-y \, \log \left(\hat{y}\right) - "
            r"\left(1 - y\right) \, \log \left(1 - \hat{y}\right)\right]",
        ),
        ("3.6", r"\frac{-y}{\hat{y}} + \frac{1 - y}{1 - \hat{y}}"),
        (
            "4.1.2",
            r"\frac{0 \, \left(1 + e^{-z}\right) - 1 \, \frac{\partial}{\partial z} "
            r"\left[1 + e^{-z}\right]}{\left(1 + e^{-z}\right)^2}",
        ),
        ("4.1.3", r"\frac{-\left(0 + e^{-z} \, \left(-1\right)\right)}{\left(1 + e^{-z}\right)^2}"),
        ("4.2.4", r"\hat{y} \, \frac{e^{-z} + \left(1 - 1\right)}{1 + e^{-z}}"),
        ("4.2.6", r"\hat{y} \, \left(\frac{1 + e^{-z}}{1 + e^{-z}} - \frac{1}{1 + e^{-z}}\right)"),
        ("4.2.8", r"\hat{y} \, \left(1 - \hat{y}\right)"),
        ("5.1", r"\frac{\partial}{\partial w_j} \left[\mathbf{x} \cdot \mathbf{w} + b\right]"),
        ("5.2", r"\frac{\partial}{\partial w_j} \, \sum_k x_k \, w_k + \frac{\partial}{\partial w_j} \, b"),
        ("5.4", r"x_j"),
        (
            "6.4",
            r"\frac{1}{m} \sum_{i=1}^{m} \left(-y + y \, \hat{y} + \hat{y} - y \, \hat{y}\right) \, x_j",
        ),
        ("7.2", r"\frac{\partial}{\partial b} \left[\mathbf{x} \cdot \mathbf{w} + b\right]"),
        ("7.4", "1"),
    ],
)
def test_lines_read_as_in_the_source(key, latex):
    assert tex(BY_KEY[key].right, SHORT) == latex


def test_letters_carry_the_example_and_the_tilde_of_scaled_units():
    assert tex(BY_KEY["4.2.8"].left) == r"\frac{\partial \hat{y}^{(i)}}{\partial z^{(i)}}"
    assert tex(BY_KEY["5.4"].right) == "x_j^{(i)}"
    assert tex(BY_KEY["5.4"].right, Style(j="2")) == "x_2^{(i)}"
    scaled = Style(j="1", scaled=True)
    assert tex(BY_KEY["5.4"].left, scaled) == r"\frac{\partial z^{(i)}}{\partial \tilde{w}_1}"
    assert tex(BY_KEY["1.4"].right, scaled) == r"\tilde{\mathbf{x}}^{(i)} \cdot \tilde{\mathbf{w}} + \tilde{b}"


@pytest.mark.parametrize(
    ("formula", "latex"),
    [
        (add(Neg(W_J), Neg(Number(-1))), r"-w_j - \left(-1\right)"),
        (times(Number(-1), add(Z, B)), r"-1 \, \left(z + b\right)"),
        (times(Z, Number(-1)), r"z \, \left(-1\right)"),
        (add(Z, times(Neg(W_J), X_J)), r"z + \left(-w_j\right) \, x_j"),
        (Neg(add(Z, B)), r"-\left(z + b\right)"),
        (add(Z, add(B, B)), r"z + \left(b + b\right)"),
        (add(Z, Neg(add(B, B))), r"z - \left(b + b\right)"),
        (Derivative(Neg(Z), Z), r"\frac{\partial}{\partial z} \left[-z\right]"),
        (number(3), "3"),
    ],
)
def test_brackets_stand_where_they_must(formula, latex):
    assert tex(formula, SHORT) == latex


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("1.4", r"1.094 \cdot 1.106 + \left(-1.032\right) \cdot \left(-0.6930\right) + \left(-0.01200\right)"),
        ("5.4", "1.094"),
        ("4.2.8", r"0.8709 \cdot \left(1 - 0.8709\right)"),
        ("6.5", r"\left(0.8709 - 1\right) \cdot 1.094"),
        (
            "5.3",
            r"\frac{\partial}{\partial w_1} \left[1.094 \cdot w_1\right] + "
            r"\frac{\partial}{\partial w_1} \left[\left(-1.032\right) \cdot \left(-0.6930\right)\right]",
        ),
        ("4.1.1", r"\left.\frac{\partial}{\partial z} \, \frac{1}{1 + e^{-z}}\right|_{z = 1.913}"),
    ],
)
def test_numbers_stand_in_the_letters_places(key, latex):
    z = MINE.letters["z"]
    assert round(z, 3) == 1.913
    latex = latex.replace("0.8709", tex_number(MINE.letters["y_hat"]))
    text = tex(BY_KEY[key].right, FILLED)
    if key == "5.3":
        text = text.replace(r"\left[-1.032 \cdot", r"\left[\left(-1.032\right) \cdot")  # a first minus may stand bare
    assert text == latex


def test_a_product_of_derivatives_is_one_of_their_numbers():
    text = factor_values(BY_KEY["2.4"].right, FILLED)
    numbers = [float(part.replace(r"\left(", "").replace(r"\right)", "")) for part in text.split(r" \cdot ")]
    assert len(numbers) == 3
    assert math.prod(numbers) == pytest.approx(MINE.lines["2.4"].value, rel=2e-3)
    assert factor_values(BY_KEY["6.5"].right, FILLED) is None


def test_a_prediction_near_1_is_told_apart_from_it():
    far = derive([[30.0, 0.5]], [1], [1.0, 0.0], 0.0, example=0)
    assert tex(BY_KEY["4.2.8"].right, Style(j="1", numbers=far.letters)).startswith("0.9999999999999")
    one = derive([[40.0, 0.5]], [1], [1.0, 0.0], 0.0, example=0)
    assert tex(BY_KEY["4.2.8"].right, Style(j="1", numbers=one.letters)) == r"1 \cdot \left(1 - 1\right)"


def python_of(latex):
    """The LaTeX as Python arithmetic."""
    text = latex
    while found := re.search(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}", text):
        text = text[: found.start()] + f"(({found[1]})/({found[2]}))" + text[found.end() :]
    text = re.sub(r"(\d) \\times 10\^\{(-?\d+)\}", r"\1e\2", text)
    text = re.sub(r"e\^\{([^{}]*)\}", r"exp(\1)", text)
    text = text.replace(r"\left", "").replace(r"\right", "").replace(r"\cdot", "*").replace(r"\log", "log")
    return text.replace("^2", "**2").replace(r"\,", "*")


@given(
    st.integers(-4000, 4000).filter(lambda x: abs(x) > 100),
    st.integers(-4000, 4000).filter(lambda x: abs(x) > 100),
    st.sampled_from([0, 1]),
    st.integers(-1500, 1500).filter(lambda x: abs(x) > 100),
    st.integers(-1500, 1500).filter(lambda x: abs(x) > 100),
)
def test_the_arithmetic_on_screen_comes_to_the_value(x1, x2, y, w1, w2):
    x1, x2, w1, w2 = (n / 1000 for n in (x1, x2, w1, w2))
    derived = derive([[x1, x2]], [y], [w1, w2], 0.125, example=0)
    z, checked = derived.letters["z"], 0
    if abs(z) > 3:
        return
    for line in LINES:
        text = tex(line.right, Style(j="1", numbers=derived.letters))
        assert text.count(r"\left") == text.count(r"\right")
        assert text.count("{") == text.count("}")
        if r"\partial" not in text:
            value = eval(python_of(text), {"exp": math.exp, "log": math.log})
            # each number is rounded to four digits; 1 - ŷ makes that up to 20 times as much
            size = max(abs(x1 * w1), abs(x2 * w2), 1) if line.target == "z" else abs(derived.lines[line.key].value)
            assert value == pytest.approx(derived.lines[line.key].value, abs=0.03 * size + 1e-9), line.key
            checked += 1
    assert checked == 23


@pytest.mark.parametrize("key", [line.key for line in LINES])
@pytest.mark.parametrize("style", [Style(), SHORT, FILLED, Style(j="2", scaled=True)])
def test_braces_and_brackets_are_closed(key, style):
    for formula in (BY_KEY[key].left, BY_KEY[key].right):
        text = tex(formula, style)
        assert text.count(r"\left") == text.count(r"\right")
        assert text.count("{") == text.count("}")
        assert "- -" not in text
        assert "+ -" not in text
        assert r"\cdot -" not in text


def test_numbers_as_elsewhere_on_screen():
    assert tex_number(9.358e-14) == r"9.358 \times 10^{-14}"
    assert tex_number(-0.12864) == "-0.1286"
    assert tex_number(0.0) == "0"
    assert tex_number(123456.0) == r"1.235 \times 10^{5}"


def test_a_mean_is_written_from_its_terms():
    assert sum_of_numbers((0.5, -0.25), 2) == r"\frac{1}{2} \left(0.5000 - 0.2500\right)"
    assert sum_of_numbers((0.5, -0.25, 1.0, 2.0), 200) == (
        r"\frac{1}{200} \left(0.5000 - 0.2500 + 1.000 + \dots + 2.000\right)"
    )
    assert sum_of_numbers((math.nan, -0.25), 2) == r"\frac{1}{2} \left(\text{(breaks)} - 0.2500\right)"
