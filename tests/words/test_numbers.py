"""How numbers are written: the table that the stage's own formatter passes too, and what holds for every number."""

import json
import math
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.words.numbers import change, exactly, in_brackets, number, power_of_ten, sized

CASES = json.loads(Path(__file__).parents[1].joinpath("data", "numbers.json").read_text(encoding="utf-8"))
LEVEL = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
SHAPE = re.compile(r"−?\d+(\.\d+)?(×10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
finite = st.floats(allow_nan=False, allow_infinity=False)
ordinary = st.floats(1e-6, 1e7) | st.floats(-1e7, -1e-6) | st.integers(-200_000, 200_000).map(float)
anything = finite | ordinary


def case_id(case):
    return ", ".join(f"{key} {value}" for key, value in case.items())


def parsed(text):
    """A written number, and the size of its last digit."""
    mantissa, _, power = text.partition("×10")
    exponent = int(power.translate(LEVEL) or 0)
    decimals = len(mantissa.partition(".")[2])
    return Decimal(mantissa.translate(LEVEL)).scaleb(exponent), Decimal(1).scaleb(exponent - decimals)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_the_table(case):
    if "text" in case:
        assert number(float(case["x"]), case["digits"]) == case["text"]
    elif "texts" in case:
        assert list(change(float(case["before"]), float(case["after"]))) == case["texts"]
    elif "power" in case:
        assert power_of_ten(float(case["log10"])) == case["power"]
    elif "sized" in case:
        assert sized(float(case["x"]), float(case["log10"])) == case["sized"]
    elif "brackets" in case:
        assert in_brackets(float(case["x"])) == case["brackets"]
    else:
        assert exactly(float(case["x"])) == case["exactly"]


def test_the_table_has_every_kind():
    kinds = [next(key for key in reversed(case) if key != "digits") for case in CASES]
    assert {
        kind: kinds.count(kind) >= 5 for kind in ("text", "texts", "power", "sized", "brackets", "exactly")
    } == dict.fromkeys(("text", "texts", "power", "sized", "brackets", "exactly"), True)


@given(anything, st.integers(1, 17))
@example(0.0001, 4)
@example(99999.5, 4)
@example(5e-324, 17)
@example(100000.0, 17)
def test_what_is_written_is_the_number_to_half_of_its_last_digit(x, digits):
    text = number(x, digits)
    assert SHAPE.fullmatch(text), text
    value, last = parsed(text)
    assert abs(value - Decimal(x)) <= last / 2


@given(anything.filter(bool), st.integers(1, 17))
@example(100000.0, 8)
@example(2.0**-14, 17)
def test_as_many_digits_as_were_asked_for(x, digits):
    text = number(x, digits)
    mantissa, _, power = text.partition("×10")
    significant = mantissa.strip("−").replace(".", "").lstrip("0")
    size = abs(parsed(text)[0])
    if power:
        assert size < Decimal("0.0001") or size >= 100_000
        assert len(significant) == digits
        assert re.match(r"−?[1-9](\.|$)", mantissa)
    else:
        assert Decimal("0.0001") <= size < 100_000
        assert len(significant) == max(digits, len(mantissa.strip("−").split(".")[0].lstrip("0")))


@given(anything, st.integers(1, 17))
def test_a_sign_is_a_true_minus_and_changes_nothing_else(x, digits):
    assert "-" not in number(x, digits)
    if x > 0:
        assert number(-x, digits) == "−" + number(x, digits)


@given(anything)
def test_seventeen_digits_hold_a_number_to_the_last_bit(x):
    assert float(parsed(number(x, 17))[0]) == x


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_dash(x):
    assert number(x) == "–"
    assert change(x, 1.0)[0] == "–"


@given(anything, st.integers(-3, 3) | st.just(0))
@example(100000.0, 1)
@example(140066.0, 1)
@example(1e300, -1)
def test_a_change_is_always_seen(x, ulps):
    new = x
    for _ in range(abs(ulps)):
        new = math.nextafter(new, math.copysign(math.inf, ulps))
    if not math.isfinite(new):
        return
    before, after = change(x, new)
    assert (before == after) == (x == new)
    if x == new:
        assert before == number(x)
    else:
        assert parsed(before)[0] != parsed(after)[0], (before, after)


@given(anything, anything)
def test_a_change_takes_no_more_digits_than_it_needs(x, new):
    before, after = change(x, new)
    digits = next((d for d in range(4, 18) if number(x, d) != number(new, d)), 4)
    assert (before, after) == (number(x, digits), number(new, digits))
    if number(x) != number(new):
        assert (before, after) == (number(x), number(new))


@given(st.floats(-9.9e6, 9.9e6))
def test_a_power_of_ten_has_one_decimal(log10):
    text = power_of_ten(log10)
    assert re.fullmatch(r"10\^−?\d+\.\d", text)
    assert abs(Decimal(text[3:].translate(LEVEL)) - Decimal(log10)) <= Decimal("0.05")


@given(anything)
def test_brackets_stand_around_negative_numbers_alone(x):
    assert in_brackets(x) == (f"({number(x)})" if x < 0 else number(x))


@given(st.integers(1, 999_999), st.integers(0, 6))
@example(10_001, 6)
def test_a_short_number_that_somebody_typed_stays_as_it_is(digits, decimals):
    typed = Decimal(digits).scaleb(-decimals)
    text = exactly(float(typed))
    if len(text) <= 8 and "×" not in text:
        assert Decimal(text) == typed
        assert not text.endswith(".0")
    else:
        assert text == number(float(typed))


@given(finite.filter(lambda x: x > 0))
def test_a_typed_number_is_never_long(x):
    assert len(exactly(x)) <= len("9.999×10⁻³⁰⁸")
    assert abs(parsed(exactly(x))[0] - Decimal(x)) <= Decimal(x) * Decimal("0.0005")
