"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.words.numbers import number
from pages.words.typed_numbers import parsed


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0.25", 0.25),
        ("0,25", 0.25),
        (" .5 ", 0.5),
        ("5.", 5.0),
        ("-0.25", -0.25),
        ("−0,25", -0.25),
        ("–3", -3.0),
        ("+2", 2.0),
        ("= 2", 2.0),
        ("- 2", -2.0),
        ("1e-3", 1e-3),
        ("1E+3", 1e3),
        ("−1.2e−3", -1.2e-3),
        ("2.5×10⁻¹", 0.25),
        ("2.5 * 10^-1", 0.25),
        ("2.5x10^(-1)", 0.25),
        ("2.5·10**-1", 0.25),
        ("1/4", 0.25),
        ("-1/4", -0.25),
        ("1/-4", -0.25),
        ("−1/0.8714", -1 / 0.8714),
        ("(−1)/(0.5)", -2.0),
        ("25 %", 0.25),
        ("9.358×10⁻¹⁴", 9.358e-14),
    ],
)
def test_usual_forms(typed, value):
    assert parsed(typed) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "  ", "abc", "1/0", "1/", "/2", "1.2.3", "1,000,5", "nan", "inf", "1e999", "--1", "1e", "e5", "0x10"),
        *("1" * 100, "1/2/3", "__import__('os')", "1_000", "(1", "½x"),
    ],
)
def test_what_is_no_number(typed):
    assert parsed(typed) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_that_the_app_writes_can_be_typed_back(x):
    assert parsed(number(x, 17)) == pytest.approx(x, rel=1e-15)
    assert parsed(repr(x)) == x


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_none(text):
    value = parsed(text)
    assert value is None or value == value
