"""What is said of each line: a reason for every one, agreement in words, causes that fit the numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.derivation.lines import BY_KEY, LINES, SECTIONS
from logreg_core.derivation.values import derive
from pages.words.derivation import (
    INTRODUCTIONS,
    REASONS,
    TITLES,
    agreement,
    cause,
    digits,
    general,
    in_numbers,
    left,
    share,
    true_number,
    why_apart,
)
from pages.words.formulas import Style, tex_number

STYLE = Style(j="1")
SWEEP = [sign * size for size in (1.0, 30.0, 40.0, 700.0, 1e4) for sign in (1, -1)]


def named(i):
    return i


def at(z, y):
    return derive([[z, 0.5]], [y], [1.0, 0.0], 0.0, example=0)


def said(found, derived):
    breakage = found.breakage
    why = why_apart(found, STYLE, derived.m, named)
    return cause(breakage, STYLE, derived.m, named) if breakage else why


def test_every_line_has_a_reason_and_every_section_a_title():
    assert list(REASONS) == [line.key for line in LINES]
    assert list(TITLES) == list(SECTIONS)
    assert list(INTRODUCTIONS) == list(SECTIONS)
    assert len(set(REASONS.values())) == len(REASONS)
    assert all(reason.endswith(".") and len(reason) < 220 for reason in REASONS.values())


def test_a_line_in_letters_and_in_numbers():
    derived = at(1.913, 1)
    found = derived.lines["4.2.8"]
    assert left(found.line, STYLE) == r"\frac{\partial \hat{y}^{(i)}}{\partial z^{(i)}}"
    assert general(found.line, STYLE) == r"\hat{y}^{(i)} \, \left(1 - \hat{y}^{(i)}\right)"
    y_hat, slope = tex_number(derived.letters["y_hat"]), tex_number(found.value)
    assert in_numbers(found.line, found, derived, STYLE) == rf"{y_hat} \cdot \left(1 - {y_hat}\right) = {slope}"
    assert in_numbers(BY_KEY["5.4"], derived.lines["5.4"], derived, STYLE) == "1.913"
    assert in_numbers(BY_KEY["7.4"], derived.lines["7.4"], derived, STYLE) == "1"
    assert in_numbers(BY_KEY["1.1"], derived.lines["1.1"], derived, STYLE) == tex_number(derived.lines["1.1"].value)


def test_the_mean_in_numbers():
    derived = derive([[1.0, 0], [2, 0], [-3, 0], [0.5, 0], [1.5, 0]], [1, 0, 0, 1, 1], [1.0, 0.0], 0.0)
    found = derived.lines["6.5"]
    text = in_numbers(found.line, found, derived, STYLE)
    assert text.startswith(r"\frac{1}{5} \left(")
    assert r"+ \dots" in text
    assert text.endswith(f"= {tex_number(found.value)}")


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", SWEEP)
def test_far_out_nothing_but_numbers_and_words(z, y):
    for derived in (at(z, y), derive([[z, 0.5], [0.2, 0.1]], [y, 0], [1.0, 0.0], 0.0)):
        for found in derived.lines.values():
            texts = [in_numbers(found.line, found, derived, STYLE), agreement(found), said(found, derived)]
            texts.append(true_number(found) if derived.m == 1 else "")
            for text in texts:
                assert not re.search(r"\b(nan|inf)\b|–", text), (found.line.key, text)
                assert text.count("$") % 2 == 0
                assert text.count("{") == text.count("}")
            assert (r"\text{breaks: " in texts[0]) == (found.value is None)
            assert bool(agreement(found)) == (found.value is not None)
            if found.difference is None or found.difference > 1e-12:
                assert len(said(found, derived)) > 40, found.line.key
            else:
                assert said(found, derived) == ""


def test_causes_name_what_is_0_and_why():
    assert in_numbers(BY_KEY["3.6"], at(40, 1).lines["3.6"], at(40, 1), STYLE).endswith(r"\text{breaks: 0/0}")
    why = said(at(40, 1).lines["3.6"], at(40, 1))
    assert why.startswith(r"$1 - y$ and $1 - \hat{y}$ are both 0: $\hat{y}$ has rounded to 1 at $z = 40.00$")
    why = said(at(-1e4, 1).lines["3.6"], at(-1e4, 1))
    assert r"$\hat{y}$ is 0, and nothing can be divided by 0" in why
    assert r"so $\hat{y}$ becomes 0" in why
    assert "no logarithm" in said(at(40, 0).lines["1.2"], at(40, 0))
    assert "both past the largest double" in said(at(-1e4, 1).lines["4.1.4"], at(-1e4, 1))
    assert r"not small beside $\hat{y}$, which is $\hat{y} = 9.860 \times 10^{-305}$ here" in said(
        at(-700, 1).lines["3.1"], at(-700, 1)
    )


def test_for_the_mean_a_cause_says_how_many():
    derived = derive([[1.0, 0], [40, 0], [-2, 0], [50, 0]], [0, 1, 1, 0], [1.0, 0.0], 0.0)
    why = cause(derived.lines["3.6"].breakage, STYLE, 4, lambda i: i + 100)
    assert why.endswith("It happens for 2 of 4 examples, first for example 102.")
    all_of_them = derive([[40.0, 0], [50, 0]], [0, 0], [1.0, 0.0], 0.0)
    assert "for all 2 examples" in said(all_of_them.lines["3.6"], all_of_them)


def test_at_30_the_page_says_how_far_and_why():
    derived = at(30, 0)
    found = derived.lines["4.2.8"]
    assert agreement(found) == "off by 0.10 %"
    why = said(found, derived)
    assert why.startswith(r"$1 - \hat{y}$ subtracts two numbers that agree in their first 13 digits")
    assert "of 16 only about 3 are left" in why
    many = derive([[1.0, 0], [2, 0], [30, 0]], [1, 1, 0], [1.0, 0.0], 0.0)
    assert said(many.lines["3.6"], many).endswith("Example 3 is furthest off.")


def test_further_out_the_reasons_are_others():
    assert "have become the same double" in said(at(40, 1).lines["4.2.8"], at(40, 1))
    assert "becomes 0" in said(at(-400, 1).lines["4.1.4"], at(-400, 1))
    assert "below the smallest double" in said(at(-700, 1).lines["4.1.1"], at(-700, 1))
    assert "for its logarithm" in said(at(-30, 0).lines["1.2"], at(-30, 0))
    assert "nothing is left" in said(at(-40, 0).lines["1.2"], at(-40, 0))


def test_agreement_in_words():
    assert agreement(at(1, 1).lines["6.5"]) == "agrees to the last digit"
    assert agreement(at(1e4, 1).lines["4.2.8"]) == "0 is the nearest double that there is"
    assert true_number(at(1e4, 1).lines["4.2.8"]) == "10^{-4342.9}"
    assert true_number(at(-1e4, 1).lines["3.6"]) == "-10^{4342.9}"
    assert share(0.0123) == "1.2 %"
    assert share(1e-7) == "1 part in 1.0×10⁷"
    assert share(1.0) == "100 %"


@given(st.floats(1e-17, 1.0))
def test_digits_are_those_that_two_numbers_share(difference):
    shared = digits(difference)
    assert 0 <= shared <= 16
    assert shared == 16 or 10.0 ** -(shared + 1) * 0.999 <= difference <= 10.0**-shared * 1.001
