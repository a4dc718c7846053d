"""Numbers as people type or paste them: one table of cases for Python's reader and the browser's."""

from __future__ import annotations

import contextlib
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.points.plain_numbers import NotANumberError, digits, short, typed_number

CASES = json.loads(Path(__file__).parents[1].joinpath("data", "typed_numbers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "value"), CASES["numbers"].items())
def test_what_is_a_number(text: str, value: float) -> None:
    read = typed_number(text)
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


@pytest.mark.parametrize(("text", "why"), CASES["none"].items())
def test_what_is_none_is_told_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        typed_number(text)
    assert str(refused.value) == why


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["", " ", "\u00a0", "\u202f", "\ufeff"]))
def test_every_number_that_the_app_writes_is_read_back(x: float, blank: str) -> None:
    for written in (repr(x), repr(x).replace("-", "−"), repr(x).replace(".", ",")):
        assert typed_number(blank + written + blank) == x
    if abs(x) < 1.79e308:  # else rounding to four digits leaves a double's range
        assert typed_number(digits(x)) == typed_number(short(x)) == pytest.approx(x, rel=1e-3)


@given(st.text(max_size=40))
def test_any_text_is_a_finite_number_or_refused(text: str) -> None:
    with contextlib.suppress(NotANumberError):
        assert math.isfinite(typed_number(text))
