"""The formulas of the chain: each equation in them is true of the numbers it is shown with, at every size of z."""

import math
import re

import mpmath
import pytest

from logreg_core import Experiment, run
from logreg_core.at_step.example import example_at
from logreg_core.points.dataset import Dataset
from pages.figures.graph import FACTORS
from pages.words.chain_rule import (
    aligned,
    cancellation,
    in_brackets,
    link,
    product_of,
    size_of_gradient,
    symbols,
    tex,
)

SWEPT = [0.0, 0.3, 1, -1, 5, -5, 40, -40, 700, -700, 1e4, -1e4]
NUMBER = r"-?(?:\d+(?:\.\d+)?(?: \\times 10\^\{-?\d+\})?|10\^\{-?\d+\.\d\})"


def at(z, y, *, x=(1.0, 0.5), scale="none"):
    """An example with that z, of label y; the other example only makes up the numbers."""
    dataset = Dataset([x, (3.0, -2.0)], [y, 1 - y])
    return example_at(run(dataset, Experiment(w=(float(z), 0.0), scale=scale, steps=1)), 0, 0)


def value(written):
    """What a LaTeX number says."""
    text = written.strip("()")
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    mantissa, _, power = text.partition(r" \times 10^{")
    if mantissa.startswith("10^{"):
        return sign * mpmath.power(10, mpmath.mpf(mantissa[4:-1]))
    return sign * mpmath.mpf(mantissa) * mpmath.power(10, int(power.rstrip("}") or 0))


def same(found, expected):
    """Whether two numbers agree to four digits, or by a power of ten to its first decimal."""
    if found == expected:
        return True
    if min(abs(found), abs(expected)) == 0:
        return False
    far = abs(mpmath.log10(abs(expected))) > 299
    return abs(mpmath.log10(found / expected)) <= (0.35 if far else 5e-4)


@pytest.mark.parametrize(
    ("x", "log10", "written"),
    [
        (0.1286, None, "0.1286"),
        (-0.1286, None, "-0.1286"),
        (0.0, None, "0"),
        (2.5e-7, None, r"2.500 \times 10^{-7}"),
        (-3e8, None, r"-3.000 \times 10^{8}"),
        (math.inf, 347.43, "10^{347.4}"),
        (-math.inf, 347.43, "-10^{347.4}"),
        (-0.0, -347.43, "-10^{-347.4}"),
        (0.0, -1.662e88, r"10^{-1.662 \times 10^{88}}"),
        (0.5, -0.30103, "0.5000"),
        (14791.0, None, "14791"),
    ],
)
def test_numbers(x, log10, written):
    assert tex(x, log10) == written
    assert re.fullmatch(NUMBER, written) or abs(log10) > 1e7
    assert in_brackets(written) == (f"({written})" if written.startswith("-") else written)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", SWEPT)
def test_every_link_ends_with_its_own_number(z, y):
    here = at(z, y)
    ends = {
        "loss": (tex(here.L, here.log10.L), tex(here.dL_dyhat, here.log10.dL_dyhat)),
        "sigma": (tex(here.y_hat, here.log10.y_hat), tex(here.dyhat_dz, here.log10.dyhat_dz)),
        "w1": (tex(here.z), tex(here.x1)),
        "w2": (tex(here.z), tex(here.x2)),
        "b": (tex(here.z), "1"),
    }
    for name in FACTORS:
        said = link(name, here)
        for lines, end in zip((said.step, said.slope), ends[name], strict=True):
            assert lines[-1].split("= ")[-1] == end
            assert all(line.count("{") == line.count("}") for line in lines)
            assert not re.search("nan|inf(?!ty)|–", " ".join(lines))


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", SWEPT)
def test_the_numbers_of_each_line_give_its_result(z, y):
    """The right side of each equation, worked out again from the numbers that stand there."""
    here = at(z, y)
    with mpmath.workdps(50):
        exact = 1 / (1 + mpmath.exp(mpmath.mpf(here.z) * (1 - 2 * y)))  # the own class's probability
        log_line = link("loss", here).step[-1]
        found = re.fullmatch(rf"= -\\log \((1 - )?({NUMBER})\) = ({NUMBER})", log_line)
        own = 1 - value(found[2]) if found[1] else value(found[2])
        assert same(own, exact)
        slope = re.fullmatch(rf"= (-?)\\frac\{{1\}}\{{(1 - )?({NUMBER})\}} = ({NUMBER})", link("loss", here).slope[-1])
        own = 1 - value(slope[3]) if slope[2] else value(slope[3])
        assert same((-1 if slope[1] else 1) / own, value(slope[4]))
        assert (slope[1] == "-") == (y == 1)
        product = re.fullmatch(rf"= ({NUMBER}) \\cdot ({NUMBER}) = ({NUMBER})", link("sigma", here).slope[-1])
        assert same(value(product[1]) * value(product[2]), value(product[3]))
        last = re.fullmatch(rf"= (\(?{NUMBER}\)?) \\cdot ({NUMBER}) = ({NUMBER})", cancellation(here)[-1])
        assert same(value(last[1]) * value(last[2]), value(last[3]))


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("y_hat", [0.125, 0.5, 0.75])
def test_each_step_of_the_cancellation_is_true(y, y_hat):
    """Every line between the first and the last, worked out with a ŷ."""
    lines = cancellation(at(1.0, y))
    for line in lines[:-1]:
        for side in line.split("= ")[1:]:
            plain = side.replace(r"\cancel", "").replace(r"\,", "").replace(r"\hat y", "Y").replace(r"\cdot", "*")
            plain = re.sub(r"\\frac\{1\}\{\{?(.*?)\}?\}", r"1/(\1)", plain).replace("{", "(").replace("}", ")")
            plain = re.sub(r"([Y)])\s*\(", r"\1*(", plain).replace("- y", f"- {y}")
            assert eval(plain, {"Y": y_hat}) == pytest.approx(y_hat - y), side
    assert lines[0].startswith(r"\frac{\partial L}{\partial \hat y} \cdot \frac{\partial \hat y}{\partial z} = ")
    assert lines[-2].endswith(r"\hat y - y")


@pytest.mark.parametrize("z", SWEPT)
def test_z_is_the_sum_of_its_parts(z):
    here = at(z, 1, x=(-1.5, 0.25))
    lines = " ".join(link("w1", here).step[1:])
    pattern = rf"= (.+) \\cdot (.+) \+ (.+) \\cdot (.+) \\quad \{{\}} \+ (.+) = ({NUMBER})"
    w1, x1, w2, x2, b, total = (value(part) for part in re.fullmatch(pattern, lines).groups())
    assert same(w1 * x1 + w2 * x2 + b, total)


def test_a_loss_near_0_does_not_say_log_1():
    assert r"\log (1 - 4.248 \times 10^{-18})" in link("loss", at(40, 1)).step[-1]
    assert r"\log (0.7311)" in link("loss", at(1, 1)).step[-1]


@pytest.mark.parametrize("name", ["w1", "w2", "b"])
@pytest.mark.parametrize("z", SWEPT)
def test_the_product_of_three_factors(z, name):
    here = at(z, 1, x=(-1.5, 0.25))
    with mpmath.workdps(50):
        formula, numbers, result = product_of(name, here)
        found = re.fullmatch(rf"= (\(?{NUMBER}\)?) \\cdot ({NUMBER}) \\cdot (\(?{NUMBER}\)?)", numbers)
        assert same(value(found[1]) * value(found[2]) * value(found[3]), value(result.removeprefix("= ")))
    assert formula.count(r"\cdot") == 2


def test_a_feature_of_0_gives_a_product_of_0():
    here = at(1.0, 1, x=(1.0, 0.0))
    assert size_of_gradient("w2", here) is None
    assert product_of("w2", here)[-1] == "= 0"
    assert size_of_gradient("w1", here) == pytest.approx(math.log10(abs(here.dL_dw1)))


def test_scaled_features_carry_a_tilde():
    here = at(1.0, 1, scale="standardize")
    assert here.scaled
    for name in ("w1", "w2", "b"):
        said = link(name, here)
        assert r"\tilde w_1\,\tilde x_1 + \tilde w_2\,\tilde x_2 + \tilde b" in said.step[0]
        assert "̃" in said.title
        assert r"\tilde" in product_of(name, here)[0]
    assert symbols(scaled=False)["x2"] == "x_2"
    assert not any("tilde" in letter for letter in symbols(scaled=False).values())


def test_lines_are_aligned_at_their_first_equals_sign():
    assert aligned(("a = b = c", "= d")) == r"\begin{aligned}a &= b = c \\ &= d\end{aligned}"
    assert aligned(("a = b", "+ c")) == r"\begin{aligned}a &= b \\ &+ c\end{aligned}"
    assert aligned(("a = b",), ("c = d",)) == r"\begin{aligned}a &= b \\[8pt] c &= d\end{aligned}"
