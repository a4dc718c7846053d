"""Each line as the page shows it: reason, formula, numbers and verdict in one piece, and the card."""

import re

import pytest

from logreg_core.derivation.lines import BY_KEY, LINES
from logreg_core.derivation.values import derive
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.model.chain_rule import chain_rule
from pages.words.derivation import REASONS
from pages.words.disagreement import SIZES, disagreements, explanation, headline
from pages.words.formulas import Style, tex_number
from pages.words.lines import card, line_markdown, own_name, starts, truth, verdict
from pages.words.numbers import number

X, Y, W, B = [[1.094, -1.032], [0.5, 2.0], [-1.5, 0.25]], [1, 0, 1], [1.106, -0.693], -0.012
ONE, MEAN = derive(X, Y, W, B, example=0), derive(X, Y, W, B)
STYLE = Style(j="1")


def written(key, derived=ONE, *, first=True, numbers=True):
    return line_markdown(derived.lines[key], derived, STYLE, first=first, numbers=numbers, name_of=lambda i: i)


@pytest.mark.parametrize("derived", [ONE, MEAN])
@pytest.mark.parametrize("key", [line.key for line in LINES])
def test_a_line_is_a_reason_a_formula_and_a_verdict(key, derived):
    reason, formula, said = written(key, derived).split("\n\n")
    assert reason == f"**{key}** {REASONS[key]}"
    assert formula.startswith("$$\n\\begin{aligned} ")
    assert formula.endswith(" \\end{aligned}\n$$")
    assert said.startswith(f"✓ **{number(derived.lines[key].value)}**")
    assert formula.count(r"\\") == (0 if key == "7.4" and derived is ONE else 1)
    rows = formula.split(r" \\ &")
    if len(rows) == 2:
        sums = key[0] in "26" or key in ("1.1", "7.1", "7.5")
        of = (r"\text{its term } " if sums else "") if derived is ONE else ("" if sums else r"\text{mean } ")
        assert rows[1].startswith(f"{of}= ")


def test_the_left_side_stands_where_it_is_new():
    assert [line.key for line in LINES if starts(line)] == [
        *("1.1", "1.2", "1.3", "1.4", "2.1", "3.1", "4.1.1", "4.2.1", "5.1", "6.1", "7.1", "7.2", "7.5")
    ]
    assert r"\phantom" not in written("2.1")
    assert r"\phantom{\frac{\partial J}{\partial w_j}} &=" in written("2.2", first=False)


def test_without_numbers_the_formula_stands_alone():
    text = written("4.2.8", numbers=False)
    assert r"\\" not in text
    assert tex_number(ONE.letters["y_hat"]) not in text
    assert number(ONE.lines["4.2.8"].value) in text


def test_a_complex_step_is_said():
    assert verdict(ONE.lines["2.1"], ONE, STYLE, int).endswith(", by complex step, agrees to the last digit")
    assert "complex" not in verdict(ONE.lines["2.1"], ONE, STYLE, int).replace("by complex step", "")
    far = derive([[50.0, 1.0]], [0], [1.0, 0.0], 0.0, example=0)
    assert verdict(far.lines["2.1"], far, STYLE, int).startswith("✕ **breaks: log 0**, by complex step. $1 - \\hat{y}$")
    assert "≠ **0**, off by 100 %" in verdict(far.lines["4.2.8"], far, STYLE, int)


@pytest.mark.parametrize(
    ("key", "one", "mean"),
    [
        ("6.5", r"\frac{\partial L}{\partial w_1}", r"\frac{\partial J}{\partial w_1}"),
        ("7.5", r"\frac{\partial L}{\partial b}", r"\frac{\partial J}{\partial b}"),
        ("1.1", "L", "J"),
        ("3.6", r"\frac{\partial L}{\partial \hat{y}}", r"\text{mean of } \frac{\partial L}{\partial \hat{y}}"),
    ],
)
def test_one_examples_number_is_not_called_a_mean(key, one, mean):
    assert own_name(ONE.lines[key], STYLE, 1) == one
    assert own_name(MEAN.lines[key], STYLE, 3) == mean
    assert truth(ONE.lines[key], STYLE, 1).endswith(f"${one} = {tex_number(ONE.lines[key].truth)}$.")


def test_a_mean_past_a_doubles_range_has_no_number():
    far = derive([[1e4, 0.0], [-1e4, 0.0]], [0, 1], [1.0, 0.0], 0.0)
    assert "past the largest double" in truth(far.lines["3.6"], STYLE, 2)
    alone = derive([[1e4, 0.0]], [0], [1.0, 0.0], 0.0, example=0)
    assert truth(alone.lines["3.6"], STYLE, 1).endswith("= 10^{4342.9}$.")


def test_the_card_has_each_formula_of_its_titles():
    text = card(ONE, 17, 8, STYLE, GradientDescent())
    titles = re.findall(r"\*\*(.*?)\*\*", text)
    assert len(titles) == 7
    assert titles[-1] == "Example 8 at t = 17"
    chain = chain_rule(X, Y, W, B)
    last = text.split(titles[-1])[1]
    for value in (chain.dL_dyhat[0], chain.dyhat_dz[0], *chain.dz_dw[0]):
        assert f"= {tex_number(value)}" in last
    assert text.count(r"\hat{y} \, \left(1 - \hat{y}\right)") == 1
    assert r"\tilde{w}_1" in card(ONE, 17, 8, Style(j="1", scaled=True), GradientDescent())
    assert BY_KEY["3.6"].target == "dL_dyhat"


def test_the_page_says_how_far_lines_part_and_why():
    found = {(each.z, each.y): each for each in disagreements()}
    assert len(found) == 2 * len(SIZES)
    for (z, y), each in found.items():
        lines = derive([[z, 1.0]], [y], [1.0, 0.0], 0.0, example=0).lines.values()
        assert each.agree + each.differ + each.broken == len(LINES)
        assert each.broken == sum(line.breakage is not None for line in lines)
        assert each.differ == sum(line.difference is not None and line.difference > 1e-12 for line in lines)
    assert found[1.0, 0].differ == found[10.0, 1].differ == 0
    assert found[30.0, 0].furthest == pytest.approx(0.00102, rel=0.01)
    assert found[40.0, 0].broken == found[40.0, 1].broken == 15
    assert headline() == "How far the lines part: at z = 30 by up to 0.10 %. Why?"
    assert "agree in their first 13 digits" in explanation()
    assert explanation().count("\n| ") == 2 * len(SIZES) + 1
